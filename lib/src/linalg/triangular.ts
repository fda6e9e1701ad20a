/**
 * Solves L y = b with L lower triangular, row by row; what is above its diagonal is not read.
 *
 * @param unit the diagonal is taken for ones and not read
 */
export function solveLower(lower: Float64Array, n: number, b: ArrayLike<number>, unit = false): Float64Array {
  const y = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let sum = y[i];
    for (let k = 0; k < i; k++) sum -= lower[row + k] * y[k];
    y[i] = unit ? sum : sum / lower[row + i];
  }
  return y;
}

/** Solves L' x = b with the transpose of such an L. Each unknown is taken off the others along a row of L, in its order of memory. */
export function solveTransposed(
  lower: Float64Array,
  n: number,
  b: ArrayLike<number>,
  unit = false,
): Float64Array {
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    if (!unit) x[i] /= lower[row + i];
    const known = x[i];
    for (let k = 0; k < i; k++) x[k] -= lower[row + k] * known;
  }
  return x;
}
