import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import type { Displayable } from '../../show';
import type { Scope } from '../language/value';
import { plainText } from '../points/counterexample';
import { type PlainValue, plainPoint } from '../points/setting';
import { shrink } from '../points/shrink';
import { type BoundDomain, type ReadDomain, readDomain } from './bound/domain';
import { relativeSlack, Search, type Sides } from './bound/search';
import { type BoundSide, compileSide } from './bound/sides';
import { wholeNumber } from './inputs';
import { reported, short } from './report';

export type { BoundDomain, BoundRange } from './bound/domain';
export type { BoundSide } from './bound/sides';

/** Options of {@link checkBound}. */
export interface BoundCheckOptions {
  /** Whether the function stays below the bound or above it. Default '<='. */
  relation?: '<=' | '>=';
  /**
   * Whether the bound must also be reached: true, for one part in a thousand, or how near, as a share of the larger side.
   * Default false.
   */
  sharp?: boolean | number;
  /** Points spread over the domain before the local searches. Default 10000: a violation in a thousandth of a box is met. */
  points?: number;
  /** Local searches from the points that come closest. Default 16. */
  searches?: number;
  /** Seed of the points and searches. Default 1. */
  seed?: number;
}

/** The point at which the sides come closest, or the bound is violated. */
export interface TightestPoint {
  /** The values by name, numbers, arrays or arrays of rows; of a box by coordinate, as `x0`. */
  values: Record<string, PlainValue>;
  left: number;
  right: number;
  /** left / right: of a positive bound above, 1 where it is reached. NaN where both are 0. */
  ratio: number;
  /** How far the bound is from being violated, relative to the larger side. */
  slack: number;
}

/** What {@link checkBound} found. */
export interface BoundCheck extends Displayable {
  verdict: 'holds' | 'fails' | 'undefined' | 'not sharp';
  holds: boolean;
  /** How many points were compared, those of the searches included. */
  points: number;
  tightest: TightestPoint;
  /** The outcome in a sentence. */
  summary: string;
}

/** A bound that is violated, undefined, or not reached though it was called sharp. */
export class BoundError extends Error {
  override readonly name = 'BoundError';
  readonly check: BoundCheck;

  constructor(check: BoundCheck) {
    super(`checkBound: ${check.summary}`);
    this.check = check;
  }
}

/**
 * Searches a domain for a violation of a bound: $f(x) \le b(x)$ for all x.
 *
 * Points are spread over the domain: corners and what is near them, simple values, Halton's sequence, uniform and scaled
 * draws. From those that come closest, by difference and by ratio, pattern searches lead on. A violation must exceed what
 * rounding explains and is reduced to simple numbers. Where none is found the bound held at so many points: evidence, no
 * proof.
 *
 * A function is given a Float64Array where the domain is an array of ranges, else the values by name. Formulas are those of
 * derivations, of the names.
 *
 * @param f what is bounded: a function or a formula
 * @param bound a number, a function or a formula
 * @param domain `[[0, 1], [-2, 2]]`, or by name `{ x: [0, 1], A: spd(3), v: vector(3) }`
 * @returns the tightest point that was found
 * @throws BoundError with a counterexample, where one is found, where a side is undefined, or the bound is not sharp
 * @throws InvalidInput for a domain that is empty, a formula of other names, and an unknown option
 * @example
 * ```ts
 * checkBound((x) => x[0] * (1 - x[0]), 0.25, [[0, 1]], { sharp: true }).tightest.left.toFixed(6) // '0.250000'
 * checkBound('dot(v, A*v)', 'trace(A)*dot(v, v)', { A: spd(3), v: vector(3) }).holds // true
 * ```
 * @see Halton, "On the efficiency of certain quasi-random sequences of points", Numer. Math. 2, 1960
 * @see Hooke & Jeeves, "Direct search solution of numerical and statistical problems", JACM 8(2), 1961
 */
export function checkBound(
  f: BoundSide<Float64Array>,
  bound: BoundSide<Float64Array>,
  domain: readonly (readonly [low: number, high: number])[],
  options?: BoundCheckOptions,
): BoundCheck;
export function checkBound<Values extends object = Record<string, PlainValue>>(
  f: BoundSide<Values>,
  bound: BoundSide<Values>,
  domain: Exclude<BoundDomain, readonly unknown[]>,
  options?: BoundCheckOptions,
): BoundCheck;
export function checkBound(
  f: BoundSide<never>,
  bound: BoundSide<never>,
  domain: BoundDomain,
  options: BoundCheckOptions = {},
): BoundCheck {
  const { relation, sharp, points, searches, seed } = readOptions(options);
  const read = readDomain(domain);
  const [lower, upper] = relation === '<=' ? [f, bound] : [bound, f];
  const names = relation === '<=' ? ['f', 'bound'] : ['bound', 'f'];
  const sides = [compileSide(names[0], lower, read), compileSide(names[1], upper, read)];
  const isFunction = [lower, upper].map((side) => typeof side === 'function');
  const search = new Search(read, sides as unknown as Sides, isFunction, seed);
  search.spread(points);
  if (!search.failure) search.descend(searches);
  return concluded(search, { relation, sharp: sharp === true ? 1e-3 : sharp || undefined, domain: read });
}

function readOptions(options: BoundCheckOptions) {
  onlyOptions<BoundCheckOptions>('checkBound', options, ['relation', 'sharp', 'points', 'searches', 'seed']);
  const { relation = '<=', sharp = false, points = 10000, searches = 16, seed = 1 } = options;
  if (relation !== '<=' && relation !== '>=') {
    throw new InvalidInput({ subject: 'checkBound: relation', given: relation, allowed: "'<=' or '>='" });
  }
  if (typeof sharp !== 'boolean' && !(typeof sharp === 'number' && sharp > 0 && sharp < 1)) {
    throw new InvalidInput({
      subject: 'checkBound: sharp',
      given: sharp,
      allowed: 'true, false, or a share between 0 and 1',
    });
  }
  wholeNumber('checkBound: points', points, 1, 1e8);
  wholeNumber('checkBound: searches', searches, 0, 1e4);
  wholeNumber('checkBound: seed', seed, 0, 2 ** 31);
  return { relation, sharp, points, searches, seed };
}

interface Asked {
  relation: '<=' | '>=';
  sharp?: number;
  domain: ReadDomain;
}

function concluded(search: Search, { relation, sharp, domain }: Asked): BoundCheck {
  const { failure, closest, compared, excused } = search;
  const [nearest] = closest.relative.length > 0 ? closest.relative : closest.absolute;
  const point = failure ? small(search, failure) : nearest?.point;
  const [lower, upper] = point ? search.values(point) : [Number.NaN, Number.NaN];
  const [left, right] = relation === '<=' ? [lower, upper] : [upper, lower];
  const values = plainPoint(point ?? {});
  const tightest = { values, left, right, ratio: left / right, slack: relativeSlack([lower, upper]) };
  const at = whereText(values, domain);
  const sidesText = digitsApart(left, right);
  const beyond =
    excused > 0 ? ` (at ${excused} of them f is beyond it by no more than rounding explains)` : '';
  const count = `${compared} points${beyond}`;
  let verdict: BoundCheck['verdict'] = failure?.found ?? 'holds';
  if (verdict === 'holds' && sharp !== undefined && !(tightest.slack <= sharp)) verdict = 'not sharp';
  const closeness = Number.isNaN(tightest.ratio) ? '' : `, a ratio of ${short(tightest.ratio)}`;
  const summary = {
    fails: `${at} f is ${sidesText[0]}, which is not ${relation} the bound, ${sidesText[1]}`,
    undefined: `undecided: ${at} ${Number.isNaN(left) ? 'f' : 'the bound'} is undefined`,
    'not sharp': `f ${relation} the bound held at ${count}, but the bound is not sharp: it comes closest ${at}, where f is ${sidesText[0]} and the bound ${sidesText[1]}${closeness}`,
    holds: `f ${relation} the bound held at ${count}, found by a search for a violation, which is no proof; it comes closest ${at}, where f is ${sidesText[0]} and the bound ${sidesText[1]}${closeness}`,
  }[verdict];
  const holds = verdict === 'holds';
  const check: BoundCheck = {
    verdict,
    holds,
    points: compared,
    tightest,
    summary,
    ...reported(holds, summary),
  };
  if (!holds) throw new BoundError(check);
  return check;
}

/** A failing point in simple numbers. */
function small(search: Search, { point, found }: { point: Scope; found: 'fails' | 'undefined' }): Scope {
  return shrink(search.domain.setting, point, (at) => search.judge(at) === found);
}

function whereText(values: Record<string, PlainValue>, { coordinates }: ReadDomain): string {
  if (coordinates) return `at x = ${plainText(coordinates.map((name) => values[name]))}`;
  const where = Object.entries(values).map(([name, value]) => `${name} = ${plainText(value)}`);
  return where.length > 0 ? `at ${where.join(', ')}` : 'everywhere';
}

/** Both numbers, with all digits where six would show the same number twice. */
function digitsApart(left: number, right: number): [string, string] {
  const digits = left !== right && short(left) === short(right) ? 17 : 6;
  return [left, right].map((each) => String(Number(each.toPrecision(digits)))) as [string, string];
}
