import fc from 'fast-check';
import { cholesky, InvalidInput, solveCholesky, symmetricEigen } from 'optlab';
import { solveLower, solveTransposed } from '../../../lib/src/linalg/triangular';
import {
  inUnits,
  largest,
  positiveDefinite,
  rowsOf,
  symmetricMatrices,
  times,
  units,
  vectors,
} from './symmetric-matrices';

const factorOf = (a: Float64Array, n: number): Float64Array => {
  const lower = cholesky(a, n);
  if (!lower) throw new Error('not positive definite');
  return lower;
};

describe('cholesky', () => {
  test('factors the matrix of Pascal into binomial coefficients', () => {
    const choose = (n: number, k: number): number =>
      k === 0 ? 1 : k > n ? 0 : (choose(n - 1, k - 1) * n) / k;
    const n = 6;
    const at = (entry: (i: number, j: number) => number) =>
      Float64Array.from({ length: n * n }, (_, p) => entry(Math.floor(p / n), p % n));
    expect(
      cholesky(
        at((i, j) => choose(i + j, i)),
        n,
      ),
    ).toEqual(at((i, j) => choose(i, j)));
  });

  test.each([1, 5, 63, 64, 65, 66, 67, 68, 131, 200])(
    'factors min(i, j), from 1 to %d, into ones without rounding, and refuses it with the last pivot lost',
    (n) => {
      const a = Float64Array.from({ length: n * n }, (_, at) => Math.min(Math.floor(at / n), at % n) + 1);
      const ones = a.map((_, at) => (at % n <= Math.floor(at / n) ? 1 : 0));
      expect(cholesky(a, n)).toEqual(ones);
      a[n * n - 1] -= 1;
      expect(cholesky(a, n)).toBeUndefined();
    },
  );

  test("L L' = A, with rounding as Higham's theorem 10.3 allows", () => {
    fc.assert(
      fc.property(positiveDefinite, ({ n, a }) => {
        const lower = factorOf(a, n);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let [sum, sizes] = [0, 0];
            for (let k = 0; k < n; k++) {
              sum += lower[i * n + k] * lower[j * n + k];
              sizes += Math.abs(lower[i * n + k] * lower[j * n + k]);
            }
            expect(Math.abs(sum - a[i * n + j])).toBeLessThanOrEqual((2 * n + 4) * Number.EPSILON * sizes);
            if (j > i) expect(lower[i * n + j]).toBe(0);
          }
        }
      }),
    );
  });

  test('solves A x = b with a small residual', () => {
    const systems = positiveDefinite.chain((square) => fc.tuple(fc.constant(square), vectors(square.n)));
    fc.assert(
      fc.property(systems, ([{ n, a }, b]) => {
        const x = solveCholesky(factorOf(a, n), b);
        const size = n * largest(a) * largest(x) + largest(b);
        times(a, x).forEach((image, i) => {
          expect(Math.abs(image - b[i])).toBeLessThanOrEqual(10 * n * Number.EPSILON * size);
        });
      }),
    );
  });

  test('finds a factor where all eigenvalues are clearly positive, and none where one is not', () => {
    fc.assert(
      fc.property(symmetricMatrices, (square) => {
        const { values } = symmetricEigen(rowsOf(square));
        const clear = 1e-12 * largest(square.a);
        if (values[0] > clear) expect(cholesky(square.a, square.n)).toBeDefined();
        if (values[0] <= 0) expect(cholesky(square.a, square.n)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test('in other units the factor is the same one, exactly', () => {
    const scaled = positiveDefinite.chain((square) => fc.tuple(fc.constant(square), units(square.n)));
    fc.assert(
      fc.property(scaled, ([square, scales]) => {
        const { n, a } = square;
        const expected = factorOf(a, n).map((entry, at) => entry * scales[Math.floor(at / n)]);
        expect(cholesky(inUnits(square, scales), n)).toEqual(expected);
      }),
    );
  });

  test.each([
    ['zero', [0]],
    ['negative', [-1]],
    ['singular', [1, 1, 1, 1]],
    ['indefinite', [1, 2, 2, 1]],
    ['NaN', [Number.NaN]],
    ['infinite', [Infinity]],
    ['infinite beside the diagonal', [1, Infinity, Infinity, 1]],
    ['positive definite by rounding alone', [1, 1, 1, 1 + Number.EPSILON]],
  ])('finds no factor of a matrix that is %s', (_, entries) => {
    expect(cholesky(Float64Array.from(entries), Math.sqrt(entries.length))).toBeUndefined();
  });

  test('an empty matrix has an empty factor', () => {
    expect(cholesky(new Float64Array(0), 0)).toEqual(new Float64Array(0));
  });

  test.each<[string, () => unknown, string]>([
    ['rows', () => cholesky([[1]] as never, 1), 'a Float64Array of 1 numbers'],
    ['a size that is none', () => cholesky(Float64Array.of(1), 0.5), 'n must be a whole number'],
    ['another size', () => cholesky(Float64Array.of(1, 2), 1), 'must be a Float64Array of 1 numbers'],
    [
      'a right side of another length',
      () => solveCholesky(Float64Array.of(1), [1, 2]),
      'an array of 1 numbers',
    ],
    ['no factor', () => solveCholesky(undefined as never, [1]), 'solveCholesky: n must be a whole number'],
  ])('refuses %s', (_, call, message) => {
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(message);
  });
});

describe('triangular systems', () => {
  const systems = positiveDefinite.chain((square) => fc.tuple(fc.constant(square), vectors(square.n)));
  const part = ({ n, a }: { n: number; a: Float64Array }, unit: boolean, transposed: boolean) =>
    a.map((_, at) => {
      let [i, j] = [Math.floor(at / n), at % n];
      if (transposed) [i, j] = [j, i];
      return i < j ? 0 : i === j && unit ? 1 : a[i * n + j];
    });

  test.each([
    ["L y = b and L' x = b", false],
    ['the same with ones on the diagonal', true],
  ])('solve %s, whatever is above the diagonal', (_, unit) => {
    fc.assert(
      fc.property(systems, ([square, b]) => {
        const { n, a } = square;
        for (const [solve, transposed] of [
          [solveLower, false],
          [solveTransposed, true],
        ] as const) {
          const x = solve(a, n, b, unit);
          const matrix = part(square, unit, transposed);
          // Higham, theorem 8.5: |b - T x| <= n eps |T| |x|
          const allowed = times(matrix.map(Math.abs), x.map(Math.abs));
          times(matrix, x).forEach((image, i) => {
            expect(Math.abs(image - b[i])).toBeLessThanOrEqual(2 * (n + 1) * Number.EPSILON * allowed[i]);
          });
        }
      }),
    );
  });
});
