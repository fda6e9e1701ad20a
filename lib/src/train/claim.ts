import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import type { Displayable } from '../show/displayable';
import { formatNumber } from '../show/format-number';
import { sentence } from '../show/text';
import { type ConfidenceInterval, confidenceInterval } from './confidence-interval';

/** What an experiment is expected to show, said before it is run. */
export type Prediction = {
  /** In words, as the lesson says it: `Momentum needs fewer steps`. */
  statement: string;
  /** The value it is compared with. */
  value: number;
  /** Confidence of the interval; default 0.95. */
  level?: number;
} & ({ expect: 'above' | 'below'; tolerance?: undefined } | { expect: 'within'; tolerance: number });

/** A prediction that waits for its runs; shows itself as one line. */
export interface Claim extends Displayable {
  readonly prediction: Prediction;
  /**
   * Tests the claim on one number a seed.
   *
   * @throws ClaimError if it does not hold, InvalidInput for fewer than five runs or one that is not finite
   */
  test(runs: ArrayLike<number>): ClaimResult;
}

/** A claim that held; shows itself as one line. */
export interface ClaimResult extends Displayable {
  readonly holds: true;
  readonly statement: string;
  readonly interval: ConfidenceInterval;
}

/** A claim that its runs do not bear out: the message says what was claimed and what was measured. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
  readonly prediction: Prediction;
  readonly interval: ConfidenceInterval;

  constructor(prediction: Prediction, interval: ConfidenceInterval) {
    super(
      `"${prediction.statement}" does not hold: expected ${expected(prediction)}, but ${measured(interval)}.`,
    );
    this.prediction = prediction;
    this.interval = interval;
  }
}

/** Fewer runs than this say little about their spread. */
const leastRuns = 5;

/**
 * States a claim before its experiment is run; `.test(runs)` holds it against one number a seed.
 *
 * It holds when the whole confidence interval of the mean lies on the claimed side of the value, or inside
 * value ± tolerance. To compare two methods, run both with the same seeds and claim something about the
 * differences, seed by seed: `differences(a, b)`.
 *
 * @throws InvalidInput for a prediction that cannot be tested
 * @example
 * ```ts
 * const prediction = claim({ statement: 'Momentum saves steps', expect: 'above', value: 0 });
 * const saved = differences([210, 190, 205, 220, 198], [60, 55, 64, 61, 58]);
 * prediction.test(saved).interval.mean // 145
 * ```
 */
export function claim(prediction: Prediction): Claim {
  check(prediction);
  const { statement, level } = prediction;
  const declared = `Claim: ${statement} (${expected(prediction)})`;
  return Object.freeze({
    prediction,
    ...sentence(declared),
    test(runs: ArrayLike<number>): ClaimResult {
      if (!(runs?.length >= leastRuns)) {
        throw new InvalidInput({
          subject: `claim "${statement}": number of runs`,
          given: runs?.length,
          allowed: `at least ${leastRuns}, one a seed`,
        });
      }
      const interval = confidenceInterval(runs, { level });
      if (!holds(prediction, interval)) throw new ClaimError(prediction, interval);
      const line = `✓ ${statement}: ${measured(interval)}; expected ${expected(prediction)}`;
      return Object.freeze({ holds: true as const, statement, interval, ...sentence(line) });
    },
  });
}

function holds({ expect, value, tolerance = 0 }: Prediction, { low, high }: ConfidenceInterval): boolean {
  if (expect === 'above') return low > value;
  if (expect === 'below') return high < value;
  return low >= value - tolerance && high <= value + tolerance;
}

function expected({ expect, value, tolerance }: Prediction): string {
  if (expect !== 'within') return `${expect} ${formatNumber(value, 6)}`;
  return `within ${formatNumber(value, 6)} ± ${formatNumber(tolerance, 6)}`;
}

function measured({ mean, low, high, level, n, deviation }: ConfidenceInterval): string {
  const runs = `${n} runs`;
  if (deviation === 0) return `all ${runs} gave ${formatNumber(mean)}`;
  const [center, from, to] = [mean, low, high].map((value) => formatNumber(value));
  return `the mean of ${runs} is ${center}, ${formatNumber(level * 100)}% interval ${from} to ${to}`;
}

function check(prediction: Prediction): void {
  onlyOptions<Prediction>('claim', prediction, ['statement', 'expect', 'value', 'tolerance', 'level']);
  const { statement, expect, value, tolerance } = prediction ?? {};
  if (typeof statement !== 'string' || statement.trim() === '') {
    throw new InvalidInput({ subject: 'claim: statement', given: statement, allowed: 'a sentence' });
  }
  if (!['above', 'below', 'within'].includes(expect)) {
    throw new InvalidInput({
      subject: 'claim: expect',
      given: expect,
      allowed: "'above', 'below' or 'within'",
    });
  }
  if (!Number.isFinite(value)) {
    throw new InvalidInput({ subject: 'claim: value', given: value, allowed: 'a finite number' });
  }
  if (expect === 'within' && !(Number.isFinite(tolerance) && (tolerance as number) >= 0)) {
    throw new InvalidInput({
      subject: 'claim: tolerance',
      given: tolerance,
      allowed: 'a finite number, 0 or more',
    });
  }
  if (prediction.level !== undefined && !(prediction.level > 0 && prediction.level < 1)) {
    throw new InvalidInput({
      subject: 'claim: level',
      given: prediction.level,
      allowed: 'between 0 and 1, such as 0.95',
    });
  }
}
