import { type Fraction, fraction, reciprocal, times } from './fraction';
import {
  addPolynomials,
  type Monomial,
  multiplyPolynomials,
  negatePolynomial,
  type Polynomial,
  polynomial,
} from './polynomial';

const mostTerms = 40;

/** r with r^2 = p, for a polynomial without negative exponents that is the square of one; by its terms in descending order. */
export function squareRootOf(p: Polynomial): Polynomial | undefined {
  if (p.size === 0 || p.size > mostTerms) return undefined;
  const lead = leadingTerm(p);
  const first = rootOfTerm(lead);
  if (!first) return undefined;
  let root = polynomial([first]);
  const inverse = reciprocal(times(fraction(2n), first.coefficient));
  for (let count = 0; count < mostTerms; count++) {
    const left = addPolynomials(p, negatePolynomial(multiplyPolynomials(root, root)));
    if (left.size === 0) return root;
    const { monomial, coefficient } = leadingTerm(left);
    const next = quotient(monomial, first.monomial);
    if (!next || !isBelow(next, first.monomial)) return undefined;
    root = addPolynomials(root, polynomial([{ monomial: next, coefficient: times(coefficient, inverse) }]));
  }
  return undefined;
}

/** p / q, where that is a polynomial without negative exponents. */
export function exactQuotient(p: Polynomial, q: Polynomial): Polynomial | undefined {
  if (p.size > mostTerms || q.size > mostTerms) return undefined;
  const lead = leadingTerm(q);
  let left = p;
  let result: Polynomial = new Map();
  for (let count = 0; count < mostTerms; count++) {
    if (left.size === 0) return result;
    const { monomial, coefficient } = leadingTerm(left);
    const next = quotient(monomial, lead.monomial);
    if (!next) return undefined;
    const term = polynomial([
      { monomial: next, coefficient: times(coefficient, reciprocal(lead.coefficient)) },
    ]);
    result = addPolynomials(result, term);
    left = addPolynomials(left, negatePolynomial(multiplyPolynomials(term, q)));
  }
  return undefined;
}

type Term = { monomial: Monomial; coefficient: Fraction };

const leadingTerm = (p: Polynomial): Term =>
  [...p.values()].reduce((most, each) => (isBelow(most.monomial, each.monomial) ? each : most));

/** Lexicographic: the exponents of the first atom that differs decide. */
function isBelow(a: Monomial, b: Monomial): boolean {
  const exponents = (monomial: Monomial) => new Map(monomial);
  const [x, y] = [exponents(a), exponents(b)];
  const atoms = [...new Set([...x.keys(), ...y.keys()])].sort((p, q) => p - q);
  for (const atom of atoms) {
    const difference = (x.get(atom) ?? 0) - (y.get(atom) ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function rootOfTerm({ monomial, coefficient }: Term): Term | undefined {
  const [n, d] = [integerRoot(coefficient.n), integerRoot(coefficient.d)];
  if (
    n === undefined ||
    d === undefined ||
    monomial.some(([, exponent]) => exponent < 0 || exponent % 2 !== 0)
  )
    return undefined;
  return {
    monomial: monomial.map(([atom, exponent]) => [atom, exponent / 2]),
    coefficient: fraction(n, d),
  };
}

function integerRoot(value: bigint): bigint | undefined {
  if (value < 0n || value > 10n ** 24n) return undefined;
  let root = BigInt(Math.round(Math.sqrt(Number(value))));
  while (root * root > value) root--;
  while ((root + 1n) * (root + 1n) <= value) root++;
  return root * root === value ? root : undefined;
}

function quotient(a: Monomial, b: Monomial): Monomial | undefined {
  const left = new Map(a);
  for (const [atom, exponent] of b) left.set(atom, (left.get(atom) ?? 0) - exponent);
  const terms = [...left].filter(([, exponent]) => exponent !== 0).sort((x, y) => x[0] - y[0]);
  return terms.some(([, exponent]) => exponent < 0) ? undefined : terms;
}
