import { ConstantNode, FunctionNode, type MathNode, OperatorNode, ParenthesisNode, SymbolNode } from 'mathjs';
import { bigOperator, freeNames } from '../../formula/nodes';
import { replaceName } from '../language/substitute';
import { readingFrom, unfoldFor } from '../language/unfold';
import { fraction } from './fraction';
import { normalForm, type Proof } from './normal-form';
import { type Monomial, type Polynomial, polynomial } from './polynomial';
import {
  addRational,
  fromFraction,
  fromPolynomial,
  isZero,
  multiplyRational,
  negateRational,
  type RationalFunction,
} from './rational-function';
import { reduced } from './reduce';
import { signOf, signOfPolynomial } from './signs';

const difference = (a: MathNode, b: MathNode) =>
  new OperatorNode('-', 'subtract', [new ParenthesisNode(a), new ParenthesisNode(b)]);
const whole = /^-?\d{1,4}$/;

/**
 * Whether D = left - right is zero by induction on a whole number n that ends a sum or product: D is zero at the first
 * n, and D(n + 1) is a multiple of D(n) by exact algebra. D must be defined at every n of the range, or at none.
 */
export function provedByInduction(left: MathNode, right: MathNode, proof: Proof): boolean {
  if (proof.matrices.size + proof.sequencesOfMatrices.size + proof.random.size > 0) return false;
  const given = difference(left, right);
  return [...proof.facts.ranges].some(([name, { low, openLow }]) => {
    if (!proof.facts.integer.has(name) || !low || openLow || !whole.test(low.toString())) return false;
    const formula = unfoldFor(name, given, proof.definitions);
    if (!endsSums(formula, name) || !isFree(formula, name, proof)) return false;
    return byInduction(formula, name, Number(low.toString()), proof);
  });
}

const endsSums = (formula: MathNode, name: string) =>
  formula.filter((part) => bigOperator(part)?.to.toString() === name).length > 0;

/** Whether nothing else in the formula is tied to the number: no range of another name, no index of the same name. */
function isFree(formula: MathNode, name: string, { facts, definitions }: Proof): boolean {
  const tied = readingFrom(name, definitions);
  for (let before = 0; before < tied.size; ) {
    before = tied.size;
    for (const [other, { low, high }] of facts.ranges)
      if ([low, high].some((end) => end && [...freeNames(end)].some((each) => tied.has(each))))
        tied.add(other);
  }
  tied.delete(name);
  if ([...freeNames(formula)].some((other) => tied.has(other))) return false;
  const indices = formula.filter((part) => bigOperator(part)).map((part) => bigOperator(part)?.index);
  return !indices.includes(name) && formula.filter((part) => hasIndexTwice(part)).length === 0;
}

/** Whether an index is bound again within its own term. */
const hasIndexTwice = (part: MathNode): boolean => {
  const big = bigOperator(part);
  return big !== undefined && big.term.filter((inner) => bigOperator(inner)?.index === big.index).length > 0;
};

function byInduction(formula: MathNode, name: string, first: number, proof: Proof): boolean {
  const at = (value: MathNode) => normalForm(value, proof);
  if (!isZero(at(replaceName(formula, name, new ConstantNode(first))))) return false;
  const here = at(formula);
  const there = at(lastTermsApart(formula, name, first));
  if (![here, there].every((form) => isDefinedFor(form, name, proof))) return false;
  const isMultiple = (a: RationalFunction, b: RationalFunction) => {
    const rest = addRational(multiplyRational(there, b), negateRational(multiplyRational(here, a)));
    return isZero(reduced(rest, proof));
  };
  const one = fromFraction(fraction(1n));
  if (isMultiple(one, one)) return true;
  return sumsIn(here, proof).some((sum) => {
    const [a, b] = [there, here].map((form) => coefficientOf(form, sum));
    return a !== undefined && b !== undefined && signOf(b, proof) !== undefined && isMultiple(a, b);
  });
}

/** The formula at n + 1, where sums up to n + 1 are sums up to n and a last term. */
function lastTermsApart(formula: MathNode, name: string, first: number): MathNode {
  const next = new ParenthesisNode(new OperatorNode('+', 'add', [new SymbolNode(name), new ConstantNode(1)]));
  const visit = (part: MathNode): MathNode => {
    const big = bigOperator(part);
    if (!big) return isName(part, name) ? next : part.map(visit);
    if (part.type === 'ParenthesisNode') return part.map(visit);
    const [from, term] = [visit(big.from), visit(big.term)];
    const upTo = (to: MathNode) => new FunctionNode(big.name, [new SymbolNode(big.index), from, to, term]);
    const start = Number(big.from.toString());
    if (!isName(big.to, name) || !Number.isInteger(start) || start > first + 1) return upTo(visit(big.to));
    const last = new ParenthesisNode(replaceName(term, big.index, next));
    const before = upTo(new SymbolNode(name));
    const both = [before, last];
    return new ParenthesisNode(
      big.name === 'sum' ? new OperatorNode('+', 'add', both) : new OperatorNode('*', 'multiply', both),
    );
  };
  return visit(formula);
}

const isName = (node: MathNode, name: string) => node.type === 'SymbolNode' && node.toString() === name;

/** Whether a form has a value at every n of the range, or at none: nothing that reads n is zero or negative by accident. */
function isDefinedFor({ numerator, factors }: RationalFunction, name: string, proof: Proof): boolean {
  const { table } = proof;
  const reads = (form: RationalFunction) => table.namesIn(form).has(name);
  const inPolynomial = (a: Polynomial) => [...a.values()].every(({ monomial }) => monomial.every(isDefined));
  const isDefined = ([id, exponent]: Monomial[number]): boolean => {
    const { kind, args, names, positive } = table.atoms[id];
    if (!names.has(name)) return true;
    if (!args.every((arg) => isDefinedFor(arg, name, proof))) return false;
    if (kind === 'power') {
      if (reads(args[0])) return positive;
      const isWhole = table.isInteger(args[1]) && exponent % Number(proof.exponents.denominator) === 0;
      return positive || isWhole;
    }
    if (exponent < 0 && !positive) return false;
    if (kind === 'log' || kind === 'factorial') return signOf(args[0], proof) === 1;
    return ['name', 'index', 'sum', 'prod', 'abs', 'sign'].includes(kind);
  };
  return (
    inPolynomial(numerator) &&
    [...factors.values()].every(
      ({ rest }) =>
        inPolynomial(rest) && (!reads(fromPolynomial(rest)) || signOfPolynomial(rest, proof) !== undefined),
    )
  );
}

const sumsIn = ({ numerator }: RationalFunction, { table }: Proof): number[] => [
  ...new Set(
    [...numerator.values()].flatMap(({ monomial }) =>
      monomial.map(([id]) => id).filter((id) => ['sum', 'prod'].includes(table.atoms[id].kind)),
    ),
  ),
];

/** What a sum is multiplied by in a form that is linear in it. */
function coefficientOf({ numerator, factors }: RationalFunction, sum: number): RationalFunction | undefined {
  const terms = [...numerator.values()].filter(({ monomial }) => monomial.some(([id]) => id === sum));
  if (terms.some(({ monomial }) => monomial.some(([id, exponent]) => id === sum && exponent !== 1)))
    return undefined;
  const bare = terms.map((term) => ({ ...term, monomial: term.monomial.filter(([id]) => id !== sum) }));
  return { numerator: polynomial(bare), factors };
}
