/** Sums of squares in between are neither swallowed by underflow nor overflow. */
const [SMALL, LARGE] = [1e-280, 1e280];

/** The Euclidean norm of `length` entries from `start` on: sqrt(sum a_i^2), also where a square is beyond float64. */
export function euclideanNorm(a: ArrayLike<number>, start = 0, length = a.length - start): number {
  let squares = 0;
  for (let i = start; i < start + length; i++) squares += a[i] * a[i];
  if (squares > SMALL && squares < LARGE) return Math.sqrt(squares);
  let largest = 0;
  for (let i = start; i < start + length; i++) largest = Math.max(largest, Math.abs(a[i]));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  squares = 0;
  for (let i = start; i < start + length; i++) squares += (a[i] / largest) ** 2;
  return largest * Math.sqrt(squares);
}
