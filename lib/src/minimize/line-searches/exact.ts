import { checkFunction } from '../../errors/check-object';
import { type Gradient, vectorOf } from '../objective';
import { along, dot } from '../vector';
import type { LineSearch } from './line';

/**
 * The exact minimizer along the line for a quadratic function with the Hessian A: a = -g'd / d'Ad.
 *
 * @param product the product of A and a vector
 * @throws InvalidInput for a product that is no function
 */
export function exactStep(product: Gradient): LineSearch {
  checkFunction('exactStep: product', product, 'a function from a vector d to A d');
  return ({ x, slope, direction, longest, value }) => {
    const image = vectorOf('exactStep: what product returns', product(direction.slice()), x.length);
    const curvature = dot(direction, image);
    if (!(curvature > 0)) return undefined;
    const step = Math.min(-slope / curvature, longest);
    const to = along(x, step, direction);
    return { step, x: to, fun: value(to) };
  };
}
