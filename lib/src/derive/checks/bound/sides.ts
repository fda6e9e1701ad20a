import { InvalidInput } from '../../../errors';
import { parseMath } from '../../../formula/parse-math';
import type { Jitter } from '../../language/arithmetic';
import { compileExpression, type Evaluate, exactly } from '../../language/evaluate';
import { checkNames } from '../../language/names';
import { unfoldInDerivatives } from '../../language/unfold';
import { asNumber, type Scope, ShapeError, shapeInWords, type Value } from '../../language/value';
import { type PlainValue, plainPoint } from '../../points/setting';
import type { ReadDomain } from './domain';

/** One side of a bound: a number, a formula, or a function of the point. */
export type BoundSide<Point> = number | string | ((point: Point) => number);

/** What a function of the point is given: a vector of a box, else the values by name. */
export function pointOf(
  { coordinates }: ReadDomain,
  scope: Scope,
): Float64Array | Record<string, PlainValue> {
  if (coordinates) return Float64Array.from(coordinates, (name) => asNumber(scope[name]) ?? Number.NaN);
  return plainPoint(scope);
}

/** @throws InvalidInput for a side that is none, and when it is evaluated, for a function that returns no number */
export function compileSide(what: string, side: unknown, domain: ReadDomain): Evaluate {
  const subject = `checkBound: ${what}`;
  if (typeof side === 'number' && !Number.isNaN(side)) return () => side;
  if (typeof side === 'function') {
    return (scope, jitter) => {
      // What happens inside a function cannot be jittered; its arguments show how much rounding it magnifies.
      const near = jitter === exactly ? scope : jittered(domain, scope, jitter);
      const value: unknown = side(pointOf(domain, near));
      if (typeof value === 'number') return jitter(value);
      throw new InvalidInput({ subject: `${subject} at a point`, given: value, allowed: 'a number' });
    };
  }
  if (typeof side !== 'string') {
    throw new InvalidInput({
      subject,
      given: side,
      allowed: 'a number, a formula, or a function of the point',
    });
  }
  if (domain.coordinates) {
    const remedy = 'Give the ranges by name, such as { x: [0, 1] }.';
    throw new InvalidInput({
      subject,
      given: side,
      allowed: 'a number or a function where the domain is a box of ranges',
      remedy,
    });
  }
  const node = checkNames(parseMath(side, subject), domain.setting, subject);
  const evaluate = compileExpression(
    unfoldInDerivatives(node, domain.setting.knowledge.definitions),
    subject,
  );
  return (scope, jitter) => {
    const value = evaluate(scope, jitter);
    const number = asNumber(value);
    if (number !== undefined) return number;
    throw new InvalidInput({
      subject,
      given: side,
      allowed: `a number at every point, not ${shapeInWords(value)}`,
    });
  };
}

/** The value of a side; NaN where it is undefined. */
export function numberOf(side: Evaluate, scope: Scope): number {
  try {
    return asNumber(side(scope, exactly)) ?? Number.NaN;
  } catch (error) {
    if (error instanceof ShapeError) return Number.NaN;
    throw error;
  }
}

/** The point with every number changed by what rounding may have changed it, where that is allowed. */
function jittered({ setting }: ReadDomain, scope: Scope, jitter: Jitter): Scope {
  const moved = Object.entries(scope).map(([name, value]): [string, Value] => {
    const { integer, definition, allows } = setting.assumptions[name];
    if (integer || definition !== undefined) return [name, value];
    if (typeof value === 'number') {
      const next = jitter(value);
      return [name, allows(next, scope) ? next : value];
    }
    if (value.kind !== 'dense') return [name, value];
    const next = { ...value, data: value.data.map(jitter) };
    return [name, allows(next, scope) ? next : value];
  });
  return Object.fromEntries(moved);
}
