import { solveLeading } from '../../linalg/upper-triangular';

/** The triangle and the solution of a damped least squares problem. */
export interface Damped {
  /** S, upper triangular, with S'S = R'R + E^2. */
  triangle: Float64Array;
  /** What minimizes |R z - q|^2 + |E z|^2. */
  solution: Float64Array;
}

/**
 * Minimizes |R z - q|^2 + |E z|^2 with R upper triangular and E diagonal: Givens rotations work the rows of E into R one
 * by one. Since R is known, another damping costs n^3 / 3 multiplications instead of a factorization of the m x n matrix.
 *
 * @param r n rows of n
 * @param q the right side, n numbers
 * @param e the diagonal of E
 * @see Moré, "The Levenberg-Marquardt algorithm: implementation and theory", 1978, section 3
 */
export function solveDamped(r: Float64Array, q: Float64Array, e: Float64Array): Damped {
  const n = q.length;
  const triangle = r.slice();
  const right = q.slice();
  for (let j = 0; j < n; j++) {
    if (e[j] === 0) continue;
    const row = new Float64Array(n);
    row[j] = e[j];
    let last = 0;
    for (let k = j; k < n; k++) {
      if (row[k] === 0) continue;
      const length = lengthOf(triangle[k * n + k], row[k]);
      const cos = triangle[k * n + k] / length;
      const sin = row[k] / length;
      for (let i = k; i < n; i++) {
        const above = triangle[k * n + i];
        triangle[k * n + i] = cos * above + sin * row[i];
        row[i] = cos * row[i] - sin * above;
      }
      [right[k], last] = [cos * right[k] + sin * last, cos * last - sin * right[k]];
    }
  }
  return { triangle, solution: solveLeading(triangle, right) };
}

/** Math.hypot, which takes long, only where a square may over- or underflow. */
function lengthOf(a: number, b: number): number {
  const squared = a * a + b * b;
  return squared > 1e-280 && squared < 1e280 ? Math.sqrt(squared) : Math.hypot(a, b);
}
