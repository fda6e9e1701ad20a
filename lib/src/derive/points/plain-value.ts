import { asNumber, type Scope, type Value } from '../language/value';

/** The values of a point as plain data, for reports; random names have none. */
export const plainPoint = (point: Scope): Record<string, PlainValue> =>
  Object.fromEntries(
    Object.entries(point)
      .filter(([, value]) => typeof value === 'number' || value.kind !== 'random')
      .map(([name, value]) => [name, plainValue(value)]),
  );

/** A value as plain data, for reports: numbers, arrays, arrays of rows. */
export function plainValue(value: Value): PlainValue {
  const x =
    typeof value === 'number'
      ? value
      : value.kind === 'dense' && value.data.length === 1
        ? asNumber(value)
        : undefined;
  if (x !== undefined) return x;
  if (typeof value === 'number') return value;
  if (value.kind === 'identity') return value.scale;
  if (value.kind === 'random') return [];
  if (value.kind === 'sequence') return value.items.map(plainValue);
  const { rows, columns, data } = value;
  if (columns === 1) return Array.from(data);
  return Array.from({ length: rows }, (_, r) => Array.from(data.subarray(r * columns, (r + 1) * columns)));
}

/** Numbers, vectors as arrays, matrices as arrays of rows, sequences as arrays of items. */
export type PlainValue = number | PlainValue[];
