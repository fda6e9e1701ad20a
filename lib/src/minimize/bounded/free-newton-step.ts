import type { CompactHessian } from './compact-hessian';

/**
 * Computes B_F^-1 v over some coordinates F, of the matrix that the pairs make if they are cut down to F.
 *
 * It is the inverse of B's part B_F where no step has left F: then B s, s'B s and y's are sums over F alone, update for
 * update. These two loops take a solution's digits from no matrix but the pairs, and 4 k n multiplications.
 *
 * @returns what puts the product in the place of v, which begins with the numbers of F
 */
export function freeNewtonSteps(b: CompactHessian): (v: Float64Array, free: Int32Array) => void {
  const { memory, s, y, sy } = b;
  const shares = new Float64Array(memory);
  return (v, free) => {
    const count = free.length;
    for (let j = s.length - 1; j >= 0; j--) {
      const [sj, yj] = [s[j], y[j]];
      let sum = 0;
      for (let at = 0; at < count; at++) sum += sj[free[at]] * v[at];
      const share = sum / sy[j * (memory + 1)];
      for (let at = 0; at < count; at++) v[at] -= share * yj[free[at]];
      shares[j] = share;
    }
    for (let at = 0; at < count; at++) v[at] /= b.theta;
    for (let j = 0; j < s.length; j++) {
      const [sj, yj] = [s[j], y[j]];
      let sum = 0;
      for (let at = 0; at < count; at++) sum += yj[free[at]] * v[at];
      const share = shares[j] - sum / sy[j * (memory + 1)];
      for (let at = 0; at < count; at++) v[at] += share * sj[free[at]];
    }
  };
}
