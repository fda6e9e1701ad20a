import type { MathNode } from 'mathjs';
import { bigOperator, freeNames, syntax } from '../../../formula/nodes';
import { normalForm, opaque, operatorForm, type Proof } from '../normal-form';
import { Unprovable } from '../polynomial';
import {
  addRational,
  constantOf,
  fromPolynomial,
  invertRational,
  isZero,
  multiplyRational,
  negateRational,
  type RationalFunction,
} from '../rational-function';
import { callForm } from '../scalar-functions';
import { sumForm } from '../sum-form';
import {
  addForms,
  equalForms,
  formOf,
  identityForm,
  isZeroForm,
  type MatrixForm,
  namesOfForm,
  scaleForm,
  unit,
  wordForm,
} from './form';
import { matrixCall } from './functions';
import { diagonalForm, hadamardForm } from './hadamard';
import { inverseForm, transposedForm } from './inverse';
import type { MatrixFacts } from './letters';
import { entryOf } from './numbers';
import { multiplyForms } from './product';
import { isMonomial } from './rewrite';
import { matrixSum } from './sums';

/** A number, or a matrix. */
export type Form = RationalFunction | MatrixForm;

export const isMatrix = (form: Form): form is MatrixForm => 'terms' in form;

/** Functions that make a matrix of numbers. */
const makers = new Set(['identity', 'ones', 'unit']);

/** Whether a formula has vectors or matrices in it, by its names or by the functions that make them. */
export function mentionsMatrices(node: MathNode, proof: Proof): boolean {
  for (const name of freeNames(node)) {
    if (proof.matrixNames.has(name) && !proof.bound.some(([index]) => index === name)) return true;
  }
  return node.filter((part) => makers.has(callName(part))).length > 0;
}

const callName = (node: MathNode): string => {
  const read = syntax(node);
  return read.type === 'call' ? read.name : '';
};

/** The normal form of a number that is made of vectors and matrices. */
export function numberForm(node: MathNode, proof: Proof): RationalFunction {
  const form = matrixForm(node, proof);
  if (isMatrix(form)) throw new Unprovable(`${node.toString()} is no number`);
  return form;
}

/**
 * The normal form of a formula in numbers, vectors and matrices: a sum of words over indivisible matrices, with
 * coefficients in the rational normal form of numbers. Shapes are part of it: a product whose shapes do not conform by
 * the names of the sizes has none, nor has a sum of different shapes, even if they would fit where a size is one.
 */
export function matrixForm(node: MathNode, proof: Proof): Form {
  if (!mentionsMatrices(node, proof)) return normalForm(node, proof);
  return settled(build(node, proof), proof);
}

/** A matrix of one row and one column is a number. */
export function settled(form: Form, proof: Proof): Form {
  if (!isMatrix(form) || form.rows !== 1 || form.columns !== 1) return form;
  const number = multiplyNumbers(form, proof);
  if (!number) throw new Unprovable('a word that is no number');
  return number;
}

function multiplyNumbers(form: MatrixForm, proof: Proof): RationalFunction | undefined {
  const reduced = multiplyForms(identityForm(1, unit, proof), form, proof);
  if (isZeroForm(reduced)) return fromPolynomial(new Map());
  const [term] = reduced.terms.values();
  return reduced.terms.size === 1 && term.word.length === 0 ? term.coefficient : undefined;
}

function build(node: MathNode, proof: Proof): Form {
  const big = bigOperator(node);
  if (big) return big.name === 'sum' ? matrixSum(big, proof) : sumForm(big, proof, normalForm);
  const read = syntax(node);
  switch (read.type) {
    case 'name':
      return nameForm(read.name, proof);
    case 'operator':
      return operatorOf(read.op, read.args, proof);
    case 'index':
      return entryForm(read.target, read.indices, proof);
    case 'call':
      return matrixCall(read.name, read.args, proof) ?? callForm(read.name, read.args, proof);
  }
  throw new Unprovable(`no normal form of ${node.toString()}`);
}

function nameForm(name: string, proof: Proof): Form {
  const facts = proof.matrices.get(name);
  if (facts?.diagonal) {
    const entries = { rows: facts.rows, columns: 1, symmetric: false };
    return diagonalForm(letterForm(`diagonal of ${name}`, entries, new Set([name]), proof), proof);
  }
  if (facts) return letterForm(name, facts, new Set([name]), proof);
  const definition = proof.definitions.get(name);
  if (definition) {
    try {
      return matrixForm(definition, { ...proof, bound: [] });
    } catch (error) {
      if (!(error instanceof Unprovable) || !proof.scalarDefinitions.has(name)) throw error;
      return opaque('name', name, [], proof);
    }
  }
  if (name === 'I') return identityForm(undefined, unit, proof);
  throw new Unprovable(`${name} is no matrix of a known shape`);
}

/** A matrix of which nothing is known but the facts. */
export function letterForm(
  key: string,
  facts: MatrixFacts,
  names: ReadonlySet<string>,
  proof: Proof,
  args: readonly MatrixForm[] = [],
): MatrixForm {
  const { letters } = proof;
  const same = (known: readonly MatrixForm[]) => known.every((form, i) => equalForms(form, args[i]));
  const label = args.length > 0 ? key : `name ${key}`;
  const id = letters.find(label, same) ?? letters.add({ ...facts, key: label, names, args });
  return wordForm(facts.rows, facts.columns, [id], proof);
}

function operatorOf(op: string, args: readonly MathNode[], proof: Proof): Form {
  const [a, b] = args.map((arg) => matrixForm(arg, proof));
  if (b === undefined) {
    if (!isMatrix(a)) return operatorForm(op, a, undefined, proof);
    if (op === '+') return a;
    if (op === '-') return scaleForm(a, negateRational(unit), proof);
    if (op === "'") return transposedForm(a, proof);
    throw new Unprovable(`${op} of a matrix`);
  }
  if (!isMatrix(a) && !isMatrix(b)) return operatorForm(op, a, b, proof);
  switch (op) {
    case '+':
    case '-':
      if (!isMatrix(a) || !isMatrix(b)) break;
      return addForms(a, op === '+' ? b : scaleForm(b, negateRational(unit), proof), proof);
    case '*':
      return productForm(a, b, proof);
    case '.*':
      if (!isMatrix(a) || !isMatrix(b)) return productForm(a, b, proof);
      return entrywise(a, b, proof);
    case '/':
      if (isMatrix(b)) break;
      return scaleForm(a as MatrixForm, invertRational(b), proof);
    case './':
      if (!isMatrix(b)) return scaleForm(a as MatrixForm, invertRational(b), proof);
      return productOrEntrywise(a, letterOf('reciprocal', b, proof), proof);
    case '^':
      return powerForm(a, b, proof);
    case '.^':
      return entrywisePower(a, b, proof);
  }
  throw new Unprovable(`${op} of these shapes`);
}

export function productForm(a: Form, b: Form, proof: Proof): Form {
  if (!isMatrix(a)) return isMatrix(b) ? scaleForm(b, a, proof) : multiplyRational(a, b);
  return isMatrix(b) ? multiplyForms(a, b, proof) : scaleForm(a, b, proof);
}

const productOrEntrywise = (a: Form, b: Form, proof: Proof): Form =>
  isMatrix(a) && isMatrix(b) ? entrywise(a, b, proof) : productForm(a, b, proof);

export function entrywise(a: MatrixForm, b: MatrixForm, proof: Proof): MatrixForm {
  if (a.rows === undefined || a.rows !== b.rows || a.columns !== b.columns)
    throw new Unprovable('an entrywise product of different shapes');
  return hadamardForm(a, b, proof);
}

/** The values of a function entry by entry, about which nothing is used but that equal arguments give equal values. */
export function letterOf(name: string, argument: MatrixForm, proof: Proof): MatrixForm {
  const { rows, columns } = argument;
  if (rows === undefined || columns === undefined) throw new Unprovable(`${name} of I`);
  const [first] = argument.terms.values();
  if (name === 'reciprocal' && argument.terms.size === 1 && isMonomial(first.coefficient, proof)) {
    const bare = wordForm(rows, columns, first.word, proof);
    if (!equalForms(bare, argument))
      return scaleForm(letterOf(name, bare, proof), invertRational(first.coefficient), proof);
  }
  if (rows === 1 && columns !== 1)
    return transposedForm(letterOf(name, transposedForm(argument, proof), proof), proof);
  const symmetric = rows === columns && equalForms(argument, transposedForm(argument, proof));
  const names = namesOfForm(argument, proof);
  return letterForm(`entries ${name}`, { rows, columns, symmetric }, names, proof, [argument]);
}

function powerForm(a: Form, exponent: Form, proof: Proof): Form {
  const n = isMatrix(exponent) ? undefined : constantOf(exponent);
  if (!isMatrix(a) || !n || n.d !== 1n || n.n > 12n || n.n < -12n || a.rows !== a.columns)
    throw new Unprovable('a power of a matrix');
  const base = n.n < 0n ? inverseForm(a, proof) : a;
  let result = identityForm(a.rows, unit, proof);
  for (let k = 0; k < Math.abs(Number(n.n)); k++) result = multiplyForms(result, base, proof);
  return result;
}

function entrywisePower(a: Form, exponent: Form, proof: Proof): Form {
  const n = isMatrix(exponent) ? undefined : constantOf(exponent);
  if (!isMatrix(a) || !n) throw new Unprovable('an entrywise power');
  if (n.d !== 1n || n.n < 1n || n.n > 8n) return letterOf(`power ${n.n}/${n.d}`, a, proof);
  let result = a;
  for (let k = 1; k < Number(n.n); k++) result = entrywise(result, a, proof);
  return result;
}

/** An entry of a vector or a matrix, or an item of a sequence of them. */
function entryForm(target: MathNode, indices: readonly MathNode[], proof: Proof): Form {
  const places = indices.map((index) => normalForm(index, proof));
  const read = syntax(target);
  const isBound = read.type === 'name' && proof.bound.some(([index]) => index === read.name);
  if (read.type === 'name' && !isBound) {
    const item = proof.sequencesOfMatrices.get(read.name);
    if (item && places.length === 1) {
      const index = formOf(1, 1, [{ word: [], coefficient: places[0] }], proof);
      const names = new Set([read.name, ...proof.table.namesIn(places[0])]);
      return letterForm(`item of ${read.name}`, item, names, proof, [index]);
    }
    if (proof.matrices.has(read.name)) return opaque('index', read.name, places, proof);
  }
  const form = matrixForm(target, proof);
  if (!isMatrix(form) || form.rows === undefined) throw new Unprovable('an entry of this');
  return entriesOf(form, places, proof);
}

/** A difference is zero; the number 0 is zero in every shape. */
export function isZeroOf(form: Form): boolean {
  return isMatrix(form) ? isZeroForm(form) : isZero(form);
}

/** Entries are linear in the words of a form. */
function entriesOf(form: MatrixForm, places: RationalFunction[], proof: Proof): RationalFunction {
  let sum: RationalFunction = fromPolynomial(new Map());
  for (const { word, coefficient } of form.terms.values()) {
    if (word.length === 0) throw new Unprovable('an entry of the identity');
    const entry = entryOf(word, places, proof);
    sum = addRational(sum, multiplyRational(coefficient, entry));
  }
  return sum;
}
