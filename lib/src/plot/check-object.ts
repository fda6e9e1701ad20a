import { InvalidInput } from '../errors';

/** Guards against what only plain JavaScript can pass: nothing, or something that has no properties of its own. */
export function checkObject(subject: string, value: unknown, allowed = 'an object'): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw new InvalidInput({ subject, given: value, allowed });
}
