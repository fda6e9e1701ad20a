import { InvalidInput } from '../../../errors';
import type { Limits } from './derivatives';

/** The lowest and the highest value of a coordinate, null where there is none. */
export type BoundPair = readonly [lower: number | null | undefined, upper: number | null | undefined];

/** @throws InvalidInput for bounds that are no pairs of numbers, one a coordinate */
export function limitsOf(bounds: unknown, n: number): Limits {
  const lower = new Float64Array(n).fill(-Infinity);
  const upper = new Float64Array(n).fill(Infinity);
  if (bounds === undefined) return { lower, upper };
  if (!Array.isArray(bounds) || bounds.length !== n) {
    const allowed = `an array of ${n} pairs [lower, upper], one a coordinate`;
    throw new InvalidInput({ subject: 'checkStationary: bounds', given: bounds, allowed });
  }
  bounds.forEach((pair: unknown, i) => {
    const [low, high] =
      Array.isArray(pair) && pair.length === 2 ? [pair[0] ?? -Infinity, pair[1] ?? Infinity] : [];
    if (typeof low !== 'number' || typeof high !== 'number' || !(low < high)) {
      const allowed = 'a pair [lower, upper] of numbers with lower < upper, or null for no bound';
      throw new InvalidInput({ subject: `checkStationary: bounds of coordinate ${i}`, given: pair, allowed });
    }
    [lower[i], upper[i]] = [low, high];
  });
  return { lower, upper };
}

/** Which bounds x is at, and the multipliers there. */
export interface BoundState {
  /** The coordinates at no bound. */
  free: readonly number[];
  /** Of each coordinate: 'free', 'lower' or 'upper'. */
  names: readonly ('free' | 'lower' | 'upper')[];
  multipliers: Float64Array;
  /** The first coordinate outside its bounds. */
  infeasible?: number;
  /** Coordinates at a bound that the function is better inside of. */
  inward: readonly number[];
  /** Coordinates at a bound with a gradient of zero: the bound does not hold them. */
  weak: readonly number[];
}

/** @param sign 1 for a minimum, -1 for a maximum */
export function boundState(
  x: Float64Array,
  { lower, upper }: Limits,
  gradient: Float64Array,
  errors: Float64Array,
  sign: 1 | -1,
): BoundState {
  const near = (a: number, b: number) =>
    Number.isFinite(b) && Math.abs(a - b) <= 8 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b));
  const names = Array.from(x, (at, i) =>
    near(at, lower[i]) ? 'lower' : near(at, upper[i]) ? 'upper' : 'free',
  );
  const outside = x.findIndex((at, i) => names[i] === 'free' && (at < lower[i] || at > upper[i]));
  const indices = names.map((_, i) => i);
  // At a bound the function must get worse into the box.
  const push = (i: number) => sign * gradient[i] * (names[i] === 'lower' ? 1 : -1);
  const noise = (i: number) =>
    10 * (Number.isFinite(errors[i]) ? errors[i] : 0) + 1e-13 * Math.abs(gradient[i]);
  const bound = indices.filter((i) => names[i] !== 'free');
  return {
    names: names as BoundState['names'],
    free: indices.filter((i) => names[i] === 'free'),
    multipliers: gradient.map((each, i) => (names[i] === 'free' ? 0 : each)),
    infeasible: outside < 0 ? undefined : outside,
    inward: bound.filter((i) => push(i) < -noise(i)),
    weak: bound.filter((i) => Math.abs(push(i)) <= noise(i)),
  };
}
