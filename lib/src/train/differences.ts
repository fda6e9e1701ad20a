import { InvalidInput } from '../errors';

/**
 * a - b, seed by seed: what two methods differ by when all else, the seed included, is the same.
 *
 * @throws InvalidInput if there is not one value of each for every seed
 * @example
 * ```ts
 * differences([3, 5], [1, 1]) // [ 2, 4 ]
 * ```
 */
export function differences(a: ArrayLike<number>, b: ArrayLike<number>): number[] {
  if (!(a?.length === b?.length && a?.length > 0)) {
    const given = [a?.length, b?.length];
    throw new InvalidInput({ subject: 'differences: lengths', given, allowed: 'equal, and at least 1' });
  }
  return Array.from(a, (value, seed) => value - b[seed]);
}
