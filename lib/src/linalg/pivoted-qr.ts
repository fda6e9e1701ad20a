import { euclideanNorm } from './norm';

/** The factors of A P = Q R, A of m rows and n columns, m >= n. */
export interface PivotedQr {
  /** R, n rows of n, with zeros below its diagonal, whose magnitudes never grow. */
  r: Float64Array;
  /** Column k of A P is column `order[k]` of A. */
  order: Int32Array;
  /** The norms of the columns of A. */
  norms: Float64Array;
  /** The first n entries of Q'b. */
  transposeTimes(b: ArrayLike<number>): Float64Array;
}

/** A norm that was updated down to this share of what it was has lost half its digits, and is computed anew. */
const LOST = Math.sqrt(Number.EPSILON);

/**
 * QR with column pivoting by Householder reflections: A P = Q R, where the column of the largest remaining norm is taken
 * next, so that a rank that is not full shows as small entries at the end of R's diagonal.
 *
 * @param columns the n columns of A, each of m >= n numbers; they are overwritten
 * @see Businger & Golub, "Linear least squares solutions by Householder transformations", Numer. Math. 7, 1965
 * @see Golub & Van Loan, "Matrix Computations", 4th ed. 2013, section 5.4.2
 */
export function pivotedQr(columns: Float64Array[]): PivotedQr {
  const n = columns.length;
  const m = columns[0].length;
  const order = Int32Array.from({ length: n }, (_, k) => k);
  const norms = Float64Array.from(columns, (column) => euclideanNorm(column));
  const remaining = norms.slice();
  const known = norms.slice();
  const diagonal = new Float64Array(n);
  // From its diagonal down, a column then holds its reflection's vector u: H = I - u u' / u_0.
  const work = [...columns];
  for (let k = 0; k < n; k++) {
    exchange(k, largestFrom(remaining, k));
    const u = work[k];
    diagonal[k] = reflector(u, k);
    for (let j = k + 1; j < n; j++) {
      const column = work[j];
      reflect(u, k, column);
      if (remaining[j] === 0) continue;
      remaining[j] *= Math.sqrt(Math.max(0, 1 - (column[k] / remaining[j]) ** 2));
      if (remaining[j] <= LOST * known[j]) {
        remaining[j] = euclideanNorm(column, k + 1, m - k - 1);
        known[j] = remaining[j];
      }
    }
  }

  function exchange(k: number, pivot: number): void {
    [work[k], work[pivot]] = [work[pivot], work[k]];
    [order[k], order[pivot]] = [order[pivot], order[k]];
    remaining[pivot] = remaining[k];
    known[pivot] = known[k];
  }

  const r = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < j; i++) r[i * n + j] = work[j][i];
    r[j * n + j] = diagonal[j];
  }
  return {
    r,
    order,
    norms,
    transposeTimes(b) {
      const product = Float64Array.from(b);
      for (let k = 0; k < n; k++) reflect(work[k], k, product);
      return product.slice(0, n);
    },
  };
}

function largestFrom(values: Float64Array, start: number): number {
  let largest = start;
  for (let i = start + 1; i < values.length; i++) if (values[i] > values[largest]) largest = i;
  return largest;
}

/**
 * Overwrites the entries of x from `start` on with u, of the reflection that takes them to a multiple of e_1.
 *
 * @returns that multiple, R's diagonal entry
 */
function reflector(x: Float64Array, start: number): number {
  const norm = euclideanNorm(x, start);
  if (norm === 0) return 0;
  // With the sign of x_0, so that u_0 is a sum and not a difference.
  const scale = x[start] < 0 ? -norm : norm;
  for (let i = start; i < x.length; i++) x[i] /= scale;
  x[start] += 1;
  return -scale;
}

/** Applies the reflection to the entries of `to` from `start` on. */
function reflect(u: Float64Array, start: number, to: Float64Array): void {
  if (u[start] === 0) return;
  let product = 0;
  for (let i = start; i < to.length; i++) product += u[i] * to[i];
  const multiple = product / u[start];
  for (let i = start; i < to.length; i++) to[i] -= multiple * u[i];
}
