import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { nonNegative, stepCount } from '../limits';
import { registerSchedule } from './description';
import { compile, type FormulaSchedule, fromLines } from './schedule';

/** The data of {@link piecewise}. */
interface Pieces {
  values: readonly number[];
  until: readonly number[];
}

/**
 * Constant pieces: each value up to and including a step, the last one from then on.
 *
 * ```text
 * value at t = values[0]   while t <= until[0]
 *              values[1]   while t <= until[1]
 *              ...
 * ```
 *
 * PyTorch's MultiStepLR with milestones [100, 150] and gamma 0.1 is `piecewise([lr, lr/10, lr/100], [100, 150])`.
 *
 * @param values one more than there are steps in `until`
 * @param until the last step of each value but the last one
 * @throws InvalidInput for a negative or non-finite value, steps that do not rise or are no whole numbers, 1 or more,
 *   and lists that do not fit each other
 * @example
 * ```ts
 * const lr = piecewise([0.1, 0.01], [100]);
 * [1, 100, 101].map(lr) // [ 0.1, 0.1, 0.01 ]
 * lr.expression // 'select(t <= 100, 0.1, 0.01)'
 * ```
 */
export function piecewise(values: readonly number[], until: readonly number[]): FormulaSchedule {
  check(values, until);
  const last = String(values[until.length]);
  const value = until.reduceRight((rest, step, i) => `select(t <= ${step}, ${values[i]}, ${rest})`, last);
  return fromLines({
    name: 'piecewise',
    value,
    settings: { hyper: {}, choices: {} },
    evaluator: compile('piecewise', value, [], []),
    options: { values: [...values], until: [...until] },
  });
}

registerSchedule('piecewise', (options) => {
  onlyOptions<Pieces>('piecewise', options, ['values', 'until']);
  const { values, until } = options as unknown as Pieces;
  return piecewise(values, until);
});

function check(values: readonly number[], until: readonly number[]): void {
  const lists = { values, until };
  for (const [name, list] of Object.entries<unknown>(lists)) {
    if (Array.isArray(list)) continue;
    throw new InvalidInput({ subject: `piecewise: ${name}`, given: list, allowed: 'an array of numbers' });
  }
  if (values.length !== until.length + 1) {
    const allowed = `${until.length + 1}, one more than the steps where they change`;
    throw new InvalidInput({ subject: 'piecewise: number of values', given: values.length, allowed });
  }
  for (const [i, value] of values.entries()) {
    if (typeof value === 'number' && nonNegative.holds(value)) continue;
    throw new InvalidInput({
      subject: `piecewise: values[${i}]`,
      given: value,
      allowed: nonNegative.allowed,
    });
  }
  for (const [i, step] of until.entries()) {
    const after = i === 0 ? 0 : until[i - 1];
    if (stepCount.holds(step) && step > after) continue;
    const allowed = i === 0 ? stepCount.allowed : `a whole number of steps, more than those before, ${after}`;
    throw new InvalidInput({ subject: `piecewise: until[${i}]`, given: step, allowed });
  }
}
