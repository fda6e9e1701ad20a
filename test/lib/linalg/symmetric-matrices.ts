import fc from 'fast-check';

/** No products of them leave the range in which float64 rounds relatively. */
const numbers = fc.double({ min: -10, max: 10, noNaN: true }).map((x) => (Math.abs(x) < 1e-6 ? 0 : x));

const entries = (n: number) => fc.array(numbers, { minLength: n * n, maxLength: n * n });

const sizes = fc.integer({ min: 1, max: 8 });

/** A matrix, n rows of n, one after the other. */
export interface Square {
  n: number;
  a: Float64Array;
}

/** Symmetric matrices of any inertia, many entries of which are zero. */
export const symmetricMatrices: fc.Arbitrary<Square> = sizes.chain((n) =>
  fc.tuple(entries(n), fc.array(fc.boolean(), { minLength: n * n, maxLength: n * n })).map(([m, kept]) => ({
    n,
    a: Float64Array.from(m, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      const one = Math.max(i, j) * n + Math.min(i, j);
      return kept[one] ? m[one] : 0;
    }),
  })),
);

/** M M' + I */
export const positiveDefinite: fc.Arbitrary<Square> = sizes.chain((n) =>
  entries(n).map((m) => ({
    n,
    a: Float64Array.from(m, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < n; k++) sum += m[i * n + k] * m[j * n + k];
      return sum;
    }),
  })),
);

export const vectors = (n: number): fc.Arbitrary<number[]> =>
  fc.array(numbers, { minLength: n, maxLength: n });

/** Powers of two, one a variable. */
export const units = (n: number): fc.Arbitrary<number[]> =>
  fc.array(
    fc.integer({ min: -30, max: 30 }).map((power) => 2 ** power),
    { minLength: n, maxLength: n },
  );

/** The matrix in other units: D A D. */
export const inUnits = ({ n, a }: Square, scales: ArrayLike<number>): Float64Array =>
  a.map((entry, at) => entry * scales[Math.floor(at / n)] * scales[at % n]);

export const times = (a: Float64Array, x: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: x.length }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < x.length; k++) sum += a[i * x.length + k] * x[k];
    return sum;
  });

export const rowsOf = ({ n, a }: Square): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from(a.subarray(i * n, (i + 1) * n)));

export const largest = (x: ArrayLike<number>): number =>
  Array.from(x).reduce((most, part) => Math.max(most, Math.abs(part)), 0);
