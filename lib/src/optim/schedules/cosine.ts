import { onlyOptions } from '../../errors/only-options';
import { nonNegative, stepCount } from '../limits';
import { type FormulaSchedule, schedule } from './schedule';

const family = schedule({
  name: 'cosine',
  hyper: { lr: null, steps: null, end: 0 },
  choices: { after: ['rise', 'hold'] },
  limits: { lr: nonNegative, steps: stepCount, end: nonNegative },
  value: ({ after }) =>
    `end + (lr - end) * (1 + cos(pi * ${after === 'hold' ? 'min(t - 1, steps)' : '(t - 1)'}/steps))/2`,
});

/** Options of {@link cosine}. */
export interface CosineOptions {
  /** The value of step steps + 1. Default: 0. */
  end?: number;
  /** What follows: the cosine's next half, upwards, or that the end is kept. Default: `rise`. */
  after?: 'rise' | 'hold';
}

/**
 * Half a cosine from lr to end.
 *
 * ```text
 * value at t = end + (lr - end) (1 + cos(pi (t - 1)/steps))/2
 * ```
 *
 * After that it rises again, as PyTorch's CosineAnnealingLR does; with `after: 'hold'` it stays at the end, as optax's
 * cosine_decay_schedule does. Default: end 0.
 *
 * @throws InvalidInput for a negative or non-finite rate, steps that are no whole number, 1 or more, and an unknown
 *   option
 * @example
 * ```ts
 * const lr = cosine(0.1, 500);
 * [1, 251, 501].map(lr) // [ 0.1, 0.05, 0 ]
 * adam({ lr }).scalarsAt(251).lr // 0.05
 * ```
 * @see Loshchilov & Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017
 */
export function cosine(lr: number, steps: number, options?: CosineOptions): FormulaSchedule {
  onlyOptions<CosineOptions>('cosine', options, ['end', 'after']);
  return family({ ...options, lr, steps });
}
