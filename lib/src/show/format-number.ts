/**
 * Writes a number with a given count of significant digits, without trailing zeros; very large and very
 * small magnitudes get an exponent.
 *
 * @param value any number; NaN and the infinities are written as such
 * @param digits significant digits, 1 to 15; default 4
 * @example
 * ```ts
 * formatNumber(0.30000000000000004) // '0.3'
 * formatNumber(2900.4821) // '2900'
 * formatNumber(0.0000123456) // '1.235e-5'
 * ```
 */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (Number.isInteger(value) && size < 1e15) return String(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
    return rounded.toExponential().replace('e+', 'e');
  }
  return String(rounded);
}
