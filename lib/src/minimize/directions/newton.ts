import { cholesky, modifiedCholesky, solveCholesky } from '../../linalg';
import type { DirectionFactory } from '../method';
import { addScaled, dot, norm } from '../vector';
import { isDescent, negated } from './descent';

/** Relative to the length of the gradient: a slope that is rounding, or nearly. */
const UNSEEN = Math.sqrt(Number.EPSILON);

/**
 * Newton's direction, d = -H^-1 g.
 *
 * Where the Hessian is safely positive definite that is what it is, and the method converges quadratically. Elsewhere
 * Gill, Murray & Wright's modified Cholesky factorization takes the place of H, so that d descends always. Where the
 * gradient has no component along the direction of negative curvature which that factorization finds, as on the ridge
 * that leads straight to a saddle point, the direction is added at the length of d. A Hessian that is not finite
 * leaves the steepest descent.
 *
 * The first step to try is 1. Takes the Hessian from `hess`, or from differences of gradients, 2n an iteration.
 *
 * @example
 * ```ts
 * const f = (x: Float64Array) => Math.exp(x[0]) - x[0];
 * const grad = (x: Float64Array) => [Math.exp(x[0]) - 1];
 * const hess = (x: Float64Array) => [[Math.exp(x[0])]];
 * minimize(f, [1], { method: 'newton', grad, hess }).nit // 4
 * ```
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, sections 3.3 and 3.4
 * @see Gill, Murray & Wright, "Practical Optimization", 1981, section 4.4
 */
export const newton = (): DirectionFactory => (problem) => ({
  at({ x, jac }) {
    const direction = newtonStep(problem.hessian(x), jac, problem.hessianNoise);
    return isDescent(direction, jac) ? direction : negated(jac);
  },
  trial: () => 1,
});

function newtonStep(hessian: Float64Array, jac: Float64Array, noise: number): Float64Array {
  const n = jac.length;
  const factor = cholesky(hessian, n, noise);
  if (factor) return negated(solveCholesky(factor, jac));
  const modified = modifiedCholesky(hessian, n);
  const direction = negated(modified.solve(jac));
  const curved = modified.negativeCurvature;
  if (curved && Math.abs(dot(jac, curved)) <= UNSEEN * norm(jac)) {
    addScaled(direction, (dot(jac, curved) > 0 ? -1 : 1) * norm(direction), curved);
  }
  return direction;
}
