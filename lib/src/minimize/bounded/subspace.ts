import { type Box, project } from './box';
import type { CauchyPoint } from './cauchy-point';
import { type CompactHessian, type Move, middleTimes } from './compact-hessian';
import { inverseOf } from './inverse';
import { addOn, reducedNewtonStep } from './reduced-newton-step';

/**
 * Goes on from the Cauchy point to the minimizer of the quadratic model over the coordinates that are not at a bound
 * there. If it lies outside the box it is projected; where that would not descend, the way to it is cut at the first
 * bound.
 *
 * @returns a point of the box; undefined if rounding has spoilt B
 * @see Byrd, Lu, Nocedal & Zhu 1995, section 5.1
 * @see Morales & Nocedal, "Remark on Algorithm 778: L-BFGS-B", ACM TOMS 38(1), 2011: the projection
 */
export function subspaceMinimizer(
  { x, jac }: Move,
  cauchy: CauchyPoint,
  box: Box,
  b: CompactHessian,
): Float64Array | undefined {
  const { free, bound } = coordinates(cauchy.x, box);
  if (b.k === 0 || free.length === 0) return cauchy.x;
  const step =
    bound.length === 0
      ? newtonStep({ x, jac }, cauchy, b)
      : reducedNewtonStep(reducedGradient({ x, jac }, cauchy, free, b), free, bound, b);
  if (!step) return undefined;

  const to = cauchy.x.slice();
  for (let a = 0; a < free.length; a++) to[free[a]] += step[a];
  project(to, box);
  let slope = 0;
  for (let i = 0; i < x.length; i++) slope += jac[i] * (to[i] - x[i]);
  if (slope < 0) return to;

  const cut = cauchy.x.slice();
  let share = 1;
  for (let a = 0; a < free.length; a++) {
    const i = free[a];
    if (step[a] === 0) continue;
    share = Math.min(share, ((step[a] < 0 ? box.lower[i] : box.upper[i]) - cut[i]) / step[a]);
  }
  for (let a = 0; a < free.length; a++) cut[free[a]] += share * step[a];
  return project(cut, box);
}

/** The coordinates strictly between their bounds, and those at one. */
function coordinates(x: Float64Array, { lower, upper }: Box): { free: Int32Array; bound: Int32Array } {
  const [free, bound] = [new Int32Array(x.length), new Int32Array(x.length)];
  let [inside, outside] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    if (lower[i] < x[i] && x[i] < upper[i]) free[inside++] = i;
    else bound[outside++] = i;
  }
  return { free: free.subarray(0, inside), bound: bound.subarray(0, outside) };
}

/** With all coordinates free the minimizer is x - B^-1 g, wherever the Cauchy point is; the two loops round the least. */
function newtonStep({ x, jac }: Move, cauchy: CauchyPoint, b: CompactHessian): Float64Array {
  const newton = inverseOf(b, x.length).times(jac);
  return newton.map((part, i) => x[i] - part - cauchy.x[i]);
}

/** The gradient of the model at the Cauchy point in the free coordinates: g + theta (x_c - x) - W M c. */
function reducedGradient(
  { x, jac }: Move,
  { x: to, c }: CauchyPoint,
  free: Int32Array,
  b: CompactHessian,
): Float64Array {
  const { k, theta, s, y } = b;
  const weights = middleTimes(b, c, new Float64Array(2 * k));
  const residual = new Float64Array(free.length);
  for (let a = 0; a < free.length; a++) {
    const i = free[a];
    residual[a] = jac[i] + theta * (to[i] - x[i]);
  }
  for (let j = 0; j < k; j++) addOn(residual, -weights[j], y[j], -weights[k + j] * theta, s[j], free);
  return residual;
}
