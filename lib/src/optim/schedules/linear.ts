import { nonNegative, stepCount } from '../limits';
import { type FormulaSchedule, schedule } from './schedule';

const family = schedule({
  name: 'linear',
  hyper: { start: null, end: null, steps: null },
  limits: { start: nonNegative, end: nonNegative, steps: stepCount },
  value: 'start + (end - start) * min(t - 1, steps)/steps',
});

/**
 * A straight line from one value to another, which is kept from then on.
 *
 * ```text
 * value at t = start + (end - start) min(t - 1, steps)/steps
 * ```
 *
 * PyTorch's LinearLR(start_factor, end_factor, total_iters) of a base rate is
 * `linear(base * start_factor, base * end_factor, total_iters)`.
 *
 * @param start the value of the first step
 * @param end the value of step steps + 1 and all after
 * @throws InvalidInput for a negative or non-finite value, and steps that are no whole number, 1 or more
 * @example
 * ```ts
 * [1, 2, 5, 6].map(linear(1, 0, 4)) // [ 1, 0.75, 0, 0 ]
 * ```
 */
export const linear = (start: number, end: number, steps: number): FormulaSchedule =>
  family({ start, end, steps });
