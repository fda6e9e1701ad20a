import type { MathNode } from 'mathjs';
import { bigOperator, syntax } from '../../formula/nodes';
import type { Distribution } from '../assumptions/distributions';
import type { AtomTable, Facts } from './atoms';
import type { Case } from './cases';
import { fromDecimal } from './fraction';
import type { LetterTable, MatrixFacts } from './matrices/letters';
import { mentionsMatrices, numberForm } from './matrices/matrix-form';
import { Unprovable } from './polynomial';
import { powerOf } from './power-form';
import {
  addRational,
  fromAtom,
  fromFraction,
  invertRational,
  multiplyRational,
  negateRational,
  type RationalFunction,
} from './rational-function';
import { reduced } from './reduce';
import { callForm } from './scalar-functions';
import { isPositiveIndex, lowEndIsPositive } from './signs';
import { sumForm } from './sum-form';

/** What one proof knows: its atoms, the facts, the names that may occur, and definitions to unfold. */
export interface Proof {
  table: AtomTable;
  facts: Facts;
  /** Names that stand for one number; others make an expression unprovable here, except under an index. */
  scalars: ReadonlySet<string>;
  sequences: ReadonlySet<string>;
  definitions: ReadonlyMap<string, MathNode>;
  /** The distributions of the random names, which have moments. */
  random: ReadonlyMap<string, Distribution>;
  /** The first and the last index of the sequences. */
  ranges: ReadonlyMap<string, { readonly low: MathNode; readonly high: MathNode }>;
  /** Definitions that read random names: they have a value only where those have one. */
  abbreviations: ReadonlySet<string>;
  /** Definitions known to be numbers: where the defining expression has no normal form, the name is an atom. */
  scalarDefinitions: ReadonlySet<string>;
  /** The letters of the words over matrices. */
  letters: LetterTable;
  /** Vectors and matrices, by name. */
  matrices: ReadonlyMap<string, MatrixFacts>;
  /** Sequences of vectors and matrices, with what is known of each item. */
  sequencesOfMatrices: ReadonlyMap<string, MatrixFacts>;
  /** Names that stand for matrices, or are defined by such names; `I` where it is not declared. */
  matrixNames: ReadonlySet<string>;
  /** Common denominator of all fractional exponents: base^(m/denominator) is the atom. */
  exponents: { denominator: bigint /** That of all multiples of angles. */; angles?: bigint };
  /** Indices bound by the sums around the present place, innermost last, with the name that stands for each. */
  bound: readonly (readonly [name: string, standsFor: string])[];
  /** The signs that are supposed, in a proof by cases. */
  cases?: readonly Case[];
}

/**
 * The rational normal form of a formula in numbers: a quotient of polynomials with exact coefficients over atoms.
 *
 * Each rule used keeps the value wherever both sides are defined, so equal normal forms mean equal values there.
 *
 * @throws Unprovable for vectors and matrices, and where the expansion would be too long
 */
export function normalForm(node: MathNode, proof: Proof): RationalFunction {
  return reduced(build(node, proof), proof);
}

function build(node: MathNode, proof: Proof): RationalFunction {
  const form = (part: MathNode) => normalForm(part, proof);
  if (mentionsMatrices(node, proof)) return numberForm(node, proof);
  const big = bigOperator(node);
  if (big) return sumForm(big, proof, normalForm);
  const read = syntax(node);
  switch (read.type) {
    case 'constant':
      if (typeof read.value !== 'number' || !Number.isFinite(read.value)) break;
      return fromFraction(fromDecimal(read.value));
    case 'name':
      return nameForm(read.name, proof);
    case 'operator': {
      const [a, b] = read.args.map(form);
      return operatorForm(read.op, a, b, proof);
    }
    case 'index': {
      const target = syntax(read.target);
      if (target.type !== 'name' || !proof.sequences.has(target.name)) break;
      return itemForm(target.name, read.indices.map(form), proof);
    }
    case 'call':
      return callForm(read.name, read.args, proof);
  }
  throw new Unprovable(`no normal form of ${node.toString()}`);
}

function nameForm(name: string, proof: Proof): RationalFunction {
  const standsFor = proof.bound.findLast(([bound]) => bound === name)?.[1];
  if (standsFor === undefined) {
    const definition = proof.definitions.get(name);
    if (definition) return unfolded(name, definition, proof);
    if (!proof.scalars.has(name)) {
      if (name !== 'pi' && name !== 'e') throw new Unprovable(`${name} is no number`);
    }
  }
  const integer = standsFor !== undefined || proof.facts.integer.has(name);
  const constant = !proof.scalars.has(name) && standsFor === undefined;
  const positive =
    constant ||
    (standsFor === undefined
      ? proof.facts.positive.has(name) || lowEndIsPositive(name, proof)
      : isPositiveIndex(standsFor));
  const label = standsFor ?? (constant ? `constant ${name}` : name);
  const atom = proof.table.find('name', label, [], () => ({ integer, positive }));
  const bit = proof.facts.bits.has(name) && standsFor === undefined;
  if (bit) proof.table.atoms[atom].reduces ??= { degree: 2, value: fromAtom(atom) };
  return fromAtom(atom);
}

function unfolded(name: string, definition: MathNode, proof: Proof): RationalFunction {
  try {
    return normalForm(definition, { ...proof, bound: [] });
  } catch (error) {
    if (!(error instanceof Unprovable) || !proof.scalarDefinitions.has(name)) throw error;
    return opaque('name', name, [], proof);
  }
}

export function eulerForm(proof: Proof): RationalFunction {
  return fromAtom(proof.table.find('name', 'constant e', [], () => ({ integer: false, positive: true })));
}

export function operatorForm(
  op: string,
  a: RationalFunction,
  b: RationalFunction | undefined,
  proof: Proof,
): RationalFunction {
  if (b === undefined) {
    if (op === '-') return negateRational(a);
    if (op === '+' || op === "'") return a;
    return opaque(op, '', [a], proof);
  }
  switch (op) {
    case '+':
      return addRational(a, b);
    case '-':
      return addRational(a, negateRational(b));
    case '*':
    case '.*':
      return multiplyRational(a, b);
    case '/':
    case './':
      return multiplyRational(a, invertRational(b));
    case '^':
    case '.^':
      return powerOf(a, b, proof);
    case '>':
    case '>=':
      return opaque(op === '>' ? '<' : '<=', '', [b, a], proof);
    default:
      return opaque(op, '', [a, b], proof);
  }
}

/** An item of a sequence: what is assumed of each item holds of it. */
function itemForm(name: string, places: RationalFunction[], { table, facts }: Proof): RationalFunction {
  const [integer, positive] = [facts.integer.has(name), facts.positive.has(name)];
  return fromAtom(table.find('index', name, places, () => ({ integer, positive })));
}

/** A function of numbers about which nothing is used but that equal arguments give equal values. */
export function opaque(
  kind: string,
  label: string,
  args: RationalFunction[],
  { table }: Proof,
): RationalFunction {
  return fromAtom(table.find(kind, label, args, () => ({ integer: false, positive: false })));
}
