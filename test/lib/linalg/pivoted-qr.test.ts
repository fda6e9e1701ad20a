import fc from 'fast-check';
import { euclideanNorm } from '../../../lib/src/linalg/norm';
import { pivotedQr } from '../../../lib/src/linalg/pivoted-qr';
import {
  leadingRank,
  solveLeading,
  solveUpper,
  solveUpperTransposed,
} from '../../../lib/src/linalg/upper-triangular';

const entry = fc.oneof(fc.constant(0), fc.double({ min: -10, max: 10, noNaN: true }));

/** Columns of one length, at least as long as they are many; zeros and equal columns are among them. */
const matrices = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 4 }))
  .chain(([n, more]) =>
    fc.array(fc.array(entry, { minLength: n + more, maxLength: n + more }), { minLength: n, maxLength: n }),
  );

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, each, i) => sum + each * b[i], 0);
const factor = (columns: number[][]) => pivotedQr(columns.map((column) => Float64Array.from(column)));
const row = (r: Float64Array, n: number, i: number) => r.subarray(i * n, (i + 1) * n);

describe('QR with column pivoting', () => {
  test("R'R is P'A'A P, so Q is orthogonal", () => {
    fc.assert(
      fc.property(matrices, (columns) => {
        const n = columns.length;
        const { r, order } = factor(columns);
        expect([...order].sort()).toEqual(columns.map((_, k) => k));
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let product = 0;
            for (let k = 0; k < n; k++) product += r[k * n + i] * r[k * n + j];
            const [a, b] = [columns[order[i]], columns[order[j]]];
            const size = euclideanNorm(a) * euclideanNorm(b);
            expect(Math.abs(product - dot(a, b))).toBeLessThanOrEqual(1e-13 * size + 1e-300);
          }
        }
      }),
    );
  });

  test('R is triangular, and its diagonal never grows', () => {
    fc.assert(
      fc.property(matrices, (columns) => {
        const n = columns.length;
        const { r } = factor(columns);
        const largest = Math.abs(r[0]);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < i; j++) expect(r[i * n + j]).toBe(0);
          const after = euclideanNorm(row(r, n, Math.min(i + 1, n - 1)).slice(i + 1, i + 2));
          expect(after).toBeLessThanOrEqual(Math.abs(r[i * n + i]) * (1 + 1e-7) + 1e-14 * largest);
        }
      }),
    );
  });

  test("Q'A P is R, column by column, and Q' shortens nothing that A spans", () => {
    fc.assert(
      fc.property(matrices, (columns) => {
        const n = columns.length;
        const { r, order, norms, transposeTimes } = factor(columns);
        order.forEach((column, k) => {
          const image = transposeTimes(columns[column]);
          for (let i = 0; i < n; i++) {
            expect(Math.abs(image[i] - r[i * n + k])).toBeLessThanOrEqual(1e-13 * norms[column] + 1e-300);
          }
          expect(norms[column]).toBeCloseTo(euclideanNorm(columns[column]), 12);
        });
      }),
    );
  });

  test('finds the rank of columns that depend on each other', () => {
    const { r } = factor([
      [1, 2, 3],
      [2, 4, 6],
      [0, 0, 0],
    ]);
    expect(Math.abs(r[0])).toBeCloseTo(Math.sqrt(56), 12);
    expect(Math.abs(r[4])).toBeLessThan(1e-14);
    expect(r[8]).toBe(0);
  });
});

describe('upper triangular systems', () => {
  const systems = fc.integer({ min: 1, max: 6 }).chain((n) =>
    fc.tuple(
      fc
        .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: n * n, maxLength: n * n })
        .map((entries) =>
          Float64Array.from(entries, (each, at) => (at % (n + 1) === 0 ? 3 + Math.abs(each) : each)),
        ),
      fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: n, maxLength: n }),
    ),
  );

  test('U x = b and U y = b are solved, whatever is below the diagonal', () => {
    fc.assert(
      fc.property(systems, ([u, b]) => {
        const n = b.length;
        const [x, y] = [solveUpper(u, b), solveUpperTransposed(u, b)];
        for (let i = 0; i < n; i++) {
          let [across, down] = [0, 0];
          for (let k = i; k < n; k++) across += u[i * n + k] * x[k];
          for (let k = 0; k <= i; k++) down += u[k * n + i] * y[k];
          expect(across).toBeCloseTo(b[i], 9);
          expect(down).toBeCloseTo(b[i], 9);
        }
      }),
    );
  });

  test('the part before the first zero of the diagonal is solved, and the rest is zero', () => {
    const u = Float64Array.of(2, 5, 1, 0, 0, 1, 0, 0, 4);
    expect(leadingRank(u, 3)).toBe(1);
    expect([...solveLeading(u, Float64Array.of(6, 1, 8))]).toEqual([3, 0, 0]);
  });
});

describe('the Euclidean norm', () => {
  test.each([
    [[3, 4], 5],
    [[3e200, 4e200], 5e200],
    [[3e-200, 4e-200], 5e-200],
    [[0, 0], 0],
    [[], 0],
    [[1, -Infinity], Infinity],
  ])('of %j is %d', (x, norm) => {
    expect(Math.abs(euclideanNorm(x) - norm) <= 1e-15 * norm || euclideanNorm(x) === norm).toBe(true);
  });

  test('of part of a vector leaves out the rest, and NaN stays', () => {
    expect(euclideanNorm([9, 3, 4, 9], 1, 2)).toBe(5);
    expect(euclideanNorm([1, Number.NaN])).toBeNaN();
  });
});
