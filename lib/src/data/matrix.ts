import { type Tensor2D, tensor2d } from '@tensorflow/tfjs';
import { InvalidInput } from '../errors';

/** A table of float64 numbers, row after row, whose columns may have names. */
export interface Matrix<Name extends string = string> {
  readonly rows: number;
  readonly columns: number;
  /** Row-major: row r, column c is `values[r * columns + c]`. */
  readonly values: Float64Array;
  readonly names?: readonly Name[];
}

/**
 * Makes a matrix of rows.
 *
 * @param rows at least one row, all of one length
 * @param names one a column, all different
 * @throws InvalidInput if the rows differ in length, an entry is not a number, or the names do not fit
 * @example
 * ```ts
 * matrixOf([[1, 2], [3, 4], [5, 6]], ['a', 'b']).rows // 3
 * ```
 */
export function matrixOf<const Name extends string = string>(
  rows: ArrayLike<ArrayLike<number>>,
  names?: readonly Name[],
): Matrix<Name> {
  const columns = rows?.[0]?.length;
  if (!(columns > 0)) {
    throw new InvalidInput({
      subject: 'matrixOf: rows',
      given: rows,
      allowed: 'at least one row with at least one number',
    });
  }
  if (names !== undefined && !areNames(names, columns)) {
    throw new InvalidInput({
      subject: 'matrixOf: names',
      given: names,
      allowed: `an array of ${columns} different names`,
    });
  }
  const values = new Float64Array(rows.length * columns);
  for (let row = 0; row < rows.length; row++) {
    if (rows[row]?.length !== columns) {
      const subject = `matrixOf: length of row ${row}`;
      throw new InvalidInput({ subject, given: rows[row]?.length, allowed: `${columns}, as in row 0` });
    }
    for (let at = 0; at < columns; at++) {
      const value = rows[row][at];
      if (typeof value !== 'number') {
        throw new InvalidInput({
          subject: `matrixOf: row ${row}, column ${at}`,
          given: value,
          allowed: 'a number',
        });
      }
      values[row * columns + at] = value;
    }
  }
  return Object.freeze({ rows: rows.length, columns, values, names });
}

/**
 * One column, as a copy.
 *
 * @throws InvalidInput if there is no such column
 * @example
 * ```ts
 * column(matrixOf([[1, 2], [3, 4]], ['a', 'b']), 'b') // Float64Array(2) [ 2, 4 ]
 * ```
 */
export function column<Name extends string>(
  matrix: Matrix<Name>,
  which: NoInfer<Name> | number,
): Float64Array {
  checkMatrix('column: matrix', matrix);
  const at = columnIndex(matrix, which);
  return Float64Array.from({ length: matrix.rows }, (_, row) => matrix.values[row * matrix.columns + at]);
}

/**
 * The rows, as views: writing to one writes to the matrix.
 *
 * @example
 * ```ts
 * rowsOf(matrixOf([[1, 2], [3, 4]]))[1] // Float64Array(2) [ 3, 4 ]
 * ```
 */
export function rowsOf(matrix: Matrix): Float64Array[] {
  checkMatrix('rowsOf: matrix', matrix);
  const { rows, columns, values } = matrix;
  return Array.from({ length: rows }, (_, row) => values.subarray(row * columns, (row + 1) * columns));
}

/**
 * The columns asked for, in that order.
 *
 * @throws InvalidInput if one of them is not there, or none is asked for
 * @example
 * ```ts
 * selectColumns(matrixOf([[1, 2], [3, 4]], ['a', 'b']), ['b']).values // Float64Array(2) [ 2, 4 ]
 * ```
 */
export function selectColumns<Name extends string, Chosen extends Name = Name>(
  matrix: Matrix<Name>,
  which: readonly (Chosen | number)[],
): Matrix<Chosen> {
  checkMatrix('selectColumns: matrix', matrix);
  if (!Array.isArray(which) || which.length === 0) {
    throw new InvalidInput({
      subject: 'selectColumns: columns',
      given: which,
      allowed: 'an array of at least one column',
    });
  }
  const places = which.map((one) => columnIndex(matrix, one));
  const { rows, columns, values, names } = matrix;
  const selected = new Float64Array(rows * places.length);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < places.length; at++) {
      selected[row * places.length + at] = values[row * columns + places[at]];
    }
  }
  const kept = names && (places.map((at) => names[at]) as string[] as Chosen[]);
  return Object.freeze({ rows, columns: places.length, values: selected, names: kept });
}

/**
 * The rows asked for by number, in that order; a row may be asked for more than once.
 *
 * @throws InvalidInput if a number is no row
 */
export function selectRows<Name extends string>(
  matrix: Matrix<Name>,
  which: ArrayLike<number>,
): Matrix<Name> {
  checkMatrix('selectRows: matrix', matrix);
  if (!isList(which)) {
    throw new InvalidInput({ subject: 'selectRows: rows', given: which, allowed: 'an array of row numbers' });
  }
  const { rows, columns, values, names } = matrix;
  const selected = new Float64Array(which.length * columns);
  for (let at = 0; at < which.length; at++) {
    const row = which[at];
    if (!Number.isInteger(row) || row < 0 || row >= rows) {
      throw new InvalidInput({
        subject: 'selectRows: row',
        given: row,
        allowed: `an integer from 0 to ${rows - 1}`,
      });
    }
    selected.set(values.subarray(row * columns, (row + 1) * columns), at * columns);
  }
  return Object.freeze({ rows: which.length, columns, values: selected, names });
}

/** The matrix as a float32 tensor of shape [rows, columns]; dispose of it, or make it inside `tf.tidy`. */
export function toTensor(matrix: Matrix): Tensor2D {
  checkMatrix('toTensor: matrix', matrix);
  const { rows, columns, values } = matrix;
  return tensor2d(Float32Array.from(values), [rows, columns]);
}

/** Whether it is an array or a typed array. */
export const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);

const areNames = (names: unknown, columns: number): boolean =>
  Array.isArray(names) &&
  names.length === columns &&
  new Set(names).size === columns &&
  names.every((name) => typeof name === 'string');

/** Guards against what only plain JavaScript can pass: rows, tensors, nothing at all. */
export function checkMatrix(subject: string, matrix: unknown): asserts matrix is Matrix {
  const { rows, columns, values } = (matrix ?? {}) as Partial<Matrix>;
  if (isList(values) && rows !== undefined && columns !== undefined && values.length === rows * columns)
    return;
  throw new InvalidInput({
    subject,
    given: matrix,
    allowed: 'a matrix',
    remedy: 'Make one of rows with matrixOf, or load a data set.',
  });
}

function columnIndex(matrix: Matrix, which: string | number): number {
  const { columns, names } = matrix;
  const at = typeof which === 'number' ? which : (names?.indexOf(which) ?? -1);
  if (Number.isInteger(at) && at >= 0 && at < columns) return at;
  const named = names && names.length <= 40 ? `one of ${names.join(', ')}, or ` : '';
  throw new InvalidInput({
    subject: 'column',
    given: which,
    allowed: `${named}an index from 0 to ${columns - 1}`,
  });
}
