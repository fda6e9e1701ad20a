import type { Problem } from './problem';
import type { StopReason } from './result';

/** A point with what is known of f there. Its arrays are never changed once it exists. */
export interface Iterate {
  readonly x: Float64Array;
  readonly fun: number;
  readonly jac: Float64Array;
}

/**
 * One iteration: where it led, or why there is none. `step` is the multiple of the direction that was taken, or the
 * radius of the region that was trusted.
 */
export type Outcome = { to: Iterate; step: number } | { stop: StopReason; message?: string };

/** A minimizer, one iteration a call; it owns its state, such as H, pairs, a radius or a simplex. */
export interface Method {
  iterate(from: Iterate): Outcome;
  /** What must not exceed gtol. Default: the largest magnitude in the gradient. */
  optimality?(at: Iterate): number;
  /** The sentence that says so. Default: the gradient is below gtol. */
  readonly convergence?: string;
  /** What to say of an iteration without progress, a sentence to be gone on with. Default: no lower point was found. */
  readonly failure?: string;
  /** The estimate of the inverse Hessian, of quasi-Newton methods. */
  hessInv?(): InverseHessian;
  /** It asks for values alone: its iterates carry an empty gradient, and gtol and ftol do not end it. */
  readonly derivativeFree?: true;
  /** Where to begin instead of x0: inside the bounds, for a method that has some. */
  start?(x0: Float64Array): Float64Array;
}

/** Begins a method on a problem, with a state of its own. */
export type MethodFactory = (problem: Problem) => Method;

/** An estimate of the inverse of the Hessian: an operator, dense on demand. */
export interface InverseHessian {
  readonly n: number;
  /** H v. */
  times(v: ArrayLike<number>): Float64Array;
  /** n by n, row by row. */
  toDense(): Float64Array;
}

/** Where to go from a point, for methods that then search along a line. */
export interface Direction {
  /** A direction of descent. The array is the direction's own and holds until the next call. */
  at(from: Iterate): Float64Array;
  /** Told each step that was taken. */
  learn?(from: Iterate, to: Iterate): void;
  /** The first step to try. Default: 1, and after that twice the step before. */
  trial?(from: Iterate, previous: Iterate | undefined): number;
  /** Forgets what was learnt, after a line search that failed; false if there was nothing to forget. */
  reset?(): boolean;
  hessInv?(): InverseHessian;
}

/** Begins a direction on a problem, with a state of its own. */
export type DirectionFactory = (problem: Problem) => Direction;
