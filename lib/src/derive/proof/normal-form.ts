import { FunctionNode, type MathNode } from 'mathjs';
import { bigOperator, freeNames, syntax } from '../../formula/nodes';
import type { Distribution } from '../assumptions/distributions';
import { expectationIn } from '../expectation/names';
import { differentiate } from '../language/differentiate';
import type { AtomTable, Facts } from './atoms';
import { expectationForm, hidesRandom } from './expectation-form';
import { fraction, fromDecimal, negated, one } from './fraction';
import type { LetterTable, MatrixFacts } from './matrices/letters';
import { isMatrix, mentionsMatrices, numberForm } from './matrices/matrix-form';
import { type Monomial, split, Unprovable } from './polynomial';
import { powerOf } from './power-form';
import {
  addRational,
  fromAtom,
  fromFraction,
  fromPolynomial,
  invertRational,
  isZero,
  multiplyRational,
  negateRational,
  powerRational,
  type RationalFunction,
  scaleRational,
} from './rational-function';
import { absolute, extreme, logarithm } from './special-forms';
import { sumForm } from './sum-form';

/** What one proof knows: its atoms, the facts, the names that may occur, and definitions to unfold. */
export interface Proof {
  table: AtomTable;
  facts: Facts;
  /** Names that stand for one number; others make an expression unprovable here, except under an index. */
  scalars: ReadonlySet<string>;
  sequences: ReadonlySet<string>;
  definitions: ReadonlyMap<string, MathNode>;
  /** The distributions of the random names, which have moments. */
  random: ReadonlyMap<string, Distribution>;
  /** The first and the last index of the sequences. */
  ranges: ReadonlyMap<string, { readonly low: MathNode; readonly high: MathNode }>;
  /** Definitions that read random names: they have a value only where those have one. */
  abbreviations: ReadonlySet<string>;
  /** Definitions known to be numbers: where the defining expression has no normal form, the name is an atom. */
  scalarDefinitions: ReadonlySet<string>;
  /** The letters of the words over matrices. */
  letters: LetterTable;
  /** Vectors and matrices, by name. */
  matrices: ReadonlyMap<string, MatrixFacts>;
  /** Sequences of vectors and matrices, with what is known of each item. */
  sequencesOfMatrices: ReadonlyMap<string, MatrixFacts>;
  /** Names that stand for matrices, or are defined by such names; `I` where it is not declared. */
  matrixNames: ReadonlySet<string>;
  /** Common denominator of all fractional exponents: base^(m/denominator) is the atom. */
  exponents: { denominator: bigint };
  /** Indices bound by the sums around the present place, innermost last, with the name that stands for each. */
  bound: readonly (readonly [name: string, standsFor: string])[];
}

/**
 * The rational normal form of a formula in numbers: a quotient of polynomials with exact coefficients over atoms.
 *
 * Each rule used keeps the value wherever both sides are defined, so equal normal forms mean equal values there.
 *
 * @throws Unprovable for vectors and matrices, and where the expansion would be too long
 */
export function normalForm(node: MathNode, proof: Proof): RationalFunction {
  return reduced(build(node, proof), proof);
}

function build(node: MathNode, proof: Proof): RationalFunction {
  const form = (part: MathNode) => normalForm(part, proof);
  if (mentionsMatrices(node, proof)) return numberForm(node, proof);
  const big = bigOperator(node);
  if (big) return sumForm(big, proof, normalForm);
  const read = syntax(node);
  switch (read.type) {
    case 'constant':
      if (typeof read.value !== 'number' || !Number.isFinite(read.value)) break;
      return fromFraction(fromDecimal(read.value));
    case 'name':
      return nameForm(read.name, proof);
    case 'operator': {
      const [a, b] = read.args.map(form);
      return operatorForm(read.op, a, b, proof);
    }
    case 'index': {
      const target = syntax(read.target);
      if (target.type !== 'name' || !proof.sequences.has(target.name)) break;
      return opaque('index', target.name, read.indices.map(form), proof);
    }
    case 'call':
      return callForm(read.name, read.args, proof);
  }
  throw new Unprovable(`no normal form of ${node.toString()}`);
}

function nameForm(name: string, proof: Proof): RationalFunction {
  const standsFor = proof.bound.findLast(([bound]) => bound === name)?.[1];
  if (standsFor === undefined) {
    const definition = proof.definitions.get(name);
    if (definition) return unfolded(name, definition, proof);
    if (!proof.scalars.has(name)) {
      if (name !== 'pi' && name !== 'e') throw new Unprovable(`${name} is no number`);
    }
  }
  const integer = standsFor !== undefined || proof.facts.integer.has(name);
  const constant = !proof.scalars.has(name) && standsFor === undefined;
  const positive = constant || (standsFor === undefined && proof.facts.positive.has(name));
  const label = standsFor ?? (constant ? `constant ${name}` : name);
  return fromAtom(proof.table.find('name', label, [], () => ({ integer, positive })));
}

function unfolded(name: string, definition: MathNode, proof: Proof): RationalFunction {
  try {
    return normalForm(definition, { ...proof, bound: [] });
  } catch (error) {
    if (!(error instanceof Unprovable) || !proof.scalarDefinitions.has(name)) throw error;
    return opaque('name', name, [], proof);
  }
}

function eulerForm(proof: Proof): RationalFunction {
  return fromAtom(proof.table.find('name', 'constant e', [], () => ({ integer: false, positive: true })));
}

export function operatorForm(
  op: string,
  a: RationalFunction,
  b: RationalFunction | undefined,
  proof: Proof,
): RationalFunction {
  if (b === undefined) {
    if (op === '-') return negateRational(a);
    if (op === '+' || op === "'") return a;
    return opaque(op, '', [a], proof);
  }
  switch (op) {
    case '+':
      return addRational(a, b);
    case '-':
      return addRational(a, negateRational(b));
    case '*':
    case '.*':
      return multiplyRational(a, b);
    case '/':
    case './':
      return multiplyRational(a, invertRational(b));
    case '^':
    case '.^':
      return powerOf(a, b, proof);
    case '>':
    case '>=':
      return opaque(op === '>' ? '<' : '<=', '', [b, a], proof);
    default:
      return opaque(op, '', [a, b], proof);
  }
}

/** A function of numbers about which nothing is used but that equal arguments give equal values. */
export function opaque(
  kind: string,
  label: string,
  args: RationalFunction[],
  { table }: Proof,
): RationalFunction {
  return fromAtom(table.find(kind, label, args, () => ({ integer: false, positive: false })));
}

/** Functions of matrices that give a number: of equal arguments, as written, they are equal. */
const numbersOfMatrices = new Set([
  'dot',
  'trace',
  'norm',
  'norm1',
  'norm2',
  'frobenius',
  'det',
  'eigmin',
  'eigmax',
  'spectralNorm',
]);

const half = fraction(1n, 2n);

export function callForm(name: string, args: MathNode[], proof: Proof): RationalFunction {
  const expectation = expectationIn(new FunctionNode(name, args));
  if (expectation) {
    const mean = expectationForm(expectation, proof);
    if (isMatrix(mean)) throw new Unprovable('the mean of a matrix in numbers');
    return mean;
  }
  if (name === 'diff') {
    const variable = syntax(args[1]);
    if (variable.type === 'name')
      return normalForm(differentiate(args[0], variable.name, undefined, 'diff'), proof);
  }
  if (numbersOfMatrices.has(name)) {
    const text = `${name}(${args.join(', ')})`;
    const names = args.flatMap((arg) => [...freeNames(arg)]);
    if (hidesRandom(names, proof)) throw new Unprovable(`${text} of something random`);
    if (proof.bound.some(([index]) => names.includes(index))) throw new Unprovable(`${text} inside a sum`);
    return opaque('number', text, [], proof);
  }
  const forms = args.map((arg) => normalForm(arg, proof));
  const [a, b] = forms;
  switch (name) {
    case 'exp':
      return powerOf(eulerForm(proof), a, proof);
    case 'sqrt':
      return powerOf(a, fromFraction(half), proof);
    case 'square':
      return powerRational(a, 2);
    case 'abs':
      return absolute(a, proof);
    case 'max':
    case 'min':
      if (forms.length !== 2) break;
      return extreme(name, a, b, proof);
    case 'relu':
      return extreme('max', a, fromPolynomial(new Map()), proof);
    case 'sigmoid':
      return sigmoidForm(a, proof);
    case 'tanh': {
      const twice = sigmoidForm(addRational(a, a), proof);
      return addRational(addRational(twice, twice), fromFraction(negated(one)));
    }
    case 'sinh':
    case 'cosh': {
      const [up, down] = [a, negateRational(a)].map((each) => powerOf(eulerForm(proof), each, proof));
      return scaleRational(addRational(up, name === 'cosh' ? down : negateRational(down)), half);
    }
    case 'expm1':
      return addRational(powerOf(eulerForm(proof), a, proof), fromFraction(negated(one)));
    case 'log1p':
      return logarithm(addRational(fromFraction(one), a), proof);
    case 'softplus':
      return logarithm(addRational(fromFraction(one), powerOf(eulerForm(proof), a, proof)), proof);
    case 'atanh': {
      const [up, down] = [a, negateRational(a)].map((each) =>
        logarithm(addRational(fromFraction(one), each), proof),
      );
      return scaleRational(addRational(up, negateRational(down)), half);
    }
    case 'erf':
    case 'atan':
      return oddFunction(name, a, proof);
    case 'erfc':
      return addRational(fromFraction(one), negateRational(oddFunction('erf', a, proof)));
    case 'normcdf': {
      const argument = multiplyRational(a, powerOf(fromFraction(half), fromFraction(half), proof));
      return scaleRational(addRational(fromFraction(one), oddFunction('erf', argument, proof)), half);
    }
    case 'normpdf': {
      const pi = proof.table.find('name', 'constant pi', [], () => ({ integer: false, positive: true }));
      const scale = powerOf(scaleRational(fromAtom(pi), fraction(2n)), fromFraction(negated(half)), proof);
      const square = scaleRational(multiplyRational(a, a), negated(half));
      return multiplyRational(scale, powerOf(eulerForm(proof), square, proof));
    }
    case 'clip':
      return extreme('min', extreme('max', a, b, proof), forms[2], proof);
    case 'log':
      if (b) return multiplyRational(logarithm(a, proof), invertRational(logarithm(b, proof)));
      return logarithm(a, proof);
    case 'inv':
      return invertRational(a);
    case 'transpose':
      return a;
    case 'softmax':
    case 'total':
    case 'logsumexp':
    case 'diag':
    case 'kron':
    case 'ones':
    case 'unit':
    case 'identity':
    case 'outer':
    case 'grad':
    case 'hessian':
      throw new Unprovable(`${name} of numbers`);
  }
  return opaque(name, '', forms, proof);
}

/** f(-a) = -f(a): the sign of the leading term stands outside. */
export function oddFunction(name: string, a: RationalFunction, proof: Proof): RationalFunction {
  if (isZero(a)) return a;
  const isNegative = split(a.numerator).coefficient.n < 0n;
  if (isNegative) return negateRational(opaque(name, '', [negateRational(a)], proof));
  return opaque(name, '', [a], proof);
}

/** 1 / (1 + exp(-a)); tanh(a) is 2 sigmoid(2a) - 1. */
const sigmoidForm = (a: RationalFunction, proof: Proof) =>
  invertRational(addRational(fromFraction(one), powerOf(eulerForm(proof), negateRational(a), proof)));

/** Replaces powers of atoms that reduce, until none is left. */
export function reduced(a: RationalFunction, proof: Proof): RationalFunction {
  const reducible = (monomial: Monomial) =>
    monomial.some(([atom, exponent]) => {
      const rule = proof.table.atoms[atom].reduces;
      return rule !== undefined && (exponent >= rule.degree || exponent < 0);
    });
  const parts = [a.numerator, ...[...a.factors.values()].map(({ rest }) => rest)];
  if (!parts.some((part) => [...part.values()].some(({ monomial }) => reducible(monomial)))) return a;
  const rewrite = (part: RationalFunction['numerator']) =>
    [...part.values()]
      .map(({ monomial, coefficient }) =>
        monomial.reduce<RationalFunction>((product, [atom, exponent]) => {
          const rule = proof.table.atoms[atom].reduces;
          const whole = rule ? Math.floor(exponent / rule.degree) : 0;
          const left = fromAtom(atom, rule ? exponent - whole * rule.degree : exponent);
          return multiplyRational(
            product,
            whole && rule ? multiplyRational(left, powerRational(rule.value, whole)) : left,
          );
        }, fromFraction(coefficient)),
      )
      .reduce(addRational, fromPolynomial(new Map()));
  const denominator = [...a.factors.values()].reduce(
    (product, { rest, power }) => multiplyRational(product, powerRational(rewrite(rest), power)),
    fromFraction(one),
  );
  return reduced(multiplyRational(rewrite(a.numerator), invertRational(denominator)), proof);
}
