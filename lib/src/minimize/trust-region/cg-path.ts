import type { Iterate } from '../method';
import type { Problem } from '../problem';
import { addScaled, along, dot, norm } from '../vector';
import type { Segment } from './segment';

/**
 * The path of the conjugate gradient method towards the solution of H p = -g, segment by segment, each computed when it
 * is asked for.
 *
 * It ends where |H p + g| <= eta |g|, and with a segment without end where it meets a direction along which the model
 * does not curve upwards by more than the errors of H. A Hessian that is not finite leaves the steepest descent, without end.
 *
 * @param eta how exactly to solve
 * @see Hestenes & Stiefel, "Methods of conjugate gradients for solving linear systems", 1952
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, algorithms 7.1 and 7.2
 */
export function* cgPath(problem: Problem, { x, jac }: Iterate, eta: number): Generator<Segment> {
  const residual = jac.slice();
  let origin: Float64Array = new Float64Array(problem.n);
  let direction = jac.map((slope) => -slope);
  let squared = dot(residual, residual);
  const enough = Math.max(eta, Number.EPSILON) * norm(jac);
  // In exact arithmetic n suffice; rounding delays.
  for (let count = 0; count < 2 * problem.n + 10; count++) {
    const image = problem.hessianProduct(x, direction);
    const curvature = dot(direction, image);
    if (!Number.isFinite(curvature)) {
      if (count === 0) yield { origin, direction, slope: -squared, curvature: 0, end: Infinity };
      return;
    }
    const errors = problem.hessianNoise * norm(direction) * norm(image);
    const end = curvature > errors ? squared / curvature : Infinity;
    const isConvex = end < Infinity;
    yield {
      origin,
      direction,
      slope: -squared,
      curvature: isConvex ? curvature : Math.min(curvature, 0),
      end,
    };
    if (!isConvex) return;
    origin = along(origin, end, direction);
    addScaled(residual, end, image);
    const before = squared;
    squared = dot(residual, residual);
    if (!(norm(residual) > enough)) return;
    const turned = residual.map((part) => -part);
    addScaled(turned, squared / before, direction);
    direction = turned;
  }
}
