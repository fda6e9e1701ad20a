import type { Proof } from '../normal-form';
import { Unprovable } from '../polynomial';
import { multiplyRational } from '../rational-function';
import { formOf, type MatrixForm, scaleForm } from './form';
import { reducedTerms } from './rewrite';

const mostProducts = 1500;

/** The matrix product, of shapes that conform. */
export function multiplyForms(a: MatrixForm, b: MatrixForm, proof: Proof): MatrixForm {
  if (a.rows === undefined || b.rows === undefined) {
    const [identity, other] = a.rows === undefined ? [a, b] : [b, a];
    const [scale] = identity.terms.values();
    if (scale) return scaleForm(other, scale.coefficient, proof);
    return { ...other, terms: new Map() };
  }
  if (a.columns !== b.rows) throw new Unprovable('a product of shapes that do not conform');
  if (a.terms.size * b.terms.size > mostProducts) throw new Unprovable('too many terms');
  const terms = [...a.terms.values()].flatMap((x) =>
    [...b.terms.values()].flatMap((y) =>
      reducedTerms(
        { word: [...x.word, ...y.word], coefficient: multiplyRational(x.coefficient, y.coefficient) },
        proof,
      ),
    ),
  );
  return formOf(a.rows, b.columns, terms, proof);
}
