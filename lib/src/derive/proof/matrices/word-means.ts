import type { Distribution } from '../../assumptions/distributions';
import { fraction } from '../fraction';
import { momentForm } from '../moments';
import type { Proof } from '../normal-form';
import { type Monomial, polynomial, Unprovable } from '../polynomial';
import {
  addRational,
  fromPolynomial,
  multiplyRational,
  negateRational,
  type RationalFunction,
} from '../rational-function';
import {
  addForms,
  formOf,
  type MatrixForm,
  type MatrixTerm,
  scaleForm,
  transposedWord,
  unit,
  type Word,
} from './form';
import { unitVector } from './functions';
import { onesLetter } from './hadamard';
import type { Dimension } from './letters';
import { isMatrix, settled } from './matrix-form';
import { traceForm } from './numbers';
import { reducedTerms } from './rewrite';

/** The names among these that something depends on, in an order that does not depend on where they stand. */
const among = (present: Iterable<string>, names: ReadonlySet<string>): string[] =>
  [...new Set(present)].filter((name) => names.has(name)).sort();

/**
 * The mean of a form over one name after another, which are independent.
 *
 * @throws Unprovable where a word has no mean in closed form
 */
export function meanOfForm(form: MatrixForm, names: ReadonlySet<string>, proof: Proof): MatrixForm {
  let mean = form;
  for (const name of [...names].sort()) mean = meanOver(mean, name, proof);
  return mean;
}

/**
 * The mean of a product of numbers that are made of words, such as (a'x)(x'b) or trace(X'X), over all of the names in it.
 *
 * @returns undefined where it is not known in closed form
 */
export function meanOfNumbers(
  part: Monomial,
  names: ReadonlySet<string>,
  meanOfRest: (form: RationalFunction, names: ReadonlySet<string>) => RationalFunction,
  proof: Proof,
): RationalFunction | undefined {
  const { atoms } = proof.table;
  if (!part.some(([atom]) => isOfWords(atoms[atom]))) return undefined;
  const coefficient = fromPolynomial(polynomial([{ monomial: part, coefficient: fraction(1n) }]));
  const present = among(
    part.flatMap(([atom]) => [...atoms[atom].names]),
    names,
  );
  for (const name of present) {
    try {
      const mean = settled(meanOver(formOf(1, 1, [{ word: [], coefficient }], proof), name, proof), proof);
      if (isMatrix(mean)) continue;
      return meanOfRest(mean, new Set([...names].filter((each) => each !== name)));
    } catch (error) {
      if (!(error instanceof Unprovable)) throw error;
    }
  }
  return undefined;
}

const isOfWords = ({ kind, label }: { kind: string; label: string }) =>
  kind === 'product' || kind === 'trace of' || (kind === 'index' && label.startsWith('entry of '));

function meanOver(form: MatrixForm, name: string, proof: Proof): MatrixForm {
  const { table, letters } = proof;
  const touches = (atom: number) => table.atoms[atom].names.has(name);
  let sum = formOf(form.rows, form.columns, [], proof);
  for (const { word, coefficient } of form.terms.values()) {
    const inWord = word.some((id) => letters.letters[id].names.has(name));
    if (!inWord && !table.namesIn(coefficient).has(name)) {
      sum = addForms(sum, formOf(form.rows, form.columns, [{ word, coefficient }], proof), proof);
      continue;
    }
    for (const { rest } of coefficient.factors.values())
      if (table.namesIn(fromPolynomial(rest)).has(name)) throw new Unprovable(`a quotient by ${name}`);
    for (const term of coefficient.numerator.values()) {
      const fixed: RationalFunction = {
        numerator: polynomial([{ ...term, monomial: term.monomial.filter(([atom]) => !touches(atom)) }]),
        factors: coefficient.factors,
      };
      const random = term.monomial.filter(([atom]) => touches(atom));
      const mean = meanOfProduct(inWord ? word : [], random, name, form, proof);
      const outside = inWord ? mean : timesWord(mean, word, form, proof);
      sum = addForms(sum, scaleForm(outside, fixed, proof), proof);
    }
  }
  return sum;
}

/** A number times a word that it has nothing to do with. */
function timesWord(number: MatrixForm, word: Word, { rows, columns }: MatrixForm, proof: Proof): MatrixForm {
  const coefficient = settled(number, proof);
  if (isMatrix(coefficient)) throw new Unprovable('no number');
  return formOf(rows, columns, [{ word, coefficient }], proof);
}

/** The mean of a word, which may be empty, times numbers, all of which depend on the name. */
function meanOfProduct(
  word: Word,
  numbers: Monomial,
  name: string,
  { rows, columns }: MatrixForm,
  proof: Proof,
): MatrixForm {
  const { atoms } = proof.table;
  const law = proof.random.get(name);
  if (!law) throw new Unprovable(`${name} is not random`);
  if (word.length === 0 && numbers.length === 1 && numbers[0][1] === 1) {
    const { kind, label } = atoms[numbers[0][0]];
    if (kind === 'trace of') {
      const inside = label.split(' ').map(Number);
      const { letters } = proof.letters;
      const size = letters[inside[0]].rows;
      const trace = traceForm(meanOfWord(inside, size, size, name, law, proof), proof);
      return formOf(1, 1, [{ word: [], coefficient: trace }], proof);
    }
  }
  let whole: Word = word;
  for (const [atom, exponent] of numbers) {
    const number = wordOfNumber(atom, proof);
    if (!number || exponent < 1 || exponent > 2) throw new Unprovable(`a function of ${name}`);
    for (let k = 0; k < exponent; k++) whole = joined(whole, number, proof);
  }
  const isNumber = word.length === 0;
  return meanOfWord(
    whole,
    (isNumber ? 1 : rows) as Dimension,
    (isNumber ? 1 : columns) as Dimension,
    name,
    law,
    proof,
  );
}

/** w p for a word w of one column, p w for one of one row: a number may stand where two letters meet in one. */
function joined(word: Word, number: Word, { letters: { letters } }: Proof): Word {
  if (word.length === 0) return number;
  if (letters[word[word.length - 1]].columns === 1) return [...word, ...number];
  if (letters[word[0]].rows === 1) return [...number, ...word];
  const cut = word.findIndex((id, i) => i > 0 && letters[id].rows === 1);
  if (cut < 0) throw new Unprovable('a number times a matrix');
  return [...word.slice(0, cut), ...number, ...word.slice(cut)];
}

/** The word of one row and one column that a number stands for. */
function wordOfNumber(id: number, proof: Proof): Word | undefined {
  const { kind, label, args } = proof.table.atoms[id];
  if (kind === 'product') return label.split(' ').map(Number);
  if (kind !== 'index' || args.length > 2) return undefined;
  const { letters } = proof.letters;
  const inside = label.startsWith('entry of ')
    ? label.slice('entry of '.length).split(' ').map(Number)
    : [proof.letters.find(`name ${label}`)].filter((letter) => letter !== undefined);
  if (inside.length === 0) return undefined;
  const [head, last] = [letters[inside[0]], letters[inside[inside.length - 1]]];
  if (args.length === 1 && last.columns !== 1) return undefined;
  const unitAt = (size: Dimension, place: RationalFunction): number => {
    const facts = {
      rows: size,
      columns: 1,
      symmetric: false,
      nonzero: true,
      orthonormal: true,
      sumsToOne: true,
    };
    return [...unitVector(facts, place, proof).terms.values()][0].word[0];
  };
  const left = letters[unitAt(head.rows, args[0])].transpose;
  return args.length === 1 ? [left, ...inside] : [left, ...inside, unitAt(last.columns, args[1])];
}

/**
 * The mean of a word in which the matrix X of independent entries with mean mu and variance v occurs once or twice:
 * with M = mu 1 1', E(A X B) = A M B, E(A X B X'C) = v trace(B) A C + A M B M'C, E(A X B X C) = v A B'C + A M B M C.
 */
function meanOfWord(
  word: Word,
  rows: Dimension,
  columns: Dimension,
  name: string,
  law: Distribution,
  proof: Proof,
): MatrixForm {
  const { letters } = proof.letters;
  const places = word.flatMap((id, i) => (letters[id].names.has(name) ? [i] : []));
  const own = proof.letters.find(`name ${name}`);
  const isOwn = (id: number) => own !== undefined && (id === own || id === letters[own].transpose);
  if (places.length > 2 || law.shape !== 'independent' || !places.every((i) => isOwn(word[i])))
    throw new Unprovable(`a function of ${name}`);
  const [first, second] = [1, 2].map((k) => momentForm(law, k, proof));
  const variance = addRational(second, negateRational(multiplyRational(first, first)));
  const product = (parts: Word, coefficient: RationalFunction) =>
    formOf(rows, columns, reducedTerms({ word: parts, coefficient }, proof), proof);
  const averaged = word.flatMap((id) => (isOwn(id) ? onesLike(id, proof) : [id]));
  const power = places.map(() => first).reduce(multiplyRational, unit);
  const ofMeans = product(averaged, power);
  if (places.length === 1) return ofMeans;
  const [p, q] = places;
  const [before, between, after] = [word.slice(0, p), word.slice(p + 1, q), word.slice(q + 1)];
  if (word[p] === word[q]) {
    const turned = transposedWord(between, proof);
    return addForms(ofMeans, product([...before, ...turned, ...after], variance), proof);
  }
  const size = letters[word[p]].columns;
  const inside: MatrixTerm[] = reducedTerms({ word: between, coefficient: unit }, proof);
  const trace = traceForm(formOf(size, size, inside, proof), proof);
  return addForms(ofMeans, product([...before, ...after], multiplyRational(variance, trace)), proof);
}

/** 1 1' of the shape of a letter. */
function onesLike(id: number, proof: Proof): Word {
  const { rows, columns } = proof.letters.letters[id];
  const left = rows === 1 ? [] : [onesLetter(rows, proof)];
  const right = columns === 1 ? [] : [proof.letters.letters[onesLetter(columns, proof)].transpose];
  return [...left, ...right];
}
