import { InvalidInput } from '../errors';
import { diagonalize } from './jacobi';

/** Eigenvalues and eigenvectors of a symmetric matrix. */
export interface SymmetricEigen {
  /** In ascending order. */
  values: Float64Array;
  /** Of length 1 and orthogonal to each other, in the order of the values; the sign of each is arbitrary. */
  vectors: Float64Array[];
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: A v = lambda v.
 *
 * Cyclic Jacobi rotations, in float64; they find the small eigenvalues of a positive definite matrix as exactly
 * as its entries determine them.
 *
 * @param rows the matrix, n rows of n finite numbers
 * @throws InvalidInput if the matrix is not square, not symmetric to rounding, or not finite
 * @example
 * ```ts
 * symmetricEigen([[2, 1], [1, 2]]).values // Float64Array(2) [ 1, 3 ]
 * ```
 * @see Demmel & Veselić, "Jacobi's method is more accurate than QR", SIAM J. Matrix Anal. Appl. 13(4), 1992
 */
export function symmetricEigen(rows: ArrayLike<ArrayLike<number>>): SymmetricEigen {
  if (!Array.isArray(rows)) {
    throw new InvalidInput({
      subject: 'symmetricEigen: rows',
      given: rows,
      allowed: 'an array of rows',
    });
  }
  const n = rows.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    if (rows[i]?.length !== n) {
      throw new InvalidInput({
        subject: `symmetricEigen: length of row ${i}`,
        given: rows[i]?.length,
        allowed: `${n}, the number of rows`,
      });
    }
    matrix.set(
      Array.from(rows[i], (entry) => (typeof entry === 'number' ? entry : Number.NaN)),
      i * n,
    );
  }
  checkSymmetric(matrix, n);
  const vectors = diagonalize(matrix, n);
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => matrix[i * n + i] - matrix[j * n + j]);
  return {
    values: Float64Array.from(order, (i) => matrix[i * n + i]),
    vectors: order.map((i) => Float64Array.from({ length: n }, (_, k) => vectors[k * n + i])),
  };
}

function checkSymmetric(matrix: Float64Array, n: number): void {
  const wrong = matrix.findIndex((entry) => !Number.isFinite(entry));
  if (wrong >= 0) {
    throw new InvalidInput({
      subject: `symmetricEigen: entry (${Math.floor(wrong / n)}, ${wrong % n})`,
      given: matrix[wrong],
      allowed: 'a finite number',
    });
  }
  const tolerance = 1e-12 * matrix.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      if (Math.abs(matrix[i * n + j] - matrix[j * n + i]) <= tolerance) continue;
      throw new InvalidInput({
        subject: `symmetricEigen: entry (${i}, ${j})`,
        given: matrix[i * n + j],
        allowed: `${matrix[j * n + i]}, as entry (${j}, ${i})`,
        remedy: 'The matrix is not symmetric.',
      });
    }
  }
}
