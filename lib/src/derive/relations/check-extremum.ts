import type { MathNode } from 'mathjs';
import { random } from '../../random';
import { affordable } from '../expectation/ledger';
import { compileExpression, type Evaluate, exactly } from '../language/evaluate';
import type { Extremum } from '../language/extremum';
import { replaceName } from '../language/substitute';
import { unfoldFor } from '../language/unfold';
import { asNumber, type Scope, ShapeError, type Value } from '../language/value';
import { compareAt, tiny } from '../points/compare';
import { type Counterexample, plainText } from '../points/counterexample';
import { alongFlats } from '../points/flat-directions';
import { distance, onLine, otherPlaces, sizeOf } from '../points/other-places';
import { findOutside, placeAt } from '../points/place';
import { plainPoint, plainValue, type Setting } from '../points/setting';
import { compileSide } from '../points/sides';
import { slopeAt } from '../points/stationarity';
import { provedStationary, provedStrictlyConvex } from '../proof/convex';
import type { CheckOptions } from './check-options';
import { type CheckResult, checkRelation } from './check-relation';

/** The outcome of a claim about the place of an extremum: how it was checked, in words. */
export interface ExtremumResult extends CheckResult {
  how?: string;
}

const specialPoints = 3;
const randomPoints = 5;
/** Two places this close, beside their size, are taken for one. */
const apart = 0.05;
const asGood = 'as good';
/** Candidates farther above the place than this, relative, are not compared with care. */
const nearlyAsLow = 1e-3;

/**
 * Checks that an extremum is at a place, and at no other unless `unique` is false.
 *
 * A proof needs an objective in numbers, over an interval: its slope is zero at the place by exact algebra, and its second
 * derivative is positive by the signs of its terms. Otherwise the place must be one from which no point of a sample and of
 * a search, nearby and far out, is lower; the slope there must be zero unless the place is a kink or on the edge of the
 * range; and no second place that was tried may be as low.
 */
export function checkExtremum(
  { name, variable, objective: given }: Extremum,
  place: MathNode,
  unique: boolean,
  setting: Setting,
  options: CheckOptions,
): ExtremumResult {
  const { definitions } = setting.knowledge;
  const objective = unfoldFor(variable, given, definitions);
  const there = replaceName(objective, variable, place);
  const misplaced = findOutside(variable, place, setting, options);
  if (misplaced) return misplaced;
  const word = name === 'argmin' ? 'lower' : 'higher';
  const bound = checkRelation(objective, '>=', there, setting, options);
  const at = compileExpression(place, 'derivation');
  if (bound.verdict === 'false') {
    return bound.point ? falsified(bound, describe(bound.point, variable, at, word)) : bound;
  }
  if (bound.verdict !== 'held' && bound.verdict !== 'proved symbolically') return bound;
  const sides = [compileSide(objective, setting), compileSide(there, setting)];
  const source = random((options.seed ?? 1) + 7);
  const slope = slopeAt(objective, variable, at, setting);
  const flats = alongFlats(objective, variable);
  const integer = setting.assumptions[variable].integer;
  const slopes = new Set<string>();
  const searches = bound.expectations === undefined || affordable(bound.expectations).steps === Infinity;
  const sample = searches ? setting.points(16 + randomPoints, options.seed ?? 1) : [];
  for (const point of [...sample.slice(0, specialPoints), ...sample.slice(-randomPoints)]) {
    const value = placeAt(at, point, point[variable]);
    if (value === undefined) continue;
    const found = integer ? undefined : slope?.(point, source);
    slopes.add(found ?? 'none');
    if (found === 'steep') return falsified(bound, steep(point, variable, value, word));
    const others = [
      ...otherPlaces(variable, value, point, setting, sides[0], source),
      ...(unique ? flats(value, point) : []),
    ];
    const allowed = others.filter((other) => setting.assumptions[variable].allows(other, point));
    const rival = findRival(allowed, value, variable, point, sides, unique);
    if (rival) {
      const counterexample = describe(rival.scope, variable, at, rival.lower ? word : asGood);
      return falsified(bound, counterexample);
    }
  }
  const { knowledge } = setting;
  const stationary = !integer && provedStationary(objective, variable, place, knowledge);
  const proved =
    stationary && isInterval(variable, setting) && provedStrictlyConvex(objective, variable, knowledge);
  const curved = name === 'argmin' ? 'convex' : 'concave';
  if (proved)
    return {
      ...bound,
      verdict: 'proved symbolically',
      how: `the slope is zero there, and f is strictly ${curved}`,
    };
  if (bound.verdict === 'proved symbolically' && !unique)
    return { ...bound, how: `by exact algebra nothing is ${word}` };
  const parts = [searches ? `a search found nothing ${word}` : `no point was ${word}`];
  if (stationary) parts.unshift('the slope there is zero by exact algebra');
  else if (slopes.size === 1 && slopes.has('flat')) parts.unshift('the slope there is zero to rounding');
  else if (slopes.has('kink') && !slopes.has('none'))
    parts.unshift('where the slope there is not zero, it is a kink or the edge of the range');
  if (unique && searches) parts.push('no second place among those tried is as good');
  return { ...bound, verdict: 'held', how: parts.join('; ') };
}

const falsified = (result: CheckResult, counterexample: Counterexample): ExtremumResult => ({
  ...result,
  verdict: 'false',
  counterexample,
});

function findRival(
  others: readonly Value[],
  place: Value,
  variable: string,
  point: Scope,
  sides: readonly Evaluate[],
  unique: boolean,
): { scope: Scope; lower: boolean } | undefined {
  const source = random(3);
  const least = numberAt(sides[1], point);
  const compare = (value: Value | undefined, relation: '>=' | '=') =>
    value === undefined
      ? undefined
      : compareAt({ ...point, [variable]: value }, sides[0], sides[1], relation, source).found;
  // What a double can no longer tell from zero is no evidence that a place is the only one.
  const isLevel = (value: Value | undefined) => {
    const found = compare(value, '=');
    if (found !== 'unclear') return found === 'holds';
    const there = numberAt(sides[0], { ...point, [variable]: value as Value });
    return Math.max(Math.abs(there), Math.abs(least)) < tiny;
  };
  for (const value of others) {
    const scope = { ...point, [variable]: value };
    const found = numberAt(sides[0], scope);
    if (!(found - least <= nearlyAsLow * Math.max(Math.abs(found), Math.abs(least)))) continue;
    if (compare(value, '>=') === 'fails') return { scope, lower: true };
    const isNear = distance(value, place) <= apart * Math.max(sizeOf(place), 0.2);
    if (!unique || isNear || !isLevel(value)) continue;
    // Between two places of a minimum lies something higher, or a flat that goes on; rounding's flat does not.
    const between = compare(onLine(place, value, 0.5), '=');
    if (between === 'fails' || isLevel(onLine(place, value, 10))) return { scope, lower: false };
  }
  return undefined;
}

function numberAt(side: Evaluate, scope: Scope): number {
  try {
    return asNumber(side(scope, exactly)) ?? Number.NaN;
  } catch (error) {
    if (error instanceof ShapeError) return Number.NaN;
    throw error;
  }
}

function describe(scope: Scope, variable: string, place: Evaluate, word: string): Counterexample {
  const values = plainPoint(scope);
  const claimed = placeAt(place, scope, scope[variable]);
  const others = Object.entries(values)
    .filter(([name]) => name !== variable)
    .map(([name, value]) => `${name} = ${plainText(value)}`);
  const given = others.length > 0 ? `at ${others.join(', ')} ` : '';
  const here = values[variable];
  const there = claimed === undefined ? undefined : plainValue(claimed);
  const digits = there !== undefined && plainText(there) === plainText(here) ? 17 : 6;
  const where = there === undefined ? 'the place claimed' : plainText(there, digits);
  return {
    values,
    text: `${given}the objective is ${word} at ${variable} = ${plainText(here, digits)} ${word === asGood ? 'as' : 'than'} at ${where}`,
  };
}

function steep(point: Scope, variable: string, place: Value, word: string): Counterexample {
  const values = Object.fromEntries(
    Object.entries({ ...point, [variable]: place }).map(([name, value]) => [name, plainValue(value)]),
  );
  const where = Object.entries(values).map(([name, value]) => `${name} = ${plainText(value)}`);
  return { values, text: `at ${where.join(', ')} the slope is not zero: the objective is ${word} nearby` };
}

/** Whether the name ranges over an interval: with two values, all between them. */
function isInterval(variable: string, setting: Setting): boolean {
  const { kind, integer, allows } = setting.assumptions[variable];
  if (kind !== 'number' || integer) return false;
  return setting.points(24, 2).every((point) => {
    const x = asNumber(point[variable]) as number;
    return !allows(-x, point) || allows(0, point);
  });
}
