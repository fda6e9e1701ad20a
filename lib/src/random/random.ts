import { mersenne, unsafeUniformIntDistribution } from 'pure-rand';
import { InvalidInput } from '../errors';

/** A seeded stream of random numbers; two streams with one seed are equal, draw by draw, on every machine. */
export interface Random {
  /** A number uniform on [low, high); defaults 0 and 1; 53 random bits. */
  uniform(low?: number, high?: number): number;
  /** An integer uniform on low..high, both included. */
  integer(low: number, high: number): number;
  /** A normal number with the given mean and standard deviation; defaults 0 and 1. */
  normal(mean?: number, deviation?: number): number;
  /** A new array with the same items in random order (Fisher-Yates). */
  shuffle<T>(items: ArrayLike<T>): T[];
  /** One of the items, each with the same chance. */
  choice<T>(items: ArrayLike<T>): T;
}

/**
 * Makes a seeded stream of random numbers (Mersenne Twister MT19937).
 *
 * @param seed an integer from 0 to 2^32 - 1
 * @throws InvalidInput if the seed is anything else
 * @example
 * ```ts
 * random(7).uniform() === random(7).uniform() // true
 * ```
 * @see Matsumoto & Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998
 */
export function random(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new InvalidInput({
      subject: 'random: seed',
      given: seed,
      allowed: 'an integer from 0 to 2^32 - 1',
    });
  }
  const bits = mersenne(seed);
  const unit = () => {
    const high = bits.unsafeNext() >>> 5;
    const low = bits.unsafeNext() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
  const integer = (low: number, high: number) => {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low > high) {
      const allowed = 'two whole numbers, the smaller one first';
      throw new InvalidInput({ subject: 'random: ends of integer', given: [low, high], allowed });
    }
    return unsafeUniformIntDistribution(low, high, bits);
  };
  let spare: number | undefined;
  /** Marsaglia's polar method: two independent normals a round, the second kept for the next call. */
  const standardNormal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const u = 2 * unit() - 1;
      const v = 2 * unit() - 1;
      const square = u * u + v * v;
      if (square > 0 && square < 1) {
        const scale = Math.sqrt((-2 * Math.log(square)) / square);
        spare = v * scale;
        return u * scale;
      }
    }
  };
  return {
    uniform: (low = 0, high = 1) => {
      if (Number.isFinite(low) && Number.isFinite(high - low) && low <= high)
        return low + (high - low) * unit();
      const allowed = 'two finite numbers, the smaller one first';
      throw new InvalidInput({ subject: 'random: ends of uniform', given: [low, high], allowed });
    },
    integer,
    normal: (mean = 0, deviation = 1) => {
      if (!Number.isFinite(mean)) {
        throw new InvalidInput({
          subject: 'random: mean of normal',
          given: mean,
          allowed: 'a finite number',
        });
      }
      if (deviation >= 0 && Number.isFinite(deviation)) return mean + deviation * standardNormal();
      throw new InvalidInput({
        subject: 'random: deviation of normal',
        given: deviation,
        allowed: 'a finite number, 0 or more',
      });
    },
    shuffle: (items) => {
      checkList('shuffle', items);
      const shuffled = Array.from(items);
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = integer(0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
      }
      return shuffled;
    },
    choice: (items) => {
      checkList('choose from', items);
      if (items.length > 0) return items[integer(0, items.length - 1)];
      throw new InvalidInput({
        subject: 'random: items to choose from',
        given: items,
        allowed: 'at least one',
      });
    },
  };
}

function checkList(verb: string, items: unknown): void {
  if (typeof (items as ArrayLike<unknown> | null | undefined)?.length === 'number') return;
  throw new InvalidInput({ subject: `random: items to ${verb}`, given: items, allowed: 'an array' });
}
