import { solveLeading } from '../../linalg/upper-triangular';
import { vectors } from '../../linalg/vectors';

/** The triangle and the solution of a damped least squares problem. */
export interface Damped {
  /** S, upper triangular, with S'S = R'R + E^2. */
  readonly triangle: Float64Array;
  /** What minimizes |R z - q|^2 + |E z|^2. */
  readonly solution: Float64Array;
  /** The row of E that is being worked in. */
  readonly row: Float64Array;
}

/** Room for a damped problem in n variables. */
export function roomForDamped(n: number): Damped {
  const [solution, row] = vectors(2, n);
  return { triangle: new Float64Array(n * n), solution, row };
}

/**
 * Minimizes |R z - q|^2 + |E z|^2 with R upper triangular and E diagonal: Givens rotations work the rows of E into R one
 * by one. Since R is known, another damping costs n^3 / 3 multiplications instead of a factorization of the m x n matrix.
 *
 * @param r n rows of n
 * @param q the right side, n numbers
 * @param e the diagonal of E
 * @param into what is overwritten with the answer
 * @see Moré, "The Levenberg-Marquardt algorithm: implementation and theory", 1978, section 3
 */
export function solveDamped(
  r: Float64Array,
  q: Float64Array,
  e: Float64Array,
  into = roomForDamped(q.length),
): Damped {
  const n = q.length;
  const { triangle, solution: right, row } = into;
  triangle.set(r);
  right.set(q);
  for (let j = 0; j < n; j++) {
    if (e[j] === 0) continue;
    row.fill(0, j);
    row[j] = e[j];
    let last = 0;
    for (let k = j; k < n; k++) {
      if (row[k] === 0) continue;
      const diagonal = k * n + k;
      const length = lengthOf(triangle[diagonal], row[k]);
      const cos = triangle[diagonal] / length;
      const sin = row[k] / length;
      triangle[diagonal] = cos * triangle[diagonal] + sin * row[k];
      for (let i = k + 1; i < n; i++) {
        const above = triangle[k * n + i];
        triangle[k * n + i] = cos * above + sin * row[i];
        row[i] = cos * row[i] - sin * above;
      }
      const above = right[k];
      right[k] = cos * above + sin * last;
      last = cos * last - sin * above;
    }
  }
  solveLeading(triangle, right, right);
  return into;
}

/** Math.hypot, which takes long, only where a square may over- or underflow. */
function lengthOf(a: number, b: number): number {
  const squared = a * a + b * b;
  return squared > 1e-280 && squared < 1e280 ? Math.sqrt(squared) : Math.hypot(a, b);
}
