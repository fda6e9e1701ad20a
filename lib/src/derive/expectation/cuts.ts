import type { Kink } from './expansion';
import type { Continuous } from './law';
import { gridOf } from './quadrature';

const mostLevels = 300;

/** Where a kink lies on the way of one standard variable: roots by sign change and bisection, and touching points. */
export function cutsOf(kink: Kink, at: (u: number) => number, kind: Continuous): number[] {
  const places = kink.levels === 'zero' ? gridOf[kind] : gridOf[kind].filter((u) => Math.abs(u) <= 40);
  const values = places.map(at);
  const cuts: number[] = [];
  for (let k = 0; k < places.length - 1; k++) {
    const [a, b] = [values[k], values[k + 1]];
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
    for (const level of levelsBetween(a, b, kink.levels)) {
      cuts.push(root((u) => at(u) - level, places[k], places[k + 1]));
      if (cuts.length > mostLevels) return cuts;
    }
    if (kink.levels === 'zero' && k > 0) {
      const touching = touchingPoint(at, places[k - 1], places[k + 1], values.slice(k - 1, k + 2));
      if (touching !== undefined) cuts.push(touching);
    }
  }
  return cuts;
}

function levelsBetween(a: number, b: number, levels: Kink['levels']): number[] {
  const [low, high] = a < b ? [a, b] : [b, a];
  if (levels === 'zero') return low <= 0 && high >= 0 && low < high ? [0] : [];
  const first = Math.ceil(low);
  const count = Math.min(Math.floor(high) - first + 1, mostLevels);
  return Array.from({ length: Math.max(0, count) }, (_, i) => first + i);
}

function root(f: (u: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const sign = Math.sign(f(low));
  if (sign === 0) return low;
  if (f(high) === 0) return high;
  for (let k = 0; k < 70; k++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    const found = Math.sign(f(middle));
    if (found === 0) return middle;
    if (found === sign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** A minimum of the absolute value that is zero, without a change of sign: the pole of 1/u^2. */
function touchingPoint(
  at: (u: number) => number,
  from: number,
  to: number,
  [a, b, c]: readonly number[],
): number | undefined {
  if (!(a * c > 0 && b * a >= 0 && Math.abs(b) <= Math.abs(a) && Math.abs(b) <= Math.abs(c)))
    return undefined;
  let [low, high] = [from, to];
  for (let k = 0; k < 80; k++) {
    const [p, q] = [low + (high - low) * 0.382, low + (high - low) * 0.618];
    if (Math.abs(at(p)) < Math.abs(at(q))) high = q;
    else low = p;
  }
  const place = (low + high) / 2;
  const tidy = Number(place.toFixed(8));
  const near = Math.abs(at(tidy)) <= Math.abs(at(place)) ? tidy : place;
  return Math.abs(at(near)) <= 1e-12 * Math.max(Math.abs(a), Math.abs(c)) ? near : undefined;
}
