import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { AtomTable } from './atoms';
import { normalForm, type Proof, reduced } from './normal-form';
import { Unprovable } from './polynomial';
import { FinerExponents } from './power-form';
import { addRational, isZero, negateRational } from './rational-function';

/** What a proof needs to know of the names. */
export type Knowledge = Pick<Proof, 'facts' | 'scalars' | 'sequences' | 'definitions' | 'scalarDefinitions'>;

/**
 * Whether two formulas in numbers are equal by rational normal form: a proof that holds wherever both are defined.
 * False means no proof was found, which is no disproof.
 */
export function provedEqual(left: MathNode, right: MathNode, knowledge: Knowledge): boolean {
  const exponents = { denominator: 1n };
  for (let attempt = 0; attempt < 6; attempt++) {
    const proof: Proof = { ...knowledge, table: new AtomTable(), exponents, bound: [] };
    try {
      const difference = addRational(normalForm(left, proof), negateRational(normalForm(right, proof)));
      return isZero(reduced(difference, proof));
    } catch (error) {
      if (error instanceof FinerExponents) continue;
      if (error instanceof Unprovable || error instanceof InvalidInput || error instanceof RangeError)
        return false;
      throw error;
    }
  }
  return false;
}
