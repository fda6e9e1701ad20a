import { InvalidInput } from '../../errors';
import { checkObject } from '../../errors/check-object';
import { onlyOptions } from '../../errors/only-options';
import type { Choices } from '../options';
import type { ScheduleDefinition } from './schedule';
import type { ScheduleSettings } from './settle';

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
  checkObject(`${name}: choices`, choices, 'an object of arrays by name');
  for (const [key, variants] of Object.entries<unknown>(choices)) {
    const isVariant = (variant: unknown) => typeof variant === 'string' || typeof variant === 'boolean';
    const fine = Array.isArray(variants) && variants.length > 0 && variants.every(isVariant);
    if (fine && !Object.hasOwn(hyper, key)) continue;
    const allowed = 'an array of one or more texts or booleans, the default first, under a name of its own';
    throw new InvalidInput({ subject: `${name}: choice ${key}`, given: variants, allowed });
  }
  onlyOptions<Record<string, unknown>>(name, limits, Object.keys(hyper), 'limit');
}

/** Every combination of the choices. */
export function combinations(choices: Choices): ScheduleSettings['choices'][] {
  return Object.entries(choices).reduce<ScheduleSettings['choices'][]>(
    (all, [key, variants]) =>
      all.flatMap((chosen) => variants.map((variant) => ({ ...chosen, [key]: variant }))),
    [{}],
  );
}
