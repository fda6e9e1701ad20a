import type { MathNode } from 'mathjs';
import { random } from '../../random';
import { affordable, type Ledger, recording } from '../expectation/ledger';
import { expectationIn } from '../expectation/names';
import { type Evaluate, exactly } from '../language/evaluate';
import { asNumber, type Scope, ShapeError } from '../language/value';
import { identityBesideNumber } from '../points/bare-identity';
import { type Comparison, compareAt, type Relation } from '../points/compare';
import { type Counterexample, counterexample } from '../points/counterexample';
import { extremePoints, outOfRange } from '../points/extremes';
import { findPole, type Pole } from '../points/poles';
import { relevantTo } from '../points/relevant';
import { tightest } from '../points/search';
import type { Setting } from '../points/setting';
import { shrink } from '../points/shrink';
import { compileSide } from '../points/sides';
import { computesExactly } from '../points/whole-numbers';
import { provedBound } from '../proof/bounds';
import { provedEqual } from '../proof/prove';
import type { CheckDepth } from './check-options';
import { differentExactly, equalInWholeNumbers, exactlyEqualAt } from './exact-values';

/** The outcome of one check. */
export interface CheckResult {
  verdict: 'proved symbolically' | 'held' | 'fitted' | 'false' | 'undefined' | 'undecided';
  /** Points at which both sides were defined and the relation was decided. */
  points: number;
  /** Points at which rounding hides the answer. */
  unclear: number;
  /** The largest relative difference of both sides of an equality. */
  largestDeviation: number;
  counterexample?: Counterexample;
  /** Why nothing can be decided, where that is not rounding. */
  doubt?: string;
  /** How the expectations in it were computed. */
  expectations?: Ledger;
  /** The point of the counterexample. */
  point?: Scope;
}

/** Points at which an equality that was not proved is computed in exact arithmetic, where it is rational. */
const exactPoints = 4;
const searchStarts = 4;
const searchSteps = 160;
/** A proved equality of averages is confirmed at so many points. */
const pointsOfProof = 24;

/** Checks one relation symbolically, where that proves it, and at points that satisfy the assumptions. */
export function checkRelation(
  left: MathNode,
  relation: Relation,
  right: MathNode,
  setting: Setting,
  options: CheckDepth = {},
): CheckResult {
  return recording((expectations) => ({
    ...checkRecorded(left, relation, right, setting, options, expectations),
    expectations,
  }));
}

function checkRecorded(
  left: MathNode,
  relation: Relation,
  right: MathNode,
  setting: Setting,
  { points = 64, seed = 1, verdictOnly = false }: CheckDepth,
  ledger: Ledger,
): CheckResult {
  const clash = identityBesideNumber([left, right], setting);
  const sides = [left, right].map((side) => (clash ? refusing(clash) : compileSide(side, setting)));
  const noise = random(seed + 1);
  const exact = [left, right].every((side) => computesExactly(side, setting));
  const compare = (point: Scope): Comparison => {
    const found = compareAt(point, sides[0], sides[1], relation, noise);
    const strict = relation === '<' || relation === '>';
    const equal =
      strict &&
      found.found === 'unclear' &&
      (equalInWholeNumbers(point, found, exact) || exactlyEqualAt(left, right, point, setting));
    return equal ? ({ ...found, found: 'fails' } as Comparison) : found;
  };
  const fails = (point: Scope) => compare(point).found === 'fails';
  const shown = (point: Scope) =>
    counterexample(point, compare(point), relation, relevantTo([left, right], setting));
  const result: CheckResult = { verdict: 'held', points: 0, unclear: 0, largestDeviation: 0 };
  const falsified = (point: Scope): CheckResult => {
    const small = verdictOnly ? point : shrink(setting, point, limited(fails));
    return {
      ...result,
      verdict: 'false',
      point: small,
      counterexample: shown(small),
    };
  };
  const limited = (test: (point: Scope) => boolean) => {
    let left = affordable(ledger).shrinking;
    return (point: Scope) => left-- > 0 && test(point);
  };
  const all = setting.points(points, seed);
  const sample = setting.knowledge.random.size > 0 ? fromBothEnds(all) : all;
  // A proof of averages, which are dear to compute, is confirmed at fewer points.
  const proved =
    relation === '=' && averages([left, right], setting) && provedEqual(left, right, setting.knowledge);
  const most = () => Math.min(affordable(ledger).points, proved ? pointsOfProof : Infinity);
  let tried = 0;
  const gaps: { point: Scope; gap: number }[] = [];
  let firstUndefined: Scope | undefined;
  let doubt: string | undefined;
  for (const point of sample) {
    if (tried >= most()) break;
    tried++;
    const found = compare(point);
    if (found.found === 'fails') return falsified(point);
    if (found.found === 'undefined') {
      if (found.isUnknown) {
        doubt ??= found.message;
        continue;
      }
      firstUndefined ??= point;
      if (verdictOnly) break;
    } else if (found.found === 'unclear') result.unclear++;
    else {
      result.points++;
      if (relation === '=') result.largestDeviation = Math.max(result.largestDeviation, found.deviation);
      else gaps.push({ point, gap: found.gap });
    }
  }
  if (firstUndefined) {
    const small = verdictOnly
      ? firstUndefined
      : shrink(
          setting,
          firstUndefined,
          limited((point) => isUndefined(compare(point))),
        );
    return {
      ...result,
      verdict: 'undefined',
      counterexample: shown(small),
    };
  }
  if (doubt !== undefined) return { ...result, verdict: 'undecided', doubt };
  let extremes = proved ? 0 : affordable(ledger).extremes;
  for (const point of extremePoints(setting, sample)) {
    if (extremes-- <= 0) break;
    if (fails(point) && !outOfRange(sides, point)) return falsified(point);
  }
  const pole = findPole([left, right], setting, sample);
  if (pole)
    return {
      ...result,
      verdict: 'undefined',
      counterexample: poleExample([left, right], setting, pole, compare),
    };
  if (relation === '=') {
    const seen = result.points > 0 || ledger.methods.size === 0;
    if (seen && (proved || provedEqual(left, right, setting.knowledge)))
      return { ...result, verdict: 'proved symbolically' };
    const apart =
      result.points > 0 ? differentExactly(left, right, sample.slice(0, exactPoints), setting) : undefined;
    if (apart) return { ...result, verdict: 'false', ...apart };
  } else {
    const starts = gaps
      .sort((a, b) => a.gap - b.gap)
      .slice(0, searchStarts)
      .map(({ point }) => point);
    const slack = (point: Scope) => relativeSlack(point, sides, relation);
    const found = tightest(setting, starts, slack, {
      steps: Math.min(searchSteps, affordable(ledger).steps),
      seed: seed + 2,
    });
    if (found && fails(found.point)) return falsified(found.point);
    const decided = result.points >= tried / 2 || (result.points > 0 && relation.length === 2);
    if (decided && provedBound(left, relation, right, setting.assumptions, setting.knowledge))
      return { ...result, verdict: 'proved symbolically' };
  }
  return result.points >= tried / 2 ? result : { ...result, verdict: 'undecided' };
}

const isUndefined = (comparison: Comparison) => comparison.found === 'undefined' && !comparison.isUnknown;

/** A side that has no value anywhere, for a reason. */
const refusing =
  (message: string): Evaluate =>
  () => {
    throw new ShapeError(message);
  };

const averages = (sides: readonly MathNode[], { knowledge }: Setting): boolean =>
  knowledge.random.size > 0 &&
  sides.some((side) => side.filter((part) => expectationIn(part) !== undefined).length > 0);

function poleExample(
  sides: readonly MathNode[],
  setting: Setting,
  { point, divisor }: Pole,
  compare: (point: Scope) => Comparison,
) {
  const lacksValue = (scope: Scope) => isUndefined(compare(scope));
  const tidy = shrink(setting, point, lacksValue);
  const named = relevantTo(sides, setting);
  if (lacksValue(tidy)) return counterexample(tidy, compare(tidy), '=', named);
  return counterexample(
    point,
    { found: 'undefined', message: `${divisor} passes through 0, and is divided by` },
    '=',
    named,
  );
}

/** Special and random points by turns, for checks that can afford only the first. */
const fromBothEnds = (points: readonly Scope[]): Scope[] =>
  points.map((_, i) => points[i % 2 === 0 ? i / 2 : points.length - (i + 1) / 2]);

/** How far a bound is from being violated, relative to the larger side; undefined where a side is. */
function relativeSlack(point: Scope, sides: readonly Evaluate[], relation: Relation): number | undefined {
  try {
    const [a, b] = sides.map((side) => asNumber(side(point, exactly)) ?? Number.NaN);
    const slack =
      (relation[0] === '<' ? b - a : a - b) / Math.max(Math.abs(a), Math.abs(b), Number.MIN_VALUE);
    return Number.isNaN(slack) ? undefined : slack;
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}
