import { ConstantNode } from 'mathjs';
import type { bigOperator } from '../../../formula/nodes';
import { normalForm, type Proof } from '../normal-form';
import { type Monomial, Unprovable } from '../polynomial';
import { addRational, constantOf, type RationalFunction } from '../rational-function';
import { indexLabelOf, signOf } from '../signs';
import { linearParts, sumForm, sumOverIndex } from '../sum-form';
import {
  addForms,
  formOf,
  type MatrixForm,
  type MatrixTerm,
  scaleForm,
  transposedWord,
  unit,
  type Word,
  wordForm,
} from './form';
import { transposedForm } from './inverse';
import type { Dimension } from './letters';
import { type Form, isMatrix, letterForm, matrixForm, settled } from './matrix-form';
import { multiplyForms } from './product';

const mostTermsWritten = 12;

/** A sum over an index of matrices: between numbers written out, otherwise taken apart by linearity. */
export function matrixSum(big: NonNullable<ReturnType<typeof bigOperator>>, proof: Proof): Form {
  const from = normalForm(big.from, proof);
  const to = normalForm(big.to, proof);
  const [first, last] = [from, to].map(wholeNumber);
  if (first !== undefined && last !== undefined && last >= first && last - first < mostTermsWritten) {
    const terms = Array.from({ length: last - first + 1 }, (_, k) =>
      matrixForm(substituted(big, first + k), proof),
    );
    return terms.reduce((a, b) =>
      isMatrix(a) && isMatrix(b)
        ? addForms(a, b, proof)
        : isMatrix(a) || isMatrix(b)
          ? mixed()
          : addRational(a, b),
    );
  }
  const index = indexLabelOf(proof.bound.length, signOf(from, proof) === 1);
  const inner: Proof = { ...proof, bound: [...proof.bound, [big.index, index]] };
  const term = matrixForm(big.term, inner);
  if (!isMatrix(term)) return sumForm(big, proof, normalForm);
  return sumOfForm(term, index, from, to, inner);
}

/** The sum of a form over an index: what does not depend on the index stands outside. */
export function sumOfForm(
  term: MatrixForm,
  index: string,
  from: RationalFunction,
  to: RationalFunction,
  proof: Proof,
): MatrixForm {
  if (term.rows === undefined) throw new Unprovable('a sum of I');
  let sum = formOf(term.rows, term.columns, [], proof);
  for (const part of term.terms.values()) {
    sum = addForms(sum, sumOfTerm(part, term, index, from, to, proof), proof);
  }
  return sum;
}

function sumOfTerm(
  term: MatrixTerm,
  { rows, columns }: MatrixForm,
  index: string,
  from: RationalFunction,
  to: RationalFunction,
  proof: Proof,
): MatrixForm {
  const { letters } = proof.letters;
  const { coefficient } = term;
  const depends = (id: number) => letters[id].names.has(index);
  if (!term.word.some(depends)) {
    const number = sumOverIndex(coefficient, index, from, to, proof);
    return formOf(rows, columns, [{ word: term.word, coefficient: number }], proof);
  }
  const inDenominator = [...coefficient.factors.values()].some(({ rest }) =>
    proof.table.namesIn({ numerator: rest, factors: new Map() }).has(index),
  );
  const parts = inDenominator
    ? [{ coefficient: unit, part: undefined, inside: coefficient }]
    : linearParts(coefficient, index, proof);
  let sum = formOf(rows, columns, [], proof);
  for (const { coefficient: free, part, inside } of parts) {
    const tail = columns === 1 && part?.length === 1 ? freeTail(part[0], depends, proof) : undefined;
    const summand = tail
      ? { word: [...term.word, ...tail], coefficient: unit }
      : { word: term.word, coefficient: inside };
    const whole = sumOfWord(summand, rows as Dimension, columns as Dimension, index, from, to, proof);
    sum = addForms(sum, scaleForm(whole, free, proof), proof);
  }
  return sum;
}

/** x' w of a number w' x that depends on the index only through x: x_i (x_i'w) is (x_i x_i') w. */
function freeTail(
  [atom, exponent]: readonly [number, number],
  depends: (id: number) => boolean,
  proof: Proof,
): Word | undefined {
  const { kind, label } = proof.table.atoms[atom];
  if (kind !== 'product' || exponent !== 1) return undefined;
  const word = label.split(' ').map(Number);
  return [word, transposedWord(word, proof)].find(
    (each) => depends(each[0]) && !depends(each[each.length - 1]),
  );
}

/** The sum of one word: the letters before and after those that depend on the index stand outside. */
function sumOfWord(
  { word, coefficient }: MatrixTerm,
  rows: Dimension,
  columns: Dimension,
  index: string,
  from: RationalFunction,
  to: RationalFunction,
  proof: Proof,
): MatrixForm {
  const { letters } = proof.letters;
  const depends = word.map((id) => letters[id].names.has(index));
  const [start, end] = [depends.indexOf(true), depends.lastIndexOf(true) + 1];
  const core = word.slice(start, end);
  const turned = transposedWord(core, proof);
  const isTurned = turned.join(' ') < core.join(' ');
  const given = isTurned ? turned : core;
  const place = { rows: letters[given[0]].rows, columns: letters[given[given.length - 1]].columns };
  const summed = formOf(place.rows, place.columns, [{ word: given, coefficient }], proof);
  const bounds = [from, to].map((value) => formOf(1, 1, [{ word: [], coefficient: value }], proof));
  const names = new Set([
    ...core.flatMap((id) => [...letters[id].names]),
    ...[from, to, coefficient].flatMap((value) => [...proof.table.namesIn(value)]),
  ]);
  names.delete(index);
  const symmetric = turned.join(' ') === core.join(' ');
  const made = letterForm(`sum over ${index}`, { ...place, symmetric }, names, proof, [...bounds, summed]);
  const letter = isTurned ? transposedForm(made, proof) : made;
  const before = wordForm(rows, letters[core[0]].rows, word.slice(0, start), proof);
  const after = wordForm(letters[core[core.length - 1]].columns, columns, word.slice(end), proof);
  return multiplyForms(multiplyForms(before, letter, proof), after, proof);
}

/**
 * The sum of a product of numbers w'x_i or (w'x_i)(x_i'v): w' and v stand outside, as in w' (sum of x_i x_i') v.
 * Undefined where nothing stands outside.
 */
export function sumOfNumbers(
  part: Monomial,
  index: string,
  from: RationalFunction,
  to: RationalFunction,
  proof: Proof,
): RationalFunction | undefined {
  const { letters } = proof.letters;
  const depends = (id: number) => letters[id].names.has(index);
  const words = part.flatMap(([atom, exponent]) => {
    const { kind, label } = proof.table.atoms[atom];
    const isWord = kind === 'product' && (exponent === 1 || exponent === 2);
    return isWord ? Array.from({ length: exponent }, () => label.split(' ').map(Number)) : [undefined];
  });
  if (words.includes(undefined) || words.length === 0 || words.length > 2) return undefined;
  const turned = (word: Word, isFirst: boolean) =>
    [word, transposedWord(word, proof)].find((each) => {
      const [head, last] = [each[0], each[each.length - 1]];
      return isFirst ? !depends(head) : depends(head) && !depends(last);
    });
  const [first, second] = (words as Word[]).map((word, i) => turned(word, i === 0));
  if (!first || (words.length === 2 && (!second || !depends(first[first.length - 1])))) return undefined;
  const word = [...first, ...(second ?? [])];
  const form = sumOfWord({ word, coefficient: unit }, 1, 1, index, from, to, proof);
  const number = settled(form, proof);
  return isMatrix(number) ? undefined : number;
}

function mixed(): never {
  throw new Unprovable('a sum of numbers and matrices');
}

function substituted({ term, index }: NonNullable<ReturnType<typeof bigOperator>>, value: number) {
  return term.transform((node) => {
    const name = (node as unknown as { name?: string }).name;
    return node.type === 'SymbolNode' && name === index ? new ConstantNode(value) : node;
  });
}

function wholeNumber(value: RationalFunction): number | undefined {
  const constant = constantOf(value);
  return constant && constant.d === 1n ? Number(constant.n) : undefined;
}
