import { ConstantNode, type MathNode } from 'mathjs';
import { type bigOperator, freeNames } from '../../formula/nodes';
import { bigAtom } from './big-atom';
import { type Fraction, fraction, one } from './fraction';
import { sumOfNumbers } from './matrices/sums';
import type { Proof } from './normal-form';
import { type Monomial, polynomial, Unprovable } from './polynomial';
import { powerOf } from './power-form';
import { productOverIndex } from './product-form';
import {
  addRational,
  constantOf,
  equalRational,
  fromAtom,
  fromFraction,
  fromPolynomial,
  invertRational,
  multiplyRational,
  negateRational,
  powerRational,
  type RationalFunction,
  scaleRational,
} from './rational-function';
import { indexLabelOf, signOf } from './signs';

const mostTermsWritten = 40;
const unit = fromFraction(one);

/**
 * A sum or product over an index. Between numbers it is written out. A sum is taken apart by linearity, and its
 * parts are summed in closed form where the term is constant, the index, its square, or geometric; the geometric
 * form (r^from - r^(to+1)) / (1 - r) is an identity in r, continued to r = 1 by the sum's own continuity.
 */
export function sumForm(
  big: NonNullable<ReturnType<typeof bigOperator>>,
  proof: Proof,
  normalForm: (node: MathNode, proof: Proof) => RationalFunction,
): RationalFunction {
  const from = normalForm(big.from, proof);
  const to = normalForm(big.to, proof);
  const isSum = big.name === 'sum';
  const [first, last] = [constantOf(from), constantOf(to)].map(wholeNumber);
  if (first !== undefined && last !== undefined) {
    if (last < first - 1 || last - first > mostTermsWritten)
      throw new Unprovable('a range too long to write out');
    const body = (value: number) => normalForm(substituted(big.term, big.index, value), proof);
    let result = isSum ? fromPolynomial(new Map()) : unit;
    for (let i = first; i <= last; i++) result = (isSum ? addRational : multiplyRational)(result, body(i));
    return result;
  }
  const standsFor = indexLabel(big, signOf(from, proof) === 1, proof);
  const inner: Proof = { ...proof, bound: [...proof.bound, [big.index, standsFor]] };
  const term = normalForm(big.term, inner);
  if (isSum) return sumOverIndex(term, standsFor, from, to, inner);
  return productOverIndex(term, standsFor, from, to, inner);
}

/** The first label that no index read here has: a sum that reads none has one label wherever it stands. */
function indexLabel(
  { from, to, term }: NonNullable<ReturnType<typeof bigOperator>>,
  isPositive: boolean,
  { bound }: Proof,
): string {
  const read = [from, to, term].flatMap((part) => [...freeNames(part)]);
  const taken = bound.filter(([name]) => read.includes(name)).map(([, label]) => label);
  let k = 0;
  while ([true, false].some((each) => taken.includes(indexLabelOf(k, each)))) k++;
  return indexLabelOf(k, isPositive);
}

export const lengthOf = (from: RationalFunction, to: RationalFunction) =>
  addRational(addRational(to, negateRational(from)), unit);

/** The sum of a number over an index, by linearity and in closed form where there is one. */
export function sumOverIndex(
  term: RationalFunction,
  index: string,
  from: RationalFunction,
  to: RationalFunction,
  proof: Proof,
): RationalFunction {
  if (!proof.table.namesIn(term).has(index)) return multiplyRational(term, lengthOf(from, to));
  for (const { rest } of term.factors.values()) {
    if (proof.table.namesIn(fromPolynomial(rest)).has(index)) {
      return bigAtom('sum', index, from, to, term, proof);
    }
  }
  return linearParts(term, index, proof)
    .map(({ coefficient, part }) => multiplyRational(coefficient, closedForm(part, index, from, to, proof)))
    .reduce(addRational);
}

function substituted(term: MathNode, index: string, value: number): MathNode {
  return term.transform((node) => {
    const name = (node as unknown as { name?: string }).name;
    return node.type === 'SymbolNode' && name === index ? new ConstantNode(value) : node;
  });
}

function wholeNumber(value: Fraction | undefined): number | undefined {
  return value && value.d === 1n ? Number(value.n) : undefined;
}

/** The term as a sum of (free of the index) x (a monomial in atoms that depend on it). */
export function linearParts(term: RationalFunction, index: string, { table }: Proof) {
  const parts = new Map<string, { coefficient: RationalFunction; part: Monomial }>();
  for (const { monomial, coefficient } of term.numerator.values()) {
    const part = monomial.filter(([atom]) => table.atoms[atom].names.has(index));
    const free = monomial.filter(([atom]) => !table.atoms[atom].names.has(index));
    const key = part.map(([atom, exponent]) => `${atom}^${exponent}`).join(' ');
    const factor: RationalFunction = {
      numerator: polynomial([{ monomial: free, coefficient }]),
      factors: term.factors,
    };
    const present = parts.get(key);
    parts.set(key, { part, coefficient: present ? addRational(present.coefficient, factor) : factor });
  }
  return [...parts.values()].map((each) => ({
    ...each,
    inside: fromPolynomial(polynomial([{ monomial: each.part, coefficient: one }])),
  }));
}

function closedForm(
  part: Monomial,
  index: string,
  from: RationalFunction,
  to: RationalFunction,
  proof: Proof,
): RationalFunction {
  const next = addRational(to, unit);
  const difference = (f: (x: RationalFunction) => RationalFunction) =>
    addRational(f(next), negateRational(f(from)));
  if (part.length === 0) return difference((x) => x);
  const { atoms } = proof.table;
  const outside = sumOfNumbers(part, index, from, to, proof);
  if (outside) return outside;
  const [[atom, exponent]] = part;
  if (part.length === 1 && atoms[atom].label === index && (exponent === 1 || exponent === 2)) {
    const below = (x: RationalFunction) => addRational(x, negateRational(unit));
    const product = (x: RationalFunction) => multiplyRational(x, below(x));
    if (exponent === 1) return scaleRational(difference(product), fraction(1n, 2n));
    const cubic = (x: RationalFunction) =>
      multiplyRational(product(x), addRational(scaleRational(x, fraction(2n)), negateRational(unit)));
    return scaleRational(difference(cubic), fraction(1n, 6n));
  }
  const ratio = geometricRatio(part, index, proof);
  if (ratio && !equalRational(ratio, unit)) {
    const tail = (x: RationalFunction) => ratioPower(part, x, proof);
    return multiplyRational(
      addRational(tail(from), negateRational(tail(next))),
      invertRational(addRational(unit, negateRational(ratio))),
    );
  }
  const term = fromPolynomial(polynomial([{ monomial: part, coefficient: one }]));
  return bigAtom('sum', index, from, to, term, proof);
}

/** r, where the part is r^index: every atom in it is a power whose exponent is the index alone. */
function geometricRatio(part: Monomial, index: string, proof: Proof): RationalFunction | undefined {
  const { atoms } = proof.table;
  const indexAtom = atoms.findIndex((atom) => atom.kind === 'name' && atom.label === index);
  const isGeometric = part.every(
    ([atom]) =>
      atoms[atom].kind === 'power' &&
      !proof.table.namesIn(atoms[atom].args[0]).has(index) &&
      equalRational(atoms[atom].args[1], fromAtom(indexAtom)),
  );
  return isGeometric ? ratioPower(part, unit, proof) : undefined;
}

function ratioPower(part: Monomial, exponent: RationalFunction, proof: Proof): RationalFunction {
  const { atoms } = proof.table;
  return part.reduce<RationalFunction>((product, [atom, times]) => {
    const scaled = scaleRational(exponent, fraction(BigInt(times), proof.exponents.denominator));
    const whole = wholeNumber(constantOf(scaled));
    const base = atoms[atom].args[0];
    const factor = whole === undefined ? powerOf(base, scaled, proof) : powerRational(base, whole);
    return multiplyRational(product, factor);
  }, unit);
}
