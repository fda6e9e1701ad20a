/** Solves U x = b with U upper triangular, n rows of n; what is below its diagonal is not read. */
export function solveUpper(upper: Float64Array, b: ArrayLike<number>): Float64Array {
  const n = b.length;
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < n; k++) sum -= upper[i * n + k] * x[k];
    x[i] = sum / upper[i * n + i];
  }
  return x;
}

/** Solves U' y = b with the transpose of such a U. */
export function solveUpperTransposed(upper: Float64Array, b: ArrayLike<number>): Float64Array {
  const n = b.length;
  const y = Float64Array.from(b);
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

/** Solves U x = b in the leading block that is not singular; the unknowns beyond it are zero. */
export function solveLeading(upper: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const rank = leadingRank(upper, n);
  if (rank === n) return solveUpper(upper, b);
  const leading = new Float64Array(rank * rank);
  for (let i = 0; i < rank; i++) leading.set(upper.subarray(i * n, i * n + rank), i * rank);
  const x = new Float64Array(n);
  x.set(solveUpper(leading, b.subarray(0, rank)));
  return x;
}
