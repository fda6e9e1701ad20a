import type { MathNode } from 'mathjs';
import { freeNames } from '../../formula/nodes';
import { readingFrom, unfoldFor } from '../language/unfold';
import type { Scope } from '../language/value';
import { type Counterexample, plainText } from '../points/counterexample';
import { plainValue, type Setting } from '../points/setting';
import { attempted } from '../proof/attempt';
import { expand, leadingExponent, type Place } from '../proof/expand';
import type { Proof } from '../proof/normal-form';
import { beginProof } from '../proof/prove';
import { SeriesArithmetic } from '../proof/series';
import { isNeverZero } from '../proof/signs';
import { valueAt } from '../proof/value-at';
import type { AsymptoticClaim } from './asymptotics';
import { exponentClaimed } from './decay';

const extraTerms = 5;
const mostTerms = 14;
/** A coefficient this small beside its terms may be zero but for rounding. */
const clearlyNotZero = 1e-12;

/**
 * Proves or refutes an asymptotic claim between two formulas in numbers by their power series; undefined where these
 * rules find no series, or its coefficients leave the question open.
 */
export function judgeBySeries(
  left: MathNode,
  right: MathNode,
  claim: AsymptoticClaim,
  setting: Setting,
  points: readonly Scope[],
): 'proved' | Counterexample | undefined {
  const { definitions, facts } = setting.knowledge;
  const moving = readingFrom(claim.variable, definitions);
  const formulas = [left, right].map((side) => unfoldFor(claim.variable, side, definitions));
  const others = new Set(formulas.flatMap((formula) => [...freeNames(formula)]));
  // A range that moves along leaves no other name fixed.
  if (setting.names.some((name) => !moving.has(name) && movesAlong(name, claim.variable, setting, others)))
    return undefined;
  const place: Place = {
    variable: claim.variable,
    to: claim.to,
    fromAbove: claim.to === 0 && facts.positive.has(claim.variable),
  };
  return attempted((exponents) =>
    judge(formulas, place, claim, beginProof(setting.knowledge, exponents), points),
  );
}

function movesAlong(name: string, variable: string, setting: Setting, used: ReadonlySet<string>): boolean {
  const reaches = (each: string): boolean =>
    each === variable || setting.assumptions[each].needs.some((needed) => reaches(needed));
  return (
    used.has(name) &&
    setting.assumptions[name].needs.some((needed) => setting.assumptions[needed] && reaches(needed))
  );
}

function judge(
  [left, right]: readonly MathNode[],
  place: Place,
  claim: AsymptoticClaim,
  proof: Proof,
  points: readonly Scope[],
): 'proved' | Counterexample | undefined {
  const wanted = claim.kind === 'order' ? Math.ceil(Math.abs(exponentClaimed(claim))) : 1;
  const length = wanted + extraTerms;
  if (length > mostTerms) return undefined;
  const [l, r] = [left, right].map((side) => expand(side, place, proof, length));
  const series = new SeriesArithmetic(proof, length, false);
  const difference = series.add(l, series.negate(r));
  const first = leadingExponent(difference);
  const scale = claim.kind === 'equivalent' ? leadingExponent(r) : undefined;
  if (claim.kind === 'equivalent' && (scale === undefined || !isNeverZero(r.terms[scale - r.low], proof)))
    return undefined;
  const exponent = scale ?? (claim.kind === 'limit' ? 0 : exponentClaimed(claim));
  const remainder = claim.remainder ?? 'o';
  // What is known to be zero reaches to the end of the series.
  const start = first ?? difference.low + difference.terms.length;
  if (start >= exponent && remainder === 'O') return 'proved';
  if (start > exponent && remainder === 'o') return 'proved';
  if (first === undefined) return undefined;
  const leading = difference.terms[first - difference.low];
  if (start === exponent && remainder === 'Theta') return isNeverZero(leading, proof) ? 'proved' : undefined;
  for (const point of points) {
    const found = valueAt(leading, proof, point);
    if (found && Number.isFinite(found.value) && Math.abs(found.value) > clearlyNotZero * found.size)
      return example(point, found.value, first, claim);
  }
  return undefined;
}

function example(point: Scope, value: number, exponent: number, claim: AsymptoticClaim): Counterexample {
  const { variable, to, kind, order, remainder } = claim;
  const values = Object.fromEntries(
    Object.entries(point)
      .filter(([name]) => name !== variable)
      .map(([name, each]) => [name, plainValue(each)]),
  );
  const where = Object.entries(values).map(([name, each]) => `${name} = ${plainText(each)}`);
  const at = where.length > 0 ? `at ${where.join(', ')} ` : '';
  const base = to === 0 || !Number.isFinite(to) ? variable : `(${variable} - ${to})`;
  const power = Number.isFinite(to) ? exponent : -exponent;
  const term =
    power === 0 ? plainText(value) : `${plainText(value)} ${base}${power === 1 ? '' : `^${power}`}`;
  const claimed = kind === 'order' ? `${remainder}(${base}^${order})` : 'vanishing';
  const beside = kind === 'equivalent' ? ' beside the right side' : '';
  return {
    values,
    text: `${at}the difference begins with ${term}, by power series: not ${claimed}${beside}`,
  };
}
