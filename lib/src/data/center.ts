import { InvalidInput } from '../errors';
import { checkMatrix, isList, type Matrix } from './matrix';

/**
 * Subtracts the mean: of each column of a matrix, or of a list of numbers.
 *
 * @throws InvalidInput if there is nothing to take a mean of, or a value is not finite
 * @example
 * ```ts
 * center([1, 2, 6]) // Float64Array(3) [ -2, -1, 3 ]
 * center(matrixOf([[1, 5], [3, 6]])).values // Float64Array(4) [ -1, -0.5, 1, 0.5 ]
 * ```
 */
export function center<Name extends string>(data: Matrix<Name>): Matrix<Name>;
export function center(data: ArrayLike<number>): Float64Array;
export function center(data: Matrix | ArrayLike<number>): Matrix | Float64Array {
  if (isList(data)) return centerColumns(numbersOf(data), 1);
  checkMatrix('center: data', data);
  return Object.freeze({ ...data, values: centerColumns(data.values, data.columns) });
}

/** Checked one by one: Float64Array.from would make numbers of texts and zeros of nulls. */
function numbersOf(list: ArrayLike<unknown>): Float64Array {
  const numbers = Array.from(list, (value, at) => {
    if (typeof value === 'number') return value;
    throw new InvalidInput({ subject: `center: item ${at}`, given: value, allowed: 'a number' });
  });
  return Float64Array.from(numbers);
}

function centerColumns(values: Float64Array, columns: number): Float64Array {
  const rows = values.length / columns;
  if (rows === 0) throw new InvalidInput({ subject: 'center: data', given: values, allowed: 'not empty' });
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new InvalidInput({
      subject: `center: row ${Math.floor(wrong / columns)}, column ${wrong % columns}`,
      given: values[wrong],
      allowed: 'a finite number',
    });
  }
  const mean = new Float64Array(columns);
  values.forEach((value, index) => {
    mean[index % columns] += value / rows;
  });
  return values.map((value, index) => value - mean[index % columns]);
}
