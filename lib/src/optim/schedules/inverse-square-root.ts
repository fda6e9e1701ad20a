import { nonNegative, stepCount } from '../limits';
import { type FormulaSchedule, schedule } from './schedule';

const family = schedule({
  name: 'inverseSquareRoot',
  hyper: { peak: null, warmup: null },
  limits: { peak: nonNegative, warmup: stepCount },
  value: 'peak * min(t/warmup, sqrt(warmup/t))',
  symbols: { warmup: 'W' },
});

/**
 * Up in a straight line to the peak, then down as the inverse square root of the step: the Transformer's schedule.
 *
 * ```text
 * value at t = peak min(t/warmup, sqrt(warmup/t))
 * ```
 *
 * The paper's d^-0.5 min(t^-0.5, t warmup^-1.5) is this with a peak of (d warmup)^-0.5. With a warm-up of one step it
 * is peak/sqrt(t).
 *
 * @param peak the value of step `warmup`
 * @throws InvalidInput for a negative or non-finite peak, and a warm-up that is no whole number of steps, 1 or more
 * @example
 * ```ts
 * [1, 4, 16, 64].map(inverseSquareRoot(1, 4)) // [ 0.25, 1, 0.5, 0.25 ]
 * ```
 * @see Vaswani et al., "Attention Is All You Need", NeurIPS 2017, equation 3
 */
export const inverseSquareRoot = (peak: number, warmup: number): FormulaSchedule => family({ peak, warmup });
