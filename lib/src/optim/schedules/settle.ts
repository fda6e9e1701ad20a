import { InvalidInput } from '../../errors';
import { checkObject } from '../../errors/check-object';
import { onlyOptions } from '../../errors/only-options';
import { type Combination, choose } from '../choices';
import { finite } from '../limits';
import type { ScheduleDefinition } from './schedule';

/** All numbers and choices of one schedule. */
export interface ScheduleSettings {
  readonly hyper: Readonly<Record<string, number>>;
  readonly choices: Combination;
}

/** Completes the options of a schedule by its defaults. */
export function settle(
  { name, hyper = {}, choices = {}, limits = {}, check }: ScheduleDefinition,
  options: Readonly<Record<string, unknown>>,
): ScheduleSettings {
  const names = [...Object.keys(hyper), ...Object.keys(choices)];
  checkObject(`${name}: options`, options, `an object with ${names.join(', ')}`);
  onlyOptions<Record<string, unknown>>(name, options, names);
  const numbers: Record<string, number> = {};
  for (const [key, standard] of Object.entries(hyper)) {
    const value = own(options, key) ?? standard;
    const limit = own(limits, key) ?? finite;
    if (typeof value !== 'number' || !limit.holds(value)) {
      const shown = value === null ? undefined : value;
      throw new InvalidInput({ subject: `${name}: ${key}`, given: shown, allowed: limit.allowed });
    }
    numbers[key] = value;
  }
  const chosen = choose(name, choices, options);
  check?.(numbers, chosen);
  return { hyper: numbers, choices: chosen };
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
