import { onlyOptions } from '../../errors/only-options';
import { nonNegative, positive, stepCount } from '../limits';
import { type FormulaSchedule, schedule } from './schedule';

const family = schedule({
  name: 'exponential',
  hyper: { lr: null, factor: null, period: 1 },
  choices: { staircase: [false, true] },
  limits: { lr: nonNegative, factor: positive, period: stepCount },
  value: ({ staircase }) => `lr * factor^${staircase ? 'floor((t - 1)/period)' : '((t - 1)/period)'}`,
  symbols: { period: 'T', factor: '\\gamma' },
});

/** Options of {@link exponential}. */
export interface ExponentialOptions {
  /** The steps in which the value is multiplied by the factor once. Default: 1. */
  period?: number;
  /** Multiplies at the end of each period alone, in place of a little each step. Default: false. */
  staircase?: boolean;
}

/**
 * Exponential decay, or growth for a factor over 1.
 *
 * ```text
 * value at t = lr factor^((t - 1)/period)     or, with staircase, lr factor^floor((t - 1)/period)
 * ```
 *
 * With the default period, 1, it is PyTorch's ExponentialLR; with others optax's exponential_decay.
 *
 * @throws InvalidInput for a negative or non-finite lr, a factor that is not positive, a period that is no whole
 *   number, 1 or more, and an unknown option
 * @example
 * ```ts
 * [1, 2, 3].map(exponential(1, 0.5)) // [ 1, 0.5, 0.25 ]
 * [1, 2, 3].map(exponential(1, 0.25, { period: 2 })) // [ 1, 0.5, 0.25 ]
 * ```
 */
export function exponential(lr: number, factor: number, options?: ExponentialOptions): FormulaSchedule {
  onlyOptions<ExponentialOptions>('exponential', options, ['period', 'staircase']);
  return family({ ...options, lr, factor });
}
