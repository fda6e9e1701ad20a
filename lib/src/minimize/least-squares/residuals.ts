import { InvalidInput } from '../../errors';
import { checkFunction } from '../../errors/check-object';
import { vectors } from '../../linalg/vectors';
import { handOver } from '../counted';

/** The residuals at a point: m numbers, what is left between model and data. */
export type Residuals = (x: Float64Array) => ArrayLike<number>;

/** Their Jacobian: m rows of n numbers, row i the gradient of residual i. */
export type Jacobian = (x: Float64Array) => ArrayLike<ArrayLike<number>>;

/** Residuals with their Jacobian, checked at every call, with the calls counted. */
export interface CountedResiduals {
  at(x: Float64Array): Float64Array;
  /** The Jacobian, column after column, where the residuals are f; in the place of the last one. */
  columns(x: Float64Array, f: Float64Array): readonly Float64Array[];
  readonly nfev: number;
  readonly njev: number;
}

/** The step that balances truncation, of order h^2, and rounding, of order eps / h. */
const RELATIVE_STEP = Number.EPSILON ** (1 / 3);

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

function areNumbers(values: ArrayLike<unknown>): values is ArrayLike<number> {
  if (values instanceof Float64Array) return true;
  for (let i = 0; i < values.length; i++) if (typeof values[i] !== 'number') return false;
  return true;
}

/**
 * Guards residuals and their Jacobian: they get copies of the point, and what they return must have the same size at
 * every call. Without a Jacobian, central differences stand in, of 2n evaluations each time.
 */
export function countedResiduals(
  caller: string,
  residuals: Residuals,
  jac: Jacobian | undefined,
): CountedResiduals {
  checkFunction(`${caller}: residuals`, residuals, 'a function from a Float64Array to an array of residuals');
  if (jac !== undefined) {
    checkFunction(
      `${caller}: jac`,
      jac,
      'a function from a Float64Array to the rows of the Jacobian, or left out',
    );
  }
  let [nfev, njev] = [0, 0];
  let m: number | undefined;
  let known: Float64Array[] = [];
  const copyOf = handOver();

  const at = (x: Float64Array): Float64Array => {
    nfev++;
    const given: unknown = residuals(copyOf(x));
    if (!isList(given) || given.length === 0 || !areNumbers(given)) {
      const allowed = 'an array of one or more numbers';
      throw new InvalidInput({ subject: `${caller}: what residuals returns`, given, allowed });
    }
    m ??= given.length;
    if (given.length !== m) {
      const allowed = `${m}, as at the first point`;
      throw new InvalidInput({ subject: `${caller}: the number of residuals`, given: given.length, allowed });
    }
    // Float64Array.from would take as long as the residuals.
    const f = new Float64Array(m);
    for (let i = 0; i < m; i++) f[i] = given[i];
    return f;
  };

  return {
    at,
    columns(x, f) {
      njev++;
      if (!jac) return differences(at, x);
      if (known.length === 0) known = vectors(x.length, f.length);
      return columnsOf(caller, jac(copyOf(x)), known, f.length);
    },
    get nfev() {
      return nfev;
    },
    get njev() {
      return njev;
    },
  };
}

/** The columns of a matrix that was given row by row, into `columns`. */
function columnsOf(caller: string, given: unknown, columns: Float64Array[], m: number): Float64Array[] {
  const n = columns.length;
  if (!Array.isArray(given) || given.length !== m) {
    throw new InvalidInput({ subject: `${caller}: what jac returns`, given, allowed: inWords(m, n) });
  }
  for (let i = 0; i < m; i++) {
    const row: unknown = given[i];
    if (!isList(row) || row.length !== n || !areNumbers(row)) {
      const subject = `${caller}: row ${i} of what jac returns`;
      throw new InvalidInput({ subject, given: row, allowed: `one of ${inWords(m, n)}` });
    }
    for (let j = 0; j < n; j++) columns[j][i] = row[j];
  }
  return columns;
}

const inWords = (m: number, n: number): string =>
  `${m} row${m === 1 ? '' : 's'}, one a residual, of ${n} number${n === 1 ? '' : 's'}, one a coordinate`;

function differences(f: (x: Float64Array) => Float64Array, x: Float64Array): Float64Array[] {
  return Array.from(x, (at, j) => {
    const h = RELATIVE_STEP * Math.max(1, Math.abs(at));
    // The points that float64 can hold, and the distance between them.
    const [low, high] = [at - h, at + h];
    const shifted = x.slice();
    shifted[j] = high;
    const above = f(shifted);
    shifted[j] = low;
    const below = f(shifted);
    return above.map((value, i) => (value - below[i]) / (high - low));
  });
}
