import { InvalidInput } from '../errors';

/**
 * Runs an experiment once a seed, one after the other, and collects what it returns.
 *
 * @param seeds how many (0, 1, 2, ...), or which
 * @returns the results in the order of the seeds; a promise of them if the experiment returns promises
 * @throws InvalidInput if there is no seed, one is no integer from 0 to 2^32 - 1, or one comes twice
 * @example
 * ```ts
 * repeat(3, (seed) => seed * 10) // [ 0, 10, 20 ]
 * repeat([7, 8], (seed) => random(seed).integer(5, 5)) // [ 5, 5 ]
 * ```
 */
export function repeat<T>(seeds: number | readonly number[], run: (seed: number) => Promise<T>): Promise<T[]>;
export function repeat<T>(seeds: number | readonly number[], run: (seed: number) => T): T[];
export function repeat<T>(
  seeds: number | readonly number[],
  run: (seed: number) => T | Promise<T>,
): T[] | Promise<T[]> {
  const list = seedList(seeds);
  if (typeof run !== 'function') {
    const allowed = 'a function of the seed';
    throw new InvalidInput({ subject: 'repeat: run', given: run, allowed });
  }
  const results: T[] = [];
  for (let at = 0; at < list.length; at++) {
    const result = run(list[at]);
    if (isPromise(result)) return inOrder(list.slice(at + 1), run, results, result);
    results.push(result);
  }
  return results;
}

/** Awaits each run before the next begins: two at once would share, and disturb, one backend. */
async function inOrder<T>(
  seeds: readonly number[],
  run: (seed: number) => T | Promise<T>,
  results: T[],
  first: Promise<T>,
): Promise<T[]> {
  results.push(await first);
  for (const seed of seeds) results.push(await run(seed));
  return results;
}

function seedList(seeds: number | readonly number[]): readonly number[] {
  const counted = typeof seeds === 'number';
  if (counted && !(Number.isInteger(seeds) && seeds >= 1 && seeds <= 1e6)) {
    throw new InvalidInput({
      subject: 'repeat: seeds',
      given: seeds,
      allowed: 'a whole number, 1 or more, or an array',
    });
  }
  const list = counted ? Array.from({ length: seeds }, (_, seed) => seed) : Array.from(seeds ?? []);
  const fine = (seed: number) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32;
  if (list.length > 0 && list.every(fine) && new Set(list).size === list.length) return list;
  throw new InvalidInput({
    subject: 'repeat: seeds',
    given: seeds,
    allowed: 'different integers from 0 to 2^32 - 1, at least one',
  });
}

const isPromise = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
