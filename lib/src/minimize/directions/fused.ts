/*
 * Each of these goes through memory once where two operations of linear algebra would go twice. With two sums in turn an
 * addition need not wait for the one before it: one sum alone takes longer than the memory does.
 */

/** to = scale v; returns to'w. */
export function scaleAndDot(to: Float64Array, scale: number, v: ArrayLike<number>, w: Float64Array): number {
  const n = to.length;
  let [even, odd] = [0, 0];
  for (let i = 0; i + 1 < n; i += 2) {
    const first = scale * v[i];
    const second = scale * v[i + 1];
    to[i] = first;
    to[i + 1] = second;
    even += first * w[i];
    odd += second * w[i + 1];
  }
  if (n % 2 === 1) {
    to[n - 1] = scale * v[n - 1];
    even += to[n - 1] * w[n - 1];
  }
  return even + odd;
}

/** to += a v; returns to'w. */
export function addAndDot(to: Float64Array, a: number, v: Float64Array, w: Float64Array): number {
  const n = to.length;
  let [even, odd] = [0, 0];
  for (let i = 0; i + 1 < n; i += 2) {
    const first = to[i] + a * v[i];
    const second = to[i + 1] + a * v[i + 1];
    to[i] = first;
    to[i + 1] = second;
    even += first * w[i];
    odd += second * w[i + 1];
  }
  if (n % 2 === 1) {
    to[n - 1] += a * v[n - 1];
    even += to[n - 1] * w[n - 1];
  }
  return even + odd;
}

/** to = scale (to + a v); returns to'v. */
export function addScaleAndDot(to: Float64Array, a: number, v: Float64Array, scale: number): number {
  const n = to.length;
  let [even, odd] = [0, 0];
  for (let i = 0; i + 1 < n; i += 2) {
    const first = scale * (to[i] + a * v[i]);
    const second = scale * (to[i + 1] + a * v[i + 1]);
    to[i] = first;
    to[i + 1] = second;
    even += first * v[i];
    odd += second * v[i + 1];
  }
  if (n % 2 === 1) {
    to[n - 1] = scale * (to[n - 1] + a * v[n - 1]);
    even += to[n - 1] * v[n - 1];
  }
  return even + odd;
}
