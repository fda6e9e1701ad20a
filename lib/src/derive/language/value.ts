import type { Law } from '../expectation/law';

/** A dense real matrix, row by row; a vector is a matrix with one column. */
export interface Dense {
  readonly kind: 'dense';
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** c times the identity matrix of whatever size its place asks for: what the bare name `I` stands for. */
export interface ScaledIdentity {
  readonly kind: 'identity';
  readonly scale: number;
}

/** An indexed sequence g[first], g[first + 1], ... of values of one kind. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly first: number;
  readonly items: readonly Value[];
}

/** What an expression of a derivation evaluates to. */
export type Value = number | Dense | ScaledIdentity | Sequence | Law;

/** The values of the names at one point. */
export type Scope = Record<string, Value>;

/** An operation that does not exist for the shapes at hand; it says which operation and which shapes. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

export const dense = (rows: number, columns: number, data: ArrayLike<number>): Dense => ({
  kind: 'dense',
  rows,
  columns,
  data: Float64Array.from(data),
});

export const column = (data: ArrayLike<number>): Dense => dense(data.length, 1, data);

export const denseOf = (
  rows: number,
  columns: number,
  entry: (row: number, column: number) => number,
): Dense => {
  const data = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) data[r * columns + c] = entry(r, c);
  return { kind: 'dense', rows, columns, data };
};

export const identityMatrix = (n: number, scale = 1): Dense => denseOf(n, n, (r, c) => (r === c ? scale : 0));

/** The number that a value is, where it is one: a number or a matrix of one entry. */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return value.kind === 'dense' && value.data.length === 1 ? value.data[0] : undefined;
}

/** The value's shape in words: `a number`, `3x1`. */
export function shapeInWords(value: Value): string {
  if (typeof value === 'number') return 'a number';
  if (value.kind === 'dense') return `${value.rows}x${value.columns}`;
  if (value.kind === 'random') return 'a random name';
  return value.kind === 'identity' ? 'the identity' : `a sequence of ${value.items.length}`;
}

/** Every number in a value. */
export function numbersIn(value: Value): ArrayLike<number> {
  if (typeof value === 'number') return [value];
  if (value.kind === 'dense') return value.data;
  if (value.kind === 'random') return [];
  return value.kind === 'identity'
    ? [value.scale]
    : value.items.flatMap((item) => Array.from(numbersIn(item)));
}

export const isFiniteValue = (value: Value): boolean =>
  Array.prototype.every.call(numbersIn(value), Number.isFinite);

/** Both values in one shape, or undefined where they have none in common; the number 0 is zero in every shape. */
export function alike(a: Value, b: Value): [ArrayLike<number>, ArrayLike<number>] | undefined {
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== undefined && y !== undefined) return [[x], [y]];
  if (x !== undefined && typeof b !== 'number' && b.kind === 'identity') return [[x], [b.scale]];
  if (y !== undefined && typeof a !== 'number' && a.kind === 'identity') return [[a.scale], [y]];
  if (a === 0 || b === 0) return [numbersOrZeros(a, b), numbersOrZeros(b, a)];
  if (typeof a === 'number' || typeof b === 'number') return undefined;
  if (a.kind === 'identity' && b.kind === 'identity') return [[a.scale], [b.scale]];
  if (a.kind === 'identity' && b.kind === 'dense' && b.rows === b.columns) {
    return [identityMatrix(b.rows, a.scale).data, b.data];
  }
  if (b.kind === 'identity')
    return alike(b, a)?.reverse() as [ArrayLike<number>, ArrayLike<number>] | undefined;
  if (a.kind !== 'dense' || b.kind !== 'dense') return undefined;
  return a.rows === b.rows && a.columns === b.columns ? [a.data, b.data] : undefined;
}

const numbersOrZeros = (value: Value, other: Value): ArrayLike<number> =>
  value === 0 ? new Float64Array(numbersIn(other).length) : numbersIn(value);
