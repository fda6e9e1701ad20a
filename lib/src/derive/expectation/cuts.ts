import type { Kink } from './expansion';
import type { Continuous } from './law';
import { gridOf } from './quadrature';

const mostLevels = 300;
/** A peak of an exponent that falls by this much, or a dip of a divisor to this share, within a step of the grid is narrow. */
const steep = 4;
const deep = 0.05;
/** Distances from a narrow peak at which the range is cut too, so that no width is stepped over. */
const beside = [-1, 1].flatMap((side) =>
  [0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7].map((size) => side * size),
);

type OfNumber = (u: number) => number;

/**
 * Where to cut the range of a standard variable: at the roots of a kink, also where two lie in one step of the grid, at
 * points where it touches zero, and around narrow peaks.
 *
 * @param known cuts found before, which join the grid: a root of |u - a| - b lies on either side of a
 */
export function cutsOf(kink: Kink, at: OfNumber, kind: Continuous, known: readonly number[]): number[] {
  const grid = kink.levels === 'zero' ? gridOf[kind] : gridOf[kind].filter((u) => Math.abs(u) <= 40);
  const [low, high] = [grid[0], grid[grid.length - 1]];
  const inside = known.filter((cut) => cut > low && cut < high);
  const places = inside.length > 0 ? [...new Set([...grid, ...inside])].sort((x, y) => x - y) : grid;
  const values = places.map(at);
  const cuts: number[] = [];
  for (let k = 0; k < places.length - 1; k++) {
    const [a, b] = [values[k], values[k + 1]];
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
    if (kink.levels !== 'peaks') {
      for (const level of levelsBetween(a, b, kink.levels)) {
        const found = root((u) => at(u) - level, places[k], places[k + 1]);
        const isSteep = kink.levels === 'zero' && Math.abs(b - a) > 30;
        cuts.push(found, ...(isSteep ? around(found) : []));
        if (cuts.length > mostLevels) return cuts;
      }
    }
    if (k > 0) cuts.push(...turnsBetween(kink, at, places.slice(k - 1, k + 2), values.slice(k - 1, k + 2)));
  }
  return cuts;
}

const around = (u: number) => beside.map((step) => u + step);

function levelsBetween(a: number, b: number, levels: Kink['levels']): number[] {
  const [low, high] = a < b ? [a, b] : [b, a];
  if (levels === 'zero') return low <= 0 && high >= 0 && low < high ? [0] : [];
  const first = Math.ceil(low);
  const count = Math.min(Math.floor(high) - first + 1, mostLevels);
  return Array.from({ length: Math.max(0, count) }, (_, i) => first + i);
}

function root(f: OfNumber, from: number, to: number): number {
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

/** What happens where a function turns back within two steps of the grid: two roots, a touching point, a narrow peak. */
function turnsBetween(
  { levels }: Kink,
  at: OfNumber,
  [from, , to]: readonly number[],
  [a, b, c]: readonly number[],
): number[] {
  if (levels === 'peaks') {
    if (!(b >= a && b >= c)) return [];
    const peak = lowest((u) => -at(u), from, to);
    const top = at(peak);
    return top - Math.min(a, c) > steep ? [peak, ...around(peak)] : [];
  }
  const sign = Math.sign(a);
  const turns =
    levels === 'zero' &&
    sign !== 0 &&
    sign * c > 0 &&
    sign * b > 0 &&
    sign * (b - a) <= 0 &&
    sign * (b - c) <= 0;
  if (!turns) return [];
  const height = (u: number) => sign * at(u);
  const place = lowest(height, from, to);
  const tidy = Number(place.toFixed(8));
  const turn = Math.abs(height(tidy)) <= Math.abs(height(place)) ? tidy : place;
  const least = height(turn);
  const ends = Math.min(sign * a, sign * c);
  if (least < 0) {
    const roots = [root(height, from, turn), root(height, turn, to)];
    return [turn, ...roots];
  }
  if (least <= 1e-12 * ends) return [turn, ...around(turn)];
  return least < deep * ends ? [turn, ...around(turn)] : [];
}

/** The place of the smallest value, by golden section. */
function lowest(f: OfNumber, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let k = 0; k < 60; k++) {
    const [p, q] = [low + (high - low) * 0.381966, low + (high - low) * 0.618034];
    if (f(p) < f(q)) high = q;
    else low = p;
  }
  return (low + high) / 2;
}
