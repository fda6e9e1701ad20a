import type { Continuous } from './law';
import { NoFiniteValue, undefinedSomewhere } from './no-finite-value';

type OfNumber = (u: number) => number;

const widest = 1e-2 * 4 ** -2;
/** The shells that are tried first reach as near to a place as places are known, the deeper ones 4^6 times as near. */
const shallow = 7;
const deep = 13;
/** Shells whose shares are smaller beside the whole integral do not make it diverge. */
const negligible = 1e-18;

/**
 * Beside a pole the shares of shells of a fourth the width each must fall; those of 1/u do not. Every density is positive
 * on the whole range, so this is asked of the function itself, far out too, where its weight is zero in floating point.
 * Those of a narrow peak, whose width the shells have not reached, do not fall either: then it is looked for, and asked
 * again nearer to it.
 */
export function refuseDivergence(
  at: OfNumber,
  cuts: readonly number[],
  kind: Continuous,
  total: number,
): void {
  const inRange = (u: number) => kind === 'normal' || (kind === 'uniform' ? Math.abs(u) < 1 : u > 0);
  const share = (cut: number, side: number, k: number) => {
    const distance = widest * 4 ** -k * Math.max(1, Math.abs(cut));
    const u = cut + side * distance;
    return inRange(u) ? Math.abs(at(u)) * distance : 0;
  };
  const grows = (cut: number, side: number, first: number, last: number) => {
    const shells = Array.from({ length: last - first }, (_, k) => share(cut, side, first + k));
    if (shells.some(Number.isNaN)) throw new NoFiniteValue(undefinedSomewhere);
    const [least] = shells
      .slice(-4)
      .flatMap((each, k, all) => (k > 0 ? [each / all[k - 1]] : []))
      .sort((x, y) => x - y);
    return least > 0.95 && !(shells[shells.length - 1] <= negligible * total);
  };
  for (const cut of new Set(cuts)) {
    for (const side of [-1, 1]) {
      if (!grows(cut, side, 0, shallow)) continue;
      const place = highest(at, cut, widest * 4 ** -(shallow - 1) * Math.max(1, Math.abs(cut)), inRange);
      if ([-1, 1].some((other) => grows(place, other, shallow, deep)))
        throw new NoFiniteValue('the integral of its absolute value is infinite');
    }
  }
}

/** Where the function is largest near a place, by golden section; the place itself where it is no less near it. */
function highest(at: OfNumber, place: number, reach: number, inRange: (u: number) => boolean): number {
  let [low, high] = [place - reach, place + reach];
  if (!inRange(low) || !inRange(high)) return place;
  for (let k = 0; k < 60; k++) {
    const [p, q] = [low + (high - low) * 0.381966, low + (high - low) * 0.618034];
    if (Math.abs(at(p)) > Math.abs(at(q))) high = q;
    else low = p;
  }
  return (low + high) / 2;
}
