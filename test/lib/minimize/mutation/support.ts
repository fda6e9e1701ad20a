import type { Problem } from 'optlab';
import { difference, length } from '../matrices';

/** A point with its gradient. */
export const at = (x: number[], jac: number[]) => ({
  x: Float64Array.from(x),
  fun: 0,
  jac: Float64Array.from(jac),
});

/** A problem that knows only what it is given. */
export const only = (n: number, more: Partial<Problem> = {}): Problem =>
  ({ n, noise: Number.EPSILON, hessianNoise: Number.EPSILON, ...more }) as Problem;

/** Two vectors that differ by rounding, relative to the second. */
export const expectClose = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance = 1e-12) => {
  expect(a).toHaveLength(b.length);
  const gap = length(difference(Float64Array.from(a), b));
  expect(gap).toBeLessThanOrEqual(tolerance * length(b));
};

/** Numbers without structure. */
export const numbers = (n: number, seed: number): number[] =>
  Array.from({ length: n }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 2);
