import { type MathNode, OperatorNode, ParenthesisNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { AtomTable } from './atoms';
import { attempted } from './attempt';
import { isZeroByCases } from './cases';
import type { Fraction } from './fraction';
import { provedByInduction } from './induction';
import { subtractForms } from './matrices/form';
import { LetterTable } from './matrices/letters';
import { type Form, isMatrix, isZeroOf, matrixForm } from './matrices/matrix-form';
import { isZeroMatrix } from './matrices/zero';
import { isZeroNumber } from './matrices/zero-number';
import { normalForm, type Proof } from './normal-form';
import { Unprovable } from './polynomial';
import { FinerExponents } from './power-form';
import { addRational, constantOf, isZero, negateRational } from './rational-function';
import { reduced } from './reduce';

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
  const proved = attempted((exponents) => {
    const proof = beginProof(knowledge, exponents);
    const sides = [matrixForm(left, proof), matrixForm(right, proof)] as const;
    if (sameForm(...sides, proof)) return true;
    if (sides.some(isMatrix)) return false;
    return [provedByFactors, provedByCases, provedByInduction].some((by) => by(left, right, proof));
  });
  return proved ?? false;
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

const piecewise = new Set(['abs', 'sign', 'select']);

/** Whether the sides are equal with what stands under roots and logarithms divided by what else stands there. */
function provedByFactors(left: MathNode, right: MathNode, proof: Proof): boolean {
  if (proof.table.bases.size < 2) return false;
  proof.table.divides = true;
  const [a, b] = [left, right].map((side) => normalForm(side, proof));
  return isZero(reduced(addRational(a, negateRational(b)), proof));
}

function provedByCases(left: MathNode, right: MathNode, proof: Proof): boolean {
  if (!proof.table.atoms.some(({ kind }) => piecewise.has(kind))) return false;
  const difference = new OperatorNode(
    '-',
    'subtract',
    [left, right].map((side) => new ParenthesisNode(side)),
  );
  return isZeroByCases((supposed) => normalForm(difference, supposed), proof);
}

function sameForm(a: Form, b: Form, proof: Proof): boolean {
  if (isMatrix(a) && isMatrix(b)) return isZeroMatrix(subtractForms(a, b, proof), proof);
  // The number 0 is zero in every shape.
  if (isMatrix(a)) return isZeroOf(b) && isZeroMatrix(a, proof);
  if (isMatrix(b)) return sameForm(b, a, proof);
  const difference = reduced(addRational(a, negateRational(b)), proof);
  return isZero(difference) || isZeroNumber(difference, proof);
}
