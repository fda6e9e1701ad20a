import { InvalidInput } from '../../errors';
import { described } from '../../errors/described';

/** A copy in float64 of one or more finite numbers. */
export function finiteVector(subject: string, given: unknown): Float64Array {
  const isList = Array.isArray(given) || (ArrayBuffer.isView(given) && !(given instanceof DataView));
  const list = isList ? Array.from(given as ArrayLike<unknown>) : [];
  if (list.length > 0 && list.every(Number.isFinite)) return Float64Array.from(list as number[]);
  const isTensor = typeof (given as { dataSync?: unknown } | null | undefined)?.dataSync === 'function';
  throw new InvalidInput({
    subject,
    given: isTensor ? described('a tensor') : given,
    allowed: 'an array of one or more finite numbers',
    remedy: isTensor ? 'Pass what its dataSync() returns.' : undefined,
  });
}

/** A number between two others, both left out. */
export function numberBetween(subject: string, given: unknown, low: number, high: number): number {
  if (typeof given === 'number' && given > low && given < high) return given;
  const allowed = high === Infinity ? `a finite number above ${low}` : `a number between ${low} and ${high}`;
  throw new InvalidInput({ subject, given, allowed });
}

/** A whole number within limits. */
export function wholeNumber(subject: string, given: unknown, low: number, high = 2 ** 32 - 1): number {
  if (Number.isInteger(given) && (given as number) >= low && (given as number) <= high)
    return given as number;
  throw new InvalidInput({ subject, given, allowed: `a whole number from ${low} to ${high}` });
}
