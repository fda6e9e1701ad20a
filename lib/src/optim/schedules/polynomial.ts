import { onlyOptions } from '../../errors/only-options';
import { nonNegative, positive, stepCount } from '../limits';
import { type FormulaSchedule, schedule } from './schedule';

const family = schedule({
  name: 'polynomial',
  hyper: { lr: null, steps: null, power: 1, end: 0 },
  limits: { lr: nonNegative, steps: stepCount, power: positive, end: nonNegative },
  value: 'end + (lr - end) * (1 - min(t - 1, steps)/steps)^power',
  symbols: { power: 'q' },
});

/** Options of {@link polynomial}. */
export interface PolynomialOptions {
  /** Default: 1, a straight line. */
  power?: number;
  /** The value from step steps + 1 on. Default: 0. */
  end?: number;
}

/**
 * Decay along a power of the time that is left.
 *
 * ```text
 * value at t = end + (lr - end) (1 - min(t - 1, steps)/steps)^power
 * ```
 *
 * Defaults: those of PyTorch's PolynomialLR, power 1 and end 0.
 *
 * @throws InvalidInput for a negative or non-finite rate, steps that are no whole number, 1 or more, a power that is
 *   not positive, and an unknown option
 * @example
 * ```ts
 * [1, 3, 5, 9].map(polynomial(1, 4, { power: 2 })) // [ 1, 0.25, 0, 0 ]
 * ```
 */
export function polynomial(lr: number, steps: number, options?: PolynomialOptions): FormulaSchedule {
  onlyOptions<PolynomialOptions>('polynomial', options, ['power', 'end']);
  return family({ ...options, lr, steps });
}
