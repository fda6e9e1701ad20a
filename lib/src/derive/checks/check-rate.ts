import { InvalidInput } from '../../errors';
import type { Displayable } from '../../show';
import { sentence } from '../../show/text';

/** Options of {@link checkRate}. */
export interface RateCheckOptions {
  /** Largest accepted relative difference of the fitted and the predicted factor. Default 0.05. */
  tolerance?: number;
  /** Errors below this share of the first are taken for rounding and left out. Default 1e-12. */
  floor?: number;
}

/** What a run of errors says about its contraction factor. */
export interface RateCheck extends Displayable {
  /** The factor by which the error shrinks per step over the tail, fitted. */
  fitted: number;
  /** The smallest and the largest factor over stretches of the tail: how far the fit can be trusted. */
  range: readonly [least: number, most: number];
  predicted: number;
  /** The steps that were fitted, from and to, as indices into the errors. */
  steps: readonly [from: number, to: number];
  holds: boolean;
  /** The outcome in a sentence. */
  summary: string;
}

/** A measured contraction factor that is not the predicted one. */
export class RateError extends Error {
  override readonly name = 'RateError';
  readonly check: RateCheck;

  constructor(check: RateCheck) {
    super(`checkRate: ${check.summary}`);
    this.check = check;
  }
}

const fewest = 8;

/**
 * Compares the measured contraction factor of a sequence of errors with the predicted one.
 *
 * log(error) is fitted by a line over the last half of the steps above the rounding floor, since the slowest
 * component alone is left only after the transient; the slope is the median over pairs (Theil-Sen), so that single
 * bumps do not move it. Oscillating errors are fitted as they are.
 *
 * @param errors |x_k - x*| or f(x_k) - f*, positive, one per step
 * @param predicted the predicted factor per step
 * @returns the fit, where it agrees with the prediction
 * @throws RateError where it does not, with the fitted value and its range
 * @throws InvalidInput for fewer than eight usable errors, or a factor that is not positive
 * @example
 * ```ts
 * const errors = Array.from({ length: 40 }, (_, k) => 3 * 0.8 ** k + 2 * 0.3 ** k);
 * Number(checkRate(errors, 0.8).fitted.toFixed(6)) // 0.8
 * ```
 * @see Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63, 1968
 */
export function checkRate(
  errors: ArrayLike<number>,
  predicted: number,
  { tolerance = 0.05, floor = 1e-12 }: RateCheckOptions = {},
): RateCheck {
  if (!(predicted > 0) || !Number.isFinite(predicted)) {
    throw new InvalidInput({
      subject: 'checkRate: predicted',
      given: predicted,
      allowed: 'a positive, finite number',
    });
  }
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new InvalidInput({
      subject: 'checkRate: tolerance',
      given: tolerance,
      allowed: 'a number between 0 and 1',
    });
  }
  const values = Array.from(errors);
  if (values.some((error) => Number.isNaN(error) || error < 0)) {
    throw new InvalidInput({
      subject: 'checkRate: errors',
      given: errors,
      allowed: 'numbers from 0 up',
      remedy: 'Take norms or differences to the minimum.',
    });
  }
  const usable = aboveFloor(values, floor);
  if (usable < fewest) {
    throw new InvalidInput({
      subject: 'checkRate: errors',
      given: errors,
      allowed: `at least ${fewest} finite errors above ${floor} times the first`,
      remedy: 'Record more steps, start farther away, or lower the floor.',
    });
  }
  const from = Math.min(Math.floor(usable / 2), usable - fewest);
  const logs = values.slice(from, usable).map(Math.log);
  const fitted = Math.exp(medianSlope(logs));
  const third = Math.max(4, Math.ceil(logs.length / 3));
  const stretches = [logs.slice(0, third), logs.slice(-third), logs].map((part) =>
    Math.exp(medianSlope(part)),
  );
  const range = [Math.min(...stretches), Math.max(...stretches)] as const;
  const drift = driftOf(logs);
  const holds = !drift && Math.abs(fitted - predicted) <= tolerance * shareOf(predicted);
  const steps = [from, usable - 1] as const;
  const summary =
    `the error is multiplied by ${short(fitted)} per step (between ${short(range[0])} and ${short(range[1])} over ` +
    `steps ${steps[0]} to ${steps[1]}), ${holds ? 'as' : 'not'} ${short(predicted)} ${holds ? 'was predicted' : 'as predicted'}${drift ? `: ${drift}` : ''}`;
  const check: RateCheck = {
    ...{ fitted, range, predicted, steps, holds, summary },
    ...sentence(`${holds ? '✓' : '✗'} ${summary}`),
  };
  if (!holds) throw new RateError(check);
  return check;
}

/**
 * Near 1 what matters is the distance to 1: 0.99 and 0.999 differ by 1 percent, and by a factor of ten in steps.
 */
const shareOf = (predicted: number) => {
  const distance = Math.abs(1 - predicted);
  return distance === 0 ? 1e-3 : Math.min(predicted, distance);
};

/**
 * Whether the factor itself keeps moving one way, quarter by quarter of the tail: towards 1 in a sublinear run, towards 0
 * in a superlinear one. Neither has a factor, whatever the fit says.
 */
function driftOf(logs: readonly number[]): string | undefined {
  const length = Math.floor(logs.length / 4);
  if (length < 4) return undefined;
  const decays = [0, 1, 2, 3].map((k) => -medianSlope(logs.slice(k * length, (k + 1) * length)));
  const ratios = decays.slice(1).map((decay, k) => decay / decays[k]);
  const total = decays[3] / decays[0];
  if (ratios.every((ratio) => ratio > 0 && ratio < 1) && total < 0.75)
    return 'it keeps rising towards 1, as in a sublinear run';
  if (decays[0] > 0 && ratios.every((ratio) => ratio > 1) && total > 4 / 3)
    return 'it keeps falling, as in a superlinear run';
  return undefined;
}

/** How many errors there are before the first that is rounding, zero or overflow. */
function aboveFloor(values: readonly number[], floor: number): number {
  const end = values.findIndex((error) => !(error > floor * values[0]) || !Number.isFinite(error));
  return end < 0 ? values.length : end;
}

function medianSlope(logs: readonly number[]): number {
  const slopes: number[] = [];
  const stride = Math.max(1, Math.floor(logs.length / 200));
  for (let i = 0; i < logs.length; i += stride) {
    for (let j = i + 1; j < logs.length; j += stride) slopes.push((logs[j] - logs[i]) / (j - i));
  }
  slopes.sort((a, b) => a - b);
  const middle = slopes.length >> 1;
  return slopes.length % 2 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
}

const short = (value: number) => String(Number(value.toPrecision(6)));
