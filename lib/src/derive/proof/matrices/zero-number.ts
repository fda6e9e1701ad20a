import type { Proof } from '../normal-form';
import { type Monomial, polynomial } from '../polynomial';
import type { RationalFunction } from '../rational-function';
import { formOf, type MatrixTerm, transposedWord, type Word } from './form';
import { isZeroMatrix } from './zero';

const mostTerms = 60;

/**
 * Whether a number is zero because it is a' D b with a matrix D that is: each of its terms is written as a word from a
 * to b, where a product of two numbers may be one word, (a'P u)(v'Q b) = a' (P u v'Q) b.
 */
export function isZeroNumber({ numerator }: RationalFunction, proof: Proof): boolean {
  const terms = [...numerator.values()];
  const { letters } = proof.letters;
  if (terms.length === 0 || terms.length > mostTerms) return terms.length === 0;
  const hasInverse = terms.some(({ monomial }) =>
    wordsIn(monomial, proof).some(({ word }) => word.some((id) => letters[id].key === 'inverse')),
  );
  if (!hasInverse) return false;
  return wordsIn(terms[0].monomial, proof)
    .flatMap(({ word }) => [word, transposedWord(word, proof)])
    .some((word) => {
      const [head, tail] = [word[0], word[word.length - 1]];
      const inside: MatrixTerm[] = [];
      for (const { monomial, coefficient } of terms) {
        const part = between(monomial, head, tail, proof);
        if (!part) return false;
        const rest = { numerator: polynomial([{ monomial: part.rest, coefficient }]), factors: new Map() };
        inside.push({ word: part.word, coefficient: rest });
      }
      const [rows, columns] = [letters[head].columns, letters[tail].rows];
      const form = formOf(rows, columns, inside, proof);
      return isZeroMatrix(form, proof);
    });
}

const wordsIn = (monomial: Monomial, { table }: Proof) =>
  monomial.flatMap(([atom, exponent]) => {
    const { kind, label } = table.atoms[atom];
    return kind === 'product' && exponent > 0 ? [{ atom, word: label.split(' ').map(Number) }] : [];
  });

/** What stands between two letters in a term, and the numbers beside it. */
function between(
  monomial: Monomial,
  head: number,
  tail: number,
  proof: Proof,
): { word: Word; rest: Monomial } | undefined {
  const both = wordsIn(monomial, proof).flatMap(({ atom, word }) =>
    [word, transposedWord(word, proof)].map((each) => ({ atom, word: each })),
  );
  const starts = both.filter(({ word }) => word[0] === head);
  const ends = both.filter(({ word }) => word[word.length - 1] === tail);
  const whole = starts.find(({ word }) => word[word.length - 1] === tail && word.length > 1);
  const without = (...atoms: number[]): Monomial =>
    monomial.flatMap(([atom, exponent]) => {
      const left = exponent - atoms.filter((each) => each === atom).length;
      return left === 0 ? [] : [[atom, left] as const];
    });
  const pair = starts.flatMap((first) =>
    ends.flatMap((last) => {
      const twice = first.atom === last.atom;
      const power = monomial.find(([atom]) => atom === first.atom)?.[1] ?? 0;
      return twice && power < 2 ? [] : [[first, last] as const];
    }),
  )[0];
  if (pair) {
    const [first, last] = pair;
    return {
      word: [...first.word.slice(1), ...last.word.slice(0, -1)],
      rest: without(first.atom, last.atom),
    };
  }
  return whole && { word: whole.word.slice(1, -1), rest: without(whole.atom) };
}
