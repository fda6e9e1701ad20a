import type { Iterate } from './method';

/** What a change of a coordinate, or of f, is relative to its size, where so many more would lead nowhere. */
const TINY = 2 ** -40;

/** So many tiny iterations in a row are no accident. */
const PATIENCE = 10;

/**
 * Tells when a minimization leads nowhere any longer: in ten iterations in a row, neither f nor any coordinate of x has
 * changed by more than 2^-40 of what it was at the start, or is, and what must not exceed gtol has not halved. Where f is
 * smooth, the gradient shrinks with the steps, or no lower point is found; at a kink it jumps to and fro while the steps
 * shrink without end.
 *
 * Each coordinate is measured by itself: beside one of a billion, all steps of one of a thousandth are tiny.
 */
export function stagnationFrom({
  x: x0,
  fun: f0,
}: Iterate): (from: Iterate, to: Iterate, optimality: number) => boolean {
  let sizes: Float64Array | undefined;
  let count = 0;
  let before = Infinity;

  const isNear = (a: Float64Array, b: Float64Array): boolean => {
    sizes ??= x0.map(Math.abs);
    let isEach = true;
    for (let i = 0; i < a.length; i++) {
      if (Math.abs(b[i]) > sizes[i]) sizes[i] = Math.abs(b[i]);
      if (!(Math.abs(a[i] - b[i]) <= TINY * sizes[i])) isEach = false;
    }
    return isEach;
  };
  return (from, to, optimality) => {
    // The passes over x are made only where the values call for them.
    const isFlat = Math.abs(from.fun - to.fun) <= TINY * Math.max(Math.abs(f0), Math.abs(to.fun));
    count = isFlat && isNear(from.x, to.x) && optimality > before / 2 ? count + 1 : 0;
    if (count === 0) before = optimality;
    return count >= PATIENCE;
  };
}
