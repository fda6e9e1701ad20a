import type { Box } from './bounded/box';
import { counted } from './counted';
import { type Hessians, hessians } from './gradients/hessians';
import type { Iterate } from './method';
import type { ObjectiveParts } from './objective';
import { Recycled } from './recycling';

/**
 * What a method may ask of the function. Every call is counted, and the answers at the last point are remembered, so that
 * nothing is computed twice. A point is remembered by reference: an array that was given must not change afterwards.
 */
export interface Problem {
  readonly n: number;
  value(x: Float64Array): number;
  gradient(x: Float64Array): Float64Array;
  /** Both. */
  at(x: Float64Array): Iterate;
  /** H v: given as `hessp`, or from `hess`, or by differences of gradients. */
  hessianProduct(x: Float64Array, v: Float64Array): Float64Array;
  /** n by n, row by row: given as `hess`, or by n products, made symmetric. */
  hessian(x: Float64Array): Float64Array;
  /** How large the rounding errors of f are, relative to |f|. */
  readonly noise: number;
  /** How large the errors of the Hessian are, relative to it. */
  readonly hessianNoise: number;
  /** Where f may be asked, if there are bounds. */
  readonly box?: Box;
  /** An array for a point, with any numbers in it. */
  vector?(): Float64Array;
}

/** A problem that tells its counts and the best point that it was asked about. */
export interface CountedProblem extends Problem {
  readonly nfev: number;
  readonly njev: number;
  readonly nhev: number;
  /** The lowest finite value so far, and where; its gradient, if it was asked for. */
  readonly best: { readonly x: Float64Array; readonly fun: number; readonly jac?: Float64Array } | undefined;
  /** Lets the arrays be written over that were given out, but those of the points that are given or remembered here. */
  recycle(at: Iterate, best: Iterate): void;
}

/**
 * @param caller who asks, for error messages
 * @param n how many coordinates there are
 * @param guard called before each evaluation; it may throw to end the minimization
 * @param box where f may be asked, by differences too
 */
export function createProblem(
  caller: string,
  parts: ObjectiveParts,
  n: number,
  guard?: (nfev: number) => void,
  box?: Box,
): CountedProblem {
  const vectors = new Recycled(n);
  const objective = counted(caller, parts, guard, box, vectors.take);
  let last: { x: Float64Array; fun?: number; jac?: Float64Array } | undefined;
  let lowest: { x: Float64Array; fun: number; jac?: Float64Array } | undefined;

  const remember = (x: Float64Array, known: { fun?: number; jac?: Float64Array }) => {
    if (last?.x !== x) last = { x, fun: known.fun, jac: known.jac };
    else {
      last.fun = known.fun ?? last.fun;
      last.jac = known.jac ?? last.jac;
    }
    const { fun, jac } = last;
    if (fun !== undefined && Number.isFinite(fun) && !(lowest && lowest.fun <= fun)) lowest = { x, fun, jac };
    else if (lowest?.x === x) lowest.jac = jac;
  };
  const second: Hessians = hessians(caller, n, parts, (x) => problem.gradient(x));
  const problem: CountedProblem = {
    n,
    noise: parts.noise ?? Number.EPSILON,
    box,
    value(x: Float64Array): number {
      if (last?.x === x && last.fun !== undefined) return last.fun;
      const fun = objective.value(x);
      remember(x, { fun });
      return fun;
    },
    gradient(x: Float64Array): Float64Array {
      if (last?.x === x && last.jac !== undefined) return last.jac;
      const jac = objective.gradient(x);
      remember(x, { jac });
      return jac;
    },
    at(x: Float64Array): Iterate {
      const isNew = last?.x !== x || (last.fun === undefined && last.jac === undefined);
      // One after the other the value is remembered even if a limit ends all before the gradient.
      if (!objective.both || !isNew) return { x, fun: problem.value(x), jac: problem.gradient(x) };
      const { fun, jac } = objective.both(x);
      remember(x, { fun, jac });
      return { x, fun, jac };
    },
    vector: vectors.take,
    recycle(at, best) {
      const isNeeded = (v: Float64Array) => isOf(at, v) || isOf(best, v) || isOf(last, v) || isOf(lowest, v);
      vectors.takeBack(isNeeded);
      second.forget(isNeeded);
    },
    hessianProduct: second.hessianProduct,
    hessian: second.hessian,
    hessianNoise: second.hessianNoise,
    get nfev() {
      return objective.nfev;
    },
    get njev() {
      return objective.njev;
    },
    get nhev() {
      return second.nhev;
    },
    get best() {
      return lowest;
    },
  };
  return problem;
}

/** Whether an array is the point, or the gradient there. */
const isOf = (known: { x: Float64Array; jac?: Float64Array } | undefined, vector: Float64Array): boolean =>
  known !== undefined && (known.x === vector || known.jac === vector);
