import { Unreadable } from '../sandbox/values';

/** A failed check; its message is read by the learner. */
export class CheckFailure extends Error {
  override name = 'CheckFailure';
}

/** Ends a check with an explanation. */
export function fail(explanation: string): never {
  throw new CheckFailure(explanation);
}

/** A typical mistake: the value it gives, and what to say to it without giving the solution away. */
export interface Mistake {
  gives: unknown;
  hint: string;
}

const digits = 6;
const mostShown = 6;

/** A value for the learner's eyes: six significant digits, long lists cut. */
export function show(value: unknown): string {
  if (typeof value === 'number')
    return Number.isFinite(value) ? `${Number(value.toPrecision(digits))}` : `${value}`;
  if (Array.isArray(value)) {
    const shown = value.slice(0, mostShown).map(show);
    if (value.length > mostShown) shown.push(`... ${value.length} in all`);
    return `[${shown.join(', ')}]`;
  }
  if (value instanceof Unreadable) return value.description;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key}: ${show(part)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : `${value}`;
}

/** Whether two values have one shape and numbers that agree to `tolerance`, relative above 1; infinities must be the same. */
export function agrees(got: unknown, expected: unknown, tolerance = 1e-9): boolean {
  if (typeof expected === 'number') {
    if (!Number.isFinite(expected)) return got === expected;
    return typeof got === 'number' && Math.abs(got - expected) <= tolerance * Math.max(1, Math.abs(expected));
  }
  if (Array.isArray(expected)) {
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((part, i) => agrees(got[i], part, tolerance))
    );
  }
  return got === expected;
}

/** Whether infinities and NaN pass. */
export type Allowed = 'finite numbers' | 'any numbers';

/** Fails unless `got` is a list of `length` numbers. */
export function requireVector(
  got: unknown,
  length: number,
  what: string,
  allowed: Allowed = 'finite numbers',
): number[] {
  if (!Array.isArray(got)) fail(`${what} must be an array of numbers, but it is ${show(got)}.`);
  if (got.length !== length) {
    fail(
      `${what} must have ${length} ${length === 1 ? 'number' : 'numbers'}, but it has ${got.length}: ${show(got)}.`,
    );
  }
  if (!got.every((part) => typeof part === 'number'))
    fail(`${what} must hold numbers only, but it is ${show(got)}.`);
  const wrong = got.findIndex((part) => !Number.isFinite(part));
  if (wrong >= 0 && allowed === 'finite numbers')
    fail(`${what} must be finite, but its number ${wrong} is ${show(got[wrong])}: ${show(got)}.`);
  return got as number[];
}

/** Fails unless `got` is a list of at least one point of `length` numbers. */
export function requirePath(got: unknown, length: number, allowed?: Allowed): number[][] {
  if (!Array.isArray(got)) fail(`The path must be an array of points, but it is ${show(got)}.`);
  if (got.length === 0) fail('The path is empty; its first point is the start.');
  return got.map((point, k) => requireVector(point, length, `Point ${k} of the path`, allowed));
}

/** What a comparison is about. */
export interface Comparison {
  got: unknown;
  expected: unknown;
  /** The input in words, as in "For X = [[1]], y = [2]". */
  input: string;
  mistakes?: Mistake[];
  tolerance?: number;
}

/** Fails unless `got` agrees with `expected`; names the mistake where its value is recognised. */
export function requireAgreement({ got, expected, input, mistakes = [], tolerance }: Comparison): void {
  if (agrees(got, expected, tolerance)) return;
  const recognised = mistakes.find(
    ({ gives }) => agrees(got, gives, tolerance) && !agrees(gives, expected, tolerance),
  );
  fail(
    `${input}, expected ${show(expected)}, but the answer gave ${show(got)}.${recognised ? `\n${recognised.hint}` : ''}`,
  );
}

/** Fails where the answer changed one of its arguments; functions are passed over. */
export function requireUnchanged(before: unknown[], after: unknown[], names: string[]): void {
  before.forEach((argument, i) => {
    if (typeof argument === 'function' || agrees(after[i], argument, 0)) return;
    fail(
      `The answer changed its argument ${names[i]} from ${show(argument)} to ${show(after[i])}; the caller still needs it.`,
    );
  });
}
