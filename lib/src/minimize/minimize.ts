import { boxOf } from './bounded/box';
import { chooseMethod } from './choose-method';
import { iterate } from './iterate';
import type { HessianOptions } from './methods';
import { type Objective, type ObjectiveParts, objectiveParts } from './objective';
import { checkLimits, type MinimizeOptions, startingPoint } from './options';
import type { MinimizeResult } from './result';

/**
 * Minimizes a function of n variables, in float64, as SciPy's function of that name does.
 *
 * The method is `bfgs` unless one is named: `gradient-descent`, `newton`, `newton-cg`, `cg`, `cg-hager-zhang`, `bfgs`,
 * `lbfgs` for many variables, `lbfgsb` with `bounds` (their default), `dogleg`, `trust-ncg`, `nelder-mead` without
 * gradient, or a combination of one's own by {@link lineSearchMethod}. It has converged when no component of the gradient
 * is larger than `gtol`, which holds at a saddle point, and far out where f levels off, as well as at a minimum; whatever
 * else ends it, `x` is the best point seen, and `message` says what ended it. When no lower point is found, or steps no
 * longer count, f is asked beside that point: `message` names the worst component of a gradient that was given if it is
 * wrong, and a kink of f, as |x| and max(...) have them.
 *
 * @param f the function, or an objective `{ value, grad }` that brings its derivatives along
 * @param x0 the point to start from
 * @param options such as `{ method: 'lbfgs', grad, gtol: 1e-8, maxiter: 500, trace: true }`
 * @returns SciPy's fields: `{ x, fun, jac, hessInv, nit, nfev, njev, nhev, status, success, message, trace }`
 * @throws InvalidInput for an unknown option or method, an empty or non-finite x0, an f that is not finite there or
 *   returns no number, and a gradient of another length
 * @example
 * ```ts
 * const valley = ([x, y]: Float64Array) => 100 * (y - x ** 2) ** 2 + (1 - x) ** 2;
 * const grad = ([x, y]: Float64Array) => [-400 * x * (y - x ** 2) - 2 * (1 - x), 200 * (y - x ** 2)];
 * const { x, success, message } = minimize(valley, [-1.2, 1], { grad });
 * success // true
 * message // 'The gradient is below gtol.'
 * Math.hypot(x[0] - 1, x[1] - 1) < 1e-5 // true
 * ```
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, chapter 3
 */
export function minimize(
  f: Objective | ObjectiveParts,
  x0: ArrayLike<number>,
  options: MinimizeOptions = {},
): MinimizeResult {
  const { factory, bounds, limitsFor } = chooseMethod(options);
  checkLimits('minimize', options);
  const { grad, hess, hessp } = options as HessianOptions;
  const given = objectiveParts('minimize', f, { grad, hess, hessp });
  const start = startingPoint('minimize', x0);
  const parts = { ...given, noise: given.noise ?? given.noiseAt?.(start.slice()) };
  const n = start.length;
  const box = bounds === undefined ? undefined : boxOf('minimize', bounds, n);
  return iterate(parts, start, factory, { ...options, ...limitsFor(n) }, box);
}
