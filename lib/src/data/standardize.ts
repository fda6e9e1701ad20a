import { InvalidInput } from '../errors';
import { checkMatrix, type Matrix } from './matrix';

/** Column means and deviations learned from training data, to be applied to any data. */
export interface Standardization {
  readonly mean: Float64Array;
  /** Population standard deviation; 1 for a column that does not vary. */
  readonly deviation: Float64Array;
  /** (x - mean) / deviation, column by column. */
  transform<Name extends string>(matrix: Matrix<Name>): Matrix<Name>;
  /** x * deviation + mean: undoes `transform`. */
  inverse<Name extends string>(matrix: Matrix<Name>): Matrix<Name>;
}

/**
 * Learns to bring each column to mean 0 and standard deviation 1.
 *
 * The deviation is the population's (divided by n), as in scikit-learn; a column whose deviation is within
 * rounding error of zero is only centered.
 *
 * @param train the training data: the test data must not take part
 * @throws InvalidInput if a value is not finite, or a matrix to transform has other columns
 * @example
 * ```ts
 * const scale = standardize(matrixOf([[1, 5], [3, 5]]));
 * scale.transform(matrixOf([[5, 6]])).values // Float64Array(2) [ 3, 1 ]
 * ```
 */
export function standardize(train: Matrix): Standardization {
  checkMatrix('standardize: train', train);
  const { rows, columns, values } = train;
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const subject = `standardize: row ${Math.floor(wrong / columns)}, column ${wrong % columns}`;
    throw new InvalidInput({ subject, given: values[wrong], allowed: 'finite' });
  }
  if (rows === 0) throw new InvalidInput({ subject: 'standardize: rows', given: 0, allowed: 'at least 1' });
  const mean = new Float64Array(columns);
  const deviation = new Float64Array(columns);
  for (let at = 0; at < columns; at++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[row * columns + at];
    mean[at] = sum / rows;
    // In units of the largest distance, whose square may be beyond float64.
    let unit = 0;
    for (let row = 0; row < rows; row++)
      unit = Math.max(unit, Math.abs(values[row * columns + at] - mean[at]));
    let squares = 0;
    let rest = 0;
    for (let row = 0; unit > 0 && row < rows; row++) {
      const distance = (values[row * columns + at] - mean[at]) / unit;
      squares += distance * distance;
      rest += distance;
    }
    // The mean is rounded: what it missed is taken off again (Chan, Golub & LeVeque 1983, equation 1.7).
    const variance = Math.max(0, (squares - (rest * rest) / rows) / rows);
    const found = unit * Math.sqrt(variance);
    deviation[at] = found <= rows * Math.abs(mean[at]) * Number.EPSILON ? 1 : found;
  }
  const apply = <Name extends string>(
    matrix: Matrix<Name>,
    scaled: (x: number, at: number) => number,
  ): Matrix<Name> => {
    checkMatrix('standardize: matrix to transform', matrix);
    if (matrix.columns !== columns) {
      const subject = 'standardize: columns to transform';
      throw new InvalidInput({
        subject,
        given: matrix.columns,
        allowed: `${columns}, as in the training data`,
      });
    }
    return Object.freeze({ ...matrix, values: matrix.values.map((x, index) => scaled(x, index % columns)) });
  };
  return {
    mean,
    deviation,
    transform: (matrix) => apply(matrix, (x, at) => (x - mean[at]) / deviation[at]),
    inverse: (matrix) => apply(matrix, (x, at) => x * deviation[at] + mean[at]),
  };
}
