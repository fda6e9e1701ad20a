import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { AtomTable } from './atoms';
import type { Fraction } from './fraction';
import { subtractForms } from './matrices/form';
import { LetterTable } from './matrices/letters';
import { type Form, isMatrix, isZeroOf, matrixForm } from './matrices/matrix-form';
import { isZeroMatrix } from './matrices/zero';
import { isZeroNumber } from './matrices/zero-number';
import { type Proof, reduced } from './normal-form';
import { Unprovable } from './polynomial';
import { FinerExponents } from './power-form';
import { addRational, constantOf, isZero, negateRational } from './rational-function';

/** What a proof needs to know of the names. */
export type Knowledge = Pick<
  Proof,
  | 'facts'
  | 'scalars'
  | 'sequences'
  | 'definitions'
  | 'scalarDefinitions'
  | 'matrices'
  | 'sequencesOfMatrices'
  | 'matrixNames'
  | 'random'
  | 'ranges'
  | 'abbreviations'
>;

/** A proof that has not met an atom yet. */
export const beginProof = (knowledge: Knowledge, exponents: Proof['exponents']): Proof => ({
  ...knowledge,
  table: new AtomTable(),
  letters: new LetterTable(),
  exponents,
  bound: [],
});

/**
 * Whether two formulas are equal by their normal forms: a proof that holds wherever both are defined.
 * False means no proof was found, which is no disproof.
 */
export function provedEqual(left: MathNode, right: MathNode, knowledge: Knowledge): boolean {
  const exponents = { denominator: 1n };
  for (let attempt = 0; attempt < 6; attempt++) {
    const proof = beginProof(knowledge, exponents);
    try {
      return sameForm(matrixForm(left, proof), matrixForm(right, proof), proof);
    } catch (error) {
      if (error instanceof FinerExponents) continue;
      if (error instanceof Unprovable || error instanceof InvalidInput || error instanceof RangeError)
        return false;
      throw error;
    }
  }
  return false;
}

/**
 * Left less right where every name has a value: a fraction, in exact arithmetic. Undefined where there is no normal form, or
 * it is not a rational number.
 */
export function exactDifference(left: MathNode, right: MathNode, knowledge: Knowledge): Fraction | undefined {
  const proof = beginProof(knowledge, { denominator: 1n });
  try {
    const [a, b] = [left, right].map((side) => matrixForm(side, proof));
    if (isMatrix(a) || isMatrix(b)) return undefined;
    return constantOf(reduced(addRational(a, negateRational(b)), proof));
  } catch (error) {
    if (
      error instanceof FinerExponents ||
      error instanceof Unprovable ||
      error instanceof InvalidInput ||
      error instanceof RangeError
    )
      return undefined;
    throw error;
  }
}

function sameForm(a: Form, b: Form, proof: Proof): boolean {
  if (isMatrix(a) && isMatrix(b)) return isZeroMatrix(subtractForms(a, b, proof), proof);
  // The number 0 is zero in every shape.
  if (isMatrix(a)) return isZeroOf(b) && isZeroMatrix(a, proof);
  if (isMatrix(b)) return sameForm(b, a, proof);
  const difference = reduced(addRational(a, negateRational(b)), proof);
  return isZero(difference) || isZeroNumber(difference, proof);
}
