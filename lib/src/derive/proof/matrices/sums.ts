import { ConstantNode } from 'mathjs';
import type { bigOperator } from '../../../formula/nodes';
import { normalForm, type Proof } from '../normal-form';
import { Unprovable } from '../polynomial';
import { addRational, constantOf, type RationalFunction } from '../rational-function';
import { linearParts, sumForm, sumOverIndex } from '../sum-form';
import {
  addForms,
  formOf,
  type MatrixForm,
  type MatrixTerm,
  scaleForm,
  unit,
  type Word,
  wordForm,
} from './form';
import type { Dimension } from './letters';
import { type Form, isMatrix, letterForm, matrixForm } from './matrix-form';
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
  const index = `index ${proof.bound.length}`;
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
  { word, coefficient }: MatrixTerm,
  { rows, columns }: MatrixForm,
  index: string,
  from: RationalFunction,
  to: RationalFunction,
  proof: Proof,
): MatrixForm {
  const { letters } = proof.letters;
  const depends = word.map((id) => letters[id].names.has(index));
  const [start, end] = [depends.indexOf(true), depends.lastIndexOf(true) + 1];
  if (start < 0) {
    const number = sumOverIndex(coefficient, index, from, to, proof);
    return formOf(rows, columns, [{ word, coefficient: number }], proof);
  }
  const core = word.slice(start, end);
  const place = { rows: letters[core[0]].rows, columns: letters[core[core.length - 1]].columns };
  const outside = (part: Word, r: Dimension, c: Dimension) => wordForm(r, c, part, proof);
  const [before, after] = [
    outside(word.slice(0, start), rows as Dimension, place.rows),
    outside(word.slice(end), place.columns, columns as Dimension),
  ];
  const inDenominator = [...coefficient.factors.values()].some(({ rest }) =>
    proof.table.namesIn({ numerator: rest, factors: new Map() }).has(index),
  );
  const parts = inDenominator
    ? [{ coefficient: unit, inside: coefficient }]
    : linearParts(coefficient, index, proof).map(({ coefficient: free, inside }) => ({
        coefficient: free,
        inside,
      }));
  let sum = formOf(rows, columns, [], proof);
  for (const { coefficient: free, inside } of parts) {
    const summed = formOf(place.rows, place.columns, [{ word: core, coefficient: inside }], proof);
    const bounds = [from, to].map((value) => formOf(1, 1, [{ word: [], coefficient: value }], proof));
    const names = new Set([
      ...core.flatMap((id) => [...letters[id].names]),
      ...[from, to, inside].flatMap((value) => [...proof.table.namesIn(value)]),
    ]);
    names.delete(index);
    const symmetric = false;
    const letter = letterForm(`sum over ${index}`, { ...place, symmetric }, names, proof, [
      ...bounds,
      summed,
    ]);
    const whole = multiplyForms(multiplyForms(before, letter, proof), after, proof);
    sum = addForms(sum, scaleForm(whole, free, proof), proof);
  }
  return sum;
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
