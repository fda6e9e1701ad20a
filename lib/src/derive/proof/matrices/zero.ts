import type { Proof } from '../normal-form';
import { addForms, formOf, isZeroForm, type MatrixForm, unit, type Word } from './form';
import { multiplyForms } from './product';

const deepest = 5;

/**
 * Whether a matrix is zero wherever it is defined. Where inverses of sums hide that, the matrix is multiplied by what
 * is inverted, from the left or the right: as that is invertible, D = 0 follows from M D = 0. Factors that all words
 * begin or end with are left out: D = F E is zero where E is.
 */
export function isZeroMatrix(form: MatrixForm, proof: Proof, depth = 0): boolean {
  if (isZeroForm(form)) return true;
  if (form.rows === undefined || depth > deepest) return false;
  const bare = withoutCommonEnds(form, proof);
  if (bare !== form) return isZeroMatrix(bare, proof, depth);
  const words = [...form.terms.values()].map(({ word }) => word);
  const { letters } = proof.letters;
  const inverses = (ends: (number | undefined)[]) =>
    [...new Set(ends)].filter((id): id is number => id !== undefined && letters[id].key === 'inverse');
  const bySize = (a: number, b: number) =>
    letters[b].args[0].terms.size - letters[a].args[0].terms.size || b - a;
  for (const id of inverses(words.map((word) => word[0])).sort(bySize)) {
    if (isZeroMatrix(multipliedLeft(form, id, proof), proof, depth + 1)) return true;
  }
  for (const id of inverses(words.map((word) => word[word.length - 1])).sort(bySize)) {
    if (isZeroMatrix(multipliedRight(form, id, proof), proof, depth + 1)) return true;
  }
  return false;
}

/** M D, where inv(M) at the head of a word is taken away. */
function multipliedLeft(form: MatrixForm, id: number, proof: Proof): MatrixForm {
  const inverted = proof.letters.letters[id].args[0];
  const terms = [...form.terms.values()];
  const headed = terms.filter(({ word }) => word[0] === id);
  const rest = terms.filter(({ word }) => word[0] !== id);
  const freed = headed.map(({ word, coefficient }) => ({ word: word.slice(1), coefficient }));
  const product = multiplyForms(inverted, formOf(form.rows, form.columns, rest, proof), proof);
  return addForms(product, renewed(formOf(form.rows, form.columns, freed, proof), proof), proof);
}

function multipliedRight(form: MatrixForm, id: number, proof: Proof): MatrixForm {
  const inverted = proof.letters.letters[id].args[0];
  const terms = [...form.terms.values()];
  const ends = ({ word }: { word: Word }) => word[word.length - 1] === id;
  const freed = terms.filter(ends).map(({ word, coefficient }) => ({ word: word.slice(0, -1), coefficient }));
  const rest = terms.filter((term) => !ends(term));
  const product = multiplyForms(formOf(form.rows, form.columns, rest, proof), inverted, proof);
  return addForms(product, renewed(formOf(form.rows, form.columns, freed, proof), proof), proof);
}

/** Applies the rules again. */
const renewed = (form: MatrixForm, proof: Proof): MatrixForm =>
  multiplyForms(formOf(form.rows, form.rows, [{ word: [], coefficient: unit }], proof), form, proof);

function withoutCommonEnds(form: MatrixForm, proof: Proof): MatrixForm {
  const { letters } = proof.letters;
  const terms = [...form.terms.values()];
  const [{ word: first }] = terms;
  if (first.length === 0) return form;
  const [head, tail] = [first[0], first[first.length - 1]];
  const keep = (rows: MatrixForm['rows'], columns: MatrixForm['columns'], cut: (word: Word) => Word) =>
    formOf(
      rows,
      columns,
      terms.map(({ word, coefficient }) => ({ word: cut(word), coefficient })),
      proof,
    );
  if (terms.every(({ word }) => word.length > 0 && word[0] === head))
    return keep(letters[head].columns, form.columns, (word) => word.slice(1));
  if (terms.every(({ word }) => word.length > 0 && word[word.length - 1] === tail))
    return keep(form.rows, letters[tail].rows, (word) => word.slice(0, -1));
  return form;
}
