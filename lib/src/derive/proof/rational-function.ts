import { type Fraction, reciprocal } from './fraction';
import {
  addPolynomials,
  asConstant,
  constantPolynomial,
  type Monomial,
  multiplyPolynomials,
  negatePolynomial,
  onePolynomial,
  type Polynomial,
  polynomial,
  polynomialKey,
  scalePolynomial,
  split,
  Unprovable,
} from './polynomial';

/** A quotient of polynomials; the denominator is kept in factors, so that sums find their common denominator. */
export interface RationalFunction {
  readonly numerator: Polynomial;
  readonly factors: ReadonlyMap<string, { readonly rest: Polynomial; readonly power: number }>;
}

const noFactors: RationalFunction['factors'] = new Map();
const mostPower = 64;

export const fromPolynomial = (numerator: Polynomial): RationalFunction => ({
  numerator,
  factors: noFactors,
});
export const fromFraction = (value: Fraction) => fromPolynomial(constantPolynomial(value));
export const fromAtom = (atom: number, exponent = 1): RationalFunction =>
  fromPolynomial(
    polynomial([{ monomial: exponent === 0 ? [] : [[atom, exponent]], coefficient: { n: 1n, d: 1n } }]),
  );

export const isZero = (a: RationalFunction): boolean => a.numerator.size === 0;

export function constantOf(a: RationalFunction): Fraction | undefined {
  return a.factors.size === 0 || isZero(a) ? asConstant(a.numerator) : undefined;
}

function powerOf(base: Polynomial, exponent: number): Polynomial {
  if (exponent > mostPower) throw new Unprovable('a power too high to expand');
  let result = onePolynomial;
  for (let k = 0; k < exponent; k++) result = multiplyPolynomials(result, base);
  return result;
}

export function addRational(a: RationalFunction, b: RationalFunction): RationalFunction {
  const factors = new Map(a.factors);
  for (const [key, factor] of b.factors) {
    const present = factors.get(key);
    if (!present || present.power < factor.power) factors.set(key, factor);
  }
  const raised = ({ numerator, factors: own }: RationalFunction) =>
    [...factors].reduce(
      (product, [key, { rest, power }]) =>
        multiplyPolynomials(product, powerOf(rest, power - (own.get(key)?.power ?? 0))),
      numerator,
    );
  return { numerator: addPolynomials(raised(a), raised(b)), factors };
}

export const negateRational = (a: RationalFunction): RationalFunction => ({
  ...a,
  numerator: negatePolynomial(a.numerator),
});

export function multiplyRational(a: RationalFunction, b: RationalFunction): RationalFunction {
  const factors = new Map(a.factors);
  for (const [key, { rest, power }] of b.factors) {
    factors.set(key, { rest, power: power + (factors.get(key)?.power ?? 0) });
  }
  return cancelled({ numerator: multiplyPolynomials(a.numerator, b.numerator), factors });
}

/** Cancels the one case that keeps geometric sums and telescoping quotients small: numerator = number x factor. */
function cancelled(a: RationalFunction): RationalFunction {
  if (a.factors.size === 0 || a.numerator.size < 2) return a;
  const { coefficient, monomial, rest } = split(a.numerator);
  const key = polynomialKey(rest);
  const factor = a.factors.get(key);
  if (!factor) return a;
  const factors = new Map(a.factors);
  if (factor.power === 1) factors.delete(key);
  else factors.set(key, { ...factor, power: factor.power - 1 });
  return { numerator: polynomial([{ monomial, coefficient }]), factors };
}

export function invertRational(a: RationalFunction): RationalFunction {
  if (isZero(a)) throw new Unprovable('a division by zero');
  const { coefficient, monomial, rest } = split(a.numerator);
  const inverse: Monomial = monomial.map(([atom, exponent]) => [atom, -exponent]);
  let numerator = polynomial([{ monomial: inverse, coefficient: reciprocal(coefficient) }]);
  for (const { rest: factor, power } of a.factors.values()) {
    numerator = multiplyPolynomials(numerator, powerOf(factor, power));
  }
  if (rest.size === 1) return fromPolynomial(numerator);
  return { numerator, factors: new Map([[polynomialKey(rest), { rest, power: 1 }]]) };
}

export function powerRational(a: RationalFunction, exponent: number): RationalFunction {
  if (exponent < 0) return powerRational(invertRational(a), -exponent);
  if (exponent === 0) return fromPolynomial(onePolynomial);
  if (a.numerator.size === 1 && a.factors.size === 0) {
    const { coefficient, monomial } = split(a.numerator);
    if (exponent > 1000) throw new Unprovable('a power too high to expand');
    const n = BigInt(exponent);
    return fromPolynomial(
      polynomial([
        {
          monomial: monomial.map(([atom, e]) => [atom, e * exponent] as const),
          coefficient: { n: coefficient.n ** n, d: coefficient.d ** n },
        },
      ]),
    );
  }
  if (exponent > mostPower) throw new Unprovable('a power too high to expand');
  let result = fromPolynomial(onePolynomial);
  for (let k = 0; k < exponent; k++) result = multiplyRational(result, a);
  return result;
}

export const equalRational = (a: RationalFunction, b: RationalFunction): boolean =>
  isZero(addRational(a, negateRational(b)));

export const scaleRational = (a: RationalFunction, by: Fraction): RationalFunction => ({
  ...a,
  numerator: scalePolynomial(a.numerator, by),
});
