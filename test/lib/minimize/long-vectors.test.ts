import { type Direction, type Iterate, lbfgs, type Problem } from 'optlab';

/** From 100 000 on the vectors lie in a memory of WebAssembly; lengths that no SIMD register divides are there too. */
const LENGTHS = [99_999, 100_000, 100_003];
const MEMORY = 4;

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};
const waves = (n: number, k: number) => Float64Array.from({ length: n }, (_, i) => Math.sin((k + 1) * i + k));
const largest = (v: Float64Array) => v.reduce((most, each) => Math.max(most, Math.abs(each)), 0);

/** Points of a quadratic function whose curvatures go from 1 to 7. */
const points = (n: number, count: number): Iterate[] =>
  Array.from({ length: count }, (_, k) => {
    const x = waves(n, k);
    return { x, fun: 0, jac: x.map((xi, i) => (1 + (i % 7)) * xi) };
  });

/** The two loops as the textbook has them, over all pairs that are given. */
function twoLoops(path: readonly Iterate[], v: Float64Array): Float64Array {
  const pairs = path.slice(1).map((to, k) => ({
    s: to.x.map((xi, i) => xi - path[k].x[i]),
    y: to.jac.map((gi, i) => gi - path[k].jac[i]),
  }));
  let q = v.slice();
  const alphas: number[] = [];
  for (const { s, y } of [...pairs].reverse()) {
    const alpha = dot(s, q) / dot(s, y);
    alphas.unshift(alpha);
    q = q.map((qi, i) => qi - alpha * y[i]);
  }
  const newest = pairs[pairs.length - 1];
  const gamma = dot(newest.s, newest.y) / dot(newest.y, newest.y);
  q = q.map((qi) => gamma * qi);
  pairs.forEach(({ s, y }, k) => {
    const beta = dot(y, q) / dot(s, y);
    q = q.map((qi, i) => qi + (alphas[k] - beta) * s[i]);
  });
  return q;
}

function learnt(path: readonly Iterate[]): Direction {
  const direction = lbfgs({ memory: MEMORY })({ n: path[0].x.length } as Problem);
  for (let k = 1; k < path.length; k++) direction.learn?.(path[k - 1], path[k]);
  return direction;
}

function expectClose(actual: Float64Array | undefined, expected: Float64Array) {
  expect(actual).toHaveLength(expected.length);
  const apart = expected.map((each, i) => each - (actual as Float64Array)[i]);
  expect(largest(apart)).toBeLessThan(1e-11 * largest(expected));
}

describe.each(LENGTHS)('L-BFGS in %d variables', (n) => {
  const path = points(n, MEMORY + 4);
  const kept = path.slice(-MEMORY - 1);
  const v = waves(n, 50);

  test('takes the direction of the two loops over the last pairs', () => {
    const [at] = points(n, 1);
    const d = learnt(path).at(at);
    expectClose(
      d,
      twoLoops(
        kept,
        at.jac.map((each) => -each),
      ),
    );
  });

  test('gives out an inverse Hessian that stays as it was, whatever is learnt later', () => {
    const direction = learnt(path);
    const before = direction.hessInv?.();
    const more = points(n, 12);
    for (let k = 1; k < more.length; k++) direction.learn?.(more[k - 1], more[k]);
    expectClose(before?.times(v), twoLoops(kept, v));
    expectClose(direction.hessInv?.().times(v), twoLoops(more.slice(-MEMORY - 1), v));
  });

  test('keeps its pairs when a step has no curvature', () => {
    const direction = learnt(path);
    const end = path[path.length - 1];
    const flat = { ...end, x: end.x.map((xi) => xi + 1) };
    for (let k = 0; k < 2 * MEMORY; k++) direction.learn?.(end, flat);
    expectClose(direction.hessInv?.().times(v), twoLoops(kept, v));
  });

  test('begins anew after a reset', () => {
    const direction = learnt(path);
    expect(direction.reset?.()).toBe(true);
    expect(direction.reset?.()).toBe(false);
    expectClose(direction.hessInv?.().times(v), v);
    for (let k = 1; k < path.length; k++) direction.learn?.(path[k - 1], path[k]);
    expectClose(direction.hessInv?.().times(v), twoLoops(kept, v));
  });
});

test('many directions one after the other find room for their vectors', () => {
  const [from, to] = points(100_000, 2);
  const expected = twoLoops([from, to], from.jac);
  for (let count = 0; count < 200; count++) {
    const direction = lbfgs({ memory: 1 })({ n: 100_000 } as Problem);
    direction.learn?.(from, to);
    if (count % 50 === 49) expectClose(direction.hessInv?.().times(from.jac), expected);
  }
});
