import { fraction } from '../fraction';
import type { Proof } from '../normal-form';
import { Unprovable } from '../polynomial';
import {
  addRational,
  equalRational,
  fromFraction,
  isZero,
  multiplyRational,
  negateRational,
  type RationalFunction,
} from '../rational-function';
import { reduced } from '../reduce';
import type { Dimension } from './letters';

/** A product of letters; the empty word is the identity. */
export type Word = readonly number[];

export interface MatrixTerm {
  readonly word: Word;
  readonly coefficient: RationalFunction;
}

/** A sum of words with numbers as coefficients; without sizes it is a multiple of `I` of whatever size its place asks for. */
export interface MatrixForm {
  readonly rows?: Dimension;
  readonly columns?: Dimension;
  readonly terms: ReadonlyMap<string, MatrixTerm>;
}

const mostTerms = 400;

export const unit = fromFraction(fraction(1n));

export const formOf = (
  rows: Dimension | undefined,
  columns: Dimension | undefined,
  terms: Iterable<MatrixTerm>,
  proof: Proof,
): MatrixForm => {
  const sum = new Map<string, MatrixTerm>();
  for (const { word, coefficient } of terms) {
    const key = word.join(' ');
    const present = sum.get(key);
    const next = reduced(present ? addRational(present.coefficient, coefficient) : coefficient, proof);
    if (isZero(next)) sum.delete(key);
    else sum.set(key, { word, coefficient: next });
    if (sum.size > mostTerms) throw new Unprovable('too many terms');
  }
  return { rows, columns, terms: sum };
};

/** A multiple of the identity. */
export const identityForm = (size: Dimension | undefined, scale: RationalFunction, proof: Proof) =>
  formOf(size, size, [{ word: [], coefficient: scale }], proof);

export const isZeroForm = ({ terms }: MatrixForm): boolean => terms.size === 0;

/** The sizes of a sum: those that both parts have, where one does not take its size from the other. */
function commonSize(a: MatrixForm, b: MatrixForm): Pick<MatrixForm, 'rows' | 'columns'> {
  if (a.rows === undefined || b.rows === undefined) {
    const { rows, columns } = a.rows === undefined ? b : a;
    if (rows !== columns) throw new Unprovable('the identity beside a matrix that is not square');
    return { rows, columns };
  }
  if (a.rows !== b.rows || a.columns !== b.columns) throw new Unprovable('shapes that differ');
  return { rows: a.rows, columns: a.columns };
}

export function addForms(a: MatrixForm, b: MatrixForm, proof: Proof): MatrixForm {
  const { rows, columns } = commonSize(a, b);
  return formOf(rows, columns, [...a.terms.values(), ...b.terms.values()], proof);
}

export function scaleForm(a: MatrixForm, by: RationalFunction, proof: Proof): MatrixForm {
  const terms = [...a.terms.values()].map(({ word, coefficient }) => ({
    word,
    coefficient: multiplyRational(coefficient, by),
  }));
  return formOf(a.rows, a.columns, terms, proof);
}

export const subtractForms = (a: MatrixForm, b: MatrixForm, proof: Proof): MatrixForm =>
  addForms(a, scaleForm(b, negateRational(unit), proof), proof);

export function equalForms(a: MatrixForm, b: MatrixForm): boolean {
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    a.terms.size === b.terms.size &&
    [...a.terms].every(([key, { coefficient }]) => {
      const other = b.terms.get(key);
      return other !== undefined && equalRational(coefficient, other.coefficient);
    })
  );
}

export const transposedWord = (word: Word, { letters }: Proof): Word =>
  word.map((letter) => letters.letters[letter].transpose).reverse();

/** Names and indices that a form depends on, those of its coefficients too. */
export function namesOfForm({ terms }: MatrixForm, proof: Proof): Set<string> {
  const names = new Set<string>();
  for (const { word, coefficient } of terms.values()) {
    for (const name of proof.table.namesIn(coefficient)) names.add(name);
    for (const letter of word) for (const name of proof.letters.letters[letter].names) names.add(name);
  }
  return names;
}

/** One word with coefficient one. */
export const wordForm = (rows: Dimension, columns: Dimension, word: Word, proof: Proof): MatrixForm =>
  formOf(rows, columns, [{ word, coefficient: unit }], proof);
