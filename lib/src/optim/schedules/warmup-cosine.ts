import { InvalidInput } from '../../errors';
import { checkObject } from '../../errors/check-object';
import { onlyOptions } from '../../errors/only-options';
import { nonNegative, stepCount, stepCountOrNone } from '../limits';
import { type FormulaSchedule, schedule } from './schedule';

const family = schedule({
  name: 'warmupCosine',
  hyper: { peak: null, steps: null, warmup: null, start: 0, end: 0 },
  limits: {
    peak: nonNegative,
    steps: stepCount,
    warmup: stepCountOrNone,
    start: nonNegative,
    end: nonNegative,
  },
  check: ({ steps, warmup }) => {
    if (warmup < steps) return;
    const allowed = `fewer than the steps in all, ${steps}`;
    throw new InvalidInput({ subject: 'warmupCosine: warmup', given: warmup, allowed });
  },
  where: ['k = t - 1'],
  value:
    'select(k < warmup, start + (peak - start) * k/warmup, ' +
    'end + (peak - end) * (1 + cos(pi * min(k - warmup, steps - warmup)/(steps - warmup)))/2)',
  symbols: { warmup: 'W' },
});

/** Options of {@link warmupCosine}. */
export interface WarmupCosineOptions {
  /** How many of the steps the way up takes; fewer than all of them. */
  warmup: number;
  /** The value of the first step. Default: 0. */
  start?: number;
  /** The value after the last step. Default: 0. */
  end?: number;
}

/**
 * A straight line up to the peak, then half a cosine down to the end, which is kept.
 *
 * ```text
 * k = t - 1
 * value at t = start + (peak - start) k/warmup                                                    while k < warmup
 *              end + (peak - end) (1 + cos(pi min(k - warmup, steps - warmup)/(steps - warmup)))/2    then
 * ```
 *
 * Like optax's warmup_cosine_decay_schedule, `steps` counts the warm-up, and the first step is taken at `start`.
 *
 * @throws InvalidInput for a negative or non-finite rate, counts that are no whole numbers, a warm-up that is not
 *   shorter than the whole, and an unknown option
 * @example
 * ```ts
 * [1, 3, 5, 9, 13].map(warmupCosine(1, 12, { warmup: 4 })) // [ 0, 0.5, 1, 0.5, 0 ]
 * ```
 * @see Goyal et al., "Accurate, Large Minibatch SGD", 2017, on warm-up
 */
export function warmupCosine(peak: number, steps: number, options: WarmupCosineOptions): FormulaSchedule {
  checkObject('warmupCosine: options', options, 'an object with warmup, the number of steps up');
  onlyOptions<WarmupCosineOptions>('warmupCosine', options, ['warmup', 'start', 'end']);
  return family({ ...options, peak, steps });
}
