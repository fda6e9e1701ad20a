import { inspect } from 'node:util';

/** The sentence of an error about an input: what was given, what is allowed. */
export function invalid(subject: string, given: unknown, allowed: string): RangeError {
  return new RangeError(`${subject} is ${shown(given)}, but must be ${allowed}.`);
}

/** A value on one line, as a learner would write it. */
export function shown(value: unknown): string {
  return inspect(value, {
    depth: 1,
    breakLength: Number.POSITIVE_INFINITY,
    maxArrayLength: 20,
    maxStringLength: 80,
  });
}
