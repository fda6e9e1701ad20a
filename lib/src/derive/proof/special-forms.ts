import { decided } from './cases';
import { type Fraction, fraction, one } from './fraction';
import { opaque, type Proof } from './normal-form';
import { piecesOf } from './pieces';
import { Unprovable } from './polynomial';
import { ofWholeFactors } from './prime-factors';
import {
  addRational,
  constantOf,
  fromAtom,
  fromFraction,
  fromPolynomial,
  isZero,
  multiplyRational,
  negateRational,
  powerRational,
  type RationalFunction,
  scaleRational,
} from './rational-function';
import { sumOverIndex } from './sum-form';

const half = fraction(1n, 2n);
const nothing: RationalFunction = fromPolynomial(new Map());

/** max(a, b) = (a + b + |a - b|) / 2. */
export function extreme(
  name: 'max' | 'min',
  a: RationalFunction,
  b: RationalFunction,
  proof: Proof,
): RationalFunction {
  const gap = absolute(addRational(a, negateRational(b)), proof);
  return scaleRational(addRational(addRational(a, b), name === 'max' ? gap : negateRational(gap)), half);
}

/** |c p q| = |c| |p| |q|, where |p| is p or -p if its sign is known, and p^2 is not negative. */
export function absolute(a: RationalFunction, proof: Proof): RationalFunction {
  if (isZero(a)) return a;
  const supposed = decided(a, proof);
  if (supposed !== undefined) return supposed === 0 ? nothing : supposed > 0 ? a : negateRational(a);
  const { coefficient, known, unknown } = piecesOf(a, proof);
  const size = coefficient.n < 0n ? { ...coefficient, n: -coefficient.n } : coefficient;
  let result = fromFraction(size);
  for (const { form, times } of known) result = multiplyRational(result, powerRational(form, times));
  for (const { form, times } of unknown) {
    const reduces = { degree: 2, value: multiplyRational(form, form) };
    const atom = proof.table.find('abs', '', [form], () => ({ integer: false, positive: false, reduces }));
    result = multiplyRational(result, powerRational(fromAtom(atom), times));
  }
  return result;
}

/** sign(c p q) = sign(c) sign(p) sign(q); of something unknown, sign^3 = sign. */
export function signForm(a: RationalFunction, proof: Proof): RationalFunction {
  if (isZero(a)) return a;
  const supposed = decided(a, proof);
  if (supposed !== undefined) return fromFraction(fraction(BigInt(supposed)));
  const { coefficient, known, unknown } = piecesOf(a, proof);
  let result = fromFraction(fraction(coefficient.n < 0n ? -1n : 1n));
  const append = (form: RationalFunction, times: number) => {
    const atom = proof.table.find('sign', '', [form], () => ({ integer: true, positive: false }));
    proof.table.atoms[atom].reduces ??= { degree: 3, value: fromAtom(atom) };
    result = multiplyRational(result, powerRational(fromAtom(atom), times));
  };
  for (const { form, isZeroSomewhere } of known) if (isZeroSomewhere) append(form, 2);
  for (const { form, times } of unknown) append(form, times % 2 === 0 ? 2 : 1);
  return result;
}

/** floor(k + p) = k + floor(p) for whole numbers k. */
export function floorForm(a: RationalFunction, proof: Proof): RationalFunction {
  const { table } = proof;
  if (a.factors.size > 0)
    return fromAtom(table.find('floor', '', [a], () => ({ integer: true, positive: false })));
  let whole: RationalFunction = nothing;
  for (const [key, term] of a.numerator) {
    const own = fromPolynomial(new Map([[key, term]]));
    const { n, d } = term.coefficient;
    if (key === '') whole = addRational(whole, fromFraction(fraction((n - (((n % d) + d) % d)) / d)));
    else if (table.isInteger(own)) whole = addRational(whole, own);
  }
  const rest = addRational(a, negateRational(whole));
  const value = constantOf(rest);
  if (value && value.n >= 0n && value.n < value.d) return whole;
  const atom = table.find('floor', '', [rest], () => ({ integer: true, positive: false }));
  return addRational(whole, fromAtom(atom));
}

/** log(c p q) = log c + log p + log q for positive c, p, q, where at most one of unknown sign is left. */
export function logarithm(a: RationalFunction, proof: Proof): RationalFunction {
  if (isZero(a)) throw new Unprovable('the logarithm of zero');
  const { coefficient, known, unknown } = piecesOf(a, proof);
  let result: RationalFunction = nothing;
  const append = (part: RationalFunction, times: number) => {
    result = addRational(result, scaleRational(part, fraction(BigInt(times))));
  };
  const isSingle = unknown.length === 1;
  if (coefficient.n < 0n && !isSingle) return opaque('log', '', [a], proof);
  if (unknown.length > 1) {
    const left = unknown.reduce<RationalFunction>(
      (product, { form, times }) => multiplyRational(product, powerRational(form, times)),
      fromFraction(one),
    );
    append(opaque('log', '', [left], proof), 1);
  } else if (isSingle) {
    const [{ form, times }] = unknown;
    const upright = coefficient.n < 0n ? negateRational(form) : form;
    append(opaque('log', '', [upright], proof), times);
  }
  const number: Fraction = coefficient.n < 0n ? { ...coefficient, n: -coefficient.n } : coefficient;
  for (const [prime, times] of ofWholeFactors(number))
    append(opaque('log', '', [fromFraction(fraction(prime))], proof), times);
  for (const { form, times } of known) append(logarithmOfPiece(form, proof), times);
  return result;
}

function logarithmOfPiece(form: RationalFunction, proof: Proof): RationalFunction {
  if (form.numerator.size !== 1) return opaque('log', '', [form], proof);
  const [{ monomial, coefficient }] = form.numerator.values();
  const isAtom = monomial.length === 1 && monomial[0][1] === 1 && coefficient.n === coefficient.d;
  if (!isAtom || form.factors.size > 0) return logarithm(form, proof);
  const atom = proof.table.atoms[monomial[0][0]];
  if (atom.label === 'constant e') return fromFraction(one);
  if (atom.kind === 'power') {
    const [base, exponent] = atom.args;
    const scaled = scaleRational(exponent, fraction(1n, proof.exponents.denominator));
    return multiplyRational(scaled, logarithm(base, proof));
  }
  if (atom.kind === 'prod') {
    const [from, to, term] = atom.args;
    return sumOverIndex(logarithm(term, proof), atom.label, from, to, proof);
  }
  return opaque('log', '', [form], proof);
}
