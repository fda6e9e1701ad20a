import { FunctionNode, type MathNode } from 'mathjs';
import { freeNames, syntax } from '../../formula/nodes';
import { expectationIn } from '../expectation/names';
import { differentiate } from '../language/differentiate';
import { chosen } from './cases';
import { expectationForm } from './expectation-form';
import { factorialForm } from './factorial';
import { fraction, negated, one } from './fraction';
import { isMatrix } from './matrices/matrix-form';
import { eulerForm, normalForm, opaque, type Proof } from './normal-form';
import { split, Unprovable } from './polynomial';
import { powerOf } from './power-form';
import { hidesRandom } from './products-of-sums';
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
import { absolute, extreme, floorForm, logarithm, signForm } from './special-forms';
import { cosineForm, sineForm } from './trigonometry';

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
    const mean = expectationForm(expectation, { ...proof, cases: undefined });
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
  if (name === 'select') {
    const branch = chosen(args[0], proof, normalForm);
    if (branch !== undefined) return normalForm(args[branch ? 1 : 2], proof);
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
      if (forms.length < 2) break;
      return forms.reduce((most, each) => extreme(name, most, each, proof));
    case 'sign':
      return signForm(a, proof);
    case 'floor':
      return floorForm(a, proof);
    case 'ceil':
      return negateRational(floorForm(negateRational(a), proof));
    case 'round':
      return floorForm(addRational(a, fromFraction(half)), proof);
    case 'factorial':
      return factorialForm(a, proof);
    case 'sin':
      return sineForm(a, proof);
    case 'cos':
      return cosineForm(a, proof);
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
