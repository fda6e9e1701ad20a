import { onlyOptions } from '../../errors/only-options';
import { nonNegative, shrinking, stepCount } from '../limits';
import { type FormulaSchedule, schedule } from './schedule';

const family = schedule({
  name: 'stepDecay',
  hyper: { lr: null, period: null, factor: 0.1 },
  limits: { lr: nonNegative, period: stepCount, factor: shrinking },
  value: 'lr * factor^floor((t - 1)/period)',
  symbols: { period: 'T', factor: '\\gamma' },
});

/** Options of {@link stepDecay}. */
export interface StepDecayOptions {
  /** What each period multiplies by. Default: 0.1. */
  factor?: number;
}

/**
 * Decay in stairs: each period multiplies by the factor. PyTorch's StepLR, with its default factor, 0.1.
 *
 * ```text
 * value at t = lr factor^floor((t - 1)/period)
 * ```
 *
 * @throws InvalidInput for a negative or non-finite lr, a period that is no whole number, 1 or more, a factor outside
 *   (0, 1], and an unknown option
 * @example
 * ```ts
 * [1, 2, 3, 5].map(stepDecay(1, 2, { factor: 0.5 })) // [ 1, 1, 0.5, 0.25 ]
 * ```
 */
export function stepDecay(lr: number, period: number, options?: StepDecayOptions): FormulaSchedule {
  onlyOptions<StepDecayOptions>('stepDecay', options, ['factor']);
  return family({ ...options, lr, period });
}
