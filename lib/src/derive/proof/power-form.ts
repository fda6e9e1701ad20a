import { type Fraction, fraction } from './fraction';
import type { Proof } from './normal-form';
import { type Monomial, polynomial, split, type Term, Unprovable } from './polynomial';
import {
  constantOf,
  fromAtom,
  fromFraction,
  fromPolynomial,
  isZero,
  multiplyRational,
  powerRational,
  type RationalFunction,
} from './rational-function';

/** Thrown when a proof meets a fractional exponent that its atoms cannot express: it starts again with finer ones. */
export class FinerExponents extends Error {}

/**
 * base^exponent. A whole number expands. Any other exponent is a sum of terms, and base^(p + q) = base^p base^q holds
 * wherever its parts are defined; (x y)^p = x^p y^p is used only for integer p or positive x and y.
 */
export function powerOf(base: RationalFunction, exponent: RationalFunction, proof: Proof): RationalFunction {
  const whole = wholeNumber(constantOf(exponent));
  if (whole !== undefined) return powerRational(base, whole);
  if (isZero(base)) throw new Unprovable('a power of zero');
  const { table } = proof;
  const integer = table.isInteger(exponent);
  const { coefficient, monomial, rest } = split(base.numerator);
  const knownSigns = coefficient.n > 0n && monomial.every(([atom]) => table.atoms[atom].positive);
  const pieces = 1 + monomial.length + base.factors.size;
  const leftover = rest.size > 1 ? 1 : 0;
  const simple = [...base.factors.values()].every(({ power }) => power === 1);
  const separable = integer || (knownSigns && simple && base.factors.size + leftover <= 1);
  if (!separable && pieces + leftover > 1) return powerOfWhole(base, exponent, proof);
  let result = powerOfNumber(coefficient, exponent, proof);
  const append = (piece: RationalFunction, times: number) => {
    result = multiplyRational(result, powerOfWhole(piece, scaledBy(exponent, times), proof));
  };
  for (const [atom, times] of monomial) append(fromAtom(atom), times);
  if (leftover) append(fromPolynomial(rest), 1);
  for (const { rest: factor, power } of base.factors.values()) append(fromPolynomial(factor), -power);
  return result;
}

const scaledBy = (a: RationalFunction, times: number) =>
  multiplyRational(a, fromFraction(fraction(BigInt(times))));

function wholeNumber(value: Fraction | undefined): number | undefined {
  return value && value.d === 1n ? Number(value.n) : undefined;
}

function powerOfNumber({ n, d }: Fraction, exponent: RationalFunction, proof: Proof): RationalFunction {
  const size = n < 0n ? -n : n;
  let result = fromFraction(fraction(1n));
  const append = (value: bigint, times: number) => {
    if (value === 1n) return;
    const piece = powerOfWhole(fromFraction(fraction(value)), scaledBy(exponent, times), proof);
    result = multiplyRational(result, piece);
  };
  append(size, 1);
  append(d, -1);
  if (n < 0n) append(-1n, 1);
  return result;
}

/** The base stays in one piece; the exponent's terms become atoms base^(monomial / denominator). */
function powerOfWhole(base: RationalFunction, exponent: RationalFunction, proof: Proof): RationalFunction {
  const inner = powerAtom(base, proof);
  if (inner !== undefined && proof.table.atoms[inner].positive) {
    const [innerBase, innerExponent] = proof.table.atoms[inner].args;
    const unit = fromFraction(fraction(1n, proof.exponents.denominator));
    return powerOf(innerBase, multiplyRational(multiplyRational(innerExponent, unit), exponent), proof);
  }
  return exponentTerms(exponent, proof).reduce<RationalFunction>(
    (product, { monomial, coefficient }) => {
      const whole = monomial.length === 0 ? wholeNumber(coefficient) : undefined;
      const factor =
        whole !== undefined ? powerRational(base, whole) : termPower(base, monomial, coefficient, proof);
      return multiplyRational(product, factor);
    },
    fromFraction(fraction(1n)),
  );
}

function powerAtom(base: RationalFunction, { table }: Proof): number | undefined {
  if (base.factors.size > 0 || base.numerator.size !== 1) return undefined;
  const [{ monomial }] = base.numerator.values();
  return monomial.length === 1 && monomial[0][1] === 1 && table.atoms[monomial[0][0]].kind === 'power'
    ? monomial[0][0]
    : undefined;
}

function exponentTerms(exponent: RationalFunction, { table }: Proof): Term[] {
  if (exponent.factors.size === 0) return [...exponent.numerator.values()];
  const atom = table.find('value', '', [exponent], () => ({ integer: false, positive: false }));
  return [{ monomial: [[atom, 1]], coefficient: fraction(1n) }];
}

function termPower(
  base: RationalFunction,
  monomial: Monomial,
  coefficient: Fraction,
  proof: Proof,
): RationalFunction {
  const { table, exponents } = proof;
  const scaled = fraction(coefficient.n * exponents.denominator, coefficient.d);
  if (scaled.d !== 1n) {
    exponents.denominator *= scaled.d;
    if (exponents.denominator > 1000n) throw new Unprovable('exponents with too large a common denominator');
    throw new FinerExponents();
  }
  const exponent = fromPolynomial(polynomial([{ monomial, coefficient: fraction(1n) }]));
  const positive = isPositive(base, proof);
  const reduces = monomial.length === 0 ? { degree: Number(exponents.denominator), value: base } : undefined;
  const atom = table.find('power', '', [base, exponent], () => ({ integer: false, positive, reduces }));
  const times = Number(scaled.n);
  if (Math.abs(times) > 1000) throw new Unprovable('an exponent too large');
  return fromAtom(atom, times);
}

function isPositive({ numerator, factors }: RationalFunction, { table }: Proof): boolean {
  if (factors.size > 0 || numerator.size !== 1) return false;
  const [{ monomial, coefficient }] = numerator.values();
  return coefficient.n > 0n && monomial.every(([atom]) => table.atoms[atom].positive);
}
