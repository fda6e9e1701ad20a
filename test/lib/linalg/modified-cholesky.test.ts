import fc from 'fast-check';
import { cholesky, InvalidInput, modifiedCholesky, solveCholesky, symmetricEigen } from 'optlab';
import { equilibrate } from '../../../lib/src/linalg/equilibrate';
import {
  inUnits,
  largest,
  positiveDefinite,
  rowsOf,
  type Square,
  symmetricMatrices,
  times,
  units,
  vectors,
} from './symmetric-matrices';

const raised = ({ n, a }: Square, shift: Float64Array): Square => ({
  n,
  a: a.map((entry, at) => (at % (n + 1) === 0 ? entry + shift[at % n] : entry)),
});
const withVector = (squares: fc.Arbitrary<Square>) =>
  squares.chain((square) => fc.tuple(fc.constant(square), vectors(square.n)));

describe('modifiedCholesky', () => {
  test('leaves a positive definite matrix as it is, and solves with it as Cholesky does', () => {
    fc.assert(
      fc.property(withVector(positiveDefinite), ([square, b]) => {
        const { n, a } = square;
        const { values } = symmetricEigen(rowsOf(square));
        fc.pre(values[0] > 1e-6 * values[n - 1]);
        const { shift, solve, negativeCurvature } = modifiedCholesky(a, n);
        expect(largest(shift)).toBe(0);
        expect(negativeCurvature).toBeUndefined();
        const expected = solveCholesky(cholesky(a, n) as Float64Array, b);
        const tolerance = 10 * n * Number.EPSILON * (values[n - 1] / values[0]) * largest(expected);
        solve(b).forEach((x, i) => {
          expect(Math.abs(x - expected[i])).toBeLessThanOrEqual(tolerance);
        });
      }),
    );
  });

  test('adds to the diagonal alone, never less than nothing, and makes the matrix positive definite', () => {
    fc.assert(
      fc.property(symmetricMatrices, (square) => {
        const { shift } = modifiedCholesky(square.a, square.n);
        shift.forEach((part) => {
          expect(part).toBeGreaterThanOrEqual(0);
        });
        expect(symmetricEigen(rowsOf(raised(square, shift))).values[0]).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test('solves (A + E) x = b', () => {
    fc.assert(
      fc.property(withVector(symmetricMatrices), ([square, b]) => {
        const { shift, solve } = modifiedCholesky(square.a, square.n);
        const x = solve(b);
        const sum = raised(square, shift);
        const size = square.n * largest(sum.a) * largest(x) + largest(b);
        times(sum.a, x).forEach((image, i) => {
          expect(Math.abs(image - b[i])).toBeLessThanOrEqual(100 * square.n * Number.EPSILON * size);
        });
      }),
      { numRuns: 500 },
    );
  });

  test("adds no more than Gill, Murray & Wright's bound", () => {
    fc.assert(
      fc.property(symmetricMatrices, (square) => {
        const { n } = square;
        const scales = equilibrate(square.a, n);
        const scaled = inUnits(square, scales);
        const diagonal = scaled.filter((_, at) => at % (n + 1) === 0);
        const gamma = largest(diagonal);
        const xi = largest(scaled.filter((_, at) => at % (n + 1) !== 0));
        const beta = Math.sqrt(Math.max(gamma, xi / Math.sqrt(Math.max(1, n * n - 1))));
        const delta = Math.sqrt(Number.EPSILON) * Math.max(gamma, xi) || 1;
        const most =
          beta === 0 ? delta : (xi / beta + (n - 1) * beta) ** 2 + 2 * (gamma + (n - 1) * beta ** 2) + delta;
        modifiedCholesky(square.a, n).shift.forEach((part, i) => {
          expect(part * scales[i] ** 2).toBeLessThanOrEqual(most * (1 + 1e-12));
        });
      }),
    );
  });

  test("finds s with s's = 1 and s'As < 0 wherever an eigenvalue is clearly negative, and nowhere else", () => {
    fc.assert(
      fc.property(symmetricMatrices, (square) => {
        const { n } = square;
        const scaled = inUnits(square, equilibrate(square.a, n));
        const [lowest] = symmetricEigen(rowsOf({ n, a: scaled })).values;
        const s = modifiedCholesky(square.a, n).negativeCurvature;
        if (lowest < -1e-6) expect(s).toBeDefined();
        if (lowest > 0) expect(s).toBeUndefined();
        if (!s || lowest > -1e-6) return;
        const curvature = times(square.a, s).reduce((sum, part, i) => sum + part * s[i], 0);
        expect(curvature).toBeLessThan(0);
        expect(s.reduce((sum, part) => sum + part ** 2, 0)).toBeCloseTo(1, 12);
      }),
      { numRuns: 500 },
    );
  });

  test('does not depend on units, exactly', () => {
    // A row of zeros has no scale, and a zero on the diagonal takes it from its neighbors.
    const withoutZeros = symmetricMatrices.map((square) => {
      const zeros = Float64Array.from({ length: square.n }, (_, i) =>
        square.a[i * (square.n + 1)] === 0 ? 1 : 0,
      );
      return raised(square, zeros);
    });
    const cases = withoutZeros.chain((square) =>
      fc.tuple(fc.constant(square), units(square.n), vectors(square.n)),
    );
    fc.assert(
      fc.property(cases, ([square, scales, b]) => {
        const { n, a } = square;
        const one = modifiedCholesky(a, n);
        const other = modifiedCholesky(inUnits(square, scales), n);
        expect(other.shift).toEqual(one.shift.map((part, i) => part * scales[i] ** 2));
        const there = other.solve(b.map((part, i) => part * scales[i]));
        expect(there.map((part, i) => part * scales[i])).toEqual(one.solve(b));
      }),
    );
  });

  test.each([
    ['zero', [0, 0, 0, 0]],
    ['of couplings alone', [0, 1, 1, 0]],
    ['singular', [1, 1, 1, 1]],
    ['tiny', [1e-300, 2e-300, 2e-300, 1e-300]],
    ['huge', [1e300, 2e300, 2e300, -1e300]],
    ['of scales far apart', [1e-150, 1, 1, -1e150]],
  ])('a matrix that is %s gives finite, positive definite answers', (_, entries) => {
    const { shift, solve } = modifiedCholesky(Float64Array.from(entries), 2);
    expect([...shift].every((part) => part >= 0 && part < Infinity)).toBe(true);
    const b = [1, -3];
    const x = solve(b);
    expect(x.every(Number.isFinite)).toBe(true);
    expect(x[0] * b[0] + x[1] * b[1]).toBeGreaterThan(0);
  });

  test('takes no curvature within delta for a negative one', () => {
    expect(modifiedCholesky(Float64Array.of(1, 1, 1, 1 - 1e-10), 2).negativeCurvature).toBeUndefined();
    expect(modifiedCholesky(Float64Array.of(1, 1, 1, 1 - 1e-6), 2).negativeCurvature).toBeDefined();
  });

  test('refuses what is no matrix of that size', () => {
    expect(() => modifiedCholesky(Float64Array.of(1, 2, 3), 2)).toThrow(InvalidInput);
    expect(() => modifiedCholesky(Float64Array.of(1, 2, 3), 2)).toThrow(
      'modifiedCholesky: matrix must be a Float64Array of 4 numbers, 2 rows of 2 one after the other',
    );
  });

  test('an empty matrix has nothing to add', () => {
    expect(modifiedCholesky(new Float64Array(0), 0).shift).toHaveLength(0);
  });
});
