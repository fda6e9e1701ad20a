import { type MathNode, OperatorNode, ParenthesisNode, parse } from 'mathjs';
import { bigOperator, freeNames, syntax } from '../../formula/nodes';
import type { Assumptions } from '../assumptions';
import { replaceName } from '../language/substitute';
import { attempted } from './attempt';
import { fraction } from './fraction';
import { normalForm, type Proof } from './normal-form';
import {
  addPolynomials,
  type Monomial,
  multiplyPolynomials,
  negatePolynomial,
  type Polynomial,
  polynomial,
  scalePolynomial,
  Unprovable,
} from './polynomial';
import { beginProof, type Knowledge } from './prove';
import { evenAbove, evenPowerOf, isNowhereNegative } from './signs';

const continuous = new Set(['sqrt', 'exp', 'log', 'abs', 'max', 'min', 'relu', 'square', 'tanh', 'sigmoid']);
const operators = new Set(['+', '-', '*', '/', '^', '.*', './', '.^']);
const depth = 3;

/**
 * Whether a bound between two formulas in numbers holds wherever both are defined: with every name in a range written by
 * a positive one, x = (a + b s)/(1 + s) for x between a and b, the difference is a quotient of sums of which no term is
 * negative, or of quadratics without a root. A proof over an open range extends to its closed ends by continuity.
 */
export function provedBound(
  left: MathNode,
  relation: '<=' | '<' | '>=' | '>',
  right: MathNode,
  assumptions: Assumptions,
  knowledge: Knowledge,
): boolean {
  const [large, small] = relation[0] === '<' ? [right, left] : [left, right];
  const difference = new OperatorNode('-', 'subtract', [
    new ParenthesisNode(large),
    new ParenthesisNode(small),
  ]);
  const strict = relation.length === 1;
  const proved = attempted((exponents) => {
    const { formula, positive, ends } = overPositives(difference, assumptions, knowledge);
    if (ends && (strict || !isContinuous(formula))) return false;
    const facts = { ...knowledge.facts, positive: new Set([...knowledge.facts.positive, ...positive]) };
    const scalars = new Set([...knowledge.scalars, ...positive]);
    const proof = beginProof({ ...knowledge, facts, scalars }, exponents);
    const { numerator, factors } = normalForm(formula, proof);
    let sign = 1;
    for (const { rest, power } of factors.values()) {
      if (power % 2 === 0) continue;
      if (isAtLeastZero(negatePolynomial(rest), true, proof, 0)) sign = -sign;
      else if (!isAtLeastZero(rest, true, proof, 0)) return false;
    }
    const top = cleared(numerator, proof);
    return isAtLeastZero(sign > 0 ? top : negatePolynomial(top), strict, proof, depth);
  });
  return proved ?? false;
}

/** The formula with definitions written out and every name of a range by a positive one; whether a range has its ends. */
function overPositives(given: MathNode, assumptions: Assumptions, { definitions }: Knowledge) {
  let formula = given;
  const positive: string[] = [];
  let ends = false;
  const used = new Set<string>();
  const substitute = (name: string, text: string) => {
    formula = replaceName(formula, name, new ParenthesisNode(parse(text)));
  };
  const names = Object.keys(assumptions);
  const indices = given.filter((part) => names.includes(bigOperator(part)?.index ?? ''));
  if (indices.length > 0) throw new Unprovable('an index with the name of something declared');
  for (let round = 0; round < 2 * names.length + 2; round++) {
    const free = freeNames(formula);
    const readByOthers = (name: string) =>
      names.some((other) => free.has(other) && !used.has(other) && assumptions[other].needs.includes(name));
    const name = names.find((each) => free.has(each) && !used.has(each) && !readByOthers(each));
    if (name === undefined) return { formula, positive, ends };
    used.add(name);
    const definition = definitions.get(name);
    if (definition) {
      formula = replaceName(formula, name, definition);
      continue;
    }
    const { range, integer } = assumptions[name];
    if (!range || integer) continue;
    const fresh = `${name}__positive`;
    const [low, high] = [range.low, range.high].map((end) =>
      /infinity$/.test(end) ? undefined : `(${end})`,
    );
    if (low === undefined && high === undefined) continue;
    const root = high === undefined && isUnderRoot(formula, name) ? Math.sqrt(Number(range.low)) : Number.NaN;
    if (range.low === '0' && high === undefined && !range.closedLow && !Number.isInteger(root)) continue;
    positive.push(fresh);
    ends ||= (low !== undefined && range.closedLow) || (high !== undefined && range.closedHigh);
    if (Number.isInteger(root)) {
      const from = parse(`(${root} + ${fresh})`);
      formula = formula.transform((part) => (rootOf(part) === name ? from : part));
      substitute(name, `(${root} + ${fresh})^2`);
    } else if (high === undefined) substitute(name, `${low} + ${fresh}`);
    else if (low === undefined) substitute(name, `${high} - ${fresh}`);
    else substitute(name, `(${low} + ${high} * ${fresh}) / (1 + ${fresh})`);
  }
  throw new Unprovable('ranges that go in circles');
}

/** The name of which a part is the square root. */
function rootOf(part: MathNode): string | undefined {
  if (part.type === 'ParenthesisNode') return undefined;
  const read = syntax(part);
  const isRoot =
    (read.type === 'call' && read.name === 'sqrt') ||
    (read.type === 'operator' && read.op === '^' && /^(0\.5|\(1 ?\/ ?2\))$/.test(read.args[1].toString()));
  if (!isRoot) return undefined;
  const base = syntax(read.args[0]);
  return base.type === 'name' ? base.name : undefined;
}

/** Whether a name stands under a root: by itself, or anywhere within. */
const isUnderRoot = (formula: MathNode, name: string) =>
  formula.filter((part) => {
    const read = syntax(part);
    return (
      rootOf(part) === name ||
      (read.type === 'call' && read.name === 'sqrt' && freeNames(read.args[0]).has(name))
    );
  }).length > 0;

function isContinuous(formula: MathNode): boolean {
  if (bigOperator(formula)) return false;
  const read = syntax(formula);
  if (read.type === 'constant' || read.type === 'name') return true;
  if (read.type === 'operator') return operators.has(read.op) && read.args.every(isContinuous);
  return read.type === 'call' && continuous.has(read.name) && read.args.every(isContinuous);
}

/**
 * Whether a polynomial is nowhere negative (strict: everywhere positive): term by term, or as a quadratic a x^2 + b x + c
 * in one of its atoms with a > 0 and 4 a c >= b^2.
 */
function isAtLeastZero(a: Polynomial, strict: boolean, proof: Proof, left: number): boolean {
  const { atoms } = proof.table;
  const terms = [...a.values()];
  const isPositive = (monomial: Monomial) => monomial.every(([atom]) => atoms[atom].positive);
  const isAtLeast = (monomial: Monomial) => monomial.every((power) => isNowhereNegative(power, proof));
  if (terms.every(({ monomial, coefficient }) => coefficient.n > 0n && isAtLeast(monomial)))
    return !strict || terms.some(({ monomial }) => isPositive(monomial));
  if (left === 0) return false;
  const present = new Set(terms.flatMap(({ monomial }) => monomial.map(([atom]) => atom)));
  return [...present].some((atom) => {
    if (evenPowerOf(atoms[atom], proof) !== 2) return false;
    const parts = quadraticIn(a, atom);
    if (!parts) return false;
    const [c, b, square] = parts;
    const discriminant = addPolynomials(
      scalePolynomial(multiplyPolynomials(square, c), fraction(4n)),
      negatePolynomial(multiplyPolynomials(b, b)),
    );
    return isAtLeastZero(square, true, proof, 0) && isAtLeastZero(discriminant, strict, proof, left - 1);
  });
}

/** Without the powers of positive atoms that all terms share, and without negative exponents: times an even power. */
function cleared(a: Polynomial, proof: Proof): Polynomial {
  const terms = [...a.values()];
  const present = new Set(terms.flatMap(({ monomial }) => monomial.map(([atom]) => atom)));
  const factor = [...present]
    .sort((x, y) => x - y)
    .flatMap((atom): [number, number][] => {
      const least = Math.min(...terms.map(({ monomial }) => monomial.find(([id]) => id === atom)?.[1] ?? 0));
      if (proof.table.atoms[atom].positive) return least === 0 ? [] : [[atom, -least]];
      return least < 0 ? [[atom, evenAbove(-least, proof.table.atoms[atom], proof)]] : [];
    });
  return multiplyPolynomials(a, polynomial([{ monomial: factor, coefficient: fraction(1n) }]));
}

/** The coefficients of 1, x and x^2, where a polynomial is a quadratic in an atom or in its square. */
function quadraticIn(a: Polynomial, atom: number): Polynomial[] | undefined {
  const powerOf = (monomial: Monomial) => monomial.find(([id]) => id === atom)?.[1] ?? 0;
  const isEven = [...a.values()].every(({ monomial }) => powerOf(monomial) % 2 === 0);
  const terms = [...a.values()].map((term) => ({
    ...term,
    power: powerOf(term.monomial) / (isEven && [...a.values()].some((t) => powerOf(t.monomial) > 2) ? 2 : 1),
    monomial: term.monomial.filter(([id]) => id !== atom),
  }));
  if (terms.some(({ power }) => power < 0 || power > 2) || !terms.some(({ power }) => power === 2))
    return undefined;
  return [0, 1, 2].map((power) =>
    polynomial(
      terms
        .filter((term) => term.power === power)
        .map(({ monomial, coefficient }) => ({ monomial, coefficient })),
    ),
  );
}
