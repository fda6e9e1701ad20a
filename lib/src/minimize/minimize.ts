import { InvalidInput } from '../errors';
import { checkFunction } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import { backtracking, type LineSearch } from './line-search';
import {
  checkCallback,
  counted,
  type Gradient,
  type Objective,
  startingPoint,
  wholeNumber,
} from './objective';
import { type MinimizeResult, type MinimizeStatus, minimizeMessages, type TracePoint } from './result';
import { infinityNorm } from './vector';

/** Chooses the direction to go from a point, from the gradient there. */
export type Direction = (jac: Float64Array) => Float64Array;

/** Steepest descent, -g. */
export const steepest: Direction = (jac) => jac.map((slope) => -slope);

/** The methods of {@link minimize}: a direction and the line search that goes with it. */
const methods = {
  'gradient-descent': { direction: () => steepest, lineSearch: backtracking },
} satisfies Record<string, { direction: () => Direction; lineSearch: () => LineSearch }>;

export type MinimizeMethod = keyof typeof methods;

/** Options of {@link minimize}. */
export interface MinimizeOptions {
  /** Default: `gradient-descent`. */
  method?: MinimizeMethod;
  /** The gradient. Default: central differences of f. */
  grad?: Gradient;
  /** Converged when no component of the gradient is larger. Default: 1e-5, that of SciPy. */
  gtol?: number;
  /** Default: 200 for each coordinate, that of SciPy. */
  maxiter?: number;
  /** How far to go along each direction. Default: {@link backtracking}. */
  lineSearch?: LineSearch;
  /** Called after each iteration with the point and its value; `true` ends the minimization. */
  callback?: (x: Float64Array, fun: number, nit: number) => unknown;
  /** Keep every iterate. Default: false. */
  trace?: boolean;
}

/** A function that falls this many times below its start, or 1, has no bound that matters. */
const UNBOUNDED = 1e30;

/**
 * Minimizes a function of n variables without constraints, in float64.
 *
 * @param f the function
 * @param x0 the point to start from
 * @returns SciPy's fields: `{ x, fun, jac, nit, nfev, njev, status, success, message }`, with `x` the best point seen
 * @throws InvalidInput for an unknown option or method, an empty or non-finite x0, an f that is not finite there or
 *   returns no number, and a gradient of another length
 * @example
 * ```ts
 * const bowl = (x: Float64Array) => (x[0] - 3) ** 2;
 * const { fun, success } = minimize(bowl, [0], { grad: (x) => [2 * (x[0] - 3)] });
 * success // true
 * fun < 1e-10 // true
 * ```
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, chapter 3
 */
export function minimize(f: Objective, x0: ArrayLike<number>, options: MinimizeOptions = {}): MinimizeResult {
  onlyOptions<MinimizeOptions>('minimize', options, [
    'method',
    'grad',
    'gtol',
    'maxiter',
    'lineSearch',
    'callback',
    'trace',
  ]);
  const { method = 'gradient-descent', grad, gtol = 1e-5, callback } = options;
  checkCallback('minimize', callback);
  if (!Object.hasOwn(methods, method)) {
    const allowed = `one of ${Object.keys(methods).join(', ')}`;
    throw new InvalidInput({ subject: 'minimize: method', given: method, allowed });
  }
  if (typeof gtol !== 'number' || !(gtol >= 0)) {
    throw new InvalidInput({ subject: 'minimize: gtol', given: gtol, allowed: 'a number, 0 or more' });
  }
  const objective = counted('minimize', f, grad);
  let x = startingPoint('minimize', x0);
  const { maxiter = 200 * x.length, lineSearch = methods[method].lineSearch() } = options;
  wholeNumber('minimize: maxiter', maxiter);
  checkFunction('minimize: lineSearch', lineSearch, 'a line search such as backtracking()');
  const direction = methods[method].direction();
  const trace: TracePoint[] = [];

  let fun = objective.value(x);
  if (!Number.isFinite(fun)) {
    const remedy = 'Start where the function is defined.';
    throw new InvalidInput({ subject: 'minimize: f(x0)', given: fun, allowed: 'a finite number', remedy });
  }
  let jac = objective.gradient(x);
  let best = { x, fun, jac };
  const lowest = -UNBOUNDED * Math.max(1, Math.abs(fun));
  let nit = 0;
  let previous: number | undefined;

  const finish = (status: MinimizeStatus): MinimizeResult => ({
    ...best,
    nit,
    nfev: objective.nfev,
    njev: objective.njev,
    status,
    success: status === 0,
    message: minimizeMessages[status],
    ...(options.trace ? { trace } : {}),
  });

  for (;;) {
    const gradientNorm = infinityNorm(jac);
    trace.push({ x: x.slice(), fun, gradientNorm, step: previous ?? 0 });
    if (nit > 0 && callback?.(x.slice(), fun, nit) === true) return finish(99);
    if (fun <= lowest) return finish(4);
    if (!Number.isFinite(fun) || !Number.isFinite(gradientNorm)) return finish(3);
    if (gradientNorm <= gtol) return finish(0);
    if (nit >= maxiter) return finish(1);
    const found = lineSearch({ x, fun, jac, direction: direction(jac), previous, value: objective.value });
    if (!found) return finish(2);
    nit++;
    previous = found.step;
    ({ x, fun } = found);
    jac = objective.gradient(x);
    if (fun <= best.fun && jac.every(Number.isFinite)) best = { x, fun, jac };
  }
}
