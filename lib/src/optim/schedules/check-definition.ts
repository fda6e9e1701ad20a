import { InvalidInput } from '../../errors';
import { checkObject } from '../../errors/check-object';
import { onlyOptions } from '../../errors/only-options';
import { checkChoices } from '../choices';
import type { ScheduleDefinition } from './schedule';

/** Guards against definitions that only plain JavaScript can pass, apart from the mathematics in them. */
export function checkDefinition(definition: ScheduleDefinition): void {
  checkObject('schedule: definition', definition, 'an object with name, hyper and value');
  onlyOptions<ScheduleDefinition>('schedule', definition, [
    'name',
    'hyper',
    'choices',
    'value',
    'where',
    'limits',
    'check',
    'symbols',
    'source',
  ]);
  const { name, hyper = {}, choices = {}, limits } = definition;
  if (typeof name !== 'string' || !/[A-Za-z0-9]/.test(name)) {
    const allowed = 'a text that names the schedule';
    throw new InvalidInput({ subject: 'schedule: name', given: name, allowed });
  }
  checkObject(`${name}: hyper`, hyper, 'an object of numbers by name');
  for (const [key, standard] of Object.entries<unknown>(hyper)) {
    if (standard === null || (typeof standard === 'number' && Number.isFinite(standard))) continue;
    const allowed = 'a finite number, its default, or null if it must be given';
    throw new InvalidInput({ subject: `${name}: number ${key}`, given: standard, allowed });
  }
  checkChoices(name, choices, hyper);
  onlyOptions<Record<string, unknown>>(name, limits, Object.keys(hyper), 'limit');
}
