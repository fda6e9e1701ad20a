import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import type { Choices, Limit } from './options';
import type { RuleDefinition } from './rule';

/** Options of all optimizers, whatever their rule. */
const general: readonly string[] = ['groups', 'onNaN', 'variables'];

/** Guards against definitions that only plain JavaScript can pass, apart from the mathematics in them. */
export function checkDefinition(definition: RuleDefinition): void {
  checkObject('rule: definition', definition, 'an object with name, hyper and step');
  onlyOptions<RuleDefinition>('rule', definition, [
    'name',
    'hyper',
    'state',
    'scalars',
    'step',
    'choices',
    'limits',
    'source',
  ]);
  const { name, hyper = {}, choices = {}, limits } = definition;
  if (typeof name !== 'string' || name === '') {
    throw new InvalidInput({ subject: 'rule: name', given: name, allowed: 'a text that names the rule' });
  }
  checkObject(`${name}: hyper`, hyper, 'an object of numbers by name');
  checkChoices(name, choices);
  checkLimits(name, limits, Object.keys(hyper));
  const reserved = [...Object.keys(hyper), ...Object.keys(choices)].find((key) => general.includes(key));
  if (reserved !== undefined) {
    const allowed = `none of ${general.join(', ')}, which every optimizer knows`;
    throw new InvalidInput({ subject: `${name}: the name of an option`, given: reserved, allowed });
  }
  const clash = Object.keys(choices).find((choice) => Object.hasOwn(hyper, choice));
  if (clash !== undefined) {
    throw new InvalidInput({
      subject: `${name}: choice`,
      given: clash,
      allowed: 'no name of a hyper-parameter',
    });
  }
}

function checkChoices(name: string, choices: Choices): void {
  checkObject(`${name}: choices`, choices, 'an object of arrays by name');
  for (const [key, variants] of Object.entries<unknown>(choices)) {
    const isVariant = (variant: unknown) => typeof variant === 'string' || typeof variant === 'boolean';
    if (Array.isArray(variants) && variants.length > 0 && variants.every(isVariant)) continue;
    const allowed = 'an array of one or more texts or booleans, the default first';
    throw new InvalidInput({ subject: `${name}: choice ${key}`, given: variants, allowed });
  }
}

function checkLimits(name: string, limits: RuleDefinition['limits'], hyper: readonly string[]): void {
  onlyOptions<Record<string, unknown>>(name, limits, hyper, 'limit');
  for (const [key, limit] of Object.entries<Partial<Limit> | null | undefined>(limits ?? {})) {
    if (limit === undefined || (typeof limit?.holds === 'function' && typeof limit.allowed === 'string'))
      continue;
    const allowed = 'an object with allowed, in words, and holds, a function of a number';
    throw new InvalidInput({ subject: `${name}: limit of ${key}`, given: limit, allowed });
  }
}
