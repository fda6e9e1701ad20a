import { onlyOptions } from '../../errors/only-options';
import { nonNegative, stepCount, wholeNumber } from '../limits';
import { type FormulaSchedule, schedule } from './schedule';

const family = schedule({
  name: 'sgdr',
  hyper: { lr: null, period: null, mult: 1, end: 0 },
  choices: { cycles: ['equal', 'growing'] },
  limits: { lr: nonNegative, period: stepCount, mult: wholeNumber, end: nonNegative },
  where: ({ cycles }) =>
    cycles === 'equal'
      ? ['k = t - 1', 'u = (k - period*floor(k/period))/period']
      : [
          'k = t - 1',
          // mathjs takes what is a whole number but for rounding as whole: the logarithm of 1000 to base 10 too.
          'c = floor(log(1 + (mult - 1)*k/period, mult))',
          'u = (k - period*(mult^c - 1)/(mult - 1))/(period*mult^c)',
        ],
  value: 'end + (lr - end) * (1 + cos(pi * u))/2',
  symbols: { period: 'T_0', mult: 'm' },
});

/** Options of {@link sgdr}. */
export interface SgdrOptions {
  /** How many times as long as the one before each cycle is. Default: 1. */
  mult?: number;
  /** The value that each cycle goes down to. Default: 0. */
  end?: number;
}

/**
 * Cosine decay with warm restarts: each cycle goes from lr almost to end, then the next starts at lr again.
 *
 * ```text
 * value at t = end + (lr - end) (1 + cos(pi u))/2
 * ```
 *
 * where u is the part of the present cycle that has passed; the cycles take period, period mult, period mult^2, ...
 * steps. PyTorch's CosineAnnealingWarmRestarts, with its defaults, mult 1 and end 0.
 *
 * @throws InvalidInput for a negative or non-finite rate, a period or mult that is no whole number, 1 or more, and an
 *   unknown option
 * @example
 * ```ts
 * [1, 2, 3, 5, 7].map(sgdr(1, 2, { mult: 2 })) // [ 1, 0.5, 1, 0.5, 1 ]
 * ```
 * @see Loshchilov & Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017
 */
export function sgdr(lr: number, period: number, options?: SgdrOptions): FormulaSchedule {
  onlyOptions<SgdrOptions>('sgdr', options, ['mult', 'end']);
  const cycles = (options?.mult ?? 1) === 1 ? 'equal' : 'growing';
  return family({ ...options, lr, period, cycles });
}
