import { InvalidInput } from '../../../errors';
import { checkObject } from '../../../errors/check-object';
import { onlyOptions } from '../../../errors/only-options';

/** What is claimed of a sequence of errors e_k. */
export type RateClaim =
  /** The same as `{ linear: factor }`. */
  | number
  /** e_k ~ C k^p factor^k; p is 0 unless said, and 'auto' takes the one of 0, 1 and 2 that fits best. */
  | LinearClaim
  /** e_k ~ C / k^exponent. */
  | SublinearClaim
  /** e_{k+1} ~ C e_k^order, with an order above 1: 2 for Newton's method. */
  | OrderClaim
  /** e_{k+1} / e_k falls to 0. */
  | SuperlinearClaim;

export type LinearClaim = { linear: number; polynomial?: 0 | 1 | 2 | 'auto' };
export type SublinearClaim = { sublinear: number };
export type OrderClaim = { order: number };
export type SuperlinearClaim = { superlinear: true };

/** A claim, checked. */
export type ReadClaim =
  | { kind: 'linear'; predicted: number; polynomial: 0 | 1 | 2 | 'auto'; isTested: boolean }
  | { kind: 'sublinear' | 'order'; predicted: number }
  | { kind: 'superlinear'; predicted: 0 };

const kinds = ['linear', 'sublinear', 'order', 'superlinear'] as const;
const allowed = 'a factor, or one of { linear }, { sublinear }, { order } and { superlinear: true }';

/** @throws InvalidInput for a claim that is none */
export function readClaim(claim: unknown): ReadClaim {
  if (typeof claim === 'number') {
    const predicted = positive('predicted', claim);
    return { kind: 'linear', predicted, polynomial: 0, isTested: false };
  }
  checkObject('checkRate: predicted', claim, `a positive, finite number or ${allowed.slice(13)}`);
  onlyOptions<Record<string, unknown>>('checkRate', claim, [...kinds, 'polynomial'], 'claim');
  const given = claim as Partial<Record<(typeof kinds)[number] | 'polynomial', unknown>>;
  const said = kinds.filter((kind) => given[kind] !== undefined);
  const [kind] = said;
  if (said.length !== 1 || (given.polynomial !== undefined && kind !== 'linear')) {
    const remedy = said.length > 1 ? 'Check one claim after the other.' : undefined;
    throw new InvalidInput({ subject: 'checkRate: predicted', given: claim, allowed, remedy });
  }
  if (kind === 'superlinear') {
    if (given.superlinear === true) return { kind, predicted: 0 };
    throw new InvalidInput({ subject: 'checkRate: superlinear', given: given.superlinear, allowed: 'true' });
  }
  const predicted = positive(kind, given[kind]);
  if (kind === 'sublinear') return { kind, predicted };
  if (kind === 'order') {
    if (predicted > 1) return { kind, predicted };
    const remedy = 'Of order 1 is { linear: factor }.';
    throw new InvalidInput({ subject: 'checkRate: order', given: predicted, allowed: 'above 1', remedy });
  }
  const { polynomial = 0 } = given;
  if (!([0, 1, 2, 'auto'] as unknown[]).includes(polynomial)) {
    const subject = 'checkRate: polynomial';
    throw new InvalidInput({ subject, given: polynomial, allowed: "0, 1, 2 or 'auto'" });
  }
  const isTested = given.polynomial !== undefined;
  return { kind, predicted, polynomial: polynomial as 0 | 1 | 2 | 'auto', isTested };
}

function positive(what: string, given: unknown): number {
  if (typeof given === 'number' && given > 0 && given < Infinity) return given;
  throw new InvalidInput({ subject: `checkRate: ${what}`, given, allowed: 'a positive, finite number' });
}
