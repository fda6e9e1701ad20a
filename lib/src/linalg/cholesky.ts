import { checkLength, checkSquare } from './check-square';
import { solveLower, solveTransposed } from './triangular';

/** How many columns of L are finished together. */
const PANEL = 64;

/**
 * The Cholesky factor of a symmetric matrix: A = L L' with L lower triangular and a positive diagonal.
 *
 * There is one if and only if A is positive definite. A pivot below n eps a_ii is no more than the rounding of the sums
 * that led to it, so a matrix that has one counts as not positive definite: what is returned can be solved with safely.
 * Here eps is how precisely the entries are known. The criterion does not change if a variable is scaled.
 *
 * @param a n rows of n, one after the other; only the lower triangle is read
 * @param eps the relative error of the entries. Default: the machine precision
 * @returns L, row by row, with zeros above the diagonal; undefined if A is not safely positive definite or not finite
 * @throws InvalidInput for a matrix that is no Float64Array of n times n numbers
 * @example
 * ```ts
 * cholesky(Float64Array.of(4, 2, 2, 10), 2) // Float64Array(4) [ 2, 0, 1, 3 ]
 * cholesky(Float64Array.of(1, 2, 2, 1), 2) // undefined
 * ```
 * @see Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed. 2002, Theorem 10.7
 */
export function cholesky(a: Float64Array, n: number, eps = Number.EPSILON): Float64Array | undefined {
  checkSquare('cholesky', a, n);
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let at = i * n; at <= i * n + i; at++) lower[at] = a[at];
  }
  // Panel by panel: what each takes off the columns beyond it is read from the cache, however large A is.
  for (let from = 0; from < n; from += PANEL) {
    const to = Math.min(from + PANEL, n);
    if (!factorPanel(lower, a, n, from, to, n * eps)) return undefined;
    subtractPanel(lower, n, from, to);
  }
  return lower;
}

/** The columns of L from `from` up to `to`, where the columns before are already taken off; false without safe pivots. */
function factorPanel(
  lower: Float64Array,
  a: Float64Array,
  n: number,
  from: number,
  to: number,
  tolerance: number,
): boolean {
  for (let i = from; i < n; i++) {
    const row = i * n;
    const end = Math.min(i, to);
    for (let j = from; j < end; j++) {
      lower[row + j] = (lower[row + j] - rowProduct(lower, row, j * n, from, j)) / lower[j * n + j];
    }
    if (i >= to) continue;
    const pivot = lower[row + i] - rowProduct(lower, row, row, from, i);
    if (!(pivot > tolerance * Math.abs(a[row + i]) && pivot < Infinity)) return false;
    lower[row + i] = Math.sqrt(pivot);
  }
  return true;
}

/** Takes the products of a panel's rows off all beyond it: blocks of four rows and two columns, then what is left. */
function subtractPanel(lower: Float64Array, n: number, from: number, to: number): void {
  for (let i = to; i < n; i += 4) {
    let left = to;
    if (i + 4 <= n) for (; left < i; left += 2) subtractBlock(lower, n, i, left, from, to);
    for (let r = i; r < Math.min(i + 4, n); r++) {
      for (let c = left; c <= r; c++) lower[r * n + c] -= rowProduct(lower, r * n, c * n, from, to);
    }
  }
}

/** Eight sums at once from six numbers: to read costs more than to add. */
function subtractBlock(l: Float64Array, n: number, i: number, j: number, from: number, to: number): void {
  const r0 = i * n;
  const r1 = r0 + n;
  const r2 = r1 + n;
  const r3 = r2 + n;
  const c0 = j * n;
  const c1 = c0 + n;
  let [s00, s10, s20, s30, s01, s11, s21, s31] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = from; k < to; k++) {
    const a0 = l[r0 + k];
    const a1 = l[r1 + k];
    const a2 = l[r2 + k];
    const a3 = l[r3 + k];
    const b0 = l[c0 + k];
    const b1 = l[c1 + k];
    s00 += a0 * b0;
    s10 += a1 * b0;
    s20 += a2 * b0;
    s30 += a3 * b0;
    s01 += a0 * b1;
    s11 += a1 * b1;
    s21 += a2 * b1;
    s31 += a3 * b1;
  }
  l[r0 + j] -= s00;
  l[r1 + j] -= s10;
  l[r2 + j] -= s20;
  l[r3 + j] -= s30;
  l[r0 + j + 1] -= s01;
  l[r1 + j + 1] -= s11;
  l[r2 + j + 1] -= s21;
  l[r3 + j + 1] -= s31;
}

/**
 * Solves A x = b from the Cholesky factor of A.
 *
 * @throws InvalidInput for a factor that is no Float64Array of n times n numbers, where n is the length of b
 * @example
 * ```ts
 * const factor = cholesky(Float64Array.of(4, 2, 2, 10), 2);
 * factor && solveCholesky(factor, [6, 12]) // Float64Array(2) [ 1, 1 ]
 * ```
 */
export function solveCholesky(lower: Float64Array, b: ArrayLike<number>): Float64Array {
  const n = Math.round(Math.sqrt(lower?.length));
  checkSquare('solveCholesky', lower, n);
  checkLength('solveCholesky', b, n);
  return solveTransposed(lower, n, solveLower(lower, n, b));
}

/** The inner product of two rows in the columns from `from` up to `to`; four sums, since one would wait for each addition. */
function rowProduct(a: Float64Array, row: number, other: number, from: number, to: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = from;
  for (; k + 3 < to; k += 4) {
    s0 += a[row + k] * a[other + k];
    s1 += a[row + k + 1] * a[other + k + 1];
    s2 += a[row + k + 2] * a[other + k + 2];
    s3 += a[row + k + 3] * a[other + k + 3];
  }
  for (; k < to; k++) s0 += a[row + k] * a[other + k];
  return s0 + s1 + (s2 + s3);
}
