import { type Box, project } from './box';
import type { CauchyPoint } from './cauchy-point';
import type { CompactHessian, Place } from './compact-hessian';
import { freeNewtonSteps } from './free-newton-step';
import { addOn, reducedNewtonSteps } from './reduced-newton-step';
import type { Coordinates } from './reduced-products';

/**
 * Goes on from Cauchy points to the minimizer of the quadratic model over the coordinates that are not at a bound there.
 * If it lies outside the box it is projected; where that would not descend, the way to it is cut at the first bound.
 *
 * @returns what finds a point of the box, in an array that the next call writes over; undefined if rounding has spoilt B
 * @see Byrd, Lu, Nocedal & Zhu 1995, section 5.1
 * @see Morales & Nocedal, "Remark on Algorithm 778: L-BFGS-B", ACM TOMS 38(1), 2011: the projection
 */
export function subspaceMinimizers(
  box: Box,
  b: CompactHessian,
): (from: Place, cauchy: CauchyPoint) => Float64Array | undefined {
  const { n, memory } = b;
  const [freeRoom, boundRoom] = [new Int32Array(n), new Int32Array(n)];
  const [step, to] = [new Float64Array(n), new Float64Array(n)];
  const weights = new Float64Array(2 * memory);
  const freeNewtonStep = freeNewtonSteps(b);
  const reducedNewtonStep = reducedNewtonSteps(b);

  const coordinates = (x: Float64Array): Coordinates => {
    let [inside, outside] = [0, 0];
    for (let i = 0; i < n; i++) {
      if (box.lower[i] < x[i] && x[i] < box.upper[i]) freeRoom[inside++] = i;
      else boundRoom[outside++] = i;
    }
    return { free: freeRoom.subarray(0, inside), bound: boundRoom.subarray(0, outside) };
  };

  /** Whether no step that B knows, nor the way to the Cauchy point, changes a coordinate that is at a bound there. */
  const hasStayed = (bound: Int32Array, { x }: Place, cauchy: CauchyPoint): boolean => {
    for (let a = 0; a < bound.length; a++) if (cauchy.x[bound[a]] !== x[bound[a]]) return false;
    for (const s of b.s) for (let a = 0; a < bound.length; a++) if (s[bound[a]] !== 0) return false;
    return true;
  };

  /** Then the minimizer is x - B_F^-1 g_F, wherever the Cauchy point is. */
  const newtonStep = ({ x, jac }: Place, cauchy: CauchyPoint, free: Int32Array): void => {
    for (let a = 0; a < free.length; a++) step[a] = -jac[free[a]];
    freeNewtonStep(step, free);
    for (let a = 0; a < free.length; a++) step[a] += x[free[a]] - cauchy.x[free[a]];
  };

  /** The gradient of the model at the Cauchy point in the free coordinates: g + theta (x_c - x) - W M c. */
  const reducedGradient = ({ x, jac }: Place, { x: at, c }: CauchyPoint, free: Int32Array): void => {
    const { k, theta, s, y } = b;
    b.middleTimes(c, weights);
    for (let a = 0; a < free.length; a++) step[a] = jac[free[a]] + theta * (at[free[a]] - x[free[a]]);
    for (let j = 0; j < k; j++) addOn(step, -weights[j], y[j], -weights[k + j] * theta, s[j], free);
  };

  /** The largest share of the step, up to all of it, that stays in the box. */
  const shareInside = (from: Float64Array, free: Int32Array): number => {
    let share = 1;
    for (let a = 0; a < free.length; a++) {
      const i = free[a];
      if (step[a] === 0) continue;
      share = Math.min(share, ((step[a] < 0 ? box.lower[i] : box.upper[i]) - from[i]) / step[a]);
    }
    return share;
  };

  /** Takes a share of the step, and projects. */
  const reached = (from: Float64Array, share: number, free: Int32Array): Float64Array => {
    to.set(from);
    for (let a = 0; a < free.length; a++) to[free[a]] += share * step[a];
    return project(to, box);
  };

  return (from, cauchy) => {
    const { free, bound } = coordinates(cauchy.x);
    if (b.k === 0 || free.length === 0) return cauchy.x;
    if (hasStayed(bound, from, cauchy)) newtonStep(from, cauchy, free);
    else {
      reducedGradient(from, cauchy, free);
      if (!reducedNewtonStep(step, { free, bound })) return undefined;
    }
    reached(cauchy.x, 1, free);
    let slope = 0;
    for (let i = 0; i < n; i++) slope += from.jac[i] * (to[i] - from.x[i]);
    return slope < 0 ? to : reached(cauchy.x, shareInside(cauchy.x, free), free);
  };
}
