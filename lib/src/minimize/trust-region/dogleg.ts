import { cholesky, modifiedCholesky, solveCholesky } from '../../linalg';
import type { MethodFactory } from '../method';
import { along, dot, infinityNorm, minus, scaled } from '../vector';
import type { Segment } from './segment';
import { type TrustRegionOptions, trustRegionMethod } from './trust-region';

/**
 * Powell's dogleg method: from the point downhill to the Cauchy point, from there to Newton's, as far as is trusted.
 *
 * Where the Hessian is not positive definite, the model is that of Gill, Murray & Wright's modified Cholesky
 * factorization, so the path exists everywhere; SciPy's method of this name ends there. Takes the Hessian from `hess`, or
 * from differences of gradients.
 *
 * @throws InvalidInput for an unknown option, and for one out of range
 * @example
 * ```ts
 * const f = (x: Float64Array) => (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2;
 * const grad = (x: Float64Array) => [
 *   2 * (x[0] - 1) - 400 * x[0] * (x[1] - x[0] ** 2),
 *   200 * (x[1] - x[0] ** 2),
 * ];
 * minimize(f, [-1.2, 1], { method: 'dogleg', grad }).success // true
 * ```
 * @see Powell, "A new algorithm for unconstrained optimization", 1970
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, section 4.1
 */
export const dogleg = (options: TrustRegionOptions = {}): MethodFactory =>
  trustRegionMethod(
    'dogleg',
    (problem) =>
      ({ x, jac }) =>
        doglegPath(problem.hessian(x), jac, problem.hessianNoise),
    options,
  );

/**
 * The two pieces of the path; downhill without end where the Hessian is not finite, or zero.
 *
 * @param noise the relative error of the Hessian
 */
export function doglegPath(hessian: Float64Array, jac: Float64Array, noise = Number.EPSILON): Segment[] {
  const n = jac.length;
  const downhill = scaled(-1, jac);
  const straight = { origin: new Float64Array(n), direction: downhill, slope: -dot(jac, jac) };
  const withoutEnd = [{ ...straight, curvature: 0, end: Infinity }];
  if (infinityNorm(hessian) === 0) return withoutEnd;
  const factor = cholesky(hessian, n, noise);
  const modified = factor ? undefined : modifiedCholesky(hessian, n);
  const solution = factor ? solveCholesky(factor, downhill) : modified?.solve(downhill);
  const image = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    image[i] = dot(hessian.subarray(i * n, (i + 1) * n), downhill) + (modified?.shift[i] ?? 0) * downhill[i];
  }
  const curvature = dot(downhill, image);
  if (!solution?.every(Number.isFinite) || !(curvature > 0 && curvature < Infinity)) {
    return withoutEnd;
  }
  const end = -straight.slope / curvature;
  const first = { ...straight, curvature, end };
  const cauchy = along(first.origin, end, downhill);
  const across = minus(solution, cauchy);
  // B across = -g - B cauchy, and the gradient of the model at the Cauchy point is g + B cauchy.
  const residual = along(jac, end, image);
  const slope = dot(residual, across);
  const second = { origin: cauchy, direction: across, slope, curvature: -slope, end: 1 };
  return slope < 0 ? [first, second] : [first];
}
