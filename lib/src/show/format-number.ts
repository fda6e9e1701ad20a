import { InvalidInput } from '../errors';

/**
 * Writes a number with a given count of significant digits, without trailing zeros; very large and very
 * small magnitudes get an exponent.
 *
 * @param value any number; NaN and the infinities are written as such
 * @param digits significant digits, 1 to 15; default 4
 * @throws InvalidInput for any other count of digits
 * @example
 * ```ts
 * formatNumber(0.30000000000000004) // '0.3'
 * formatNumber(2900.4821) // '2900'
 * formatNumber(0.0000123456) // '1.235e-5'
 * ```
 */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isInteger(digits) || digits < 1 || digits > 15) {
    throw new InvalidInput({
      subject: 'formatNumber: digits',
      given: digits,
      allowed: 'an integer from 1 to 15',
    });
  }
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (Number.isInteger(value) && size < 1e15) return String(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
    return rounded.toExponential().replace('e+', 'e');
  }
  return String(rounded);
}
