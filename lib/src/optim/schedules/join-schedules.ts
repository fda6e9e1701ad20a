import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { stepCount } from '../limits';
import { constant } from './constant';
import { registerSchedule, type ScheduleDescription, scheduleFrom } from './description';
import { delayed } from './expression';
import { compile, type FormulaSchedule, fromLines } from './schedule';

/** A schedule and how many steps it lasts; the last one lasts for ever. */
export type ScheduledPart = readonly [schedule: FormulaSchedule | number, steps?: number];

/**
 * Schedules one after the other; each starts from its own first step.
 *
 * ```text
 * value at t = first(t)                   while t <= steps of the first
 *              second(t - those steps)    while t <= steps of the first two
 *              ...
 * ```
 *
 * @param parts each with its number of steps, which the last one may leave out: it goes on for ever
 * @throws InvalidInput for no part, a part that is no schedule with a formula, and steps that are no whole number, 1 or
 *   more
 * @example
 * ```ts
 * const lr = joinSchedules([[linear(0, 1, 2), 2], [exponential(1, 0.5)]]);
 * [1, 2, 3, 4, 5].map(lr) // [ 0, 0.5, 1, 0.5, 0.25 ]
 * ```
 */
export function joinSchedules(parts: readonly ScheduledPart[]): FormulaSchedule {
  const joined = checkParts(parts);
  const ends = joined.map((_, i) => joined.slice(0, i + 1).reduce((sum, [, steps = 0]) => sum + steps, 0));
  const own = joined.map(([part], i) => delayed(part.expression, i === 0 ? 0 : ends[i - 1]));
  const value = own
    .slice(0, -1)
    .reduceRight((rest, piece, i) => `select(t <= ${ends[i]}, ${piece}, ${rest})`, own[own.length - 1]);
  const described = joined.map(([{ description }, steps]) =>
    steps === undefined ? [description] : [description, steps],
  );
  return fromLines({
    name: 'joinSchedules',
    value,
    settings: { hyper: {}, choices: {} },
    evaluator: compile('joinSchedules', value, [], []),
    options: { parts: described },
  });
}

registerSchedule('joinSchedules', (options) => {
  onlyOptions<{ parts: unknown }>('joinSchedules', options, ['parts']);
  const { parts } = options as { parts: unknown };
  if (!Array.isArray(parts)) return joinSchedules(parts as never);
  const remade = parts.map((part: readonly [ScheduleDescription, number?]) =>
    Array.isArray(part) ? [scheduleFrom(part[0]), ...part.slice(1)] : part,
  );
  return joinSchedules(remade as unknown as readonly ScheduledPart[]);
});

/** The part as a schedule that has a formula. */
export function formulaSchedule(subject: string, schedule: unknown): FormulaSchedule {
  if (typeof schedule === 'number') return constant(schedule);
  if (typeof schedule === 'function' && typeof (schedule as FormulaSchedule).expression === 'string') {
    return schedule as FormulaSchedule;
  }
  const allowed = 'a number, or a schedule with a formula, such as cosine(1e-3, 500)';
  const remedy =
    typeof schedule === 'function'
      ? 'Write the function as schedule({ name, value }) in place of code.'
      : undefined;
  throw new InvalidInput({ subject, given: schedule, allowed, remedy });
}

function checkParts(parts: readonly ScheduledPart[]): (readonly [FormulaSchedule, number?])[] {
  if (!Array.isArray(parts) || parts.length === 0) {
    const allowed = 'an array of one or more [schedule, steps]';
    throw new InvalidInput({ subject: 'joinSchedules: parts', given: parts, allowed });
  }
  return (parts as readonly ScheduledPart[]).map((part, i) => {
    const subject = `joinSchedules: part ${i + 1}`;
    if (!Array.isArray(part) || part.length < 1 || part.length > 2) {
      throw new InvalidInput({ subject, given: part, allowed: '[schedule, steps]' });
    }
    const [schedule, steps] = part as ScheduledPart;
    const made = formulaSchedule(`${subject}: schedule`, schedule);
    const isLast = i === parts.length - 1;
    if (isLast && steps === undefined) return [made];
    if (typeof steps === 'number' && stepCount.holds(steps)) return [made, steps];
    const allowed = isLast ? `${stepCount.allowed}, or left out` : stepCount.allowed;
    throw new InvalidInput({ subject: `${subject}: steps`, given: steps, allowed });
  });
}
