import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { nonNegative, stepCount } from '../limits';
import { formulaSchedule, joinSchedules } from './join-schedules';
import { linear } from './linear';
import type { FormulaSchedule } from './schedule';

/** Options of {@link warmup}. */
export interface WarmupOptions {
  /** The value of the first step. Default: 0. */
  start?: number;
}

/**
 * A straight line up to where a schedule begins, then the schedule.
 *
 * ```text
 * value at t = start + (schedule(1) - start) (t - 1)/steps   while t <= steps
 *              schedule(t - steps)                           then
 * ```
 *
 * @throws InvalidInput for what is no schedule with a formula, steps that are no whole number, 1 or more, and a
 *   negative or non-finite start
 * @example
 * ```ts
 * [1, 2, 3, 4].map(warmup(exponential(1, 0.5), 2)) // [ 0, 0.5, 1, 0.5 ]
 * ```
 * @see Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017, section 2.2
 */
export function warmup(
  schedule: FormulaSchedule | number,
  steps: number,
  options?: WarmupOptions,
): FormulaSchedule {
  onlyOptions<WarmupOptions>('warmup', options, ['start']);
  const start = options?.start ?? 0;
  const target = formulaSchedule('warmup: schedule', schedule);
  const bounds = [
    ['steps', steps, stepCount],
    ['start', start, nonNegative],
  ] as const;
  for (const [name, given, { holds, allowed }] of bounds) {
    if (typeof given === 'number' && holds(given)) continue;
    throw new InvalidInput({ subject: `warmup: ${name}`, given, allowed });
  }
  return joinSchedules([[linear(start, target(1), steps), steps], [target]]);
}
