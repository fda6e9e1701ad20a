import { checkSquare } from './check-square';
import { equilibrate } from './equilibrate';
import { solveLower, solveTransposed } from './triangular';

/** A symmetric matrix made positive definite: A + E = P' L D L' P, up to the scaling of its rows and columns. */
export interface ModifiedCholesky {
  /** The diagonal of E, none of it negative; all zero where A is positive definite. */
  readonly shift: Float64Array;
  /** (A + E)^-1 b */
  solve(b: ArrayLike<number>): Float64Array;
  /** A direction s with s'As < 0, of length 1; undefined where no pivot was negative beyond delta. */
  readonly negativeCurvature: Float64Array | undefined;
}

/** Below this multiple of the largest entry a pivot says nothing of the curvature, and its inverse would be arbitrary. */
const SMALLEST_PIVOT = Math.sqrt(Number.EPSILON);

/**
 * The modified Cholesky factorization of a symmetric matrix that need not be positive definite.
 *
 * Pivots are raised, d_j = max(|c_jj|, (max_i |c_ij| / beta)^2, delta), while the factors are computed, so that D is
 * positive and L stays bounded: a negative curvature becomes a positive one of its size. The bound beta^2 =
 * max(max |a_ii|, max |a_ij| / sqrt(n^2 - 1)) keeps E small, and zero if A is positive definite with pivots above
 * delta. It works on the matrix scaled to a maximum of 1 in each row, so that units do not matter, with delta the square
 * root of the machine precision.
 *
 * @param a n rows of n finite numbers, one after the other; only the lower triangle is read
 * @throws InvalidInput for a matrix that is no Float64Array of n times n numbers
 * @example
 * ```ts
 * const saddle = modifiedCholesky(Float64Array.of(2, 0, 0, -4), 2);
 * saddle.shift // Float64Array(2) [ 0, 8 ]
 * saddle.solve([2, 4]) // Float64Array(2) [ 1, 1 ]
 * saddle.negativeCurvature // Float64Array(2) [ 0, 1 ]
 * ```
 * @see Gill, Murray & Wright, "Practical Optimization", 1981, section 4.4.2.2
 * @see Fang & O'Leary, "Modified Cholesky algorithms: a catalog with new approaches", Math. Program. 115, 2008
 */
export function modifiedCholesky(a: Float64Array, n: number): ModifiedCholesky {
  checkSquare('modifiedCholesky', a, n);
  const scales = equilibrate(a, n);
  const c = a.map((entry, at) => entry * scales[Math.floor(at / n)] * scales[at % n]);
  const { gamma, xi } = largestEntries(c, n);
  const bound = Math.max(gamma, xi / Math.sqrt(Math.max(1, n * n - 1)), Number.MIN_VALUE);
  const least = SMALLEST_PIVOT * Math.max(gamma, xi) || 1;

  const order = Int32Array.from({ length: n }, (_, i) => i);
  const pivots = new Float64Array(n);
  const raised = new Float64Array(n);
  const column = new Float64Array(n);
  let lowest = { value: 0, at: -1 };
  for (let j = 0; j < n; j++) {
    exchange(c, n, order, j, largestPivot(c, n, j));
    let theta = 0;
    for (let i = j + 1; i < n; i++) {
      column[i] = c[i * n + j];
      theta = Math.max(theta, Math.abs(column[i]));
    }
    const own = c[j * n + j];
    if (own < lowest.value && own < -least) lowest = { value: own, at: j };
    const pivot = Math.max(Math.abs(own), theta ** 2 / bound, least);
    pivots[j] = pivot;
    raised[order[j]] = pivot - own;
    for (let i = j + 1; i < n; i++) {
      const factor = column[i] / pivot;
      c[i * n + j] = factor;
      if (factor !== 0) for (let k = j + 1; k <= i; k++) c[i * n + k] -= factor * column[k];
    }
  }

  /** S P' x */
  const back = (x: Float64Array): Float64Array => {
    const result = new Float64Array(n);
    for (let j = 0; j < n; j++) result[order[j]] = x[j] * scales[order[j]];
    return result;
  };
  return {
    shift: raised.map((shift, i) => shift / scales[i] ** 2),
    solve(b) {
      const y = solveLower(
        c,
        n,
        Float64Array.from(order, (i) => b[i] * scales[i]),
        true,
      );
      for (let j = 0; j < n; j++) y[j] /= pivots[j];
      return back(solveTransposed(c, n, y, true));
    },
    get negativeCurvature() {
      if (lowest.at < 0) return undefined;
      // With L' s = e_q: s'(A + E)s = d_q, and s'Es is at least E_qq.
      const unit = new Float64Array(n);
      unit[lowest.at] = 1;
      const s = back(solveTransposed(c, n, unit, true));
      const largest = s.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
      const length = largest * Math.sqrt(s.reduce((sum, part) => sum + (part / largest) ** 2, 0));
      return s.map((part) => part / length);
    },
  };
}

/** The largest magnitude on the diagonal (gamma), and beside it (xi). */
function largestEntries(c: Float64Array, n: number): { gamma: number; xi: number } {
  let [gamma, xi] = [0, 0];
  for (let i = 0; i < n; i++) {
    gamma = Math.max(gamma, Math.abs(c[i * n + i]));
    for (let j = 0; j < i; j++) xi = Math.max(xi, Math.abs(c[i * n + j]));
  }
  return { gamma, xi };
}

function largestPivot(c: Float64Array, n: number, from: number): number {
  let at = from;
  for (let i = from + 1; i < n; i++) if (Math.abs(c[i * n + i]) > Math.abs(c[at * n + at])) at = i;
  return at;
}

/** Exchanges two variables, j < q, in a matrix of which the lower triangle is kept. */
function exchange(c: Float64Array, n: number, order: Int32Array, j: number, q: number): void {
  if (q === j) return;
  const swap = (one: number, other: number) => {
    [c[one], c[other]] = [c[other], c[one]];
  };
  [order[j], order[q]] = [order[q], order[j]];
  for (let k = 0; k < j; k++) swap(j * n + k, q * n + k);
  swap(j * n + j, q * n + q);
  for (let k = j + 1; k < q; k++) swap(k * n + j, q * n + k);
  for (let k = q + 1; k < n; k++) swap(k * n + j, k * n + q);
}
