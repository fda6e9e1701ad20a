import type { MathNode } from 'mathjs';
import { syntax } from '../../formula/nodes';
import { type Constraint, contradict } from './feasible';
import { fraction, reciprocal, times } from './fraction';
import type { Proof } from './normal-form';
import {
  type Monomial,
  multiplyPolynomials,
  negatePolynomial,
  type Polynomial,
  polynomial,
} from './polynomial';
import {
  addRational,
  fromPolynomial,
  isZero,
  multiplyRational,
  negateRational,
  powerRational,
  type RationalFunction,
} from './rational-function';
import { reduced } from './reduce';
import { evenAbove, isIndex, isNowhereNegative, rangeDifferences, signOf } from './signs';

/** The sign that a polynomial is supposed to have. */
export interface Case {
  readonly polynomial: Polynomial;
  readonly sign: 1 | 0 | -1;
}

/** Thrown in a proof by cases where the sign of a polynomial decides and does not follow from what is supposed. */
export class SignNeeded extends Error {
  constructor(readonly polynomial: Polynomial) {
    super('a sign is needed');
  }
}

const mostCases = 60;
const deepest = 7;

/**
 * Whether a form is zero in each of the cases that the signs within absolute values, extremes and choices make; cases
 * that contradict themselves or the assumptions are left out.
 */
export function isZeroByCases(make: (proof: Proof) => RationalFunction, proof: Proof): boolean {
  let count = 0;
  const holds = (cases: readonly Case[]): boolean => {
    if (count++ > mostCases || cases.length > deepest) return false;
    try {
      const form = make({ ...proof, cases });
      return isZero(form) || isZero(reduced(withoutZeros(form, cases), proof));
    } catch (error) {
      if (!(error instanceof SignNeeded)) throw error;
      const { polynomial } = error;
      return ([1, -1, 0] as const).every((sign) => {
        const next = [...cases, { polynomial, sign }];
        return isImpossible(next, [polynomial], proof) || holds(next);
      });
    }
  };
  return holds([]);
}

/** The sign of a form, where it is known or supposed; undefined where no cases are made of it. */
export function decided(form: RationalFunction, proof: Proof): 1 | 0 | -1 | undefined {
  const { cases, table, random } = proof;
  if (!cases) return undefined;
  const sign = signOf(form, proof);
  if (sign) return sign;
  for (const name of table.namesIn(form)) if (isIndex(name) || random.has(name)) return undefined;
  // The sign of n/d is the sign of n d.
  const whole = [...form.factors.values()].reduce(
    (product, { rest, power }) => (power % 2 === 0 ? product : multiplyPolynomials(product, rest)),
    form.numerator,
  );
  const polynomial = withoutNegativePowers(whole, proof);
  if (isImpossible(cases, [polynomial], proof, { polynomial: negatePolynomial(polynomial), strict: false }))
    return 1;
  if (isImpossible(cases, [polynomial], proof, { polynomial, strict: false })) return -1;
  const others = [1, -1].every((side) =>
    isImpossible(cases, [polynomial], proof, {
      polynomial: side > 0 ? polynomial : negatePolynomial(polynomial),
      strict: true,
    }),
  );
  if (others) return 0;
  throw new SignNeeded(polynomial);
}

/** Times an even power of each atom that has a negative exponent, which leaves the sign. */
function withoutNegativePowers(a: Polynomial, proof: Proof): Polynomial {
  const { table } = proof;
  const least = new Map<number, number>();
  for (const { monomial } of a.values())
    for (const [atom, exponent] of monomial) least.set(atom, Math.min(least.get(atom) ?? 0, exponent));
  const monomial: Monomial = [...least]
    .filter(([, exponent]) => exponent < 0)
    .map(([atom, exponent]) => [atom, evenAbove(-exponent, table.atoms[atom], proof)] as const)
    .sort((x, y) => x[0] - y[0]);
  return multiplyPolynomials(a, polynomial([{ monomial, coefficient: fraction(1n) }]));
}

/** Whether a choice's condition holds; undefined where no cases are made of it. */
export function chosen(
  condition: MathNode,
  proof: Proof,
  normalForm: (node: MathNode, proof: Proof) => RationalFunction,
): boolean | undefined {
  if (!proof.cases) return undefined;
  const read = syntax(condition);
  if (read.type !== 'operator' || read.args.length !== 2) return undefined;
  if (read.op === 'and' || read.op === 'or') {
    const [a, b] = read.args.map((part) => chosen(part, proof, normalForm));
    if (a === undefined || b === undefined) return undefined;
    return read.op === 'and' ? a && b : a || b;
  }
  if (!['<', '<=', '>', '>=', '==', '!='].includes(read.op)) return undefined;
  const [a, b] = read.args.map((part) => normalForm(part, proof));
  const difference = reduced(addRational(a, negateRational(b)), proof);
  const sign = isZero(difference) ? 0 : decided(difference, proof);
  if (sign === undefined) return undefined;
  switch (read.op) {
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    case '>':
      return sign > 0;
    case '>=':
      return sign >= 0;
    case '==':
      return sign === 0;
    default:
      return sign !== 0;
  }
}

function isImpossible(
  cases: readonly Case[],
  about: readonly Polynomial[],
  proof: Proof,
  also?: Constraint,
): boolean {
  const supposed = cases.flatMap(({ polynomial, sign }): Constraint[] => {
    if (sign > 0) return [{ polynomial, strict: true }];
    if (sign < 0) return [{ polynomial: negatePolynomial(polynomial), strict: true }];
    if (isNonzero(polynomial, proof)) return [{ polynomial: new Map(), strict: true }];
    return [polynomial, negatePolynomial(polynomial)].map((each) => ({ polynomial: each, strict: false }));
  });
  const polynomials = [...about, ...cases.map((each) => each.polynomial)];
  const given = [...supposed, ...(also ? [also] : []), ...rangesOf(polynomials, proof)];
  return contradict([...given, ...signsOfMonomials(given, proof)]);
}

/** Whether a polynomial is a number times something that is assumed not to be zero. */
function isNonzero(a: Polynomial, { table, facts }: Proof): boolean {
  if (a.size !== 1) return false;
  const [{ monomial }] = a.values();
  return monomial.every(([id]) => {
    const { kind, label, positive } = table.atoms[id];
    return positive || (kind === 'name' && facts.nonzero.has(label));
  });
}

function rangesOf(polynomials: readonly Polynomial[], proof: Proof): Constraint[] {
  const names = new Set(polynomials.flatMap((each) => [...proof.table.namesIn(fromPolynomial(each))]));
  return [...names].flatMap((name) =>
    rangeDifferences(name, proof)
      .filter(({ form }) => form.factors.size === 0)
      .map(({ form, open }) => ({ polynomial: withoutNegativePowers(form.numerator, proof), strict: open })),
  );
}

/** Products of positive things are positive, squares are not negative. */
function signsOfMonomials(constraints: readonly Constraint[], proof: Proof): Constraint[] {
  const seen = new Map<string, Constraint>();
  for (const { polynomial: given } of constraints) {
    for (const [key, { monomial }] of given) {
      if (key === '' || seen.has(key)) continue;
      const strict = monomial.every(([id]) => proof.table.atoms[id].positive);
      if (strict || monomial.every((power) => isNowhereNegative(power, proof)))
        seen.set(key, { polynomial: polynomial([{ monomial, coefficient: fraction(1n) }]), strict });
    }
  }
  return [...seen.values()];
}

/** The form with an atom written by the others, for each polynomial that is supposed to be zero and tells it. */
function withoutZeros(form: RationalFunction, cases: readonly Case[]): RationalFunction {
  let result = form.numerator;
  let zeros = cases.filter(({ sign }) => sign === 0).map(({ polynomial: zero }) => zero);
  while (zeros.length > 0) {
    const [zero, ...others] = zeros;
    const solved = solvedFor(zero);
    zeros = solved ? others.map((each) => substituted(each, ...solved)) : others;
    if (solved) result = substituted(result, ...solved);
  }
  return fromPolynomial(result);
}

function substituted(a: Polynomial, atom: number, value: Polynomial): Polynomial {
  let result: RationalFunction = fromPolynomial(new Map());
  for (const { monomial, coefficient } of a.values()) {
    const exponent = Math.max(0, monomial.find(([id]) => id === atom)?.[1] ?? 0);
    const rest = exponent > 0 ? monomial.filter(([id]) => id !== atom) : monomial;
    const own = fromPolynomial(polynomial([{ monomial: rest, coefficient }]));
    result = addRational(result, multiplyRational(own, powerRational(fromPolynomial(value), exponent)));
  }
  return result.numerator;
}

/** An atom that stands in one term, alone, and what it then is. */
function solvedFor(zero: Polynomial): [number, Polynomial] | undefined {
  for (const { monomial, coefficient } of zero.values()) {
    if (monomial.length !== 1 || monomial[0][1] !== 1) continue;
    const [[atom]] = monomial;
    const others = [...zero.values()].filter((term) => term.monomial !== monomial);
    if (others.some((term) => term.monomial.some(([id]) => id === atom))) continue;
    const by = reciprocal({ ...coefficient, n: -coefficient.n });
    return [atom, polynomial(others.map((term) => ({ ...term, coefficient: times(term.coefficient, by) })))];
  }
  return undefined;
}
