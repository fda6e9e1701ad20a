import { ShapeError } from './value';

/** Terms of sums and products of entries that one evaluation may take. */
const affordable = 100_000;

/** A value that exists but takes too long to compute, so that nothing is known of it. */
export class TooManyTerms extends ShapeError {}

let left: number | undefined;
let underflown = false;

/** Evaluates with a limit on the work, so that a sum to 10^9 is refused instead of never ending. */
export function withinReason<Result>(run: () => Result): Result {
  if (left !== undefined) return run();
  left = affordable;
  try {
    return run();
  } finally {
    left = undefined;
  }
}

/**
 * Counts work before it is done.
 *
 * @throws TooManyTerms if it is more than one evaluation may take
 */
export function spend(terms: number, what: () => string): void {
  if (left !== undefined) left -= terms;
  if ((left ?? affordable - terms) >= 0) return;
  throw new TooManyTerms(
    `${what()} takes more than ${affordable.toLocaleString('en-US')} terms, too many to compute: assume smaller values`,
  );
}

/** Below this, numbers have fewer digits than rounding is reckoned with, and then none. */
const smallestNormal = 2 ** -1022;

/** Passes a result on that is not zero, and notes if a double cannot hold it. */
export function notingUnderflow(result: number): number {
  if (Math.abs(result) < smallestNormal) underflown = true;
  return result;
}

/** Runs, and says whether a number too small for a double was taken for zero. */
export function watchingUnderflow<Result>(run: () => Result): [result: Result, underflown: boolean] {
  const before = underflown;
  underflown = false;
  try {
    return [run(), underflown];
  } finally {
    underflown = before;
  }
}
