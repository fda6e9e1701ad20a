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

/**
 * Eigenvalues of a symmetric matrix in ascending order, by cyclic Jacobi rotations, which find small eigenvalues of
 * well-scaled matrices to high relative accuracy (Demmel & Veselic 1992).
 */
export function symmetricEigenvalues(matrix: Dense): number[] {
  const n = matrix.rows;
  if (n !== matrix.columns)
    throw new ShapeError(`a matrix of shape ${n}x${matrix.columns} has no eigenvalues`);
  const a = Float64Array.from(matrix.data);
  const size = Math.hypot(...a);
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = 0; q < p; q++) off = Math.max(off, Math.abs(a[p * n + q]));
    if (!(off > 1e-17 * size)) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, n, p, q);
  }
  return Array.from({ length: n }, (_, i) => a[i * n + i]).sort((x, y) => x - y);
}

function rotate(a: Float64Array, n: number, p: number, q: number): void {
  const coupling = (a[p * n + q] + a[q * n + p]) / 2;
  if (coupling === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * coupling);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[k * n + p], a[k * n + q]];
    a[k * n + p] = c * x - s * y;
    a[k * n + q] = s * x + c * y;
  }
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[p * n + k], a[q * n + k]];
    a[p * n + k] = c * x - s * y;
    a[q * n + k] = s * x + c * y;
  }
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
