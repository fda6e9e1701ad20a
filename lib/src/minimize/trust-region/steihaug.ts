import { eisenstatWalker } from '../directions/forcing';
import type { MethodFactory } from '../method';
import { norm } from '../vector';
import { cgPath } from './cg-path';
import { type TrustRegionOptions, trustRegionMethod } from './trust-region';

/**
 * Steihaug and Toint's trust-region method: conjugate gradients on the model, as far as it is trusted.
 *
 * The step follows the iterates of the conjugate gradient method for H p = -g until they leave the region, until a
 * direction of negative curvature leads out of it, or until the system is solved to the forcing term of Eisenstat and
 * Walker. Its first iterate is the Cauchy point, and each is lower on the model than the one before. Needs products of
 * the Hessian and a vector only.
 *
 * @throws InvalidInput for an unknown option, and for one out of range
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 4 - 2 * x[0] ** 2 + x[1] ** 2;
 * const grad = (x: Float64Array) => [4 * x[0] ** 3 - 4 * x[0], 2 * x[1]];
 * const hessp = (x: Float64Array, v: Float64Array) => [(12 * x[0] ** 2 - 4) * v[0], 2 * v[1]];
 * const { x } = minimize(f, [0.1, 1], { method: 'trust-ncg', grad, hessp });
 * x.map(Math.round) // Float64Array(2) [ 1, 0 ]
 * ```
 * @see Steihaug, "The conjugate gradient method and trust regions in large scale optimization", SIAM J. Numer. Anal. 20(3), 1983
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, algorithm 7.2
 */
export const steihaug = (options: TrustRegionOptions = {}): MethodFactory =>
  trustRegionMethod(
    'trust-ncg',
    (problem) => {
      const forcing = eisenstatWalker();
      return (from) => cgPath(problem, from, forcing(norm(from.jac)));
    },
    options,
  );
