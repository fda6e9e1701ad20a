import type { Scope } from '../language/value';
import type { Comparison, Relation } from './compare';
import { type PlainValue, plainValue } from './setting';

/** Values at which a claim is false, or has no meaning. */
export interface Counterexample {
  /** The values of all names: numbers, vectors as arrays, matrices as arrays of rows. */
  values: Record<string, PlainValue>;
  left?: PlainValue;
  right?: PlainValue;
  /** One sentence, with the names that the claim reads: `at b = 0.5, n = 2 the left side is 0.75, the right side 0.5`. */
  text: string;
}

/**
 * Says where a claim is false.
 *
 * @param named the names to tell the values of; all without it
 */
export function counterexample(
  point: Scope,
  found: Comparison,
  relation: Relation,
  named?: ReadonlySet<string>,
): Counterexample {
  const fixed = Object.entries(point).filter(
    ([, value]) => typeof value === 'number' || value.kind !== 'random',
  );
  const values = Object.fromEntries(fixed.map(([name, value]) => [name, plainValue(value)]));
  const told = Object.entries(values).filter(([name]) => named?.has(name) ?? true);
  const where = told.map(([name, value]) => `${name} = ${plainText(value)}`);
  const at = where.length > 0 ? `at ${where.join(', ')} ` : '';
  if (found.found === 'undefined') return { values, text: `${at}${found.message}` };
  const [left, right] = [plainValue(found.left), plainValue(found.right)];
  // All digits where six would show the same number twice.
  const digits = plainText(left) === plainText(right) ? 17 : 6;
  const claim = relation === '=' ? '' : `, which is not ${relation}`;
  return {
    values,
    left,
    right,
    text: `${at}the left side is ${plainText(left, digits)}, the right side ${plainText(right, digits)}${claim}`,
  };
}

/** Of sides whose difference rounding hides. */
export function exactCounterexample(point: Scope, difference: number): Counterexample {
  const values = Object.fromEntries(Object.entries(point).map(([name, value]) => [name, plainValue(value)]));
  const where = Object.entries(values).map(([name, value]) => `${name} = ${plainText(value)}`);
  const at = where.length > 0 ? `at ${where.join(', ')} ` : '';
  const text = `${at}the left side less the right side is ${plainText(difference)} in exact arithmetic, which rounding hides`;
  return { values, text };
}

/** Numbers to a few digits, arrays in brackets. */
export function plainText(value: PlainValue, digits = 6): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(digits)));
  return `[${value.map((part) => plainText(part, digits)).join(', ')}]`;
}
