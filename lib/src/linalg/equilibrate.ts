/**
 * Scales for the rows and columns of a symmetric matrix such that no entry of S A S is larger than about 1. They are
 * powers of two, so that scaling rounds nothing.
 *
 * If a variable is scaled, its scale follows: what is found on S A S does not depend on units. Where A is positive
 * definite, S A S has a diagonal near 1, which makes its condition nearly the best that a scaling can reach.
 *
 * @param a n rows of n, one after the other; only the lower triangle is read
 * @see Bunch, "Equilibration of symmetric matrices in the max-norm", J. ACM 18(4), 1971
 */
export function equilibrate(a: Float64Array, n: number): Float64Array {
  const scales = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let largest = Math.sqrt(Math.abs(a[i * n + i]));
    for (let j = 0; j < i; j++) largest = Math.max(largest, scales[j] * Math.abs(a[i * n + j]));
    // Such a row is coupled only to those that follow, if at all.
    if (largest === 0) largest = Math.sqrt(largestBelow(a, n, i));
    const scale = 2 ** -Math.round(Math.log2(largest));
    scales[i] = scale > 0 && scale < Infinity ? scale : 1;
  }
  return scales;
}

function largestBelow(a: Float64Array, n: number, column: number): number {
  let largest = 0;
  for (let i = column + 1; i < n; i++) largest = Math.max(largest, Math.abs(a[i * n + column]));
  return largest;
}
