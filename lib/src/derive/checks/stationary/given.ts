import { InvalidInput } from '../../../errors';
import { checkFunction } from '../../../errors/check-object';
import { described } from '../../../errors/described';
import type { EstimatedMatrix } from './derivatives';

/** A gradient that somebody wrote, checked for its length at every call. */
export function givenGradient(
  grad: unknown,
  n: number,
  caller = 'checkStationary',
): (x: Float64Array) => Float64Array {
  checkFunction(`${caller}: grad`, grad, 'a function from x to the gradient there, or left out');
  return (x) => {
    const given: unknown = (grad as (x: Float64Array) => unknown)(x.slice());
    const isList = Array.isArray(given) || ArrayBuffer.isView(given);
    const entries = isList ? Array.from(given as ArrayLike<unknown>) : [];
    if (entries.length === n && entries.every((entry) => typeof entry === 'number')) {
      return Float64Array.from(entries as number[]);
    }
    const allowed = `an array of ${n} numbers`;
    throw new InvalidInput({ subject: `${caller}: what grad returns`, given, allowed });
  };
}

/** A matrix of n rows, or row by row, as n rows of numbers. */
export function squareRows(given: unknown, n: number, subject: string): Float64Array[] {
  const isList = Array.isArray(given) || ArrayBuffer.isView(given);
  const list = isList ? Array.from(given as ArrayLike<unknown>) : [];
  const rows =
    list.length === n && list.every((row) => typeof row === 'object' && row !== null)
      ? list.map((row) => Array.from(row as ArrayLike<unknown>))
      : list.length === n * n
        ? Array.from({ length: n }, (_, i) => list.slice(i * n, (i + 1) * n))
        : [];
  const fits =
    rows.length === n &&
    rows.every((row) => row.length === n && row.every((entry) => typeof entry === 'number'));
  if (fits) return rows.map((row) => Float64Array.from(row as number[]));
  const allowed = `${n} rows of ${n} numbers, or ${n * n} numbers row by row`;
  throw new InvalidInput({ subject, given: isList ? given : described(String(given)), allowed });
}

/** A Hessian that somebody wrote, in the free coordinates; `asymmetry` counts what sets it apart from differences. */
export function givenHessian(
  hess: unknown,
  x: Float64Array,
  free: readonly number[],
  differences: EstimatedMatrix,
): EstimatedMatrix {
  checkFunction(
    'checkStationary: hess',
    hess,
    'a function from x to the rows of the Hessian there, or left out',
  );
  const given = (hess as (x: Float64Array) => unknown)(x.slice());
  const all = squareRows(given, x.length, 'checkStationary: what hess returns');
  const rows = free.map((i) => Float64Array.from(free, (j) => (all[i][j] + all[j][i]) / 2));
  const size = Math.sqrt(rows.reduce((sum, row) => sum + row.reduce((part, each) => part + each ** 2, 0), 0));
  const apart = free.reduce(
    (most, i, a) =>
      free.reduce((least, j, b) => Math.max(least, Math.abs(all[i][j] - differences.rows[a][b])), most),
    0,
  );
  const accepted = 1e-6 * size + 30 * differences.error;
  return { rows, error: 1e-15 * size, errors: differences.errors, asymmetry: apart > accepted ? apart : 0 };
}
