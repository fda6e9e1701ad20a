import { InvalidInput } from '../../errors';

/** The lowest and the highest value of each coordinate; null, undefined or an infinity where there is none. */
export type Bounds = readonly (readonly [
  lower: number | null | undefined,
  upper: number | null | undefined,
])[];

/** The same as two vectors, with infinities where there is no bound. */
export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * Checks bounds for n coordinates.
 *
 * @throws InvalidInput for what is no list of n pairs of numbers, and for a pair that leaves no number between
 */
export function boxOf(caller: string, bounds: unknown, n: number): Box {
  const isList = Array.isArray(bounds);
  if (!isList || bounds.length !== n) {
    throw new InvalidInput({
      subject: isList ? `${caller}: the number of bounds` : `${caller}: bounds`,
      given: isList ? bounds.length : bounds,
      allowed: isList ? `${n}, one pair a coordinate` : 'an array of pairs [lower, upper], one a coordinate',
    });
  }
  const box = { lower: new Float64Array(n), upper: new Float64Array(n) };
  for (const [i, pair] of (bounds as readonly unknown[]).entries()) {
    const isPair =
      (Array.isArray(pair) || ArrayBuffer.isView(pair)) && (pair as ArrayLike<unknown>).length === 2;
    const [lower, upper] = isPair ? (pair as ArrayLike<unknown> as [unknown, unknown]) : [];
    const [low, high] = [lower ?? -Infinity, upper ?? Infinity];
    const fits = typeof low === 'number' && typeof high === 'number' && low <= high;
    if (!isPair || !fits || low === Infinity || high === -Infinity) {
      const allowed = 'a pair [lower, upper] of numbers with lower <= upper, or null for no bound';
      throw new InvalidInput({ subject: `${caller}: bounds of coordinate ${i}`, given: pair, allowed });
    }
    box.lower[i] = low;
    box.upper[i] = high;
  }
  return box;
}

/** Moves a point, in place, to the nearest in the box. */
export function project(x: Float64Array, { lower, upper }: Box): Float64Array {
  for (let i = 0; i < x.length; i++) {
    if (x[i] < lower[i]) x[i] = lower[i];
    else if (x[i] > upper[i]) x[i] = upper[i];
  }
  return x;
}

/**
 * The largest magnitude in the projected gradient, P(x - g) - x: how far the point moves in a coordinate, in the box, if
 * it goes against the gradient. It is zero where no feasible direction descends.
 */
export function projectedGradientNorm(x: Float64Array, g: Float64Array, { lower, upper }: Box): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    const moved = g[i] < 0 ? Math.min(-g[i], upper[i] - x[i]) : Math.min(g[i], x[i] - lower[i]);
    if (Number.isNaN(moved)) return Number.NaN;
    if (moved > largest) largest = moved;
  }
  return largest;
}

/** The largest multiple of d that leaves x + a d in the box. */
export function longestStep(x: Float64Array, d: Float64Array, { lower, upper }: Box): number {
  let longest = Infinity;
  for (let i = 0; i < x.length; i++) {
    if (d[i] === 0) continue;
    const step = ((d[i] < 0 ? lower[i] : upper[i]) - x[i]) / d[i];
    if (step < longest) longest = step;
  }
  return longest;
}
