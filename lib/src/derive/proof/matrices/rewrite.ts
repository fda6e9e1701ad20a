import type { Proof } from '../normal-form';
import { Unprovable } from '../polynomial';
import {
  invertRational,
  multiplyRational,
  negateRational,
  type RationalFunction,
} from '../rational-function';
import { type MatrixForm, type MatrixTerm, unit, type Word } from './form';
import { hadamardWord } from './hadamard';
import type { InverseRule, Letter } from './letters';
import { dimensionForm, scalarOfSegment } from './numbers';

/**
 * The word with every rule applied, each of which keeps the value wherever all its parts are defined: orthonormal
 * columns and inverses cancel, and numbers inside the word, such as x'y in u x'y v', become coefficients.
 */
export function reducedTerms(term: MatrixTerm, proof: Proof): MatrixTerm[] {
  const waiting = [term];
  const done: MatrixTerm[] = [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (--proof.letters.work < 0) throw new Unprovable('too many steps');
    const { word, coefficient } = next;
    const step = rewritten(word, proof) ?? withoutNumbers(word, proof);
    if (!step) done.push(next);
    else {
      for (const each of step) {
        waiting.push({ word: each.word, coefficient: multiplyRational(coefficient, each.coefficient) });
      }
    }
    if (waiting.length + done.length > 2000) throw new Unprovable('too many terms');
  }
  return done;
}

/** One step: the sum of words that a word equals by a rule, or undefined where no rule applies. */
export function rewritten(word: Word, proof: Proof): MatrixTerm[] | undefined {
  const { letters } = proof.letters;
  for (let i = 0; i < word.length; i++) {
    const around = (from: number, to: number, middle: Word, coefficient: RationalFunction): MatrixTerm => ({
      word: [...word.slice(0, from), ...middle, ...word.slice(to)],
      coefficient,
    });
    const letter = letters[word[i]];
    const next = letters[word[i + 1]] as Letter | undefined;
    if (next && letter.transpose === word[i + 1] && next.orthonormal) return [around(i, i + 2, [], unit)];
    const weights =
      letter.key === "ones'" ? next : next?.key === 'ones' ? letters[letter.transpose] : undefined;
    if (weights?.sumsToOne && weights.columns === 1) return [around(i, i + 2, [], unit)];
    if (next && letter.key === "ones'" && next.key === 'ones')
      return [around(i, i + 2, [], dimensionForm(next.rows, proof))];
    if (letter.key === 'inverse') {
      const rule = ruleOf(word[i], proof);
      if (!rule) continue;
      const { lead, reciprocal, rest } = rule;
      const end = i + 1 + lead.length;
      if (lead.every((each, k) => word[i + 1 + k] === each)) {
        return [
          around(i, end, [], reciprocal),
          ...rest.map((part) => around(i, end, [word[i], ...part.word], part.coefficient)),
        ];
      }
      const start = i - lead.length;
      if (start >= 0 && lead.every((each, k) => word[start + k] === each)) {
        return [
          around(start, i + 1, [], reciprocal),
          ...rest.map((part) => around(start, i + 1, [...part.word, word[i]], part.coefficient)),
        ];
      }
    }
  }
  return hadamardWord(word, proof);
}

/** inv(M) w = (1 - inv(M) r) / c for M = c w + r, and the same from the other side. */
function ruleOf(id: number, proof: Proof): InverseRule | undefined {
  const { inverseRules, letters } = proof.letters;
  if (inverseRules.has(id)) return inverseRules.get(id);
  const rule = makeRule(letters[id].args[0], proof);
  inverseRules.set(id, rule);
  return rule;
}

function makeRule(form: MatrixForm, proof: Proof): InverseRule | undefined {
  const lead = leadingTerm(form, proof);
  if (!lead) return undefined;
  const reciprocal = invertRational(lead.coefficient);
  const rest = [...form.terms.values()]
    .filter((term) => term !== lead)
    .map(({ word, coefficient }) => ({
      word,
      coefficient: negateRational(multiplyRational(coefficient, reciprocal)),
    }));
  return { lead: lead.word, reciprocal, rest };
}

/**
 * The word that a rule replaces: one without numbers between its factors, and the longest of them. Its coefficient must
 * be a product that vanishes nowhere but on thin sets, at any size: a sum might vanish at size one.
 */
export function leadingTerm({ terms }: MatrixForm, proof: Proof): MatrixTerm | undefined {
  const { letters } = proof.letters;
  const hasCut = (word: Word) => word.slice(1).some((letter) => letters[letter].rows === 1);
  const order = (a: MatrixTerm, b: MatrixTerm) =>
    Number(hasCut(a.word)) - Number(hasCut(b.word)) ||
    b.word.length - a.word.length ||
    (a.word.join(' ') < b.word.join(' ') ? 1 : -1);
  return [...terms.values()]
    .filter(({ word, coefficient }) => word.length > 0 && isMonomial(coefficient, proof))
    .sort(order)[0];
}

export const isMonomial = ({ numerator, factors }: RationalFunction, { table }: Proof): boolean =>
  factors.size === 0 &&
  numerator.size === 1 &&
  [...numerator.values()][0].monomial.every(([atom]) => table.atoms[atom].reduces === undefined);

/** Takes the factors that are numbers out of a word: between two letters that meet in one row and column. */
function withoutNumbers(word: Word, proof: Proof): MatrixTerm[] | undefined {
  const { letters } = proof.letters;
  const segments: number[][] = [[]];
  word.forEach((id, i) => {
    if (i > 0 && letters[id].rows === 1) segments.push([]);
    segments[segments.length - 1].push(id);
  });
  const isNumber = (segment: Word) =>
    segment.length > 0 &&
    letters[segment[0]].rows === 1 &&
    letters[segment[segment.length - 1]].columns === 1;
  if (!segments.some(isNumber)) return undefined;
  const coefficient = segments
    .filter(isNumber)
    .reduce<RationalFunction>(
      (product, segment) => multiplyRational(product, scalarOfSegment(segment, proof)),
      unit,
    );
  return [{ word: segments.filter((segment) => !isNumber(segment)).flat(), coefficient }];
}
