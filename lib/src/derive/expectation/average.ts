import type { Jitter } from '../language/arithmetic';
import { exactly } from '../language/evaluate';
import { ShapeError, type Value } from '../language/value';
import { type Entries, shapedValue } from './expanded';
import type { Estimate } from './quadrature';

/** Numbers in a shape, each with its error. */
export interface Result {
  readonly shape: Entries;
  readonly estimates: readonly Estimate[];
  readonly sampledError: boolean;
}

export const notANumber = (text: string) =>
  new ShapeError(
    `${text}: the variance is of a number; write Var(x[i]) for an entry, Cov(x, x) for the matrix`,
  );
export const notAVector = (text: string) =>
  new ShapeError(`${text}: the covariance is of numbers or column vectors`);

/** Eight times the spread of jittered evaluations is the tolerance of a comparison: see `compareAt`. */
const intervalShare = 1 / 8;

/** The value of a result; a jittered one is off by its error. */
export function asValue({ shape, estimates, sampledError }: Result, jitter: Jitter): Value {
  const shift = jitter === exactly ? 0 : jitter(1) - 1;
  const numbers = estimates.map(({ value, error }) => {
    if (shift === 0 || error === 0) return jitter(value);
    const off = sampledError ? error * intervalShare * Math.sign(shift) : error * (shift / 2 ** -44) * 8;
    return jitter(value + off);
  });
  return shapedValue(shape, numbers);
}
