/**
 * Factors the saddle point matrices of limited-memory updates, of 2k rows and columns:
 *
 *   [ -P  E' ]                       [ L    0 ]
 *   [  E  Q  ] = G diag(-I, I) G',   G = [ -H  J ]
 *
 * with P = L L', H = E L'^-1 and J J' = Q + H H'. The matrix is indefinite, but P and the Schur complement Q + H H' are
 * positive definite, so that no pivoting is needed: it is Cholesky's method with the signs of the first half turned.
 *
 * @param a 2k rows of 2k, of which the lower triangle is read and becomes G
 * @returns false if rounding has left P or the Schur complement not safely positive definite
 * @see Byrd, Lu, Nocedal & Zhu, "A limited memory algorithm for bound constrained optimization", SIAM J. Sci. Comput.
 *   16(5), 1995, section 5
 */
export function factorSaddlePoint(a: Float64Array, k: number): boolean {
  const size = 2 * k;
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j < i; j++) {
      const other = j * size;
      const first = Math.min(j, k);
      let sum = a[row + j];
      for (let c = 0; c < first; c++) sum += a[row + c] * a[other + c];
      for (let c = k; c < j; c++) sum -= a[row + c] * a[other + c];
      a[row + j] = j < k ? -sum / a[other + j] : sum / a[other + j];
    }
    // P, and the Schur complement once H H' is added.
    let diagonal = i < k ? -a[row + i] : a[row + i];
    if (i >= k) for (let c = 0; c < k; c++) diagonal += a[row + c] ** 2;
    let pivot = diagonal;
    for (let c = i < k ? 0 : k; c < i; c++) pivot -= a[row + c] ** 2;
    if (!(pivot > k * Number.EPSILON * diagonal && pivot < Infinity)) return false;
    a[row + i] = Math.sqrt(pivot);
  }
  return true;
}

/** Solves the system for a right side w of 2k numbers, in place. */
export function solveSaddlePoint(g: Float64Array, k: number, w: Float64Array): void {
  const size = 2 * k;
  for (let i = 0; i < size; i++) {
    const row = i * size;
    let sum = w[i];
    for (let j = 0; j < i; j++) sum -= g[row + j] * w[j];
    w[i] = sum / g[row + i];
  }
  for (let i = 0; i < k; i++) w[i] = -w[i];
  for (let i = size - 1; i >= 0; i--) {
    const row = i * size;
    const known = w[i] / g[row + i];
    w[i] = known;
    for (let j = 0; j < i; j++) w[j] -= g[row + j] * known;
  }
}
