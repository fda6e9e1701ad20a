import type { Random } from '../../random';
import { recording } from '../expectation/ledger';
import type { Jitter } from '../language/arithmetic';
import { type Evaluate, exactly } from '../language/evaluate';
import { TooManyTerms, watchingUnderflow } from '../language/limits-of-evaluation';
import {
  alike,
  asNumber,
  isFiniteValue,
  numbersIn,
  type Scope,
  ShapeError,
  shapeInWords,
  type Value,
} from '../language/value';

/** The relations that a step can claim between the line before and its own. */
export type Relation = '=' | '<=' | '<' | '>=' | '>';

/**
 * What a comparison at one point found. `deviation` is the difference of the sides relative to the larger of them and
 * of the terms they are summed from, so that a true zero that is rounding noise does not count as a deviation of one.
 */
export type Comparison =
  | { found: 'holds' | 'fails' | 'unclear'; left: Value; right: Value; deviation: number; gap: number }
  /** `isUnknown` where a value exists but was not computed. */
  | { found: 'undefined'; message: string; isUnknown?: boolean };

const jitterSize = 2 ** -44;
const jitteredRuns = 2;
/** Rounding changes a result 2^-8 times as much as the jitter does; 8 leaves room for unlucky draws of the jitter. */
export const safety = 8;
/** Numbers about as small as the smallest that a double holds with all its digits. */
export const tiny = 2 ** -1000;
const roundingFloor = 2 ** -48;
/** A tolerance beyond this share of the values leaves nothing to be seen. */
const coarsest = 1e-3;
/** The same where a side is estimated from draws, whose interval is stated. */
const coarsestOfDraws = 0.05;
/** Sides that are both zero to rounding agree, where rounding is this small beside values of the order of one. */
const vanishing = 1e-6;

/**
 * Compares both sides at one point, with a tolerance from the conditioning there.
 *
 * Each side is evaluated as written, and again with every intermediate result changed by a random relative amount up
 * to 2^-44; the spread of these evaluations, scaled, bounds what rounding (2^-53 per operation) can have done. This
 * is Monte Carlo arithmetic (Parker, Pierce & Eggert, "Monte Carlo arithmetic: how to gamble with floating point and
 * win", 2000). Where the tolerance would hide a relative difference of 10^-3 the point is `unclear` and not counted.
 */
export function compareAt(
  scope: Scope,
  left: Evaluate,
  right: Evaluate,
  relation: Relation,
  source: Random,
): Comparison {
  let values: Value[];
  let spreads: number[];
  let coarse = coarsest;
  let underflown = false;
  try {
    const sides = recording(({ methods }) => {
      const [both, tooSmall] = watchingUnderflow(() =>
        [left, right].map((side) => valueWithSpread(side, scope, source)),
      );
      underflown = tooSmall;
      if (methods.has('Monte Carlo')) coarse = coarsestOfDraws;
      return both;
    });
    values = sides.map(([value]) => value);
    spreads = sides.map(([, spread]) => spread);
  } catch (error) {
    if (error instanceof ShapeError)
      return { found: 'undefined', message: error.message, isUnknown: error instanceof TooManyTerms };
    throw error;
  }
  const [a, b] = values;
  const bad = values.findIndex((value) => !isFiniteValue(value));
  if (bad >= 0) {
    const which = bad === 0 ? 'the side before' : 'the side after';
    return { found: 'undefined', message: `${which} is undefined (${describe(values[bad])})` };
  }
  const pair = alike(a, b);
  if (!pair)
    return { found: 'undefined', message: `one side is ${shapeInWords(a)}, the other ${shapeInWords(b)}` };
  const found = judge(a, b, pair, spreads[0] + spreads[1], relation, coarse);
  // Sides that are both about the smallest double, or below it, cannot be told apart, nor from zero.
  const isTiny = (side: Value) => Array.prototype.every.call(numbersIn(side), (x) => Math.abs(x) < tiny);
  if (found.found === 'undefined') return found;
  return underflown && isTiny(a) && isTiny(b) ? { ...found, found: 'unclear' } : found;
}

const describe = (value: Value) =>
  typeof value === 'number' ? String(value) : `${shapeInWords(value)} with undefined entries`;

function judge(
  a: Value,
  b: Value,
  [x, y]: [ArrayLike<number>, ArrayLike<number>],
  spread: number,
  relation: Relation,
  coarse: number,
): Comparison {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < x.length; i++) {
    difference = Math.max(difference, Math.abs(x[i] - y[i]));
    size = Math.max(size, Math.abs(x[i]), Math.abs(y[i]));
  }
  const tolerance = safety * spread + roundingFloor * size;
  const bothVanish = size <= tolerance && tolerance <= vanishing;
  const clear = tolerance <= coarse * size || bothVanish;
  const terms = Math.max(size, spread / jitterSize);
  const deviation = terms === 0 ? 0 : difference / terms;
  const base = { left: a, right: b, deviation };
  if (relation === '=') {
    const found = difference > tolerance ? 'fails' : clear ? 'holds' : 'unclear';
    return { ...base, found, gap: difference };
  }
  const [p, q] = [asNumber(a), asNumber(b)];
  if (p === undefined || q === undefined) {
    return {
      found: 'undefined',
      message: `${relation} compares numbers, but one side is ${shapeInWords(a)}`,
    };
  }
  const slack = relation === '<=' || relation === '<' ? q - p : p - q;
  const scaled = size === 0 ? 0 : slack / size;
  if (slack < -tolerance) return { ...base, found: 'fails', gap: scaled };
  const strict = relation === '<' || relation === '>';
  if (strict && slack <= tolerance) return { ...base, found: 'unclear', gap: scaled };
  return { ...base, found: clear || slack > tolerance ? 'holds' : 'unclear', gap: scaled };
}

/** A side's value, and the largest change of an entry in its jittered evaluations. */
export function valueWithSpread(side: Evaluate, scope: Scope, source: Random): [Value, number] {
  const value = side(scope, exactly);
  const jitter: Jitter = (result) => result * (1 + jitterSize * source.uniform(-1, 1));
  let spread = 0;
  for (let run = 0; run < jitteredRuns; run++) {
    const pair = alike(side(scope, jitter), value);
    if (!pair) continue;
    for (let i = 0; i < pair[0].length; i++) {
      const change = Math.abs(pair[0][i] - pair[1][i]);
      // A result that rounding can make undefined is known to no digit.
      if (!(change <= spread)) spread = Number.isNaN(change) ? Number.POSITIVE_INFINITY : change;
    }
  }
  return [value, spread];
}
