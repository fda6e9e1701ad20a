import { invalid } from './invalid';

interface Bounded<V> {
  value: V;
  min: number;
  max: number;
  step?: number | null;
}

/** The interval of a range slider that was given none: the middle half of what is possible. */
export const middleHalf: readonly [number, number] = [25, 75];

/** Rounding may carry a value this fraction of the range over an end. */
const slack = 1e-9;

/** Checks a value, or an interval of values, against an interval; what was not given now is moved into it. */
export function bounded<T extends Bounded<number | readonly number[]>>(
  kind: string,
  isWhole: boolean,
  range: (values: T) => readonly [number, number] = ({ min, max }) => [min, max],
) {
  return (values: T, given: ReadonlySet<keyof T>): T => {
    const { min, max, step } = values;
    const whole = (name: keyof T & string, number: number) => {
      if (isWhole && !Number.isInteger(number)) throw invalid(`${kind}: ${name}`, number, 'a whole number');
    };
    whole('min', min);
    whole('max', max);
    if (min > max) {
      throw new RangeError(
        `${kind}: min is ${min} and max is ${max}, but min must not exceed max. Give both, or change both by set({ min, max }).`,
      );
    }
    if (typeof step === 'number') {
      whole('step', step);
      if (step <= 0) throw invalid(`${kind}: step`, step, 'a number above 0');
    }
    const [low, high] = range(values);
    const room = slack * (high - low);
    const fit = (number: number) => {
      if (typeof number !== 'number' || !Number.isFinite(number))
        throw invalid(`${kind}: value`, number, 'a finite number');
      if (given.has('value')) {
        whole('value', number);
        if (number < low - room || number > high + room)
          throw invalid(`${kind}: value`, number, `between ${low} and ${high}`);
      }
      return Math.min(Math.max(isWhole ? Math.round(number) : number, low), high);
    };
    const value = values.value === middleHalf ? middle(min, max, isWhole) : values.value;
    if (!Array.isArray(value)) return { ...values, value: fit(value as number) };
    return { ...values, value: pair(kind, value, fit) };
  };
}

function pair(kind: string, value: readonly number[], fit: (number: number) => number) {
  if (value.length !== 2) throw invalid(`${kind}: value`, value, 'a pair [lower, upper]');
  const [lower, upper] = value.map(fit);
  if (lower > upper) throw invalid(`${kind}: value`, value, 'a pair [lower, upper] with lower at most upper');
  return Object.freeze([lower, upper]);
}

function middle(min: number, max: number, isWhole: boolean): number[] {
  const ends = [(3 * min + max) / 4, (min + 3 * max) / 4];
  return isWhole ? ends.map(Math.floor) : ends;
}
