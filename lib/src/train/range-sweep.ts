import { InvalidInput } from '../errors';
import { exponential } from '../optim';
import { type Displayable, displaySymbol } from '../show';

/** How a range test goes through the rates. */
export interface SweepOptions {
  /** The first rate. Default: 1e-6. */
  from?: number;
  /** The last rate. Default: 1. */
  to?: number;
  /** How many steps, each at a rate of its own. Default: 100. */
  steps?: number;
  /** How much of the smoothed loss each step keeps, from 0 up to, but not including, 1. Default: 0.9. */
  smoothing?: number;
  /** How many times the lowest smoothed loss is divergence. Default: 4. */
  divergence?: number;
}

/** What a range test saw. */
export interface RangeResult extends Displayable {
  /** The rate of each step that was taken, and the loss before it. */
  rates: Float64Array;
  losses: Float64Array;
  /** The losses as a moving average, corrected for its start. */
  smoothed: Float64Array;
  /** Where the smoothed loss falls fastest; null if it does not fall. */
  suggestion: number | null;
  /** Where the smoothed loss is lowest. */
  lowest: number;
  /** The rate at which the loss had diverged and the test stopped; null if it went through. */
  diverged: number | null;
  /** How the suggestion came about, as a sentence. */
  how: string;
}

const limits: Record<keyof SweepOptions, { allowed: string; holds(value: number): boolean }> = {
  from: { allowed: 'a positive, finite number', holds: (value) => value > 0 },
  to: { allowed: 'a positive, finite number', holds: (value) => value > 0 },
  steps: {
    allowed: 'a whole number, 5 or more',
    holds: (value) => Number.isSafeInteger(value) && value >= 5,
  },
  smoothing: {
    allowed: 'a number from 0 up to, but not including, 1',
    holds: (value) => value >= 0 && value < 1,
  },
  divergence: { allowed: 'a finite number above 1', holds: (value) => value > 1 },
};

/** The rates of a range test and when it stops. */
export type Sweep = Required<SweepOptions> & { rateAt: (t: number) => number };

export const sweepOptionNames = Object.keys(limits) as (keyof SweepOptions)[];

/** Completes and checks the options of a sweep. */
export function checkSweep(options: SweepOptions): Sweep {
  const { from = 1e-6, to = 1, steps = 100, smoothing = 0.9, divergence = 4 } = options;
  const settled = { from, to, steps, smoothing, divergence };
  for (const name of sweepOptionNames) {
    const value = settled[name];
    if (typeof value === 'number' && Number.isFinite(value) && limits[name].holds(value)) continue;
    const subject = `learningRateRange: ${name}`;
    throw new InvalidInput({ subject, given: value, allowed: limits[name].allowed });
  }
  if (to <= from) {
    throw new InvalidInput({ subject: 'learningRateRange: to', given: to, allowed: `above from, ${from}` });
  }
  return { ...settled, rateAt: exponential(from, to / from, { period: steps - 1 }) };
}

/** Takes the steps of a sweep until its end or until the loss diverges. */
export async function takeSweep(
  { steps, smoothing, divergence, rateAt }: Sweep,
  step: (lr: number, index: number) => number | Promise<number>,
): Promise<RangeResult> {
  const rates: number[] = [];
  const losses: number[] = [];
  const smoothed: number[] = [];
  let average = 0;
  let best = Number.POSITIVE_INFINITY;
  let diverged: number | null = null;
  for (let index = 0; index < steps && diverged === null; index++) {
    const lr = rateAt(index + 1);
    const loss = await step(lr, index);
    if (typeof loss !== 'number' || (index === 0 && !Number.isFinite(loss))) {
      const allowed = index === 0 ? 'a finite number' : 'a number';
      const subject = `learningRateRange: loss of step ${index + 1}`;
      throw new InvalidInput({ subject, given: loss, allowed });
    }
    average = smoothing * average + (1 - smoothing) * loss;
    const corrected = average / (1 - smoothing ** (index + 1));
    rates.push(lr);
    losses.push(loss);
    smoothed.push(corrected);
    best = Math.min(best, corrected);
    // A loss that came close to 0 is measured by how far it had come.
    const scale = Math.max(Math.abs(best), smoothed[0] - best);
    if (!(corrected <= best + (divergence - 1) * scale)) diverged = lr;
  }
  return assess(rates, losses, smoothed, diverged);
}

function assess(rates: number[], losses: number[], smoothed: number[], diverged: number | null): RangeResult {
  const bottom = smoothed.reduce((low, value, i) => (value < smoothed[low] ? i : low), 0);
  // All rates are the same factor apart: a difference of losses is a slope over the logarithm of the rate.
  const falls = smoothed.map((_, i) =>
    i > 0 && i < bottom ? (smoothed[i - 1] - smoothed[i + 1]) / 2 : Number.NEGATIVE_INFINITY,
  );
  const steepest = falls.reduce((most, fall, i) => (fall > falls[most] ? i : most), 0);
  const rounding = 1e-12 * Math.max(...smoothed.slice(0, bottom + 1).map(Math.abs));
  const suggestion = falls[steepest] > rounding ? rates[steepest] : null;
  const lowest = rates[bottom];
  const shown = (rate: number): string => rate.toPrecision(3);
  const end = diverged === null ? '' : ` It had diverged at ${shown(diverged)}, where the test stopped.`;
  const how =
    suggestion === null
      ? `No suggestion: the smoothed loss does not fall from ${shown(rates[0])} on; try smaller rates.${end}`
      : `${shown(suggestion)} is where the smoothed loss falls fastest over the logarithm of the rate; it is lowest at ${shown(lowest)}.${end}`;
  return {
    rates: Float64Array.from(rates),
    losses: Float64Array.from(losses),
    smoothed: Float64Array.from(smoothed),
    suggestion,
    lowest,
    diverged,
    how,
    [displaySymbol]: () => ({ 'text/plain': how }),
  };
}
