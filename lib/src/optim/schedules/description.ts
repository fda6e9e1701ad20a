import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';

/** A schedule as plain data, which a file can hold: `{ schedule: 'cosine', options: { lr: 0.1, steps: 500 } }`. */
export interface ScheduleDescription {
  schedule: string;
  options: Readonly<Record<string, unknown>>;
}

/** Something that has a description, such as a schedule. */
export interface Describable {
  readonly description: ScheduleDescription;
}

type Maker<T> = (options: Readonly<Record<string, unknown>>) => T;

const makers = new Map<string, Maker<Describable & ((t: number) => number)>>();

/** Lets {@link scheduleFrom} make schedules of that name; the last one defined counts, as when a cell runs again. */
export function registerSchedule(name: string, make: Maker<Describable & ((t: number) => number)>): void {
  makers.set(name, make);
}

/** Whether a value is the description of a schedule, right or wrong. */
export const isDescription = (value: unknown): value is ScheduleDescription =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'schedule');

/**
 * Makes the schedule that a description tells of: the way back from a schedule's `description`.
 *
 * A schedule of one's own must have been defined before, under its name.
 *
 * @throws InvalidInput for what is no description, an unknown schedule, and options that the schedule refuses
 * @example
 * ```ts
 * const saved = JSON.stringify(cosine(0.1, 500).description);
 * scheduleFrom(JSON.parse(saved))(251) // 0.05
 * ```
 */
export function scheduleFrom(description: ScheduleDescription): Describable & ((t: number) => number) {
  if (!isDescription(description)) {
    const allowed = "an object such as { schedule: 'cosine', options: { lr: 0.1, steps: 500 } }";
    throw new InvalidInput({ subject: 'scheduleFrom: description', given: description, allowed });
  }
  onlyOptions<ScheduleDescription>('scheduleFrom', description, ['schedule', 'options'], 'part');
  const { schedule, options = {} } = description;
  const known = typeof schedule === 'string' ? makers.get(schedule) : undefined;
  if (known) return known(options);
  const names = [...makers.keys()].sort();
  throw new InvalidInput({
    subject: 'scheduleFrom: schedule',
    given: schedule,
    allowed: `one of ${names.join(', ')}`,
    remedy: 'Define a schedule of your own with schedule({ name, ... }) before it is loaded.',
  });
}
