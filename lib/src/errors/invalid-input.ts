import { Described } from './described';

/** What an {@link InvalidInput} says. */
export interface InvalidInputDetails {
  /** What was wrong, naming the function and the argument: `adam: lr`. */
  subject: string;
  /**
   * What was given; shown as JSON-like text, so that `NaN`, `"0.1"` and `undefined` can be told apart, or as the words
   * that describe it.
   */
  given: unknown;
  /** What is allowed, in words: `a positive, finite number`. */
  allowed: string;
  /** What to do about it, as a sentence. */
  remedy?: string;
}

/**
 * An argument that cannot be used: the message says what was given, what is allowed and what to do.
 *
 * @example
 * ```ts
 * new InvalidInput({ subject: 'adam: lr', given: -1, allowed: 'a positive, finite number' }).message
 * // 'adam: lr must be a positive, finite number, but was -1.'
 * ```
 */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  declare readonly details: InvalidInputDetails;

  constructor(details: InvalidInputDetails) {
    const { subject, given, allowed, remedy } = details;
    super(`${subject} must be ${allowed}, but was ${inWords(given)}.${remedy ? ` ${remedy}` : ''}`);
    // Not enumerable: a notebook shows the properties of an error below its message, which has all of this.
    const value = given instanceof Described ? { ...details, given: given.text } : details;
    Object.defineProperty(this, 'details', { value });
  }
}

function inWords(value: unknown): string {
  if (value instanceof Described) return value.text;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `the function ${value.name || '(anonymous)'}`;
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const items = Array.from(value as ArrayLike<unknown>);
    const shown = items.slice(0, 6).map((item) => (Array.isArray(item) ? '[...]' : inWords(item)));
    return `[${shown.join(', ')}${items.length > 6 ? `, ... ${items.length} in all` : ''}]`;
  }
  if (typeof (value as { then?: unknown }).then === 'function') return 'a promise';
  const keys = Object.keys(value);
  return keys.length > 0 && keys.length <= 6 ? `an object with ${keys.join(', ')}` : 'an object';
}
