import type { Proof } from '../normal-form';
import { Unprovable } from '../polynomial';
import { equalRational, multiplyRational } from '../rational-function';
import { formOf, type MatrixForm, type MatrixTerm, transposedWord, unit, type Word } from './form';
import type { Dimension } from './letters';

/** The product entry by entry: linear in both factors, of factors in any order. */
export function hadamardForm(a: MatrixForm, b: MatrixForm, proof: Proof): MatrixForm {
  const terms = [...a.terms.values()].flatMap((x) =>
    [...b.terms.values()].map((y) => ({
      word: hadamardOf(
        [...factorsOf(x.word, proof), ...factorsOf(y.word, proof)],
        a.rows as Dimension,
        a.columns as Dimension,
        proof,
      ),
      coefficient: multiplyRational(x.coefficient, y.coefficient),
    })),
  );
  return formOf(a.rows, a.columns, terms, proof);
}

function factorsOf(word: Word, proof: Proof): Word[] {
  const letter = word.length === 1 ? proof.letters.letters[word[0]] : undefined;
  return letter?.key.startsWith('entrywise ') ? letter.args.map(onlyWord) : [word];
}

const onlyWord = ({ terms }: MatrixForm): Word => ([...terms.values()][0] as MatrixTerm).word;

const keyOf = (words: readonly Word[]) => words.map((word) => word.join(' ')).join(' | ');
const sorted = (words: readonly Word[]) => [...words].sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1));

/** The word of an entrywise product; the letter of its transpose is the transposed letter of the factors' transposes. */
export function hadamardOf(words: readonly Word[], rows: Dimension, columns: Dimension, proof: Proof): Word {
  const { letters } = proof.letters;
  const isOnes = (word: Word) => word.length === 1 && /^ones'?$/.test(letters[word[0]].key);
  const factors = sorted(withoutReciprocals(words, proof).filter((word) => !isOnes(word)));
  if (factors.length === 0) {
    if (columns === 1) return [onesLetter(rows, proof)];
    const ones = words.find(isOnes);
    if (rows === 1 || !ones) throw new Unprovable('a matrix of ones');
    return ones;
  }
  if (factors.length === 1) return factors[0];
  const turned = sorted(factors.map((word) => transposedWord(word, proof)));
  const isTurned = keyOf(turned) < keyOf(factors) || (rows === 1 && columns !== 1);
  const asColumn = columns === 1 && rows !== 1;
  const given = isTurned && !asColumn ? turned : factors;
  const key = `entrywise ${keyOf(given)}`;
  const [r, c] = given === turned ? [columns, rows] : [rows, columns];
  const names = new Set(given.flatMap((word) => word.flatMap((letter) => [...letters[letter].names])));
  const args = given.map((word) => formOf(r, c, [{ word, coefficient: unit }], proof));
  const symmetric = keyOf(turned) === keyOf(factors) && rows === columns;
  const id =
    proof.letters.find(key) ?? proof.letters.add({ key, rows: r, columns: c, symmetric, names, args });
  return [given === turned ? letters[id].transpose : id];
}

/** x .* (1 ./ x) is one wherever it is defined. */
function withoutReciprocals(words: readonly Word[], proof: Proof): readonly Word[] {
  const { letters } = proof.letters;
  const left = [...words];
  for (const word of words) {
    const letter = word.length === 1 ? letters[word[0]] : undefined;
    if (letter?.key !== 'entries reciprocal' || letter.columns !== 1) continue;
    const [first] = letter.args[0].terms.values();
    const partner = left.findIndex((each) => each.join(' ') === first.word.join(' '));
    if (partner < 0 || letter.args[0].terms.size !== 1 || !equalRational(first.coefficient, unit)) continue;
    left.splice(partner, 1);
    left.splice(left.indexOf(word), 1);
  }
  return left;
}

/** diag(w) of each word of a vector. */
export function diagonalForm(vector: MatrixForm, proof: Proof): MatrixForm {
  const terms = [...vector.terms.values()].map(({ word, coefficient }) => ({
    word: isOnesWord(word, proof) ? [] : [diagonalLetter(word, vector.rows as Dimension, proof)],
    coefficient,
  }));
  return formOf(vector.rows, vector.rows, terms, proof);
}

const isOnesWord = (word: Word, proof: Proof) =>
  word.length === 1 && proof.letters.letters[word[0]].key === 'ones';

function diagonalLetter(word: Word, size: Dimension, proof: Proof): number {
  const key = `diag ${word.join(' ')}`;
  const names = new Set(word.flatMap((letter) => [...proof.letters.letters[letter].names]));
  const args = [formOf(size, 1, [{ word, coefficient: unit }], proof)];
  return (
    proof.letters.find(key) ??
    proof.letters.add({ key, rows: size, columns: size, symmetric: true, names, args })
  );
}

/**
 * diag(a) diag(b) = diag(a .* b) and diag(a) v = a .* v for a vector v; a number u'(a .* v) is symmetric in its three
 * vectors, and is written as the sum of the entries of u .* a .* v.
 */
export function hadamardWord(word: Word, proof: Proof): MatrixTerm[] | undefined {
  const { letters } = proof.letters;
  const isDiagonal = (id: number | undefined) => id !== undefined && letters[id].key.startsWith('diag ');
  const inside = (id: number) => onlyWord(letters[id].args[0]);
  const one = (next: Word): MatrixTerm[] => [{ word: next, coefficient: unit }];
  for (let i = 0; i < word.length; i++) {
    if (isDiagonal(word[i])) {
      const size = letters[word[i]].rows;
      const product = (other: Word) =>
        hadamardOf([...factorsOf(inside(word[i]), proof), ...factorsOf(other, proof)], size, 1, proof);
      if (isDiagonal(word[i + 1])) {
        const both = product(inside(word[i + 1]));
        const middle = isOnesWord(both, proof) ? [] : [diagonalLetter(both, size, proof)];
        return one([...word.slice(0, i), ...middle, ...word.slice(i + 2)]);
      }
      const end = word.findIndex((id, k) => k > i && letters[id].columns === 1);
      if (end > i) {
        const vector = word.slice(i + 1, end + 1);
        return one([...word.slice(0, i), ...product(vector), ...word.slice(end + 1)]);
      }
      const start = word.findLastIndex((id, k) => k < i && letters[id].rows === 1);
      if (start >= 0) {
        const vector = product(transposedWord(word.slice(start, i), proof));
        return one([...word.slice(0, start), ...transposedWord(vector, proof), ...word.slice(i + 1)]);
      }
    }
  }
  return entrywiseNumber(word, proof);
}

/** The first number u'(a .* v) of a word, in canonical form, if it is not yet. */
function entrywiseNumber(word: Word, proof: Proof): MatrixTerm[] | undefined {
  const { letters } = proof.letters;
  let start = 0;
  for (let end = 0; end < word.length; end++) {
    if (letters[word[end]].rows === 1) start = end;
    if (letters[word[end]].columns !== 1 || letters[word[start]].rows !== 1) continue;
    const segment = word.slice(start, end + 1);
    const [first, last] = [segment[0], segment[segment.length - 1]];
    if (segment.length < 2) continue;
    const entrywise = [last, letters[first].transpose].find((id) => letters[id].key.startsWith('entrywise '));
    if (entrywise === undefined) continue;
    const other = entrywise === last ? transposedWord(segment.slice(0, -1), proof) : segment.slice(1);
    const size = letters[entrywise].rows;
    const factors = sorted(
      [...factorsOf([entrywise], proof), ...factorsOf(other, proof)].filter(
        (each) => !isOnesWord(each, proof),
      ),
    );
    const [a, ...rest] = factors;
    const canonical =
      factors.length === 2
        ? [...transposedWord(a, proof), ...rest[0]]
        : [letters[onesLetter(size, proof)].transpose, ...hadamardOf(factors, size, 1, proof)];
    if (canonical.join(' ') === segment.join(' ')) continue;
    return [{ word: [...word.slice(0, start), ...canonical, ...word.slice(end + 1)], coefficient: unit }];
  }
  return undefined;
}

/** The vector of ones. */
export function onesLetter(size: Dimension, proof: Proof): number {
  const same = ({ rows }: { rows: Dimension }) => rows === size;
  const known = proof.letters.letters.findIndex((letter) => letter.key === 'ones' && same(letter));
  if (known >= 0) return known;
  return proof.letters.add({
    key: 'ones',
    rows: size,
    columns: 1,
    symmetric: false,
    names: new Set(),
    nonzero: true,
  });
}
