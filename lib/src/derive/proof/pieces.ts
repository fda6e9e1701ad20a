import { exactQuotient, squareRootOf } from './division';
import type { Fraction } from './fraction';
import type { Proof } from './normal-form';
import { type Polynomial, polynomialKey, split } from './polynomial';
import {
  constantOf,
  fromAtom,
  fromFraction,
  fromPolynomial,
  multiplyRational,
  negateRational,
  powerRational,
  type RationalFunction,
} from './rational-function';
import { evenPowerOf, isAtomAtLeastZero, signOfPolynomial } from './signs';
import { absolute } from './special-forms';

/** A factor and its power. */
export interface Piece {
  form: RationalFunction;
  times: number;
}

export interface Pieces {
  coefficient: Fraction;
  /** Factors that are positive, or not negative where they may be zero: the absolute values of what has an even power. */
  known: (Piece & { isZeroSomewhere?: boolean })[];
  /** Factors of unknown sign, with odd powers. */
  unknown: Piece[];
}

/** A form as a product of a number and factors by what is known of their signs; signs stand in the number. */
export function piecesOf(a: RationalFunction, proof: Proof): Pieces {
  const { coefficient, monomial, rest } = split(a.numerator);
  const pieces: Pieces = { coefficient, known: [], unknown: [] };
  const flip = () => {
    pieces.coefficient = { ...pieces.coefficient, n: -pieces.coefficient.n };
  };
  const scale = (by: Fraction, power: number) => {
    const factor = fromFraction(by);
    const scaled = multiplyRational(fromFraction(pieces.coefficient), powerRational(factor, power));
    pieces.coefficient = constantOf(scaled) as Fraction;
  };
  const append = (form: RationalFunction, times: number, sign: 1 | -1 | undefined) => {
    if (sign === 1) pieces.known.push({ form, times });
    else if (sign === -1) {
      if (times % 2 !== 0) flip();
      pieces.known.push({ form: negateRational(form), times });
    } else if (times % 2 === 0) appendSize(form, times);
    else pieces.unknown.push({ form, times });
  };
  const appendSize = (form: RationalFunction, times: number) => {
    const size = absolute(form, proof);
    pieces.known.push({ form: size, times, isZeroSomewhere: true });
  };
  const appendPolynomial = (given: Polynomial, times: number) => {
    const { coefficient: outside, rest: p } = split(given);
    if (outside.n !== 1n || outside.d !== 1n) scale(outside, times);
    const sign = signOfPolynomial(p, proof);
    const root = sign === undefined ? squareRootOf(p) : undefined;
    const divided = divisorOf(p, proof);
    if (divided) for (const part of divided) appendPolynomial(part, times);
    else if (root) append(fromPolynomial(root), 2 * times, undefined);
    else append(fromPolynomial(p), times, sign);
  };
  for (const [atom, times] of monomial) {
    const { positive } = proof.table.atoms[atom];
    if (!positive && isAtomAtLeastZero(proof.table.atoms[atom]))
      pieces.known.push({ form: fromAtom(atom), times, isZeroSomewhere: true });
    else if (positive) append(fromAtom(atom), times, 1);
    else {
      const even = evenPowerOf(proof.table.atoms[atom], proof);
      if (even === 2) append(fromAtom(atom), times, undefined);
      else if (times % even === 0) append(fromAtom(atom, times / 2), 2, undefined);
      else append(fromAtom(atom, times), 1, undefined);
    }
  }
  if (rest.size > 1) appendPolynomial(rest, 1);
  for (const { rest: factor, power } of a.factors.values()) appendPolynomial(factor, -power);
  return pieces;
}

/** A polynomial as a product of another that stood under a root or a logarithm, and what is left. */
function divisorOf(p: Polynomial, { table }: Proof): [Polynomial, Polynomial] | undefined {
  const key = polynomialKey(p);
  if (!table.divides) {
    if (table.bases.size < mostBases) table.bases.set(key, p);
    return undefined;
  }
  for (const [other, base] of table.bases) {
    if (other === key || base.size > p.size + 2) continue;
    const left = exactQuotient(p, base);
    if (left && left.size > 1) return [base, left];
  }
  return undefined;
}

const mostBases = 24;
