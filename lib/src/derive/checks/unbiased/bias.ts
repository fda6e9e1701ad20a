import { twoSidedTail } from '../../../random/student-t';
import type { Moments } from './moments';

/** One coordinate of an estimator. */
export interface BiasReport {
  index: number;
  target: number;
  mean: number;
  /** The mean less the target. */
  bias: number;
  standardError: number;
  /** Where the bias lies, at the common level. */
  interval: readonly [low: number, high: number];
  /** The probability of such a difference without bias, corrected for the number of coordinates (Holm). */
  pValue: number;
  /** The kurtosis of the values, 3 for normal ones: heavy tails make intervals too narrow. */
  kurtosis: number;
}

export function coordinateOf(index: number, moment: Moments, t: number): BiasReport {
  const { target, bias, standardError, kurtosis, freedom } = moment;
  // What the summation of equal values may leave.
  const rounding = 2 ** -50 * Math.abs(target + bias);
  const half = t * standardError + rounding;
  const spread = standardError + rounding / t;
  const pValue = bias === 0 ? 1 : twoSidedTail(Math.abs(bias) / (spread || Number.MIN_VALUE), freedom);
  return {
    index,
    target,
    mean: target + bias,
    bias,
    standardError,
    interval: [bias - half, bias + half],
    pValue,
    kurtosis,
  };
}

/** Holm's correction: the smallest of n p-values times n, the next one times n - 1, and none below the one before. */
export function adjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j]);
  const result = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, pValues[i] * (pValues.length - rank)));
    result[i] = largest;
  });
  return result;
}
