import { InvalidInput } from './invalid-input';

/** Guards against what only plain JavaScript can pass: nothing, a list, or something without properties of its own. */
export function checkObject(subject: string, value: unknown, allowed = 'an object'): void {
  if (isObject(value)) return;
  throw new InvalidInput({ subject, given: value, allowed });
}

/** Whether a value has properties of its own and is no list. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws InvalidInput unless the value is a function */
export function checkFunction(subject: string, value: unknown, allowed: string): void {
  if (typeof value === 'function') return;
  throw new InvalidInput({ subject, given: value, allowed });
}
