import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { parseMath } from '../formula/parse-math';
import type { Assumptions } from './assumptions';
import { checkNames } from './language/names';
import { unfolded } from './language/unfold';
import type { Counterexample } from './points/counterexample';
import { Setting } from './points/setting';
import { checkAsymptotic } from './relations/asymptotics';
import { type CheckOptions, checkSampling } from './relations/check-options';
import { checkRelation } from './relations/check-relation';
import { type AsymptoticOptions, checkLimit, readClaim } from './relations/read-claim';
import { refuseExtremum } from './relations/read-line';
import { type RelationSign, readRelation, refuseRelation } from './relations/read-relation';

/** Options of {@link refute}. */
export interface RefuteOptions extends CheckOptions, AsymptoticOptions {
  /** The claim between the sides. Default `=`; with `~` and `->`, `as` says what tends where. */
  relation?: RelationSign;
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
  options: RefuteOptions = {},
): Counterexample | undefined {
  if (typeof left !== 'string' || typeof right !== 'string') {
    throw new InvalidInput({
      subject: 'refute',
      given: typeof left === 'string' ? right : left,
      allowed: 'given the left side, the right side and the assumptions',
      remedy: "For a + b <= c: refute('a + b', 'c', assumptions, { relation: '<=' }).",
    });
  }
  onlyOptions<RefuteOptions>('refute', options, ['relation', 'as', 'order', 'remainder', 'points', 'seed']);
  checkSampling('refute', options);
  const setting = new Setting(assumptions);
  const { relation = '=' } = options;
  if (typeof relation !== 'string') {
    throw new InvalidInput({ subject: 'refute: relation', given: relation, allowed: 'a text such as <=' });
  }
  const { sign } = readRelation(`${relation} x`, 'refute: relation');
  const [a, b] = [left, right].map((side, i) => {
    const subject = i === 0 ? 'refute: left' : 'refute: right';
    const parsed = refuseRelation(parseMath(side, subject), side, {
      subject,
      allowed: 'one expression',
      remedy: "Give the relation among the options: { relation: '<=' }.",
    });
    refuseExtremum(parsed, subject);
    return unfolded(checkNames(parsed, setting, subject), setting.knowledge);
  });
  const claim = readClaim(sign, options, setting, 'refute');
  checkLimit(claim, b, right, setting, 'refute: right');
  if (claim) return checkAsymptotic(a, b, claim, setting, options).counterexample;
  return sign === '~' || sign === '->'
    ? undefined
    : checkRelation(a, sign, b, setting, options).counterexample;
}
