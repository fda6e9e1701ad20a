import { InvalidInput } from '../../errors';
import { asNumber, type Scope } from '../language/value';

/** A dimension: a number, or a name; a name that is not declared is an integer from 1 to 4. */
export type Size = number | string;

/** @throws InvalidInput for what is no dimension */
export function checkSize(size: Size, subject: string): void {
  const isName = typeof size === 'string' && /^[A-Za-z]\w*$/.test(size);
  if (isName || (Number.isInteger(size) && (size as number) >= 1 && (size as number) <= 12)) return;
  throw new InvalidInput({ subject, given: size, allowed: 'a whole number from 1 to 12 or the name of one' });
}

const largestSize = 100;

/** The size beside the other names' values; NaN where that is no size. */
export const sizeAt = (size: Size, scope: Scope): number => {
  const n = typeof size === 'number' ? size : (asNumber(scope[size]) ?? Number.NaN);
  return Number.isInteger(n) && n >= 1 && n <= largestSize ? n : Number.NaN;
};

export const namesOf = (...sizes: Size[]) =>
  [...new Set(sizes.filter((size) => typeof size === 'string'))] as string[];
