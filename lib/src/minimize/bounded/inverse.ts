import type { InverseHessian } from '../method';
import { addScaled, dot, scaled } from '../vector';
import type { CompactHessian } from './compact-hessian';

/**
 * The inverse of B as an operator: the two-loop recursion over its pairs, from I / theta.
 *
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, Algorithm 7.4
 */
export function inverseOf({ k, theta, s, y, sy }: CompactHessian, n: number): InverseHessian {
  const times = (v: ArrayLike<number>): Float64Array => {
    const q = new Float64Array(n);
    q.set(v);
    const shares = new Float64Array(k);
    for (let j = k - 1; j >= 0; j--) {
      shares[j] = dot(s[j], q) / sy[j * k + j];
      addScaled(q, -shares[j], y[j]);
    }
    const product = scaled(1 / theta, q);
    for (let j = 0; j < k; j++) addScaled(product, shares[j] - dot(y[j], product) / sy[j * k + j], s[j]);
    return product;
  };
  return {
    n,
    times,
    toDense() {
      const matrix = new Float64Array(n * n);
      const unit = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        unit[i] = 1;
        matrix.set(times(unit), i * n);
        unit[i] = 0;
      }
      return matrix;
    },
  };
}
