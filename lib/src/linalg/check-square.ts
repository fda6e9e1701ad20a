import { InvalidInput } from '../errors';

/** @throws InvalidInput unless `a` is a Float64Array of n times n entries */
export function checkSquare(caller: string, a: Float64Array, n: number): void {
  if (!Number.isInteger(n) || n < 0) {
    throw new InvalidInput({ subject: `${caller}: n`, given: n, allowed: 'a whole number, 0 or more' });
  }
  if (a instanceof Float64Array && a.length === n * n) return;
  const allowed = `a Float64Array of ${n * n} numbers, ${n} rows of ${n} one after the other`;
  throw new InvalidInput({ subject: `${caller}: matrix`, given: a, allowed });
}

/** @throws InvalidInput unless `b` holds n numbers */
export function checkLength(caller: string, b: ArrayLike<number>, n: number): void {
  if (b?.length === n) return;
  const allowed = `an array of ${n} numbers, one a row of the matrix`;
  throw new InvalidInput({ subject: `${caller}: right side`, given: b, allowed });
}
