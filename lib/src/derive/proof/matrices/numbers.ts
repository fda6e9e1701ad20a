import { fraction } from '../fraction';
import type { Proof } from '../normal-form';
import {
  addRational,
  fromAtom,
  fromFraction,
  fromPolynomial,
  multiplyRational,
  type RationalFunction,
} from '../rational-function';
import { sumOverIndex } from '../sum-form';
import { type MatrixForm, transposedWord, type Word } from './form';
import type { Dimension } from './letters';
import { reducedTerms, rewritten } from './rewrite';

/** The size as a number in formulas. */
export function dimensionForm(size: Dimension, { table }: Proof): RationalFunction {
  if (typeof size === 'number') return fromFraction(fraction(BigInt(size)));
  return fromAtom(table.find('name', size, [], () => ({ integer: true, positive: true })));
}

/** The number that a reduced word of one row and one column is; a number is its own transpose. */
export function scalarOfSegment(word: Word, proof: Proof): RationalFunction {
  const turned = transposedWord(word, proof);
  for (const each of [word, turned]) {
    const place = unitPlace(each[each.length - 1], proof);
    if (each.length > 1 && place) return entryOf(transposedWord(each.slice(0, -1), proof), [place], proof);
  }
  return wordAtom('product', smaller(word, turned), proof, isPositive(word, proof));
}

/** i, of the unit vector e_i. */
function unitPlace(id: number, { letters }: Proof): RationalFunction | undefined {
  const { key, args } = letters.letters[id];
  return /^unit [^']*$/.test(key) ? [...args[0].terms.values()][0]?.coefficient : undefined;
}

/** An entry of a word; of a name it is the entry as it is written. */
export function entryOf(word: Word, places: readonly RationalFunction[], proof: Proof): RationalFunction {
  const names = new Set(word.flatMap((id) => [...proof.letters.letters[id].names]));
  for (const place of places) for (const name of proof.table.namesIn(place)) names.add(name);
  const only = word.length === 1 ? proof.letters.letters[word[0]].key : '';
  const label = /^name [^']*$/.test(only) ? only.slice(5) : `entry of ${word.join(' ')}`;
  return fromAtom(
    proof.table.find('index', label, places, () => ({ integer: false, positive: false, names })),
  );
}

const smaller = (a: Word, b: Word): Word => {
  const difference = a.map((letter, i) => letter - b[i]).find((d) => d !== 0) ?? 0;
  return difference <= 0 ? a : b;
};

function wordAtom(kind: string, word: Word, proof: Proof, positive = false): RationalFunction {
  const { letters } = proof.letters;
  const names = new Set(word.flatMap((letter) => [...letters[letter].names]));
  const label = word.join(' ');
  return fromAtom(proof.table.find(kind, label, [], () => ({ integer: false, positive, names })));
}

/** x'x and x'Ax for x that is not zero and A positive definite. */
function isPositive(word: Word, proof: Proof): boolean {
  const { letters } = proof.letters;
  const x = letters[word[word.length - 1]];
  if (letters[word[0]].transpose !== word[word.length - 1] || !x.nonzero) return false;
  return word.length === 2 || (word.length === 3 && letters[word[1]].definite === true);
}

/** The trace: linear, and the same for a word turned cyclically or transposed. */
export function traceForm(form: MatrixForm, proof: Proof): RationalFunction {
  let sum: RationalFunction = fromPolynomial(new Map());
  for (const { word, coefficient } of form.terms.values()) {
    const trace = word.length === 0 ? dimensionForm(form.rows as Dimension, proof) : traceOf(word, proof);
    sum = addRational(sum, multiplyRational(coefficient, trace));
  }
  return sum;
}

const numberIn = ({ terms }: MatrixForm): RationalFunction =>
  [...terms.values()][0]?.coefficient ?? fromPolynomial(new Map());

function traceOf(word: Word, proof: Proof): RationalFunction {
  const { letters } = proof.letters;
  const [from, to, core] = letters[word[0]].key.startsWith('sum over ') ? letters[word[0]].args : [];
  if (word.length === 1 && core) {
    const index = letters[word[0]].key.slice('sum over '.length).replace("'", '');
    const [first, last] = [from, to].map(numberIn);
    return sumOverIndex(traceForm(core, proof), index, first, last, proof);
  }
  const turns = word.map((_, i) => [...word.slice(i), ...word.slice(0, i)]);
  for (const turn of turns) {
    const isNumber = letters[turn[0]].rows === 1;
    if (!isNumber && !rewritten(turn, proof)) continue;
    const size = letters[turn[0]].rows;
    return reducedTerms({ word: turn, coefficient: fromFraction(fraction(1n)) }, proof).reduce(
      (sum, { word: part, coefficient }) => {
        const trace =
          part.length > 0
            ? traceOf(part, proof)
            : isNumber
              ? fromFraction(fraction(1n))
              : dimensionForm(size, proof);
        return addRational(sum, multiplyRational(coefficient, trace));
      },
      fromPolynomial(new Map()) as RationalFunction,
    );
  }
  const all = [...turns, ...turns.map((turn) => transposedWord(turn, proof))];
  return wordAtom('trace of', all.reduce(smaller), proof);
}
