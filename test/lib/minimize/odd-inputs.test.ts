import { minimize } from 'optlab';
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
