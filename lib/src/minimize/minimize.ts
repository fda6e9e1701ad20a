import { boxOf } from './bounded/box';
import { iterate } from './iterate';
import { type Objective, type ObjectiveParts, objectiveParts } from './objective';
import { checkLimits, chooseMethod, type MinimizeOptions, startingPoint } from './options';
import type { MinimizeResult } from './result';

/**
 * Minimizes a function of n variables, in float64.
 *
 * @param f the function, or an objective `{ value, grad }` that brings its derivatives along
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
export function minimize(
  f: Objective | ObjectiveParts,
  x0: ArrayLike<number>,
  options: MinimizeOptions = {},
): MinimizeResult {
  const { factory, bounds, limitsFor } = chooseMethod(options);
  checkLimits(options);
  const { grad, hess, hessp } = options;
  const given = objectiveParts('minimize', f, { grad, hess, hessp });
  const start = startingPoint('minimize', x0);
  const parts = { ...given, noise: given.noise ?? given.noiseAt?.(start.slice()) };
  const n = start.length;
  const box = bounds === undefined ? undefined : boxOf('minimize', bounds, n);
  return iterate(parts, start, factory, { ...options, ...limitsFor(n) }, box);
}
