import { bigAtom } from './big-atom';
import { fraction } from './fraction';
import type { Proof } from './normal-form';
import { type Monomial, split } from './polynomial';
import { powerOf } from './power-form';
import {
  fromAtom,
  fromFraction,
  fromPolynomial,
  invertRational,
  multiplyRational,
  powerRational,
  type RationalFunction,
  scaleRational,
} from './rational-function';
import { lengthOf, sumOverIndex } from './sum-form';

/** The product of a number over an index, factor by factor: prod c = c^n, and prod b^x_i = b^(sum x_i). */
export function productOverIndex(
  term: RationalFunction,
  index: string,
  from: RationalFunction,
  to: RationalFunction,
  proof: Proof,
): RationalFunction {
  const { table } = proof;
  if (term.numerator.size === 0) return powerOf(term, lengthOf(from, to), proof);
  const { coefficient, monomial, rest } = split(term.numerator);
  let result = powerOf(fromFraction(coefficient), lengthOf(from, to), proof);
  const append = (factor: RationalFunction) => {
    result = multiplyRational(result, factor);
  };
  const ofPiece = (piece: RationalFunction) =>
    table.namesIn(piece).has(index)
      ? bigAtom('prod', index, from, to, piece, proof)
      : powerOf(piece, lengthOf(from, to), proof);
  for (const [atom, times] of monomial)
    append(ofAtom([atom, times], index, from, to, proof) ?? powerRational(ofPiece(fromAtom(atom)), times));
  if (rest.size > 1) append(ofPiece(fromPolynomial(rest)));
  for (const { rest: factor, power } of term.factors.values())
    append(powerRational(invertRational(ofPiece(fromPolynomial(factor))), power));
  return result;
}

/** prod b^x_i = b^(sum x_i) for a base that does not change. */
function ofAtom(
  [id, times]: Monomial[number],
  index: string,
  from: RationalFunction,
  to: RationalFunction,
  proof: Proof,
): RationalFunction | undefined {
  const { kind, args } = proof.table.atoms[id];
  if (kind !== 'power' || proof.table.namesIn(args[0]).has(index)) return undefined;
  const exponent = scaleRational(args[1], fraction(BigInt(times), proof.exponents.denominator));
  return powerOf(args[0], sumOverIndex(exponent, index, from, to, proof), proof);
}
