import { cholesky, solveCholesky } from '../../linalg/cholesky';
import { solveLower } from '../../linalg/triangular';
import { dot } from '../vector';

/**
 * Solves the saddle point systems of limited-memory updates, of 2k equations:
 *
 *   [ -P  E' ] [ v1 ]   [ w1 ]
 *   [  E  Q  ] [ v2 ] = [ w2 ]
 *
 * The matrix is indefinite, but P and the Schur complement Q + E P^-1 E' are positive definite, so that two factors of
 * Cholesky do and no pivoting is needed.
 *
 * @param p k rows of k, as e and q
 * @returns the solver; undefined if rounding has left one of the two not positive definite
 * @see Byrd, Lu, Nocedal & Zhu, "A limited memory algorithm for bound constrained optimization", 1995, section 5
 */
export function saddlePoint(
  p: Float64Array,
  e: Float64Array,
  q: Float64Array,
  k: number,
): ((w: Float64Array) => Float64Array) | undefined {
  const factor = cholesky(p, k);
  if (!factor) return undefined;
  const rows = Array.from({ length: k }, (_, i) => e.subarray(i * k, (i + 1) * k));
  const halves = rows.map((row) => solveLower(factor, k, row));
  const schur = q.map((entry, at) => entry + dot(halves[Math.floor(at / k)], halves[at % k]));
  const schurFactor = cholesky(schur, k);
  if (!schurFactor) return undefined;
  return (w) => {
    const [w1, w2] = [w.subarray(0, k), w.subarray(k)];
    const inner = solveCholesky(factor, w1);
    const v2 = solveCholesky(
      schurFactor,
      w2.map((part, i) => part + dot(rows[i], inner)),
    );
    const right = w1.map((part, j) => rows.reduce((sum, row, i) => sum + row[j] * v2[i], -part));
    const v = new Float64Array(2 * k);
    v.set(solveCholesky(factor, right));
    v.set(v2, k);
    return v;
  };
}
