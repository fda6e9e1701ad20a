import { InvalidInput } from '../errors';

/** What the numbers of a trace have to satisfy. */
export interface Demands {
  /** The axis is logarithmic: only positive numbers have a place on it. */
  log?: boolean;
  /** The count that the partner array has. */
  length?: number;
  /** The partner's name, for the message. */
  partner?: string;
  /** NaN marks a gap; refused where a gap has no meaning. */
  gaps?: boolean;
}

/**
 * The numbers of a trace as JSON can carry them: a gap becomes null.
 *
 * @throws InvalidInput naming the place of the first value that cannot be drawn
 */
export function drawable(
  subject: string,
  values: ArrayLike<number>,
  demands: Demands = {},
): (number | null)[] {
  const { log = false, length, partner, gaps = true } = demands;
  const isList = Array.isArray(values) || ArrayBuffer.isView(values);
  if (!isList) throw new InvalidInput({ subject, given: values, allowed: 'an array of numbers' });
  if (values.length === 0)
    throw new InvalidInput({ subject, given: values, allowed: 'an array with at least one number' });
  if (length !== undefined && values.length !== length) {
    throw new InvalidInput({
      subject: `${subject}: length`,
      given: values.length,
      allowed: `${length}, the length of ${partner}`,
    });
  }
  const numbers = Array.from(values, (value, index) => {
    if (typeof value !== 'number') {
      throw new InvalidInput({ subject: `${subject}[${index}]`, given: value, allowed: 'a number' });
    }
    if (Number.isNaN(value) && gaps) return null;
    if (!Number.isFinite(value)) {
      const allowed = gaps ? 'finite, or NaN for a gap' : 'finite';
      const remedy = 'Cut the series where it stops being finite.';
      throw new InvalidInput({ subject: `${subject}[${index}]`, given: value, allowed, remedy });
    }
    if (log && value <= 0) {
      const remedy = 'Leave out such points, put NaN in their place, or use a linear axis.';
      throw new InvalidInput({
        subject: `${subject}[${index}]`,
        given: value,
        allowed: 'positive on a log axis',
        remedy,
      });
    }
    return value;
  });
  if (numbers.every((value) => value === null)) {
    throw new InvalidInput({ subject, given: values, allowed: 'an array with at least one finite number' });
  }
  return numbers;
}

/** Smallest and largest of the numbers that are there. */
export function extent(numbers: Iterable<number | null>): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of numbers) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** 0, 1, ..., length - 1. */
export const counting = (length: number): number[] => Array.from({ length }, (_, index) => index);
