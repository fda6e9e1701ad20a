/** Sums of squares in between are neither swallowed by underflow nor overflow. */
const [SMALL, LARGE] = [1e-280, 1e280];

/** The Euclidean norm of `length` entries from `start` on: sqrt(sum a_i^2), also where a square is beyond float64. */
export function euclideanNorm(a: ArrayLike<number>, start = 0, length = a.length - start): number {
  const end = start + length;
  const squares = sumOfSquares(a, start, end);
  if (squares > SMALL && squares < LARGE) return Math.sqrt(squares);
  let largest = 0;
  for (let i = start; i < end; i++) largest = Math.max(largest, Math.abs(a[i]));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let relative = 0;
  for (let i = start; i < end; i++) relative += (a[i] / largest) ** 2;
  return largest * Math.sqrt(relative);
}

/** In four sums, so that additions need not wait for each other. */
function sumOfSquares(a: ArrayLike<number>, start: number, end: number): number {
  const whole = end - ((end - start) % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = start; i < whole; i += 4) {
    s0 += a[i] * a[i];
    s1 += a[i + 1] * a[i + 1];
    s2 += a[i + 2] * a[i + 2];
    s3 += a[i + 3] * a[i + 3];
  }
  for (let i = whole; i < end; i++) s0 += a[i] * a[i];
  return s0 + s1 + (s2 + s3);
}
