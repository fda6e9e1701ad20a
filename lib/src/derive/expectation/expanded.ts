import type { Jitter } from '../language/arithmetic';
import { type Dense, ShapeError, type Value } from '../language/value';
import {
  constant,
  type Expansion,
  minus,
  numberOf,
  plus,
  type State,
  scaled,
  times,
  valueAt,
} from './expansion';

/** A value with expansions for numbers: of one entry it counts as a number, whatever its shape. */
export type Expanded =
  | {
      readonly kind: 'entries';
      readonly rows: number;
      readonly columns: number;
      readonly entries: readonly Expansion[];
    }
  | { readonly kind: 'sequence'; readonly first: number; readonly items: readonly Expanded[] }
  | { readonly kind: 'identity'; readonly scale: Expansion };

export type Entries = Extract<Expanded, { kind: 'entries' }>;

export const entries = (rows: number, columns: number, list: readonly Expansion[]): Entries => ({
  kind: 'entries',
  rows,
  columns,
  entries: list,
});

export const single = (a: Expansion): Entries => entries(1, 1, [a]);

/** A value in which nothing is random. */
export function fixed(value: Value): Expanded {
  if (typeof value === 'number') return single(constant(value));
  switch (value.kind) {
    case 'dense':
      return entries(value.rows, value.columns, Array.from(value.data, constant));
    case 'sequence':
      return { ...value, items: value.items.map(fixed) };
    case 'identity':
      return { kind: 'identity', scale: constant(value.scale) };
    default:
      throw new ShapeError('a random name has a value only inside E, Var, Cov or P over it');
  }
}

export const shapeText = (a: Expanded): string =>
  a.kind === 'entries'
    ? a.entries.length === 1
      ? 'a number'
      : `${a.rows}x${a.columns}`
    : a.kind === 'identity'
      ? 'the identity'
      : `a sequence of ${a.items.length}`;

const mismatch = (a: Expanded, op: string, b: Expanded) =>
  new ShapeError(`${shapeText(a)} ${op} ${shapeText(b)} is not defined`);

/** The expansion of what counts as a number. */
export const scalarOf = (a: Expanded): Expansion | undefined =>
  a.kind === 'entries' && a.entries.length === 1 ? a.entries[0] : undefined;

export function mapEntries(a: Expanded, change: (entry: Expansion) => Expansion): Expanded {
  if (a.kind === 'entries') return { ...a, entries: a.entries.map(change) };
  throw new ShapeError(`a function of numbers cannot take ${shapeText(a)}`);
}

const identityOf = (n: number, scale: Expansion): Entries =>
  entries(
    n,
    n,
    Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? scale : constant(0))),
  );

/** Entry by entry; the identity takes the other side's size, a number meets only numbers unless it may spread. */
export function combined(
  a: Expanded,
  op: string,
  b: Expanded,
  entry: (x: Expansion, y: Expansion) => Expansion,
  spread = false,
): Expanded {
  const [x, y] = [scalarOf(a), scalarOf(b)];
  if (x && y) return single(entry(x, y));
  if (a.kind === 'identity' && b.kind === 'identity') return { ...a, scale: entry(a.scale, b.scale) };
  if (a.kind === 'identity' && y) return single(entry(a.scale, y));
  if (b.kind === 'identity' && x) return single(entry(x, b.scale));
  if (a.kind === 'identity' && b.kind === 'entries' && b.rows === b.columns)
    return combined(identityOf(b.rows, a.scale), op, b, entry);
  if (b.kind === 'identity' && a.kind === 'entries' && a.rows === a.columns)
    return combined(a, op, identityOf(a.rows, b.scale), entry);
  if (a.kind !== 'entries' || b.kind !== 'entries') throw mismatch(a, op, b);
  if (spread && x) return mapEntries(b, (right) => entry(x, right));
  if (spread && y) return mapEntries(a, (left) => entry(left, y));
  if (a.rows !== b.rows || a.columns !== b.columns) throw mismatch(a, op, b);
  return { ...a, entries: a.entries.map((left, i) => entry(left, b.entries[i])) };
}

export const sum = (a: Expanded, b: Expanded, jitter: Jitter) =>
  combined(a, '+', b, (x, y) => plus(x, y, jitter));
export const difference = (a: Expanded, b: Expanded, jitter: Jitter) =>
  combined(a, '-', b, (x, y) => minus(x, y, jitter));

export function product(a: Expanded, b: Expanded, jitter: Jitter): Expanded {
  const [x, y] = [scalarOf(a), scalarOf(b)];
  const scale = (value: Expanded, by: Expansion): Expanded =>
    value.kind === 'identity'
      ? { ...value, scale: times(value.scale, by, jitter) }
      : mapEntries(value, (entry) => times(entry, by, jitter));
  if (a.kind === 'identity') return scale(b, a.scale);
  if (b.kind === 'identity') return scale(a, b.scale);
  if (x) return scale(b, x);
  if (y) return scale(a, y);
  if (a.kind !== 'entries' || b.kind !== 'entries' || a.columns !== b.rows) throw mismatch(a, '*', b);
  const list = Array.from({ length: a.rows * b.columns }, (_, k) => {
    const [r, c] = [Math.floor(k / b.columns), k % b.columns];
    let total: Expansion = constant(0);
    for (let i = 0; i < a.columns; i++) {
      total = plus(total, times(a.entries[r * a.columns + i], b.entries[i * b.columns + c], jitter), jitter);
    }
    return total;
  });
  return entries(a.rows, b.columns, list);
}

export function transposed(a: Expanded): Expanded {
  if (a.kind === 'identity') return a;
  if (a.kind === 'sequence') throw new ShapeError('a sequence has no transpose');
  const list = Array.from({ length: a.entries.length }, (_, k) => {
    const [r, c] = [Math.floor(k / a.rows), k % a.rows];
    return a.entries[c * a.columns + r];
  });
  return entries(a.columns, a.rows, list);
}

/** The value in which nothing is random, if nothing is. */
export function fixedValue(a: Expanded): Value | undefined {
  if (a.kind === 'identity') {
    const scale = numberOf(a.scale);
    return scale === undefined ? undefined : { kind: 'identity', scale };
  }
  if (a.kind === 'sequence') {
    const items = a.items.map(fixedValue);
    return items.includes(undefined)
      ? undefined
      : { kind: 'sequence', first: a.first, items: items as Value[] };
  }
  const numbers = a.entries.map(numberOf);
  return numbers.includes(undefined) ? undefined : shapedValue(a, numbers as number[]);
}

/** Numbers in the shape of entries. */
export const shapedValue = ({ rows, columns }: Entries, numbers: readonly number[]): Value =>
  numbers.length === 1
    ? numbers[0]
    : ({ kind: 'dense', rows, columns, data: Float64Array.from(numbers) } satisfies Dense);

/** The value where the sources have these values. */
export function atState(a: Expanded, state: State): Value {
  if (a.kind === 'identity') return { kind: 'identity', scale: valueAt(a.scale, state) };
  if (a.kind === 'sequence')
    return { kind: 'sequence', first: a.first, items: a.items.map((item) => atState(item, state)) };
  return shapedValue(
    a,
    a.entries.map((entry) => valueAt(entry, state)),
  );
}

export const numbersOf = (a: Expanded): readonly Expansion[] =>
  a.kind === 'entries' ? a.entries : a.kind === 'identity' ? [a.scale] : a.items.flatMap(numbersOf);

export const negated = (a: Expanded): Expanded =>
  a.kind === 'identity'
    ? { ...a, scale: scaled(a.scale, -1, (x) => x) }
    : mapEntries(a, (entry) => scaled(entry, -1, (x) => x));
