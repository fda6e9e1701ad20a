import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { parseMath } from '../../formula/parse-math';
import type { Assumptions } from '../assumptions';
import { freeRandomNames } from './names';

/**
 * The definitions that read random names outside of expectations: `y: definedAs('mu + sigma*z')`.
 *
 * @throws InvalidInput for a distribution or a range whose ends are random themselves
 */
export function randomAbbreviations(names: readonly string[], assumptions: Assumptions): Set<string> {
  const found = new Set<string>();
  const isRandom = (name: string) => assumptions[name]?.random !== undefined || found.has(name);
  for (const name of names) {
    const { definition, needs, text } = assumptions[name];
    if (definition !== undefined) {
      const formula: MathNode = parseMath(definition, `assumptions: ${name}`);
      if (freeRandomNames(formula, isRandom).size > 0) found.add(name);
      continue;
    }
    const hidden = needs.find(isRandom);
    if (hidden === undefined) continue;
    throw new InvalidInput({
      subject: `assumptions: ${name}`,
      given: text,
      allowed: `given by names that have a value, which the random ${hidden} has not`,
      remedy: `Build it from independent names: { ${name}: definedAs('${hidden} + s*z') } with z: normal(0, 1).`,
    });
  }
  return found;
}
