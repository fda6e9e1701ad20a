import { InvalidInput } from '../../../errors';
import { described } from '../../../errors/described';
import { formulaError } from '../../../formula/formula-error';
import type { Shape } from './graph';

/** A number, a vector, a matrix as rows, or a matrix row by row as `matrixOf` makes it. */
export type FormulaData =
  | number
  | ArrayLike<number>
  | readonly ArrayLike<number>[]
  | { readonly rows: number; readonly columns: number; readonly values: ArrayLike<number> };

/** The shape of a variable: the length of a vector, or rows and columns. */
export type VariableShape = number | readonly [rows: number, columns: number];

const rule = 'formulaObjective';

/** Reads what was given for a name, into numbers of its own. */
export function readData(name: string, data: unknown): { shape: Shape; values: Float64Array } {
  if (typeof data === 'number') return checked(name, [data], 1, 1);
  const { rows, columns, values } = (data ?? {}) as {
    rows?: number;
    columns?: number;
    values?: ArrayLike<number>;
  };
  if (rows !== undefined && columns !== undefined && isList(values))
    return checked(name, values, rows, columns);
  if (!isList(data)) throw wrong(name, data);
  const items = Array.from(data as ArrayLike<unknown>);
  if (!items.some(isList)) return checked(name, items, items.length, 1);
  const width = (items[0] as ArrayLike<unknown>)?.length;
  const odd = items.findIndex((row) => !isList(row) || row.length !== width);
  if (odd >= 0) {
    const given = isList(items[odd])
      ? described(`of ${(items[odd] as ArrayLike<unknown>).length}`)
      : items[odd];
    throw formulaError({ rule }, `row ${odd + 1} of ${name}`, given, `of ${width} numbers, as row 1`);
  }
  return checked(
    name,
    items.flatMap((row) => Array.from(row as ArrayLike<unknown>)),
    items.length,
    width,
  );
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

function checked(name: string, values: ArrayLike<unknown>, rows: number, columns: number) {
  if (!(rows * columns > 0) || values.length !== rows * columns) throw wrong(name, values);
  for (let i = 0; i < values.length; i++) {
    if (typeof values[i] === 'number') continue;
    const given = values[i];
    throw new InvalidInput({ subject: `${rule}: entry ${i + 1} of ${name}`, given, allowed: 'a number' });
  }
  return { shape: { rows, columns }, values: Float64Array.from(values as ArrayLike<number>) };
}

function wrong(name: string, given: unknown): InvalidInput {
  const isTensor = typeof (given as { dataSync?: unknown } | null | undefined)?.dataSync === 'function';
  return new InvalidInput({
    subject: `${rule}: ${name}`,
    given: isTensor ? described('a tensor') : given,
    allowed: 'a number, a vector as an array of numbers, or a matrix as an array of rows, none of them empty',
    remedy: isTensor ? 'Read its numbers by arraySync().' : undefined,
  });
}

/** Reads the shape of a variable. */
export function readShape(name: string, shape: unknown): Shape {
  const [rows, columns = 1, ...more] = Array.isArray(shape) ? shape : [shape];
  const isLength = (length: unknown) => Number.isSafeInteger(length) && (length as number) > 0;
  if (isLength(rows) && isLength(columns) && more.length === 0) return { rows, columns };
  const allowed = 'the length of a vector, or [rows, columns] of a matrix: whole numbers from 1 on';
  throw new InvalidInput({ subject: `${rule}: the shape of ${name}`, given: shape, allowed });
}
