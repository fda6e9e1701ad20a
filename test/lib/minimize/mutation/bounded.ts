import type { CompactHessian } from '../../../../lib/src/minimize/bounded/compact-hessian';
import type * as Free from '../../../../lib/src/minimize/bounded/free-newton-step';
import type * as Queue from '../../../../lib/src/minimize/bounded/queue';
import type * as Saddle from '../../../../lib/src/minimize/bounded/saddle-point';
import { inner, times } from '../matrices';
import { expectClose, numbers } from './support';

/** Every order of six keys, some of them equal, with indices left out. */
export function checkQueue({ KeyQueue }: typeof Queue): void {
  const keys = Float64Array.of(3, 1, 2, 1, 5, 4, 0, 9);
  const queue = new KeyQueue(keys);
  expect(queue.first).toBeUndefined();
  for (let seed = 0; seed < 60; seed++) {
    const order = numbers(8, seed);
    const indices = Int32Array.from(keys, (_, i) => i).sort((a, b) => order[a] - order[b]);
    const count = seed % 9;
    queue.fill(indices, count);
    const given: number[] = [];
    for (let i = queue.first; i !== undefined; i = queue.first) {
      given.push(keys[i]);
      queue.drop();
    }
    expect(given).toEqual(Array.from(indices.subarray(0, count), (i) => keys[i]).sort((a, b) => a - b));
  }
  // What was in before is out.
  queue.fill(
    Int32Array.from(keys, (_, i) => i),
    8,
  );
  queue.fill(Int32Array.of(7, 4), 2);
  expect(queue.first).toBe(4);
}

/** [-P E'; E Q] with positive definite P and Q, of two rows each, factored and solved; and two that are not. */
export function checkSaddlePoint({ factorSaddlePoint, solveSaddlePoint }: typeof Saddle): void {
  const k = 3;
  const size = 2 * k;
  const matrixOf = (seed: number, p = 4, q = 3) =>
    Float64Array.from({ length: size * size }, (_, at) => {
      const [i, j] = [Math.floor(at / size), at % size];
      const [low, high] = [Math.min(i, j), Math.max(i, j)];
      const entry = Math.sin(7 * low + 13 * high + seed) / 2;
      if (i !== j) return entry;
      return i < k ? -p - i : q + i;
    });
  for (const seed of [0, 1, 2]) {
    const matrix = matrixOf(seed);
    const g = matrix.slice();
    // What is above the diagonal is not read.
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) g[i * size + j] = 7;
    expect(factorSaddlePoint(g, k)).toBe(true);
    const w = Float64Array.from(numbers(size, seed));
    const right = w.slice();
    solveSaddlePoint(g, k, w);
    expectClose(times(matrix, w), right, 1e-10);
  }
  const single = (p: number, q: number, e = 0) => factorSaddlePoint(Float64Array.of(-p, 0, e, q), 1);
  expect(single(1e-20, 1e-20)).toBe(true);
  // E makes up for what Q lacks, as the complement of P is Q + E E' / P.
  expect(single(1, -1, 2)).toBe(true);
  for (const [p, q, e] of [
    [0, 1, 0],
    [-1, 1, 0],
    [1, 0, 0],
    [1, -1, 0.5],
    [Number.NaN, 1, 0],
    [Infinity, 1, 0],
    [1, Infinity, 0],
    [1, Number.NaN, 0],
  ]) {
    expect(single(p, q, e)).toBe(false);
  }
  // A pivot that is rounding alone: P of rank one.
  const rounding = (share: number) => {
    const a = new Float64Array(16);
    [a[0], a[4], a[5], a[10], a[15]] = [-1, -1, -(1 + share * Number.EPSILON), 1, 1];
    return factorSaddlePoint(a, 2);
  };
  expect([rounding(1), rounding(2), rounding(3)]).toEqual([false, false, true]);
}

/** The two loops over three pairs, beside the update of BFGS on the free coordinates. */
export function checkFreeNewtonStep({ freeNewtonSteps }: typeof Free): void {
  const free = Int32Array.of(0, 2, 3);
  const n = free.length;
  const hessian = Float64Array.of(4, 1, 0.5, 1, 3, -1, 0.5, -1, 2);
  const spread = (v: ArrayLike<number>) => {
    const all = new Float64Array(5);
    free.forEach((i, at) => {
      all[i] = v[at];
    });
    return all;
  };
  const s = [1, 2, 3].map((seed) => numbers(n, seed));
  const y = s.map((step) => times(hessian, Float64Array.from(step)));
  const memory = 4;
  const sy = new Float64Array(memory * memory);
  s.forEach((step, j) => {
    sy[j * (memory + 1)] = inner(step, y[j]);
  });
  const theta = 2.5;
  const b = { memory, theta, sy, s: s.map(spread), y: y.map(spread) } as unknown as CompactHessian;

  let inverse = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 / theta : 0));
  s.forEach((step, j) => {
    const [change, curvature] = [y[j], inner(step, y[j])];
    const left = Float64Array.from({ length: n * n }, (_, at) => {
      const [i, k] = [Math.floor(at / n), at % n];
      return (i === k ? 1 : 0) - (step[i] * change[k]) / curvature;
    });
    const product = (p: Float64Array, q: (i: number, j: number) => number) =>
      Float64Array.from({ length: n * n }, (_, at) => {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += p[Math.floor(at / n) * n + k] * q(k, at % n);
        return sum;
      });
    const half = product(left, (i, k) => inverse[i * n + k]);
    inverse = product(half, (i, k) => left[k * n + i]).map(
      (entry, at) => entry + (step[Math.floor(at / n)] * step[at % n]) / curvature,
    );
  });
  const v = Float64Array.from([...numbers(n, 9), 77, 78]);
  const wanted = times(inverse, v.slice(0, n));
  freeNewtonSteps(b)(v, free);
  expectClose(v.subarray(0, n), wanted, 1e-10);
  expect([...v.subarray(n)]).toEqual([77, 78]);
}
