import type { Iterate } from './method';
import { infinityNorm } from './vector';

/** What a change of x, or of f, is relative to the size of the run, where so many more would lead nowhere. */
const TINY = 2 ** -40;

/** So many tiny iterations in a row are no accident. */
const PATIENCE = 10;

/**
 * Tells when a minimization leads nowhere any longer: in ten iterations in a row, neither x nor f has changed by more
 * than 2^-40 of what they were at the start, or are, and the gradient has not halved. Where f is smooth, the gradient
 * shrinks with the steps, or no lower point is found; at a kink it jumps to and fro while the steps shrink without end.
 */
export function stagnationFrom({
  x: x0,
  fun: f0,
}: Iterate): (from: Iterate, to: Iterate, gradientNorm: number) => boolean {
  const size = infinityNorm(x0);
  let count = 0;
  let steepness = Infinity;
  return (from, to, gradientNorm) => {
    // The passes over x are made only where the values call for them.
    const isTiny =
      Math.abs(from.fun - to.fun) <= TINY * Math.max(Math.abs(f0), Math.abs(to.fun)) &&
      distance(from.x, to.x) <= TINY * Math.max(size, infinityNorm(to.x));
    count = isTiny && gradientNorm > steepness / 2 ? count + 1 : 0;
    if (count === 0) steepness = gradientNorm;
    return count >= PATIENCE;
  };
}

function distance(a: Float64Array, b: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}
