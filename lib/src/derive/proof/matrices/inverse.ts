import type { Proof } from '../normal-form';
import { Unprovable } from '../polynomial';
import { constantOf, invertRational } from '../rational-function';
import {
  equalForms,
  formOf,
  identityForm,
  isZeroForm,
  type MatrixForm,
  namesOfForm,
  scaleForm,
  transposedWord,
  unit,
  type Word,
} from './form';
import { diagonalForm } from './hadamard';
import { letterOf } from './matrix-form';
import { multiplyForms } from './product';
import { isMonomial, leadingTerm } from './rewrite';

/**
 * The inverse of a square matrix: inv(c A B) = inv(B) inv(A) / c, if all factors are square, as each of them is
 * invertible where the product is. The inverse of a sum is a letter, which products with that sum take away again.
 */
export function inverseForm(form: MatrixForm, proof: Proof): MatrixForm {
  if (isZeroForm(form) || form.rows !== form.columns) throw new Unprovable('an inverse of this shape');
  const [first] = form.terms.values();
  if (form.terms.size > 1) return inverseOfWhole(form, proof);
  const { letters } = proof.letters;
  if (first.word.length === 0) return identityForm(form.rows, invertRational(first.coefficient), proof);
  if (!first.word.every((id) => letters[id].rows === letters[id].columns)) return inverseOfWhole(form, proof);
  const product = [...first.word]
    .reverse()
    .map((id) => inverseOfLetter(id, proof))
    .reduce((a, b) => multiplyForms(a, b, proof));
  return scaleForm(product, invertRational(first.coefficient), proof);
}

function inverseOfLetter(id: number, proof: Proof): MatrixForm {
  const { rows, orthonormal, transpose, key, args } = proof.letters.letters[id];
  const wordForm = (word: Word) => formOf(rows, rows, [{ word, coefficient: unit }], proof);
  if (orthonormal) return wordForm([transpose]);
  if (key.startsWith('diag ')) return diagonalForm(letterOf('reciprocal', args[0], proof), proof);
  return key === 'inverse' ? args[0] : inverseOfWhole(wordForm([id]), proof);
}

function inverseOfWhole(given: MatrixForm, proof: Proof): MatrixForm {
  const lead = leadingTerm(given, proof);
  const isScale = lead && (constantOf(lead.coefficient) || isMonomial(lead.coefficient, proof));
  const scale = isScale ? invertRational(lead.coefficient) : unit;
  const form = scaleForm(given, scale, proof);
  const turned = transposedForm(form, proof);
  const { letters } = proof;
  const id =
    letters.find('inverse', ([known]) => equalForms(known, form)) ??
    letters.add({
      key: 'inverse',
      rows: form.rows as string,
      columns: form.rows as string,
      symmetric: equalForms(turned, form),
      definite: onlyLetter(form)?.some((letter) => letters.letters[letter].definite),
      names: namesOfForm(form, proof),
      args: [form],
      turned: [turned],
    });
  return scaleForm(formOf(form.rows, form.rows, [{ word: [id], coefficient: unit }], proof), scale, proof);
}

function onlyLetter({ terms }: MatrixForm): Word | undefined {
  const [{ word }] = terms.values();
  return terms.size === 1 && word.length === 1 ? word : undefined;
}

/** The transpose: words in reverse order with their letters transposed. */
export function transposedForm(form: MatrixForm, proof: Proof): MatrixForm {
  const terms = [...form.terms.values()].map(({ word, coefficient }) => ({
    word: transposedWord(word, proof),
    coefficient,
  }));
  return formOf(form.columns, form.rows, terms, proof);
}
