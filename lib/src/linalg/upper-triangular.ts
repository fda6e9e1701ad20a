/** Solves U x = b with U upper triangular, n rows of n; what is below its diagonal is not read. */
export const solveUpper = (upper: Float64Array, b: ArrayLike<number>): Float64Array =>
  solveBlock(upper, b.length, b, new Float64Array(b.length));

/** Solves U' y = b with the transpose of such a U, into y, which may be b. */
export function solveUpperTransposed(
  upper: Float64Array,
  b: ArrayLike<number>,
  y: Float64Array = new Float64Array(b.length),
): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++) y[i] = b[i];
  for (let i = 0; i < n; i++) {
    y[i] /= upper[i * n + i];
    for (let k = i + 1; k < n; k++) y[k] -= upper[i * n + k] * y[i];
  }
  return y;
}

/** How many entries of the diagonal come before the first zero. */
export function leadingRank(upper: Float64Array, n: number): number {
  for (let i = 0; i < n; i++) if (upper[i * n + i] === 0) return i;
  return n;
}

/** Solves U x = b in the leading block that is not singular, into x, which may be b; the unknowns beyond it are zero. */
export const solveLeading = (
  upper: Float64Array,
  b: Float64Array,
  x: Float64Array = new Float64Array(b.length),
): Float64Array => solveBlock(upper, leadingRank(upper, b.length), b, x);

function solveBlock(upper: Float64Array, rank: number, b: ArrayLike<number>, x: Float64Array): Float64Array {
  const n = b.length;
  for (let i = n - 1; i >= rank; i--) x[i] = 0;
  for (let i = rank - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < rank; k++) sum -= upper[i * n + k] * x[k];
    x[i] = sum / upper[i * n + i];
  }
  return x;
}
