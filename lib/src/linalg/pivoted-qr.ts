import { euclideanNorm } from './norm';
import { vectors } from './vectors';

/** The factors of A P = Q R, A of m rows and n columns, m >= n. */
export interface PivotedQr {
  /** R, n rows of n, with zeros below its diagonal, whose magnitudes never grow. */
  readonly r: Float64Array;
  /** Column k of A P is column `order[k]` of A. */
  readonly order: Int32Array;
  /** The norms of the columns of A. */
  readonly norms: Float64Array;
  /** The first n entries of Q'b, until the next product. */
  transposeTimes(b: ArrayLike<number>): Float64Array;
}

/** A norm that was updated down to this share of what it was has lost half its digits, and is computed anew. */
const LOST = Math.sqrt(Number.EPSILON);

/**
 * QR with column pivoting by Householder reflections: A P = Q R, where the column of the largest remaining norm is taken
 * next, so that a rank that is not full shows as small entries at the end of R's diagonal.
 *
 * @param columns the n columns of A, each of m >= n numbers
 * @see Businger & Golub, "Linear least squares solutions by Householder transformations", Numer. Math. 7, 1965
 * @see Golub & Van Loan, "Matrix Computations", 4th ed. 2013, section 5.4.2
 */
export const pivotedQr = (columns: readonly Float64Array[]): PivotedQr =>
  qrFactorizer(columns[0].length, columns.length)(columns);

/**
 * {@link pivotedQr} for one matrix of m rows and n columns after the other, each in the place of the one before: to make
 * arrays takes longer than to factor a few columns.
 */
export function qrFactorizer(m: number, n: number): (columns: readonly Float64Array[]) => PivotedQr {
  const r = new Float64Array(n * n);
  const order = new Int32Array(n);
  const [norms, remaining, known] = vectors(3, n);
  const product = new Float64Array(m);
  const leading = product.subarray(0, n);
  // From its diagonal down, a column then holds its reflection's vector u: H = I - u u' / u_0.
  const work = vectors(n, m);
  // Where u has entries beyond its first: in a sparse Jacobian most are zeros, and many products of columns too.
  const low = new Int32Array(n);
  const high = new Int32Array(n);

  function start(columns: readonly Float64Array[]): void {
    for (let k = 0; k < n; k++) {
      order[k] = k;
      work[k].set(columns[k]);
      norms[k] = remaining[k] = known[k] = euclideanNorm(columns[k]);
    }
  }

  function exchange(k: number, pivot: number): void {
    if (k === pivot) return;
    [work[k], work[pivot]] = [work[pivot], work[k]];
    [order[k], order[pivot]] = [order[pivot], order[k]];
    remaining[pivot] = remaining[k];
    known[pivot] = known[k];
  }

  function transposeTimes(b: ArrayLike<number>): Float64Array {
    product.set(b);
    for (let k = 0; k < n; k++) reflect(work[k], k, low[k], high[k], product);
    return leading;
  }

  return (columns) => {
    start(columns);
    for (let k = 0; k < n; k++) {
      exchange(k, largestFrom(remaining, k));
      const u = work[k];
      for (let i = 0; i < k; i++) r[i * n + k] = u[i];
      r[k * n + k] = reflector(u, k);
      low[k] = k + 1;
      high[k] = m;
      while (low[k] < m && u[low[k]] === 0) low[k]++;
      while (high[k] > low[k] && u[high[k] - 1] === 0) high[k]--;
      for (let j = k + 1; j < n; j++) {
        const column = work[j];
        reflect(u, k, low[k], high[k], column);
        if (remaining[j] === 0 || column[k] === 0) continue;
        const share = column[k] / remaining[j];
        remaining[j] *= Math.sqrt(Math.max(0, 1 - share * share));
        if (remaining[j] <= LOST * known[j]) {
          remaining[j] = euclideanNorm(column, k + 1, m - k - 1);
          known[j] = remaining[j];
        }
      }
    }
    return { r, order, norms, transposeTimes };
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

/** From this length on, one sum would wait for each addition longer than it takes to begin four. */
const LONG = 32;

/** Applies a reflection, with entries at `start` and from `low` to `high`. */
function reflect(u: Float64Array, start: number, low: number, high: number, to: Float64Array): void {
  if (u[start] === 0) return;
  let [s0, s1, s2, s3] = [u[start] * to[start], 0, 0, 0];
  let i = low;
  if (high - low >= LONG) {
    for (; i + 3 < high; i += 4) {
      s0 += u[i] * to[i];
      s1 += u[i + 1] * to[i + 1];
      s2 += u[i + 2] * to[i + 2];
      s3 += u[i + 3] * to[i + 3];
    }
  }
  for (; i < high; i++) s0 += u[i] * to[i];
  const multiple = (s0 + s1 + (s2 + s3)) / u[start];
  if (multiple === 0) return;
  to[start] -= multiple * u[start];
  for (let i = low; i < high; i++) to[i] -= multiple * u[i];
}
