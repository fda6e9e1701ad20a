import { dot } from '../vector';
import type { CompactHessian } from './compact-hessian';
import { saddlePoint } from './saddle-point';

/**
 * -B_F^-1 r over the free coordinates F, of the matrix that has
 *
 *   B_F^-1 = I / theta + W_F (M^-1 - W_F'W_F / theta)^-1 W_F' / theta^2
 *
 * by the formula of Sherman, Morrison and Woodbury.
 *
 * @returns undefined if rounding has left no positive definite matrix
 * @see Byrd, Lu, Nocedal & Zhu 1995, (5.11)
 */
export function reducedNewtonStep(
  residual: Float64Array,
  free: Int32Array,
  bound: Int32Array,
  b: CompactHessian,
): Float64Array | undefined {
  const { k, theta, s, y } = b;
  const solve = reducedSystem(free, bound, b);
  if (!solve) return undefined;
  const products = new Float64Array(2 * k);
  for (let j = 0; j < k; j++) {
    products[j] = dotOn(y[j], residual, free);
    products[k + j] = theta * dotOn(s[j], residual, free);
  }
  const weights = solve(products);
  const step = residual.map((part) => -part / theta);
  for (let j = 0; j < k; j++) {
    addOn(step, -weights[j] / theta ** 2, y[j], -weights[k + j] / theta, s[j], free);
  }
  return step;
}

/**
 * The matrix M^-1 - W_F' W_F / theta as a saddle point system, each entry as a sum over the free coordinates or over the
 * bound ones, so that nothing cancels: P = D + Y_F'Y_F / theta, Q = theta S_A'S_A, and E is S_A'Y_A below the diagonal and
 * -S_F'Y_F elsewhere.
 */
function reducedSystem(
  free: Int32Array,
  bound: Int32Array,
  { k, theta, s, y, sy }: CompactHessian,
): ((w: Float64Array) => Float64Array) | undefined {
  const [p, e, q] = [new Float64Array(k * k), new Float64Array(k * k), new Float64Array(k * k)];
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const at = i * k + j;
      e[at] = i > j ? productOn(s[i], y[j], bound) : -productOn(s[i], y[j], free);
      if (j > i) continue;
      p[at] = productOn(y[i], y[j], free) / theta + (i === j ? sy[at] : 0);
      q[at] = theta * productOn(s[i], s[j], bound);
      p[j * k + i] = p[at];
      q[j * k + i] = q[at];
    }
  }
  return saddlePoint(p, e, q, k);
}

/** sum a_i b_i over some coordinates. */
function productOn(a: Float64Array, b: Float64Array, on: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < on.length; at++) sum += a[on[at]] * b[on[at]];
  return sum;
}

/** The product of some coordinates of a and a vector of just those. */
function dotOn(a: Float64Array, v: Float64Array, on: Int32Array): number {
  if (on.length === a.length) return dot(a, v);
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
