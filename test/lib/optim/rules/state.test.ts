import fc from 'fast-check';
import { amsgrad, lion, rmsprop, toLoop } from 'optlab';
import { history, pathOf } from './paths';

test.each(['raw', 'corrected'] as const)('the maximum of AMSGrad, %s, never falls', (maximum) => {
  fc.assert(
    fc.property(history(1), (gradients) => {
      const optimizer = amsgrad({ maximum });
      const arrays = Object.fromEntries(
        ['p', 'm', 'v', 'x', 'g'].map((symbol) => [symbol, new Float64Array(1)]),
      );
      const run = toLoop(optimizer.formula, 'float64');
      gradients.forEach(([g], step) => {
        const before = arrays.x[0];
        arrays.g[0] = g;
        run(arrays, optimizer.scalarsAt(step + 1));
        expect(arrays.x[0]).toBeGreaterThanOrEqual(before);
      });
    }),
  );
});

test('Lion steps by the sign of the interpolation, whose momentum decays by the other rate', () => {
  fc.assert(
    fc.property(history(1), (gradients) => {
      let m = 0;
      const expected = [0];
      for (const [g] of gradients) {
        expected.push(expected[expected.length - 1] - 0.5 * Math.sign(0.6 * m + (1 - 0.6) * g));
        m = 0.8 * m + (1 - 0.8) * g;
      }
      const path = pathOf(lion({ lr: 0.5, b1: 0.6, b2: 0.8 }), [0], gradients);
      expect(path.map(([x]) => x)).toEqual(expected);
    }),
  );
});

describe('centered RMSprop', () => {
  const variance = (gradients: readonly number[], precision: 'float32' | 'float64') => {
    const optimizer = rmsprop({ centered: true });
    const type = precision === 'float32' ? Float32Array : Float64Array;
    const arrays = Object.fromEntries(['p', 'a', 's', 'w', 'g'].map((symbol) => [symbol, new type(1)]));
    const run = toLoop(optimizer.formula, precision);
    gradients.forEach((g, step) => {
      arrays.g[0] = g;
      run(arrays, optimizer.scalarsAt(step + 1));
    });
    return arrays;
  };

  test('is finite at gradients too small for their squares, and at constant ones', () => {
    for (const g of [1e-30, 1e-20, 1e-8, 1, 1e10]) {
      const { p, s } = variance(Array(3000).fill(g), 'float32');
      expect(Number.isFinite(p[0])).toBe(true);
      expect(s[0]).toBeGreaterThanOrEqual(0);
    }
  });

  test('has the variance of Graves: the average of squares less the square of the average', () => {
    fc.assert(
      fc.property(history(1), (gradients) => {
        let [n, a] = [0, 0];
        for (const [g] of gradients) {
          n = 0.99 * n + 0.01 * g * g;
          a = 0.99 * a + 0.01 * g;
        }
        const { s } = variance(
          gradients.map(([g]) => g),
          'float64',
        );
        expect(Math.abs(s[0] - (n - a * a))).toBeLessThan(1e-14);
      }),
    );
  });
});
