import type { Proof } from '../normal-form';
import { Unprovable } from '../polynomial';
import { powerOf } from '../power-form';
import {
  addRational,
  fromAtom,
  invertRational,
  multiplyRational,
  type RationalFunction,
} from '../rational-function';
import { type MatrixForm, type MatrixTerm, unit, wordForm } from './form';
import { numberOfForms } from './functions';
import { inverseForm } from './inverse';
import type { Dimension } from './letters';
import { isMatrix, settled } from './matrix-form';
import { dimensionForm } from './numbers';
import { multiplyForms } from './product';

/**
 * The determinant: det(c A B) = c^n det(A) det(B) of square factors, and det(S + c u v') = det(S) (1 + c v' inv(S) u),
 * an identity of polynomials, of a word S and an outer product.
 */
export function determinantForm(form: MatrixForm, proof: Proof): RationalFunction {
  const { rows, columns } = form;
  if (rows === undefined || rows !== columns) throw new Unprovable('a determinant of this shape');
  const terms = [...form.terms.values()];
  if (terms.length === 1 && isSquareWord(terms[0], rows, proof))
    return determinantOfTerm(terms[0], rows, proof);
  const [outer, whole] = [
    terms.filter((term) => isOuter(term, proof)),
    terms.filter((term) => !isOuter(term, proof)),
  ];
  if (outer.length === 1 && whole.length === 1 && isSquareWord(whole[0], rows, proof)) {
    const [{ word, coefficient }] = outer;
    const cut = word.findIndex((id, i) => i > 0 && proof.letters.letters[id].rows === 1);
    const inverse = inverseForm({ ...form, terms: new Map([['', whole[0]]]) }, proof);
    const [u, v] = [wordForm(rows, 1, word.slice(0, cut), proof), wordForm(1, rows, word.slice(cut), proof)];
    const number = settled(multiplyForms(multiplyForms(v, inverse, proof), u, proof), proof);
    if (!isMatrix(number)) {
      const factor = addRational(unit, multiplyRational(coefficient, number));
      return multiplyRational(determinantOfTerm(whole[0], rows, proof), factor);
    }
  }
  return numberOfForms('det', [form], proof);
}

const isSquareWord = ({ word }: MatrixTerm, size: Dimension, { letters }: Proof) =>
  word.every((id) => letters.letters[id].rows === size && letters.letters[id].columns === size);

const isOuter = ({ word }: MatrixTerm, { letters }: Proof) =>
  word.slice(1).some((id) => letters.letters[id].rows === 1);

function determinantOfTerm(
  { word, coefficient }: MatrixTerm,
  size: Dimension,
  proof: Proof,
): RationalFunction {
  const scale = powerOf(coefficient, dimensionForm(size, proof), proof);
  return word.reduce((product, id) => multiplyRational(product, determinantOfLetter(id, proof)), scale);
}

function determinantOfLetter(id: number, proof: Proof): RationalFunction {
  const { letters } = proof.letters;
  const { key, args, transpose, definite, names } = letters[id];
  if (key === 'inverse') return invertRational(determinantForm(args[0], proof));
  const label = `det ${Math.min(id, transpose)}`;
  const positive = definite === true;
  return fromAtom(proof.table.find('number', label, [], () => ({ integer: false, positive, names })));
}
