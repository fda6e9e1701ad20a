import { addScaled, dot } from '../vector';
import type { Box } from './box';
import { type CompactHessian, type Move, middleTimes, transposeTimes } from './compact-hessian';
import { queueByKey } from './queue';

/** Where the model of f is first least along the projected path of steepest descent. */
export interface CauchyPoint {
  x: Float64Array;
  /** W'(x_c - x). */
  c: Float64Array;
}

/**
 * The generalized Cauchy point: the first local minimizer of the quadratic model
 *
 *   m(z) = f + g'(z - x) + (z - x)'B (z - x) / 2
 *
 * along z(t) = P(x - t g), where each coordinate stops at its bound. The path is straight between the times at which
 * coordinates stop; slope and curvature of m are updated from one piece to the next by k^2 operations.
 *
 * @see Byrd, Lu, Nocedal & Zhu, "A limited memory algorithm for bound constrained optimization", SIAM J. Sci. Comput.
 *   16(5), 1995, Algorithm CP
 */
export function cauchyPoint({ x, jac }: Move, box: Box, b: CompactHessian): CauchyPoint {
  const { theta, k } = b;
  const { times, direction, stopping, moving } = pieces(x, jac, box);
  const to = x.slice();
  const c = new Float64Array(2 * k);
  if (moving === 0) return { x: to, c };

  const p = transposeTimes(b, direction);
  const row = new Float64Array(2 * k);
  const image = new Float64Array(2 * k);
  const length = dot(direction, direction);
  let slope = -length;
  let curvature = theta * length - dot(p, middleTimes(b, p, image));
  // Rounding of what cancels may leave no curvature, or less.
  const least = Number.EPSILON * theta * length;
  curvature = Math.max(curvature, least);
  let time = 0;
  let left = moving;
  const queue = queueByKey(stopping, times);
  for (let i = queue.first; i !== undefined && left > 0; i = queue.first) {
    const duration = times[i] - time;
    if (slope >= 0 || -slope / curvature < duration) break;
    queue.drop();
    left--;
    time = times[i];
    const g = jac[i];
    to[i] = g > 0 ? box.lower[i] : box.upper[i];
    direction[i] = 0;
    addScaled(c, duration, p);
    for (let j = 0; j < k; j++) {
      row[j] = b.y[j][i];
      row[k + j] = theta * b.s[j][i];
    }
    middleTimes(b, row, image);
    slope += duration * curvature + g * (g + theta * (to[i] - x[i]) - dot(image, c));
    curvature -= g * (theta * g + 2 * dot(image, p) + g * dot(image, row));
    curvature = Math.max(curvature, least);
    addScaled(p, g, row);
  }
  if (left === 0) return { x: to, c };
  const rest = Math.max(0, -slope / curvature);
  addScaled(c, rest, p);
  time += rest;
  for (let i = 0; i < x.length; i++) {
    if (direction[i] === 0) continue;
    to[i] = Math.min(Math.max(x[i] + time * direction[i], box.lower[i]), box.upper[i]);
  }
  return { x: to, c };
}

/** When each coordinate stops, the direction of those that move at first, and those of them that stop ever. */
function pieces(x: Float64Array, g: Float64Array, { lower, upper }: Box) {
  const n = x.length;
  const times = new Float64Array(n);
  const direction = new Float64Array(n);
  const stopping = new Int32Array(n);
  let [count, moving] = [0, 0];
  for (let i = 0; i < n; i++) {
    if (g[i] === 0) continue;
    times[i] = (x[i] - (g[i] > 0 ? lower[i] : upper[i])) / g[i];
    if (!(times[i] > 0)) continue;
    direction[i] = -g[i];
    moving++;
    if (times[i] < Infinity) stopping[count++] = i;
  }
  return { times, direction, stopping: stopping.subarray(0, count), moving };
}
