import { checkLength, checkSquare } from './check-square';
import { solveLower, solveTransposed } from './triangular';

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
  const tolerance = n * eps;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      lower[row + j] = (a[row + j] - rowProduct(lower, row, j * n, j)) / lower[j * n + j];
    }
    const diagonal = a[row + i];
    const pivot = diagonal - rowProduct(lower, row, row, i);
    if (!(pivot > tolerance * diagonal && pivot < Infinity)) return undefined;
    lower[row + i] = Math.sqrt(pivot);
  }
  return lower;
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

/** The inner product of the first entries of two rows; four sums, since one would wait for each addition. */
function rowProduct(a: Float64Array, row: number, other: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s0 += a[row + k] * a[other + k];
    s1 += a[row + k + 1] * a[other + k + 1];
    s2 += a[row + k + 2] * a[other + k + 2];
    s3 += a[row + k + 3] * a[other + k + 3];
  }
  for (; k < length; k++) s0 += a[row + k] * a[other + k];
  return s0 + s1 + (s2 + s3);
}
