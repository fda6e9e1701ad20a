import type { CompactHessian } from './compact-hessian';
import { type Coordinates, reducedProducts } from './reduced-products';
import { factorSaddlePoint, solveSaddlePoint } from './saddle-point';

/**
 * Computes -B_F^-1 r over the free coordinates F, of the matrix that has
 *
 *   B_F^-1 = I / theta + W_F (M^-1 - W_F'W_F / theta)^-1 W_F' / theta^2
 *
 * by the formula of Sherman, Morrison and Woodbury. The matrix in the middle is a saddle point system, P = D + Y_F'Y_F /
 * theta, Q = theta S_A'S_A, and E is S_A'Y_A below the diagonal and -S_F'Y_F elsewhere.
 *
 * @returns what puts the step in the place of the residual r; false if rounding has left no positive definite matrix
 * @see Byrd, Lu, Nocedal & Zhu 1995, (5.11)
 */
export function reducedNewtonSteps(
  b: CompactHessian,
): (residual: Float64Array, coordinates: Coordinates) => boolean {
  const { memory } = b;
  const products = reducedProducts(b);
  const system = new Float64Array(4 * memory * memory);
  const weights = new Float64Array(2 * memory);

  const assemble = (): void => {
    const { k, theta, sy } = b;
    const { yy, ss, e } = products;
    const size = 2 * k;
    for (let i = 0; i < k; i++) {
      const [upper, lower, from] = [i * size, (k + i) * size, i * memory];
      for (let j = 0; j <= i; j++) {
        system[upper + j] = -yy[from + j] / theta;
        system[lower + k + j] = theta * ss[from + j];
      }
      system[upper + i] -= sy[from + i];
      for (let j = 0; j < k; j++) system[lower + j] = e[from + j];
    }
  };

  return (residual, coordinates) => {
    const { k, theta, s, y } = b;
    const { free } = coordinates;
    products.update(coordinates);
    assemble();
    if (!factorSaddlePoint(system, k)) return false;
    for (let j = 0; j < k; j++) {
      weights[j] = productWith(y[j], residual, free);
      weights[k + j] = theta * productWith(s[j], residual, free);
    }
    solveSaddlePoint(system, k, weights);
    for (let at = 0; at < free.length; at++) residual[at] /= -theta;
    for (let j = 0; j < k; j++) {
      addOn(residual, -weights[j] / theta ** 2, y[j], -weights[k + j] / theta, s[j], free);
    }
    return true;
  };
}

/** The product of some coordinates of a and a vector that begins with just those. */
function productWith(a: Float64Array, v: Float64Array, on: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < on.length; at++) sum += a[on[at]] * v[at];
  return sum;
}

/** v += alpha a + beta b, of some coordinates of a and b. */
export function addOn(
  v: Float64Array,
  alpha: number,
  a: Float64Array,
  beta: number,
  b: Float64Array,
  on: Int32Array,
): void {
  for (let at = 0; at < on.length; at++) v[at] += alpha * a[on[at]] + beta * b[on[at]];
}
