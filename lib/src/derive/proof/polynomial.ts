import { type Fraction, fraction, negated, one, plus, reciprocal, times } from './fraction';

/** A product of powers of atoms, by ascending number of the atom; exponents may be negative, never zero. */
export type Monomial = readonly (readonly [atom: number, exponent: number])[];

/** A sum of monomials with exact coefficients, by the monomial's key; no coefficient is zero. */
export type Polynomial = ReadonlyMap<string, Term>;

export interface Term {
  readonly monomial: Monomial;
  readonly coefficient: Fraction;
}

/** Thrown where an expression is beyond what is worth expanding: no proof, and no claim, comes of it. */
export class Unprovable extends Error {
  override readonly name = 'Unprovable';
}

const mostTerms = 1500;

const keyOf = (monomial: Monomial): string => monomial.map(([a, e]) => `${a}^${e}`).join(' ');

export function polynomial(terms: Iterable<Term>): Polynomial {
  const sum = new Map<string, Term>();
  for (const term of terms) {
    const key = keyOf(term.monomial);
    const present = sum.get(key);
    const coefficient = present ? plus(present.coefficient, term.coefficient) : term.coefficient;
    if (coefficient.n === 0n) sum.delete(key);
    else sum.set(key, { monomial: term.monomial, coefficient });
    if (sum.size > mostTerms) throw new Unprovable('too many terms');
  }
  return sum;
}

export const constantPolynomial = (value: Fraction): Polynomial =>
  polynomial([{ monomial: [], coefficient: value }]);
export const onePolynomial = constantPolynomial(one);

function timesMonomial(a: Monomial, b: Monomial): Monomial {
  const exponents = new Map<number, number>(a);
  for (const [atom, exponent] of b) exponents.set(atom, (exponents.get(atom) ?? 0) + exponent);
  return [...exponents].filter(([, exponent]) => exponent !== 0).sort((x, y) => x[0] - y[0]);
}

export const addPolynomials = (a: Polynomial, b: Polynomial): Polynomial =>
  polynomial([...a.values(), ...b.values()]);

export function multiplyPolynomials(a: Polynomial, b: Polynomial): Polynomial {
  if (a === onePolynomial) return b;
  if (b === onePolynomial) return a;
  if (a.size * b.size > 20 * mostTerms) throw new Unprovable('too many terms');
  return polynomial(
    [...a.values()].flatMap((x) =>
      [...b.values()].map((y) => ({
        monomial: timesMonomial(x.monomial, y.monomial),
        coefficient: times(x.coefficient, y.coefficient),
      })),
    ),
  );
}

export const scalePolynomial = (a: Polynomial, by: Fraction): Polynomial =>
  polynomial(
    [...a.values()].map(({ monomial, coefficient }) => ({ monomial, coefficient: times(coefficient, by) })),
  );

export const negatePolynomial = (a: Polynomial): Polynomial => scalePolynomial(a, negated(one));

/**
 * Splits a nonzero polynomial into a number, a monomial and a primitive rest: a polynomial with no monomial factor
 * whose leading coefficient is one, so that equal rests have equal keys.
 */
export function split(a: Polynomial): { coefficient: Fraction; monomial: Monomial; rest: Polynomial } {
  const terms = [...a.values()];
  const least = new Map<number, number>();
  for (const atom of new Set(terms.flatMap(({ monomial }) => monomial.map(([id]) => id)))) {
    const exponents = terms.map(({ monomial }) => monomial.find(([id]) => id === atom)?.[1] ?? 0);
    const common = Math.min(...exponents);
    if (common !== 0) least.set(atom, common);
  }
  const monomial: Monomial = [...least].sort((x, y) => x[0] - y[0]);
  const inverse: Monomial = monomial.map(([atom, exponent]) => [atom, -exponent]);
  const bare = terms.map((term) => ({ ...term, monomial: timesMonomial(term.monomial, inverse) }));
  const leading = bare.reduce((a, b) => (keyOf(a.monomial) >= keyOf(b.monomial) ? a : b));
  const rest = scalePolynomial(polynomial(bare), reciprocal(leading.coefficient));
  return { coefficient: leading.coefficient, monomial, rest };
}

export const polynomialKey = (a: Polynomial): string =>
  [...a]
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([key, { coefficient }]) => `${coefficient.n}/${coefficient.d} ${key}`)
    .join(' + ');

/** The number that a polynomial is, where it is one. */
export function asConstant(a: Polynomial): Fraction | undefined {
  if (a.size === 0) return fraction(0n);
  const [[key, { coefficient }]] = a;
  return a.size === 1 && key === '' ? coefficient : undefined;
}
