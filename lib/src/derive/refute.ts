import { InvalidInput } from '../errors';
import { parseMath } from '../formula/parse-math';
import type { Assumptions } from './assumptions';
import { checkNames } from './language/names';
import { unfoldInDerivatives } from './language/unfold';
import type { Relation } from './points/compare';
import type { Counterexample } from './points/counterexample';
import { Setting } from './points/setting';
import { type CheckOptions, checkRelation } from './relations/check-relation';

/** Options of {@link refute}. */
export interface RefuteOptions extends CheckOptions {
  /** The claim between the sides. Default `=`. */
  relation?: Relation;
}

/**
 * Looks for values at which a claim is false, and makes them as simple as it can.
 *
 * @param left one side
 * @param right the other side
 * @param assumptions what is known of each name
 * @returns the counterexample, or undefined if none was found; a claim that is undefined somewhere is refuted too
 * @throws InvalidInput for a formula that cannot be read, or a name without an assumption
 * @example
 * ```ts
 * refute('(a + b)^2', 'a^2 + b^2', { a: reals(), b: reals() })?.text
 * // 'at a = 1, b = 1 the left side is 4, the right side 2'
 * refute('(a + b)^2', 'a^2 + 2*a*b + b^2', { a: reals(), b: reals() }) // undefined
 * ```
 */
export function refute(
  left: string,
  right: string,
  assumptions: Assumptions,
  { relation = '=', ...options }: RefuteOptions = {},
): Counterexample | undefined {
  const setting = new Setting(assumptions);
  const relations: Relation[] = ['=', '<=', '<', '>=', '>'];
  if (!relations.includes(relation)) {
    throw new InvalidInput({
      subject: 'refute: relation',
      given: relation,
      allowed: `one of ${relations.join(' ')}`,
    });
  }
  const [a, b] = [left, right].map((side, i) => {
    const subject = i === 0 ? 'refute: left' : 'refute: right';
    const formula = checkNames(parseMath(side, subject), setting, subject);
    return unfoldInDerivatives(formula, setting.knowledge.definitions);
  });
  return checkRelation(a, relation, b, setting, options).counterexample;
}
