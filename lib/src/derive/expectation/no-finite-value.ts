/** Thrown where the integral of the absolute value diverges, or the integrand is undefined on more than a few points. */
export class NoFiniteValue extends Error {
  override readonly name = 'NoFiniteValue';
}

export const undefinedSomewhere =
  'what is averaged is undefined, or too large for floating point, on a range of values';
