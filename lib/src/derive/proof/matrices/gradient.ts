import type { MathNode } from 'mathjs';
import { syntax } from '../../../formula/nodes';
import { differentiate } from '../../language/differentiate';
import type { Proof } from '../normal-form';
import { type Monomial, polynomial, Unprovable } from '../polynomial';
import type { RationalFunction } from '../rational-function';
import { addForms, formOf, type MatrixForm, scaleForm, transposedWord, type Word, wordForm } from './form';
import { unitVector } from './functions';
import { diagonalForm, hadamardOf } from './hadamard';
import type { Dimension, MatrixFacts } from './letters';
import { type Form, isMatrix, matrixForm, numberForm } from './matrix-form';
import { multiplyForms } from './product';
import { sumOfForm } from './sums';

/** A proof that knows further matrices: the directions of a derivative, of the shape of its variable. */
function withDirections(proof: Proof, names: readonly string[], { rows, columns }: MatrixFacts): Proof {
  const facts: MatrixFacts = { rows, columns, symmetric: false };
  return {
    ...proof,
    matrices: new Map([...proof.matrices, ...names.map((name) => [name, facts] as const)]),
    matrixNames: new Set([...proof.matrixNames, ...names]),
  };
}

/**
 * The gradient by differentials: the change of the number is linear in the change dX, a sum of numbers a' dX b or
 * trace(P dX), and its gradient is the sum of a b' or P' (Magnus & Neudecker 1988).
 */
export function gradientForm(node: MathNode, variable: MathNode, proof: Proof): Form {
  const read = syntax(variable);
  if (read.type !== 'name') throw new Unprovable('a gradient by no name');
  const facts = proof.matrices.get(read.name);
  if (!facts) {
    if (!proof.scalars.has(read.name)) throw new Unprovable('a gradient by this name');
    return numberForm(differentiate(node, read.name, undefined, 'grad'), proof);
  }
  const direction = `${read.name}__direction${proof.matrices.size}`;
  const inner = withDirections(proof, [direction], facts);
  const change = matrixForm(differentiate(node, read.name, direction, 'grad'), inner);
  if (isMatrix(change)) throw new Unprovable('a gradient of no number');
  return linearIn(change, direction, facts, inner);
}

function linearIn(change: RationalFunction, direction: string, facts: MatrixFacts, proof: Proof): MatrixForm {
  const { table } = proof;
  let sum = formOf(facts.rows, facts.columns, [], proof);
  if (table.namesIn({ numerator: new Map(), factors: change.factors }).has(direction))
    throw new Unprovable('a change that is not linear');
  for (const { monomial, coefficient } of change.numerator.values()) {
    const [moving, rest] = partsOf(monomial, [direction], proof);
    if (moving.length !== 1 || moving[0][1] !== 1) throw new Unprovable('a change that is not linear');
    const number: RationalFunction = {
      numerator: polynomial([{ monomial: rest, coefficient }]),
      factors: change.factors,
    };
    sum = addForms(
      sum,
      scaleForm(gradientOfAtom(moving[0][0], direction, facts, proof), number, proof),
      proof,
    );
  }
  return sum;
}

function partsOf(monomial: Monomial, directions: readonly string[], { table }: Proof) {
  const moves = ([atom]: Monomial[number]) => directions.some((name) => table.atoms[atom].names.has(name));
  return [monomial.filter(moves), monomial.filter((part) => !moves(part))] as const;
}

const wordOf = (label: string): Word => label.split(' ').map(Number);

function gradientOfAtom(id: number, direction: string, facts: MatrixFacts, proof: Proof): MatrixForm {
  const { kind, label, args } = proof.table.atoms[id];
  const { letters } = proof.letters;
  if (
    kind === 'sum' &&
    !proof.table.namesIn(args[0]).has(direction) &&
    !proof.table.namesIn(args[1]).has(direction)
  ) {
    return sumOfForm(linearIn(args[2], direction, facts, proof), label, args[0], args[1], proof);
  }
  if (kind === 'index' && facts.columns === 1 && args.length === 1) {
    const size = label === direction ? facts.rows : undefined;
    const entries = label.startsWith('entry of ') ? wordOf(label.slice('entry of '.length)) : [];
    const rows = size ?? letters[entries[0]]?.rows;
    if (rows === undefined) throw new Unprovable('a change without a gradient');
    const unit = unitVector({ ...unitFacts, rows }, args[0], proof);
    if (size !== undefined) return unit;
    const [{ word }] = unit.terms.values();
    return gradientOfWord([...transposedWord(word, proof), ...entries], direction, facts, proof);
  }
  if (kind !== 'product' && kind !== 'trace of') throw new Unprovable('a change without a gradient');
  return gradientOfWord(spread(wordOf(label), [direction], proof), direction, facts, proof);
}

const unitFacts = { columns: 1, symmetric: false, nonzero: true, orthonormal: true, sumsToOne: true };

function gradientOfWord(word: Word, direction: string, facts: MatrixFacts, proof: Proof): MatrixForm {
  const { letters } = proof.letters;
  const places = word.flatMap((letter, i) => (letters[letter].names.has(direction) ? [i] : []));
  const [place] = places;
  const letter = letters[word[place]];
  if (places.length !== 1 || !letter.key.startsWith(`name ${direction}`))
    throw new Unprovable('a change without a gradient');
  const [before, after] = [word.slice(0, place), word.slice(place + 1)];
  const result = letter.key.endsWith("'")
    ? [...after, ...before]
    : [...transposedWord(before, proof), ...transposedWord(after, proof)];
  return multiplyForms(
    wordForm(facts.rows, facts.columns, result, proof),
    facts.columns === 1 ? scalarOne(proof) : identityOf(facts.columns, proof),
    proof,
  );
}

const identityOf = (size: Dimension, proof: Proof) => wordForm(size, size, [], proof);
const scalarOne = (proof: Proof) => identityOf(1, proof);

/** 1'(u .* v .* dx) as (u .* v)' dx, so that the change stands as a factor of the word. */
function spread(word: Word, directions: readonly string[], proof: Proof): Word {
  const { letters } = proof.letters;
  const last = letters[word[word.length - 1]];
  if (word.length !== 2 || letters[word[0]].key !== "ones'" || !last.key.startsWith('entrywise '))
    return word;
  const factors = last.args.map(({ terms }) => [...terms.values()][0].word);
  const moves = (factor: Word) => factor.some((id) => directions.some((name) => letters[id].names.has(name)));
  const moving = factors.filter(moves);
  if (moving.length !== 1) return word;
  const others = hadamardOf(
    factors.filter((factor) => !moves(factor)),
    last.rows,
    1,
    proof,
  );
  return [...transposedWord(others, proof), ...moving[0]];
}

/** The matrix H of a second differential dx' H dx by a vector. */
export function hessianForm(node: MathNode, variable: MathNode, proof: Proof): Form {
  const read = syntax(variable);
  const facts = read.type === 'name' ? proof.matrices.get(read.name) : undefined;
  if (read.type !== 'name' || !facts || facts.columns !== 1) throw new Unprovable('a Hessian by no vector');
  const names = [1, 2].map((k) => `${read.name}__second${k}of${proof.matrices.size}`);
  const inner = withDirections(proof, names, facts);
  const first = differentiate(node, read.name, names[0], 'hessian');
  const second = matrixForm(differentiate(first, read.name, names[1], 'hessian'), inner);
  if (isMatrix(second)) throw new Unprovable('a Hessian of no number');
  let sum = formOf(facts.rows, facts.rows, [], inner);
  const inDenominator = inner.table.namesIn({ numerator: new Map(), factors: second.factors });
  if (names.some((name) => inDenominator.has(name))) throw new Unprovable('a change that is not bilinear');
  for (const { monomial, coefficient } of second.numerator.values()) {
    const [moving, rest] = partsOf(monomial, names, inner);
    const number: RationalFunction = {
      numerator: polynomial([{ monomial: rest, coefficient }]),
      factors: second.factors,
    };
    sum = addForms(sum, scaleForm(bilinear(moving, names, facts, inner), number, inner), inner);
  }
  return sum;
}

function bilinear(moving: Monomial, names: readonly string[], facts: MatrixFacts, proof: Proof): MatrixForm {
  const { table } = proof;
  if (moving.some(([, exponent]) => exponent !== 1)) throw new Unprovable('a change that is not bilinear');
  if (moving.length === 2) {
    const ordered = names.map((name) => moving.find(([atom]) => table.atoms[atom].names.has(name)));
    const [a, b] = ordered.map((part, i) => {
      if (!part) throw new Unprovable('a change that is not bilinear');
      return gradientOfAtom(part[0], names[i], facts, proof);
    });
    if (ordered[0] === ordered[1]) throw new Unprovable('a change that is not bilinear');
    const turned = [...b.terms.values()].map(({ word, coefficient }) => ({
      word: transposedWord(word, proof),
      coefficient,
    }));
    return multiplyForms(a, formOf(1, facts.rows, turned, proof), proof);
  }
  const atom = table.atoms[moving[0]?.[0]];
  if (moving.length !== 1) throw new Unprovable('a change that is not bilinear');
  if (atom.kind === 'product') return bilinearWord(wordOf(atom.label), names, facts, proof);
  throw new Unprovable('a change that is not bilinear');
}

/** dx' R dy, or 1'(P dx .* a .* Q dy), which is dx' P' diag(a) Q dy. */
function bilinearWord(word: Word, names: readonly string[], { rows }: MatrixFacts, proof: Proof): MatrixForm {
  const { letters } = proof.letters;
  const last = letters[word[word.length - 1]];
  const isName = (id: number, name: string) => letters[id].key === `name ${name}`;
  const square = (inside: Word) =>
    multiplyForms(wordForm(rows, rows, inside, proof), identityOf(rows, proof), proof);
  for (const [first, second] of [names, [...names].reverse()]) {
    const isTurned = first !== names[0];
    if (letters[word[0]].key === `name ${first}'` && isName(word[word.length - 1], second)) {
      const inside = word.slice(1, -1);
      if (inside.some((id) => names.some((name) => letters[id].names.has(name)))) break;
      return square(isTurned ? transposedWord(inside, proof) : inside);
    }
  }
  if (word.length === 2 && letters[word[0]].key === "ones'" && last.key.startsWith('entrywise ')) {
    const factors = last.args.map(({ terms }) => [...terms.values()][0].word);
    const pick = (name: string) => factors.find((factor) => isName(factor[factor.length - 1], name));
    const [p, q] = names.map(pick);
    const others = factors.filter((factor) => factor !== p && factor !== q);
    const free = others.every((factor) =>
      factor.every((id) => names.every((name) => !letters[id].names.has(name))),
    );
    if (p && q && free && others.length > 0) {
      const vector = wordForm(last.rows, 1, hadamardOf(others, last.rows, 1, proof), proof);
      const before = wordForm(rows, last.rows, transposedWord(p.slice(0, -1), proof), proof);
      const after = wordForm(last.rows, rows, q.slice(0, -1), proof);
      return multiplyForms(multiplyForms(before, diagonalForm(vector, proof), proof), after, proof);
    }
  }
  throw new Unprovable('a change that is not bilinear');
}
