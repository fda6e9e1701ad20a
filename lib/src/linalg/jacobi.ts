/** Far more sweeps than the handful that quadratic convergence takes. */
const mostSweeps = 60;

/**
 * Rotates a symmetric matrix, in place, until its diagonal holds the eigenvalues.
 *
 * @param a the matrix, n x n, row by row
 * @returns the product of the rotations, whose columns are the eigenvectors
 */
export function diagonalize(a: Float64Array, n: number): Float64Array {
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (negligible(a, n, p, q)) continue;
        rotate(a, vectors, n, p, q);
        rotated = true;
      }
    }
    if (!rotated) break;
  }
  return vectors;
}

/** Relative to both diagonal entries: the criterion that keeps small eigenvalues exact (Demmel & Veselić). */
function negligible(a: Float64Array, n: number, p: number, q: number): boolean {
  const coupling = Math.abs(a[p * n + q]);
  return coupling === 0 || coupling <= 1e-17 * Math.sqrt(Math.abs(a[p * n + p]) * Math.abs(a[q * n + q]));
}

/** The rotation in the plane of p and q that makes entry (p, q) zero. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const coupling = a[p * n + q];
  // Halved first: twice the coupling, or the difference, may be beyond float64.
  const theta = (a[q * n + q] / 2 - a[p * n + p] / 2) / coupling;
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  a[p * n + p] -= t * coupling;
  a[q * n + q] += t * coupling;
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  for (let k = 0; k < n; k++) {
    if (k !== p && k !== q) {
      const x = a[k * n + p];
      const y = a[k * n + q];
      a[k * n + p] = c * x - s * y;
      a[p * n + k] = a[k * n + p];
      a[k * n + q] = s * x + c * y;
      a[q * n + k] = a[k * n + q];
    }
    const x = vectors[k * n + p];
    const y = vectors[k * n + q];
    vectors[k * n + p] = c * x - s * y;
    vectors[k * n + q] = s * x + c * y;
  }
}
