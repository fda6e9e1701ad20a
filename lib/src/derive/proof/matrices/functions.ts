import { FunctionNode, type MathNode } from 'mathjs';
import { syntax } from '../../../formula/nodes';
import { expectationIn } from '../../expectation/names';
import { differentiate } from '../../language/differentiate';
import { expectationForm } from '../expectation-form';
import { fraction } from '../fraction';
import { normalForm, type Proof } from '../normal-form';
import { Unprovable } from '../polynomial';
import { powerOf } from '../power-form';
import { fromAtom, fromFraction, invertRational, type RationalFunction } from '../rational-function';
import { logarithm } from '../special-forms';
import { determinantForm } from './determinant';
import {
  formOf,
  identityForm,
  type MatrixForm,
  namesOfForm,
  scaleForm,
  subtractForms,
  unit,
  wordForm,
} from './form';
import { gradientForm, hessianForm } from './gradient';
import { diagonalForm, onesLetter } from './hadamard';
import { inverseForm, transposedForm } from './inverse';
import type { Dimension, MatrixFacts } from './letters';
import {
  entrywise,
  type Form,
  isMatrix,
  isZeroOf,
  letterForm,
  letterOf,
  matrixForm,
  productForm,
  settled,
} from './matrix-form';
import { traceForm } from './numbers';
import { multiplyForms } from './product';

/** Functions of one number that act on a matrix entry by entry. */
const entryFunctions = new Set(
  'exp log sqrt abs sign sin cos tanh floor ceil round relu sigmoid sinh cosh atanh atan log1p expm1 softplus erf erfc normpdf normcdf'.split(
    ' ',
  ),
);

/** A function of vectors and matrices; undefined where it is one of numbers, or known only by its text. */
export function matrixCall(name: string, args: MathNode[], proof: Proof): Form | undefined {
  const expectation = expectationIn(new FunctionNode(name, args));
  if (expectation) return expectationForm(expectation, proof);
  switch (name) {
    case 'diff': {
      const variable = syntax(args[1]);
      if (variable.type !== 'name') break;
      return matrixForm(differentiate(args[0], variable.name, undefined, 'diff'), proof);
    }
    case 'grad':
      return gradientForm(args[0], args[1], proof);
    case 'hessian':
      return hessianForm(args[0], args[1], proof);
    case 'total': {
      const inside = syntax(args[0]);
      if (inside.type === 'operator' && inside.op === '.*' && inside.args.length === 2) {
        const [a, b] = inside.args.map((arg) => matrixForm(arg, proof));
        if (
          isMatrix(a) &&
          isMatrix(b) &&
          a.rows !== undefined &&
          a.rows === b.rows &&
          a.columns === b.columns
        )
          return innerProduct(a, b, proof);
      }
    }
  }
  if (name === 'identity' || name === 'ones') {
    const size = sizeOf(args[0], proof);
    if (name === 'identity') return identityForm(size, unit, proof);
    return wordForm(size, 1, [onesLetter(size, proof)], proof);
  }
  if (name === 'unit') {
    const facts = { rows: sizeOf(args[1], proof), columns: 1, symmetric: false, nonzero: true };
    const place = normalForm(args[0], proof);
    return unitVector({ ...facts, orthonormal: true, sumsToOne: true }, place, proof);
  }
  try {
    const forms = args.map((arg) => matrixForm(arg, proof));
    return forms.some(isMatrix) ? ofMatrices(name, forms, proof) : undefined;
  } catch (error) {
    // Known by its text only.
    if (error instanceof Unprovable && textOnly.has(name)) return undefined;
    throw error;
  }
}

const textOnly = new Set(['norm', 'frobenius', 'norm1', 'trace', 'det', 'eigmin', 'eigmax', 'spectralNorm']);

function ofMatrices(name: string, forms: Form[], proof: Proof): Form | undefined {
  const [a, b] = forms;
  if (entryFunctions.has(name) && isMatrix(a) && forms.length === 1) return ofEntries(name, a, proof);
  switch (name) {
    case 'transpose':
      return isMatrix(a) ? transposedForm(a, proof) : a;
    case 'inv':
      return isMatrix(a) ? inverseForm(a, proof) : invertRational(a);
    case 'dot':
      return numberOf(productForm(isMatrix(a) ? transposedForm(a, proof) : a, b, proof), proof);
    case 'outer':
      return productForm(a, isMatrix(b) ? transposedForm(b, proof) : b, proof);
    case 'trace':
      if (!isMatrix(a) || a.rows === undefined || a.rows !== a.columns) break;
      return traceForm(a, proof);
    case 'total':
      if (!isMatrix(a) || a.rows === undefined) break;
      return totalOf(a, proof);
    case 'max':
      if (forms.length !== 2 || (isMatrix(a) && isMatrix(b))) break;
      if (isMatrix(a) ? isZeroOf(b) : isZeroOf(a))
        return letterOf('relu', (isMatrix(a) ? a : b) as MatrixForm, proof);
      break;
    case 'square':
      return isMatrix(a) ? entrywise(a, a, proof) : undefined;
    case 'frobenius':
    case 'norm':
    case 'norm2':
      if (!isMatrix(a) || a.rows === undefined || forms.length > 1) break;
      return powerOf(innerProduct(a, a, proof), fromFraction(fraction(1n, 2n)), proof);
    case 'det':
      return isMatrix(a) ? determinantForm(a, proof) : a;
    case 'softmax': {
      if (!isMatrix(a)) break;
      const weights = letterOf('exp', a, proof);
      return scaleForm(weights, invertRational(positiveTotal(weights, proof)), proof);
    }
    case 'logsumexp':
      return isMatrix(a) ? logarithm(positiveTotal(letterOf('exp', a, proof), proof), proof) : a;
    case 'diag':
      if (!isMatrix(a) || a.columns !== 1) break;
      return diagonalForm(a, proof);
  }
  if (textOnly.has(name)) return numberOfForms(name, forms, proof);
  throw new Unprovable(`${name} of matrices`);
}

/** The vector that is one at a place and zero elsewhere. */
export function unitVector(facts: MatrixFacts, place: RationalFunction, proof: Proof): MatrixForm {
  const index = formOf(1, 1, [{ word: [], coefficient: place }], proof);
  return letterForm(`unit ${facts.rows}`, facts, proof.table.namesIn(place), proof, [index]);
}

/** A function entry by entry; of a vector, sigmoid(-x) is 1 - sigmoid(x), and tanh(x) is 2 sigmoid(2x) - 1. */
function ofEntries(name: string, a: MatrixForm, proof: Proof): MatrixForm {
  if (a.columns !== 1 || a.rows === undefined || a.rows === 1) return letterOf(name, a, proof);
  const ones = wordForm(a.rows, 1, [onesLetter(a.rows, proof)], proof);
  const number = (n: bigint) => fromFraction(fraction(n));
  if (name === 'tanh') {
    const inside = ofEntries('sigmoid', scaleForm(a, number(2n), proof), proof);
    return subtractForms(scaleForm(inside, number(2n), proof), ones, proof);
  }
  const [first] = a.terms.values();
  const [leading] = first?.coefficient.numerator.values() ?? [];
  if (name !== 'sigmoid' || leading === undefined || leading.coefficient.n > 0n)
    return letterOf(name, a, proof);
  return subtractForms(ones, letterOf(name, scaleForm(a, number(-1n), proof), proof), proof);
}

/** The sum of the products of entries: a'b of vectors, trace(a'b) of matrices. */
function innerProduct(a: MatrixForm, b: MatrixForm, proof: Proof): RationalFunction {
  const product = settled(multiplyForms(transposedForm(a, proof), b, proof), proof);
  return isMatrix(product) ? traceForm(product, proof) : product;
}

function totalOf(a: MatrixForm, proof: Proof): RationalFunction {
  const ones = (size: Dimension) =>
    size === 1 ? identityForm(1, unit, proof) : wordForm(size, 1, [onesLetter(size, proof)], proof);
  const left = transposedForm(ones(a.rows as Dimension), proof);
  const sum = multiplyForms(multiplyForms(left, a, proof), ones(a.columns as Dimension), proof);
  return numberOf(sum, proof);
}

/** The sum of exponentials is positive. */
function positiveTotal(weights: MatrixForm, proof: Proof): RationalFunction {
  const sum = totalOf(weights, proof);
  for (const { monomial } of sum.numerator.values()) {
    for (const [atom] of monomial) proof.table.atoms[atom].positive = true;
  }
  return sum;
}

function numberOf(form: Form, proof: Proof): RationalFunction {
  const number = settled(form, proof);
  if (isMatrix(number)) throw new Unprovable('a number is asked for');
  return number;
}

/** A number about which nothing is used but that equal arguments give equal values. */
export function numberOfForms(name: string, forms: readonly Form[], proof: Proof): RationalFunction {
  const args = forms.map((form) =>
    isMatrix(form) ? form : formOf(1, 1, [{ word: [], coefficient: form }], proof),
  );
  const names = new Set(args.flatMap((form) => [...namesOfForm(form, proof)]));
  const letter = letterForm(`number ${name}`, { rows: 1, columns: 1, symmetric: true }, names, proof, args);
  const [{ word }] = letter.terms.values();
  return fromAtom(
    proof.table.find('number', `letter ${word[0]}`, [], () => ({ integer: false, positive: false, names })),
  );
}

/** A size as its name or as a number. */
function sizeOf(node: MathNode, proof: Proof): Dimension {
  const read = syntax(node);
  const isBound = read.type === 'name' && proof.bound.some(([index]) => index === read.name);
  if (read.type === 'name' && !isBound && proof.facts.integer.has(read.name)) return read.name;
  const value = read.type === 'constant' ? Number(read.value) : 0;
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Unprovable('a size that is no name');
}
