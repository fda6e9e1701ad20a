import { InvalidInput } from '../../errors';

/** How many points, and which. */
export interface CheckOptions {
  /** Points at which a step is compared. Default 64, sixteen of them special or simple values. */
  points?: number;
  /** Seed of the points. Default 1. */
  seed?: number;
}

/** How far a check goes. */
export interface CheckDepth extends CheckOptions {
  /** Only the verdict is asked for: the first point that decides it will do, as it is. Default false. */
  verdictOnly?: boolean;
}

/** @throws InvalidInput for a number of points or a seed that cannot be used */
export function checkSampling(subject: string, { points = 64, seed = 1 }: CheckOptions): void {
  if (!Number.isInteger(points) || points < 1 || points > 10_000) {
    throw new InvalidInput({
      subject: `${subject}: points`,
      given: points,
      allowed: 'a whole number from 1 to 10000',
    });
  }
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32 - 4) {
    throw new InvalidInput({
      subject: `${subject}: seed`,
      given: seed,
      allowed: 'a whole number from 0 to 2^32 - 5',
    });
  }
}
