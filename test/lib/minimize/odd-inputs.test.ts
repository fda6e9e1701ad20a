import * as tf from '@tensorflow/tfjs-core';
import { descend, gradientDescent, InvalidInput, leastSquares, minimize } from 'optlab';
import { ends, expectConsistent, methodNames } from './every-method';

const valley = (x: Float64Array) => x.reduce((sum, xi, i) => sum + (i + 1) * (xi - 1) ** 2, 0);

/** Between -1/2 and 1/2, the same ones each time. */
function noiseFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647 - 0.5;
  };
}

describe.each(methodNames)('%s', (method) => {
  test('ends where f never gives the same value twice', () => {
    for (const [size, seed] of [1e-12, 1e-6, 1].flatMap((size) => [1, 2, 3].map((seed) => [size, seed]))) {
      const noise = noiseFrom(seed);
      const { fun, message } = ends((x) => valley(x) + size * noise(), [3, 4], method);
      expect(fun).toBeLessThanOrEqual(valley(Float64Array.of(3, 4)) + size);
      expect(message.length).toBeGreaterThan(10);
    }
  });

  test('gives the same result each time, bit by bit', () => {
    const run = () => minimize(valley, [3, -4, 0.1], { method });
    expect(JSON.stringify(run())).toBe(JSON.stringify(run()));
  });

  test('can be run inside of the function that it minimizes', () => {
    const nested = (x: Float64Array) =>
      valley(x) + minimize((y) => (y[0] - x[0]) ** 2, [0], { method: 'bfgs' }).fun;
    const result = ends(nested, [3, 4], method);
    expectConsistent(result, nested, [3, 4]);
    expect(result.success).toBe(true);
    for (const xi of result.x) expect(xi).toBeCloseTo(1, 2);
  });
});

const callback = async () => true;

test.each<[string, () => unknown]>([
  ['minimize', () => minimize(valley, [3, 4], { callback })],
  ['descend', () => descend(valley, [3, 4], gradientDescent(), { callback })],
  ['leastSquares', () => leastSquares(([a]) => [a ** 2 - 1, a - 2], [3], { callback })],
])('%s refuses a callback that promises, since nothing can wait for it', (name, call) => {
  expect(call).toThrow(InvalidInput);
  expect(call).toThrow(`${name}: what callback returns must be true to end, or anything else at once`);
});

test('a callback may change the point that it is told', () => {
  const spoil = (x: Float64Array) => void x.fill(77);
  expect(minimize(valley, [3, 4], { callback: spoil })).toEqual(minimize(valley, [3, 4]));
});

test.each<[string, unknown, string]>([
  ['a tensor', tf.tensor1d([1, 2]), 'but was a tensor. Pass what its dataSync() returns.'],
  [
    'a matrix',
    [
      [1, 2],
      [3, 4],
    ],
    'but was [[...], [...]].',
  ],
  ['big integers', new BigInt64Array(2), 'but was [0n, 0n].'],
  ['a set', new Set([1]), 'but was an object.'],
  ['a sparse array', Object.assign(new Array(3), { 0: 1, 2: 1 }), 'but was [1, undefined, 1].'],
])('x0 is no %s', (_, x0, message) => {
  expect(() => minimize(valley, x0 as never)).toThrow(
    `minimize: x0 must be an array of one or more finite numbers, ${message}`,
  );
});

test.each([Float32Array.of(3, 4), Int8Array.of(3, 4), [3, 4]])('x0 may be %p', (x0) => {
  expect(minimize(valley, x0)).toEqual(minimize(valley, Float64Array.of(3, 4)));
});

describe('a function whose squares float64 cannot hold', () => {
  const huge = (x: Float64Array) => 1e200 * valley(x);
  const slopes = (x: Float64Array) => x.map((xi, i) => 2e200 * (i + 1) * (xi - 1));

  test.each(methodNames.filter((name) => name !== 'nelder-mead'))(
    '%s minimizes it or says why not',
    (name) => {
      for (const grad of [slopes, undefined]) {
        const { success, x, message } = minimize(huge, [3, 4], { method: name, grad } as never);
        if (success || Math.max(Math.abs(x[0] - 1), Math.abs(x[1] - 1)) < 1e-9) continue;
        expect(message).toContain('so large that its square is infinite');
      }
    },
  );
});

test('backtracking finds the step, however long the gradient is', () => {
  const options = { method: 'gradient-descent', maxiter: 100, gtol: 0 } as const;
  const high = (x: Float64Array) => 1e100 * valley(x);
  const slopes = (x: Float64Array) => x.map((xi, i) => 2e100 * (i + 1) * (xi - 1));
  for (const xi of minimize(high, [3, 4], { ...options, grad: slopes }).x) expect(xi).toBeCloseTo(1, 6);

  const steep = (x: Float64Array) => (1e12 * x[0] - 1) ** 2;
  const slope = (x: Float64Array) => [2e12 * (1e12 * x[0] - 1)];
  expect(1e12 * minimize(steep, [0], { ...options, grad: slope }).x[0]).toBeCloseTo(1, 6);
});

test('a gradient that is not finite at x0 is told from one that ceases to be', () => {
  const barrier = ([x]: Float64Array) => x - Math.log(x);
  const byDifferences = minimize(barrier, [1e-10]);
  expect(byDifferences).toMatchObject({
    status: 3,
    success: false,
    nit: 0,
    fun: barrier(Float64Array.of(1e-10)),
  });
  expect(byDifferences.message).toContain('by differences is not finite at x0');
  expect(minimize(barrier, [1e-10], { bounds: [[0, null]] }).x[0]).toBeCloseTo(1, 4);
  expect(minimize(barrier, [1], { grad: () => [Number.NaN] }).message).toBe(
    'The gradient is not finite at x0.',
  );
});

test('differences that tell no lower point are not called a wrong gradient', () => {
  const noise = noiseFrom(1);
  const { status, message } = minimize((x) => valley(x) + 1e-3 * noise(), [3, 4]);
  expect(status).toBe(2);
  expect(message).toContain('gradient by differences, does not suffice');
});

test.each(methodNames)('%s comes back from 1e17, where neighboring numbers are 16 apart', (method) => {
  const far = (x: Float64Array) => (x[0] - 5) ** 2;
  const grad = method === 'nelder-mead' ? undefined : (x: Float64Array) => [2 * (x[0] - 5)];
  const { success, x } = minimize(far, [1e17], { method, grad } as never);
  expect(success).toBe(true);
  expect(x[0]).toBeCloseTo(5, 4);
});

test.each([5e-324, 1e-10, -1e-10, 0])(
  'Nelder and Mead begin with a simplex of some size at %p, too',
  (x0) => {
    const { success, x } = minimize(([a]) => (a - 1) ** 2, [x0], { method: 'nelder-mead' });
    expect(success).toBe(true);
    expect(x[0]).toBeCloseTo(1, 3);
  },
);

test('a maximal radius below 1 is the first radius too, unless one is given', () => {
  for (const method of ['dogleg', 'trust-ncg'] as const) {
    const { success, trace } = minimize(valley, [3, 4], { method, maxTrustRadius: 0.25, trace: true });
    expect(success).toBe(true);
    for (const { step } of trace ?? []) expect(step).toBeLessThanOrEqual(0.25);
  }
});
