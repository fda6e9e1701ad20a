import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import { type Choices, checkChoices } from './choices';
import type { Limit } from './limits';
import type { RuleDefinition } from './rule';

/** Guards against definitions that only plain JavaScript can pass, apart from the mathematics in them. */
export function checkDefinition(definition: RuleDefinition): void {
  checkObject('rule: definition', definition, 'an object with name, hyper and step');
  const keys = ['name', 'hyper', 'state', 'scalars', 'step', 'choices', 'limits', 'source'] as const;
  onlyOptions<RuleDefinition>('rule', definition, keys);
  checkDeclarations('rule', definition);
}

/** What every definition of a rule or a transformation declares. */
interface Declarations {
  readonly name: string;
  readonly hyper?: Readonly<Record<string, number>>;
  readonly choices?: Choices;
  readonly limits?: Readonly<Record<string, Limit | undefined>>;
}

/**
 * Checks the name, the hyper-parameters, the choices and the limits of a definition.
 *
 * @param maker the function that was given it
 * @param general options that do not depend on the definition
 */
export function checkDeclarations(
  maker: string,
  { name, hyper = {}, choices = {}, limits }: Declarations,
  general: readonly string[] = ['groups', 'onNaN', 'variables'],
): void {
  if (typeof name !== 'string' || name === '') {
    const allowed = 'a text that names what is defined';
    throw new InvalidInput({ subject: `${maker}: name`, given: name, allowed });
  }
  checkObject(`${name}: hyper`, hyper, 'an object of numbers by name');
  checkChoices(name, choices, hyper);
  checkLimits(name, limits, Object.keys(hyper));
  const reserved = [...Object.keys(hyper), ...Object.keys(choices)].find((key) => general.includes(key));
  if (reserved === undefined) return;
  const allowed = `none of ${general.join(', ')}, which mean something else`;
  throw new InvalidInput({ subject: `${name}: the name of an option`, given: reserved, allowed });
}

function checkLimits(name: string, limits: Declarations['limits'], hyper: readonly string[]): void {
  onlyOptions<Record<string, unknown>>(name, limits, hyper, 'limit');
  for (const [key, limit] of Object.entries<Partial<Limit> | null | undefined>(limits ?? {})) {
    if (limit === undefined || (typeof limit?.holds === 'function' && typeof limit.allowed === 'string'))
      continue;
    const allowed = 'an object with allowed, in words, and holds, a function of a number';
    throw new InvalidInput({ subject: `${name}: limit of ${key}`, given: limit, allowed });
  }
}
