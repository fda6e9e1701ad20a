import type { Scope } from '../language/value';
import type { Comparison, Relation } from './compare';
import { type PlainValue, plainValue } from './setting';

/** Values at which a claim is false, or has no meaning. */
export interface Counterexample {
  /** The names' values: numbers, vectors as arrays, matrices as arrays of rows. */
  values: Record<string, PlainValue>;
  left?: PlainValue;
  right?: PlainValue;
  /** One sentence: `at b = 1/2, n = 2 the left side is 0.75, the right side 0.5`. */
  text: string;
}

export function counterexample(point: Scope, found: Comparison, relation: Relation): Counterexample {
  const fixed = Object.entries(point).filter(
    ([, value]) => typeof value === 'number' || value.kind !== 'random',
  );
  const values = Object.fromEntries(fixed.map(([name, value]) => [name, plainValue(value)]));
  const where = Object.entries(values).map(([name, value]) => `${name} = ${plainText(value)}`);
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

/** Numbers to a few digits, arrays in brackets. */
export function plainText(value: PlainValue, digits = 6): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(digits)));
  return `[${value.map((part) => plainText(part, digits)).join(', ')}]`;
}
