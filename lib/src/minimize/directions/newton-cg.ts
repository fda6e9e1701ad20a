import type { DirectionFactory, Iterate } from '../method';
import type { Problem } from '../problem';
import { cgPath } from '../trust-region/cg-path';
import type { Segment } from '../trust-region/segment';
import { along, norm } from '../vector';
import { isDescent, negated } from './descent';
import { eisenstatWalker } from './forcing';

/**
 * The truncated Newton direction: H d = -g, solved by conjugate gradients only as exactly as it pays.
 *
 * Solved to |H d + g| <= eta |g| with the forcing term of Eisenstat and Walker. Where the conjugate gradient method meets
 * negative curvature, the direction is what it has reached until then, which descends, or at its very first step the
 * steepest descent.
 *
 * Only products of the Hessian and a vector are needed: from `hessp`, from `hess`, or from two gradients each. So it
 * suits many variables. The first step to try is 1.
 *
 * @example
 * ```ts
 * const f = (x: Float64Array) => x.reduce((sum, xi, i) => sum + (i + 1) * Math.cosh(xi - i), 0);
 * const grad = (x: Float64Array) => x.map((xi, i) => (i + 1) * Math.sinh(xi - i));
 * const hessp = (x: Float64Array, v: Float64Array) => v.map((vi, i) => (i + 1) * Math.cosh(x[i] - i) * vi);
 * const { success, fun } = minimize(f, [0, 0, 0], { method: 'newton-cg', grad, hessp });
 * success // true
 * Math.abs(fun - 6) < 1e-10 // true
 * ```
 * @see Dembo & Steihaug, "Truncated-Newton algorithms for large-scale unconstrained optimization", 1983
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, algorithm 7.1
 */
export const newtonCg = (): DirectionFactory => (problem) => {
  const forcing = eisenstatWalker();
  return {
    at(from) {
      const direction = truncatedStep(problem, from, forcing(norm(from.jac)));
      return isDescent(direction, from.jac) ? direction : negated(from.jac);
    },
    trial: () => 1,
  };
};

function truncatedStep(problem: Problem, from: Iterate, eta: number): Float64Array {
  let last: Segment | undefined;
  for (const segment of cgPath(problem, from, eta)) {
    if (segment.end === Infinity) return last ? endOf(last) : downhill(segment, from);
    last = segment;
  }
  return last ? endOf(last) : negated(from.jac);
}

const endOf = ({ origin, direction, end }: Segment): Float64Array => along(origin, end, direction);

/** As far as the curvature would reach if it were positive, but no farther than the point is from 0, or 1. */
function downhill({ origin, direction, slope, curvature }: Segment, { x }: Iterate): Float64Array {
  const farthest = Math.max(1, norm(x)) / norm(direction);
  return along(origin, Math.min(Math.abs(slope / curvature), farthest), direction);
}
