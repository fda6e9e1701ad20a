import { InvalidInput } from '../../errors';
import type { Proof } from './normal-form';
import { Unprovable } from './polynomial';
import { FinerExponents } from './power-form';

const mostAttempts = 6;

/**
 * What a proof finds; undefined where these rules find none. Begun again each time that a finer common denominator of
 * the exponents turns out to be needed.
 */
export function attempted<T>(prove: (exponents: Proof['exponents']) => T): T | undefined {
  const exponents = { denominator: 1n };
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    try {
      return prove(exponents);
    } catch (error) {
      if (error instanceof FinerExponents) continue;
      if (error instanceof Unprovable || error instanceof InvalidInput || error instanceof RangeError)
        return undefined;
      throw error;
    }
  }
  return undefined;
}
