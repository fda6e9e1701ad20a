import type { Direction, DirectionFactory, Iterate } from '../method';
import { keepsNothing } from '../recycling';

/**
 * Steepest descent: d = -g. Where f curves unequally it zigzags, by the condition of the Hessian.
 *
 * @example
 * ```ts
 * const valley = (x: Float64Array) => x[0] ** 2 + 50 * x[1] ** 2;
 * const steps = (method) => minimize(valley, [50, 1], { method, maxiter: 1000 }).nit;
 * steps('gradient-descent') > 5 * steps('bfgs') // true
 * ```
 * @see Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", 1847
 */
export const steepestDescent =
  (): DirectionFactory =>
  ({ n }): Direction => {
    const d = new Float64Array(n);
    return keepsNothing({
      at({ jac }: Iterate) {
        for (let i = 0; i < n; i++) d[i] = -jac[i];
        return d;
      },
    });
  };
