import fc from 'fast-check';
import { InvalidInput, symmetricEigen } from 'optlab';

/** Eigenvalues known in closed form: the second-difference matrix has 2 - 2 cos(k pi / (n + 1)). */
const secondDifference = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
  );

const symmetricMatrices = fc
  .integer({ min: 1, max: 7 })
  .chain((n) =>
    fc
      .array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: n * n, maxLength: n * n })
      .map((entries) =>
        Array.from({ length: n }, (_, i) =>
          Array.from({ length: n }, (_, j) => entries[i * n + j] + entries[j * n + i]),
        ),
      ),
  );

const times = (matrix: number[][], v: ArrayLike<number>) =>
  matrix.map((row) => row.reduce((sum, a, j) => sum + a * v[j], 0));
const size = (matrix: number[][]) => Math.max(1e-300, ...matrix.flat().map(Math.abs));

describe('symmetricEigen', () => {
  test.each([1, 2, 5, 12])('finds the known eigenvalues of the second-difference matrix of size %i', (n) => {
    const { values } = symmetricEigen(secondDifference(n));
    Array.from(values).forEach((value, k) => {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 12);
    });
  });

  test('finds a tiny eigenvalue beside a huge one to full relative precision', () => {
    const [smallest, largest] = symmetricEigen([
      [1e20, 1e5],
      [1e5, 1],
    ]).values;
    expect(largest).toBe(1e20);
    expect(Math.abs(smallest / (1 - 1e-10) - 1)).toBeLessThan(1e-14);
  });

  test('A v = lambda v, with orthonormal v and ascending lambda', () => {
    fc.assert(
      fc.property(symmetricMatrices, (matrix) => {
        const { values, vectors } = symmetricEigen(matrix);
        const tolerance = 1e-12 * size(matrix) * matrix.length;
        vectors.forEach((v, k) => {
          times(matrix, v).forEach((image, i) => {
            expect(Math.abs(image - values[k] * v[i])).toBeLessThanOrEqual(tolerance);
          });
          vectors.forEach((w, l) => {
            const product = v.reduce((sum, vi, i) => sum + vi * w[i], 0);
            expect(Math.abs(product - (k === l ? 1 : 0))).toBeLessThanOrEqual(1e-13 * matrix.length);
          });
          if (k > 0) expect(values[k]).toBeGreaterThanOrEqual(values[k - 1]);
        });
      }),
    );
  });

  test.each([
    ['not square', [[1, 2]]],
    [
      'not symmetric',
      [
        [1, 2],
        [2.1, 1],
      ],
    ],
    ['not finite', [[Number.NaN]]],
    [
      'infinite',
      [
        [1, Infinity],
        [Infinity, 1],
      ],
    ],
  ])('refuses a matrix that is %s', (_, matrix) => {
    expect(() => symmetricEigen(matrix)).toThrow(InvalidInput);
  });

  test('an empty matrix has no eigenvalues', () => {
    expect(symmetricEigen([]).values).toHaveLength(0);
  });
});

test('keeps entries whose double is beyond float64 apart', () => {
  const { values } = symmetricEigen([
    [0, 1e308],
    [1e308, 0],
  ]);
  expect([...values]).toEqual([-1e308, 1e308]);
});

test.each([[null], ['ab'], [[null]], [[['1']]], [[[1], [2, 3]]]])('refuses %j for a matrix', (rows) => {
  expect(() => symmetricEigen(rows as never)).toThrow(InvalidInput);
});
