import { InvalidInput } from '../../errors';
import { checkObject } from '../../errors/check-object';
import { described } from '../../errors/described';
import { onlyOptions } from '../../errors/only-options';
import { formula, type SymbolRole } from '../../formula';
import { checkDeclarations } from '../check-definition';
import { combinations } from '../choices';
import { assignment } from './lines';
import type { TransformDefinition } from './transform';

const keys = [
  'name',
  'hyper',
  'limits',
  'choices',
  'state',
  'scalars',
  'draws',
  'uses',
  'off',
  'place',
  'average',
  'step',
  'source',
] as const;

/** Checks a definition, and the lines of every combination of its choices as a formula of their own. */
export function checkTransform(definition: TransformDefinition): void {
  checkObject('transform: definition', definition, 'an object with name and step');
  onlyOptions<TransformDefinition>('transform', definition, keys);
  checkDeclarations('transform', definition, ['mask', 'seed']);
  const { name, hyper = {}, choices = {}, draws = [], uses = [], off, place, step } = definition;
  for (const [key, names] of Object.entries({ draws, uses })) {
    if (Array.isArray(names) && names.every((each) => typeof each === 'string')) continue;
    throw new InvalidInput({ subject: `${name}: ${key}`, given: names, allowed: 'an array of names' });
  }
  onlyOptions<Record<string, number>>(`${name}: off`, off, Object.keys(hyper), 'hyper-parameter');
  if (place !== undefined && place !== 'before' && place !== 'after') {
    const allowed = "'before' or 'after', the side of the optimizer on which it has to stand";
    throw new InvalidInput({ subject: `${name}: place`, given: place, allowed });
  }
  for (const chosen of combinations(choices)) {
    checkLines(definition, typeof step === 'function' ? step(chosen) : step);
  }
}

function checkLines(definition: TransformDefinition, lines: readonly string[]): void {
  const { name, hyper = {}, state = {}, scalars = {}, draws = [], uses = [] } = definition;
  const targets = Array.isArray(lines) ? lines.map((line) => assignment(String(line)).target) : [];
  const array = (symbol: string, is: string): SymbolRole => ({
    kind: targets.includes(symbol) ? 'updated' : 'input',
    is,
    optional: true,
  });
  const symbols: Record<string, SymbolRole> = {
    g: array('g', 'the gradient'),
    p: array('p', 'the parameters'),
    t: { kind: 'scalar', is: 'the number of the step', optional: true },
    before: { kind: 'input', is: 'the parameters before the step', optional: true },
  };
  const declare = (names: readonly string[], kind: SymbolRole['kind'], is: string): void => {
    for (const key of names) {
      if (Object.hasOwn(symbols, key)) {
        const allowed = `another one than that of ${symbols[key].is}`;
        throw new InvalidInput({ subject: `${name}: the name of ${is} ${key}`, given: key, allowed });
      }
      symbols[key] = { kind, is: `${is} ${key}` };
    }
  };
  declare(Object.keys(hyper), 'scalar', 'hyper-parameter');
  declare(uses, 'scalar', 'the hyper-parameter of the rule');
  declare(Object.keys(state), 'updated', 'state');
  declare(Object.keys(scalars), 'scalarState', 'state');
  declare(draws, 'input', 'the random numbers');
  formula({ name, symbols, lines });
  if (!targets.some((target) => Object.hasOwn(symbols, target))) {
    const given = described('without an assignment to g, p or state');
    throw new InvalidInput({ subject: `${name}: step`, given, allowed: 'one that changes something' });
  }
}
