import { nonNegative } from '../limits';
import { type FormulaSchedule, schedule } from './schedule';

const family = schedule({ name: 'constant', hyper: { lr: null }, limits: { lr: nonNegative }, value: 'lr' });

/**
 * A schedule that stays where it is: for joining with others.
 *
 * ```text
 * value at t = lr
 * ```
 *
 * @throws InvalidInput for a negative or non-finite lr
 * @example
 * ```ts
 * constant(0.1)(7) // 0.1
 * ```
 */
export const constant = (lr: number): FormulaSchedule => family({ lr });
