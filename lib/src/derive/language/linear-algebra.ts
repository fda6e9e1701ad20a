import { diagonalize } from '../../linalg/jacobi';
import { type Dense, dense, denseOf, identityMatrix, ShapeError } from './value';

/** Gauss-Jordan elimination with partial pivoting: the inverse and the determinant of a square matrix. */
export function invert(matrix: Dense): { inverse: Dense; determinant: number } {
  const n = matrix.rows;
  if (n !== matrix.columns) throw new ShapeError(`a matrix of shape ${n}x${matrix.columns} has no inverse`);
  const a = Float64Array.from(matrix.data);
  const inverse = Float64Array.from(identityMatrix(n).data);
  let determinant = 1;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let r = k + 1; r < n; r++) if (Math.abs(a[r * n + k]) > Math.abs(a[pivot * n + k])) pivot = r;
    const head = a[pivot * n + k];
    determinant *= pivot === k ? head : -head;
    for (const rows of [a, inverse]) {
      for (let c = 0; c < n; c++) {
        const kept = rows[pivot * n + c];
        rows[pivot * n + c] = rows[k * n + c];
        rows[k * n + c] = kept / head;
      }
    }
    for (let r = 0; r < n; r++) {
      const factor = a[r * n + k];
      if (r === k || factor === 0) continue;
      for (const rows of [a, inverse]) {
        for (let c = 0; c < n; c++) rows[r * n + c] -= factor * rows[k * n + c];
      }
    }
  }
  return { inverse: dense(n, n, inverse), determinant };
}

/** Eigenvalues of a symmetric matrix in ascending order. */
export function symmetricEigenvalues(matrix: Dense): number[] {
  const n = matrix.rows;
  if (n !== matrix.columns)
    throw new ShapeError(`a matrix of shape ${n}x${matrix.columns} has no eigenvalues`);
  const a = Float64Array.from(matrix.data);
  if (!a.every(Number.isFinite)) return Array.from({ length: n }, () => Number.NaN);
  diagonalize(a, n);
  return Array.from({ length: n }, (_, i) => a[i * n + i]).sort((x, y) => x - y);
}

/** The largest singular value. */
export function spectralNorm(matrix: Dense): number {
  const { rows, columns, data } = matrix;
  const gram = denseOf(columns, columns, (i, j) => {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += data[r * columns + i] * data[r * columns + j];
    return sum;
  });
  return Math.sqrt(Math.max(0, symmetricEigenvalues(gram).at(-1) ?? 0));
}
