import type { Formula } from '../formula';
import type { Update } from './stepper';

/** Whether a formula sums over one tensor, or over all of a step. */
export const sumsOver = (formula: Formula, scope: 'tensor' | 'step'): boolean =>
  formula.program('float32').values.some((value) => value.kind === 'sum' && value.over === scope);

/** What has to run together; apart, the intermediate results of one variable are freed before the next. */
export const batches = (formula: Formula, updates: readonly Update[]): (readonly Update[])[] =>
  sumsOver(formula, 'step') ? [updates] : updates.map((update) => [update]);
