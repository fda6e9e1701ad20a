import { checkFunction } from '../../errors/check-object';
import { vectorOf } from '../counted';
import type { Gradient } from '../objective';
import { keepsNothing } from '../recycling';
import { along, dot } from '../vector';
import type { Line, LineSearch } from './line';

/**
 * The exact minimizer along the line for a quadratic function with the Hessian A: a = -g'd / d'Ad.
 *
 * @param product the product of A and a vector
 * @throws InvalidInput for a product that is no function
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2 + 5 * x[1] ** 2;
 * const grad = (x: Float64Array) => [2 * x[0], 10 * x[1]];
 * const lineSearch = exactStep((d) => [2 * d[0], 10 * d[1]]);
 * minimize(f, [5, 1], { method: 'gradient-descent', grad, lineSearch, maxiter: 1 }).fun // 13.333333333333334
 * ```
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, (3.26)
 */
export function exactStep(product: Gradient): LineSearch {
  checkFunction('exactStep: product', product, 'a function from a vector d to A d');
  return keepsNothing(({ x, slope, direction, longest, value, vector }: Line) => {
    const image = vectorOf('exactStep: what product returns', product(direction.slice()), x.length);
    const curvature = dot(direction, image);
    if (!(curvature > 0)) return undefined;
    const step = Math.min(-slope / curvature, longest);
    const to = along(x, step, direction, vector?.());
    return { step, x: to, fun: value(to) };
  });
}
