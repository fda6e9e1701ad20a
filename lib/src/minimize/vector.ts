/** The inner product. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** x + step d, as a new vector. */
export const along = (x: Float64Array, step: number, d: Float64Array): Float64Array =>
  x.map((coordinate, i) => coordinate + step * d[i]);

/** The largest magnitude; NaN if there is one. */
export function infinityNorm(x: ArrayLike<number>): number {
  let norm = 0;
  for (let i = 0; i < x.length; i++) norm = Math.max(norm, Math.abs(x[i]));
  return norm;
}
