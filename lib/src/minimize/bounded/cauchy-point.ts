import { dot } from '../vector';
import type { Box } from './box';
import type { CompactHessian, Place } from './compact-hessian';
import { KeyQueue } from './queue';

/** Where the model of f is first least along the projected path of steepest descent. */
export interface CauchyPoint {
  readonly x: Float64Array;
  /** W'(x_c - x), the first 2k numbers. */
  readonly c: Float64Array;
}

/**
 * Finds generalized Cauchy points: the first local minimizer of the quadratic model
 *
 *   m(z) = f + g'(z - x) + (z - x)'B (z - x) / 2
 *
 * along z(t) = P(x - t g), where each coordinate stops at its bound. The path is straight between the times at which
 * coordinates stop; slope and curvature of m are updated from one piece to the next by k^2 operations.
 *
 * @returns the search, whose next call writes over what it found before
 * @see Byrd, Lu, Nocedal & Zhu, "A limited memory algorithm for bound constrained optimization", SIAM J. Sci. Comput.
 *   16(5), 1995, Algorithm CP
 */
export function cauchyPoints(box: Box, b: CompactHessian): (from: Place) => CauchyPoint {
  const { n, memory } = b;
  const [direction, times, stopping] = [new Float64Array(n), new Float64Array(n), new Int32Array(n)];
  const queue = new KeyQueue(times);
  const [p, row, image] = [0, 1, 2].map(() => new Float64Array(2 * memory));
  const found = { x: new Float64Array(n), c: new Float64Array(2 * memory) };

  /** When each coordinate stops, and the direction of those that move at first; how many these are. */
  const begin = (x: Float64Array, g: Float64Array): number => {
    let [stops, moving] = [0, 0];
    for (let i = 0; i < n; i++) {
      direction[i] = 0;
      if (g[i] === 0) continue;
      times[i] = (x[i] - (g[i] > 0 ? box.lower[i] : box.upper[i])) / g[i];
      if (!(times[i] > 0)) continue;
      direction[i] = -g[i];
      moving++;
      if (times[i] < Infinity) stopping[stops++] = i;
    }
    queue.fill(stopping, stops);
    return moving;
  };

  return ({ x, jac }) => {
    const { theta, k } = b;
    const { x: to, c } = found;
    to.set(x);
    c.fill(0);
    let moving = begin(x, jac);
    if (moving === 0) return found;

    b.transposeTimes(direction, p);
    b.middleTimes(p, image);
    const length = dot(direction, direction);
    let slope = -length;
    // Rounding of what cancels may leave no curvature, or less.
    const least = Number.EPSILON * theta * length;
    let curvature = Math.max(theta * length - product(p, image, k), least);
    let time = 0;
    for (let i = queue.first; i !== undefined && moving > 0; i = queue.first) {
      const duration = times[i] - time;
      if (slope >= 0 || -slope / curvature < duration) break;
      queue.drop();
      moving--;
      time = times[i];
      const g = jac[i];
      to[i] = g > 0 ? box.lower[i] : box.upper[i];
      direction[i] = 0;
      addTo(c, duration, p, k);
      b.row(i, row);
      b.middleTimes(row, image);
      slope += duration * curvature + g * (g + theta * (to[i] - x[i]) - product(image, c, k));
      curvature -= g * (theta * g + 2 * product(image, p, k) + g * product(image, row, k));
      curvature = Math.max(curvature, least);
      addTo(p, g, row, k);
    }
    if (moving === 0) return found;
    // Both are 0 where the squares of the gradient are beyond float64.
    const rest = curvature > 0 ? Math.max(0, -slope / curvature) : 0;
    addTo(c, rest, p, k);
    time += rest;
    for (let i = 0; i < n; i++) {
      if (direction[i] === 0) continue;
      to[i] = Math.min(Math.max(x[i] + time * direction[i], box.lower[i]), box.upper[i]);
    }
    return found;
  };
}

/** The inner product of the first 2k numbers. */
function product(a: Float64Array, b: Float64Array, k: number): number {
  let sum = 0;
  for (let j = 0; j < 2 * k; j++) sum += a[j] * b[j];
  return sum;
}

/** a += factor b, of the first 2k numbers. */
function addTo(a: Float64Array, factor: number, b: Float64Array, k: number): void {
  for (let j = 0; j < 2 * k; j++) a[j] += factor * b[j];
}
