import { InvalidInput } from '../errors';
import { checkFunction } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import type { Gradient } from './objective';
import { along, dot } from './vector';

/** A line through x along a direction of descent. */
export interface Line {
  x: Float64Array;
  fun: number;
  jac: Float64Array;
  direction: Float64Array;
  /** The step that was taken before, none at first. */
  previous: number | undefined;
  value(x: Float64Array): number;
}

/** A point on the line to go to. */
export interface Found {
  step: number;
  x: Float64Array;
  fun: number;
}

/** Chooses how far to go along a line; undefined if no step is good enough. */
export type LineSearch = (line: Line) => Found | undefined;

/** Options of {@link backtracking}. */
export interface BacktrackingOptions {
  /** The share of the linear decrease that is asked for. Default: 1e-4. */
  c1?: number;
  /** What a step that fails is multiplied by. Default: 0.5. */
  shrink?: number;
  /** The first step to try. Default: 1, and after that twice the step before. */
  initial?: number;
}

/** Below this multiple of the first step the line has no decrease that float64 shows. */
const SMALLEST = 1e-20;

/**
 * Backtracking: shrinks the step until Armijo's condition holds, f(x + a d) <= f(x) + c1 a g'd.
 *
 * @throws InvalidInput for an unknown option, a c1 or shrink outside (0, 1), or an initial step that is not positive
 * @see Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives", 1966
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, Algorithm 3.1
 */
export function backtracking(options: BacktrackingOptions = {}): LineSearch {
  onlyOptions<BacktrackingOptions>('backtracking', options, ['c1', 'shrink', 'initial']);
  const { c1 = 1e-4, shrink = 0.5, initial } = options;
  const inside = (value: unknown) => typeof value === 'number' && value > 0 && value < 1;
  if (!inside(c1)) throw wrong('backtracking: c1', c1, 'between 0 and 1');
  if (!inside(shrink)) throw wrong('backtracking: shrink', shrink, 'between 0 and 1');
  if (initial !== undefined && !(initial > 0 && Number.isFinite(initial))) {
    throw wrong('backtracking: initial', initial, 'a positive, finite number');
  }
  return ({ x, fun, jac, direction, previous, value }) => {
    const slope = dot(jac, direction);
    const first = initial ?? (previous === undefined ? 1 : 2 * previous);
    for (let step = first; step >= SMALLEST * first && step > 0; step *= shrink) {
      const to = along(x, step, direction);
      const reached = value(to);
      // Steps too small to change x would satisfy the condition by rounding alone.
      if (reached <= fun + c1 * step * slope && reached < fun) return { step, x: to, fun: reached };
    }
    return undefined;
  };
}

/** The same step always: the learning rate. It may overshoot, and does where it exceeds 2/L. */
export function fixedStep(step: number): LineSearch {
  if (!(step > 0 && Number.isFinite(step))) throw wrong('fixedStep: step', step, 'a positive, finite number');
  return ({ x, direction, value }) => {
    const to = along(x, step, direction);
    return { step, x: to, fun: value(to) };
  };
}

/**
 * The exact minimizer along the line for a quadratic function with the Hessian A: a = -g'd / d'Ad.
 *
 * @param product the product of A and a vector
 * @throws InvalidInput for a product that is no function
 */
export function exactStep(product: Gradient): LineSearch {
  checkFunction('exactStep: product', product, 'a function from a vector d to A d');
  return ({ x, jac, direction, value }) => {
    const curvature = dot(direction, product(direction.slice()));
    if (!(curvature > 0)) return undefined;
    const step = -dot(jac, direction) / curvature;
    const to = along(x, step, direction);
    return { step, x: to, fun: value(to) };
  };
}

const wrong = (subject: string, given: unknown, allowed: string): InvalidInput =>
  new InvalidInput({ subject, given, allowed });
