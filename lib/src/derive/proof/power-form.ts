import type { Atom } from './atoms';
import { type Fraction, fraction } from './fraction';
import { eulerForm, type Proof } from './normal-form';
import { piecesOf } from './pieces';
import { type Monomial, polynomial, split, type Term, Unprovable } from './polynomial';
import { ofWholeFactors } from './prime-factors';
import {
  constantOf,
  fromAtom,
  fromFraction,
  fromPolynomial,
  isZero,
  multiplyRational,
  negateRational,
  powerRational,
  type RationalFunction,
} from './rational-function';
import { signOf } from './signs';
import { logarithm } from './special-forms';

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
  return proof.table.isInteger(exponent)
    ? powerByFactors(base, exponent, proof)
    : powerByPieces(base, exponent, proof);
}

/** (x y)^n = x^n y^n for a whole number n. */
function powerByFactors(base: RationalFunction, exponent: RationalFunction, proof: Proof): RationalFunction {
  const { coefficient, monomial, rest } = split(base.numerator);
  let result = powerOfNumber(coefficient, exponent, proof);
  const append = (piece: RationalFunction, times: number) => {
    result = multiplyRational(result, powerOfWhole(piece, scaledBy(exponent, times), proof));
  };
  for (const [atom, times] of monomial) append(fromAtom(atom), times);
  if (rest.size > 1) append(fromPolynomial(rest), 1);
  for (const { rest: factor, power } of base.factors.values()) append(fromPolynomial(factor), -power);
  return result;
}

/** (x y)^p = x^p y^p for x that is nowhere negative: what has no known sign stays together. */
function powerByPieces(base: RationalFunction, exponent: RationalFunction, proof: Proof): RationalFunction {
  const { coefficient, known, unknown } = piecesOf(base, proof);
  const isNegative = coefficient.n < 0n;
  if (isNegative && unknown.length === 0) return powerOfWhole(base, exponent, proof);
  const size = isNegative ? { ...coefficient, n: -coefficient.n } : coefficient;
  let result = powerOfNumber(size, exponent, proof);
  const append = (piece: RationalFunction, times: number) => {
    result = multiplyRational(result, powerOfWhole(piece, scaledBy(exponent, times), proof));
  };
  for (const { form, times } of known) append(form, times);
  if (unknown.length === 1) {
    const [{ form, times }] = unknown;
    append(isNegative ? negateRational(form) : form, times);
  } else if (unknown.length > 1) {
    const left = unknown.reduce<RationalFunction>(
      (product, { form, times }) => multiplyRational(product, powerRational(form, times)),
      fromFraction(fraction(isNegative ? -1n : 1n)),
    );
    append(left, 1);
  }
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
    const piece = powerOfWhole(fromFraction(fraction(value)), scaledBy(exponent, times), proof);
    result = multiplyRational(result, piece);
  };
  for (const [factor, times] of ofWholeFactors({ n: size, d })) append(factor, times);
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
  const natural = isEuler(base, proof) ? undefined : naturalExponent(base, exponent, proof);
  if (natural) return powerOfWhole(eulerForm(proof), natural, proof);
  return exponentTerms(exponent, proof).reduce<RationalFunction>(
    (product, { monomial, coefficient }) => {
      const inverse = isEuler(base, proof) ? powerOfLogarithm(monomial, coefficient, proof) : undefined;
      if (inverse) return multiplyRational(product, inverse);
      const whole = monomial.length === 0 ? wholeNumber(coefficient) : undefined;
      const factor =
        whole !== undefined ? powerRational(base, whole) : termPower(base, monomial, coefficient, proof);
      return multiplyRational(product, factor);
    },
    fromFraction(fraction(1n)),
  );
}

const isEuler = ({ numerator, factors }: RationalFunction, { table }: Proof) =>
  factors.size === 0 &&
  numerator.size === 1 &&
  [...numerator.values()].every(
    ({ monomial, coefficient }) =>
      coefficient.n === coefficient.d &&
      monomial.length === 1 &&
      monomial[0][1] === 1 &&
      table.atoms[monomial[0][0]].label === 'constant e',
  );

const logarithmsIn = (monomial: Monomial, { table }: Proof) =>
  monomial.filter(([atom]) => table.atoms[atom].kind === 'log');

/** e^(c m log a) = a^(c m), where m has no other logarithm. */
function powerOfLogarithm(
  monomial: Monomial,
  coefficient: Fraction,
  proof: Proof,
): RationalFunction | undefined {
  const logs = logarithmsIn(monomial, proof);
  if (logs.length !== 1 || logs[0][1] !== 1) return undefined;
  const [atom] = logs[0];
  const rest = monomial.filter(([id]) => id !== atom);
  const exponent = fromPolynomial(polynomial([{ monomial: rest, coefficient }]));
  return powerOf(proof.table.atoms[atom].args[0], exponent, proof);
}

/** y with a^x = e^y, where y = x log a is a sum of terms of one logarithm each: 2^(log(x)/log(2)) = e^(log x). */
function naturalExponent(
  base: RationalFunction,
  exponent: RationalFunction,
  proof: Proof,
): RationalFunction | undefined {
  const parts = [exponent.numerator, ...[...exponent.factors.values()].map(({ rest }) => rest)];
  const hasLogarithm = parts.some((part) =>
    [...part.values()].some(({ monomial }) => logarithmsIn(monomial, proof).length > 0),
  );
  if (!hasLogarithm || signOf(base, proof) !== 1) return undefined;
  const natural = multiplyRational(exponent, logarithm(base, proof));
  const isSimple = [...natural.numerator.values()].every(({ monomial }) => {
    const logs = logarithmsIn(monomial, proof);
    return logs.length === 1 && logs[0][1] === 1;
  });
  return natural.factors.size === 0 && isSimple ? natural : undefined;
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
  const positive = signOf(base, proof) === 1;
  const reduces = reductionOf(base, monomial, proof);
  const atom = table.find('power', '', [base, exponent], () => ({ integer: false, positive, reduces }));
  const times = Number(scaled.n);
  if (Math.abs(times) > 1000) throw new Unprovable('an exponent too large');
  return fromAtom(atom, times);
}

/** (b^(1/d))^d = b, and ((-1)^(n/d))^(2d) = 1 for a whole number n. */
function reductionOf(
  base: RationalFunction,
  monomial: Monomial,
  { table, exponents }: Proof,
): Atom['reduces'] {
  const degree = Number(exponents.denominator);
  if (monomial.length === 0) return { degree, value: base };
  const value = constantOf(base);
  const isWhole = monomial.every(([atom, exponent]) => exponent > 0 && table.atoms[atom].integer);
  if (value?.n !== -1n || value.d !== 1n || !isWhole) return undefined;
  return { degree: 2 * degree, value: fromFraction(fraction(1n)) };
}
