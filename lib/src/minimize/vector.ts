export { euclideanNorm as norm } from '../linalg/norm';

/** The inner product; four sums, so that additions need not wait for each other. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  const whole = n - (n % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (let i = whole; i < n; i++) s0 += a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}

/** x + step d, in a new vector or one that is given. */
export function along(
  x: Float64Array,
  step: number,
  d: Float64Array,
  to: Float64Array = new Float64Array(x.length),
): Float64Array {
  for (let i = 0; i < to.length; i++) to[i] = x[i] + step * d[i];
  return to;
}

/** y += a x, in place. */
export function addScaled(y: Float64Array, a: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] += a * x[i];
}

/** a - b, in a new vector or one that is given. */
export function minus(
  a: Float64Array,
  b: Float64Array,
  difference: Float64Array = new Float64Array(a.length),
): Float64Array {
  for (let i = 0; i < difference.length; i++) difference[i] = a[i] - b[i];
  return difference;
}

/** a x, as a new vector. */
export function scaled(a: number, x: Float64Array): Float64Array {
  const product = new Float64Array(x.length);
  for (let i = 0; i < product.length; i++) product[i] = a * x[i];
  return product;
}

/** The largest magnitude; NaN if there is one. */
export function infinityNorm(x: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    const magnitude = Math.abs(x[i]);
    if (magnitude <= largest) continue;
    if (Number.isNaN(magnitude)) return Number.NaN;
    largest = magnitude;
  }
  return largest;
}
