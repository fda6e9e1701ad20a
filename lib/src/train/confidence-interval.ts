import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { studentT } from '../random/student-t';

/** A mean, and where the true one lies with a given confidence. */
export interface ConfidenceInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** The share of such intervals that hold the true mean: 0.95. */
  readonly level: number;
  /** How many values. */
  readonly n: number;
  /** Sample standard deviation, divided by n - 1. */
  readonly deviation: number;
}

/**
 * The mean of repeated runs with Student's t interval: mean ± t(level, n - 1) * deviation / sqrt(n).
 *
 * It assumes independent, roughly normal values; equal values give an interval of no width.
 *
 * @param values two or more finite numbers
 * @throws InvalidInput for fewer than two values, a value that is not finite, a level outside (0, 1), and an unknown
 *   option
 * @example
 * ```ts
 * const { mean, low, high } = confidenceInterval([1, 2, 3, 4, 5]);
 * [mean, low, high].map((x) => formatNumber(x)) // [ '3', '1.037', '4.963' ]
 * ```
 * @see Student, "The probable error of a mean", Biometrika 6(1), 1908
 */
export function confidenceInterval(
  values: ArrayLike<number>,
  options: { level?: number } = {},
): ConfidenceInterval {
  onlyOptions<typeof options>('confidenceInterval', options, ['level']);
  const { level = 0.95 } = options;
  const n = values?.length;
  if (!(n >= 2)) {
    const given = values ?? undefined;
    throw new InvalidInput({ subject: 'confidenceInterval: values', given, allowed: 'two or more numbers' });
  }
  if (typeof level !== 'number' || !(level > 0 && level < 1)) {
    throw new InvalidInput({
      subject: 'confidenceInterval: level',
      given: level,
      allowed: 'between 0 and 1, such as 0.95',
    });
  }
  const numbers = Array.from(values);
  const wrong = numbers.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new InvalidInput({
      subject: `confidenceInterval: values[${wrong}]`,
      given: numbers[wrong],
      allowed: 'finite',
      remedy: 'A run that diverged has no place in a mean: report how many diverged.',
    });
  }
  // In units of a power of two no digit is lost, and no square overflows or vanishes.
  const unit = unitOf(numbers);
  const scaled = numbers.map((value) => value / unit);
  // Shifted by the first value, equal values have a deviation of exactly zero.
  const shift = scaled[0];
  const shiftedMean = scaled.reduce((sum, value) => sum + (value - shift), 0) / n;
  const squares = scaled.reduce((sum, value) => sum + (value - shift - shiftedMean) ** 2, 0);
  const mean = shift + shiftedMean;
  const deviation = Math.sqrt(squares / (n - 1));
  const half = deviation === 0 ? 0 : (studentT(1 - level, n - 1) * deviation) / Math.sqrt(n);
  return Object.freeze({
    mean: mean * unit,
    low: (mean - half) * unit,
    high: (mean + half) * unit,
    level,
    n,
    deviation: deviation * unit,
  });
}

/** The power of two next to the largest magnitude. */
function unitOf(numbers: readonly number[]): number {
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest === 0 ? 1 : 2 ** Math.min(1023, Math.floor(Math.log2(largest)));
}
