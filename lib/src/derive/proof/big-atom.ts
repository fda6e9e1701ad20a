import { fraction } from './fraction';
import type { Proof } from './normal-form';
import { type Monomial, polynomial } from './polynomial';
import {
  addRational,
  fromAtom,
  fromFraction,
  fromPolynomial,
  invertRational,
  multiplyRational,
  powerRational,
  type RationalFunction,
} from './rational-function';
import { indexLabelOf, isPositiveIndex, signOf } from './signs';

/** A sum or product that has no closed form here, with the first label for its index that nothing in it has. */
export function bigAtom(
  kind: 'sum' | 'prod',
  index: string,
  from: RationalFunction,
  to: RationalFunction,
  given: RationalFunction,
  proof: Proof,
): RationalFunction {
  const { table } = proof;
  const taken = new Set([from, to, given].flatMap((part) => [...table.namesIn(part)]));
  let [label, term] = [index, given];
  for (let k = 0; indexLabelOf(k, isPositiveIndex(index)) !== index; k++) {
    const other = indexLabelOf(k, isPositiveIndex(index));
    if ([true, false].some((each) => taken.has(indexLabelOf(k, each)))) continue;
    const renamed = withLabel(given, index, other, proof);
    if (renamed) [label, term] = [other, renamed];
    break;
  }
  const sign = signOf(term, proof) === 1;
  const positive = sign && (kind === 'prod' || isNotEmpty(from, to, proof));
  return fromAtom(table.find(kind, label, [from, to, term], () => ({ integer: false, positive })));
}

const isNotEmpty = (from: RationalFunction, to: RationalFunction, proof: Proof) => {
  const length = addRational(addRational(to, fromFraction(fraction(1n))), scaledBack(from));
  return proof.table.isInteger(length) && signOf(length, proof) === 1;
};

const scaledBack = (a: RationalFunction) => multiplyRational(a, fromFraction(fraction(-1n)));

/** The form with an index's label replaced; undefined where another sum in it binds the new label. */
function withLabel(
  form: RationalFunction,
  label: string,
  by: string,
  proof: Proof,
): RationalFunction | undefined {
  const { table } = proof;
  const atomWith = (id: number): RationalFunction | undefined => {
    const atom = table.atoms[id];
    if (!atom.names.has(label)) return fromAtom(id);
    if (atom.kind === 'name') {
      const { integer, positive } = atom;
      return fromAtom(table.find('name', by, [], () => ({ integer, positive })));
    }
    const binds = atom.kind === 'sum' || atom.kind === 'prod';
    if (atom.args.length === 0 || atom.reduces || (binds && atom.label === by)) return undefined;
    const args = atom.args.map((arg) => withLabel(arg, label, by, proof));
    if (args.includes(undefined)) return undefined;
    const names = new Set([...atom.names].filter((name) => name !== label)).add(by);
    const { kind, integer, positive } = atom;
    return fromAtom(
      table.find(kind, atom.label, args as RationalFunction[], () => ({ integer, positive, names })),
    );
  };
  const polynomialWith = (a: RationalFunction['numerator']): RationalFunction | undefined => {
    let sum: RationalFunction = fromPolynomial(new Map());
    for (const { monomial, coefficient } of a.values()) {
      let product: RationalFunction | undefined = fromPolynomial(polynomial([{ monomial: [], coefficient }]));
      for (const [id, exponent] of monomial as Monomial) {
        const atom = atomWith(id);
        if (!atom) return undefined;
        product = multiplyRational(product, powerRational(atom, exponent));
      }
      sum = addRational(sum, product);
    }
    return sum;
  };
  let result = polynomialWith(form.numerator);
  for (const { rest, power } of form.factors.values()) {
    const factor = polynomialWith(rest);
    if (!result || !factor) return undefined;
    result = multiplyRational(result, powerRational(invertRational(factor), power));
  }
  return result;
}
