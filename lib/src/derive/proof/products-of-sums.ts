import { asDraw, known } from './draws-mean';
import type { Proof } from './normal-form';
import { polynomial } from './polynomial';
import { poolMoments } from './pool-moments';
import { addRational, multiplyRational, negateRational, type RationalFunction } from './rational-function';

/**
 * E(S T) of S = sum of c b^p and T = sum of d b^q over the same draws b without replacement, of which two have one joint
 * moment m: E(S T) = E(b^(p + q)) sum of c d + m (sum of c sum of d - sum of c d).
 */
export function exchangeableMean(
  term: RationalFunction,
  other: RationalFunction,
  index: string,
  over: (form: RationalFunction) => RationalFunction,
  proof: Proof,
): RationalFunction | undefined {
  const [s, t] = [term, other].map((form) => scaledDraw(form, index, proof));
  if (!s || !t || s.law !== t.law) return undefined;
  return known(() => {
    const { single, pair } = poolMoments(s.law, proof);
    const diagonal = over(multiplyRational(s.by, t.by));
    const beside = addRational(multiplyRational(over(s.by), over(t.by)), negateRational(diagonal));
    return addRational(
      multiplyRational(single(s.power + t.power), diagonal),
      multiplyRational(pair(s.power, t.power), beside),
    );
  });
}

/** c b[index]^p for a draw b without replacement. */
function scaledDraw({ numerator, factors }: RationalFunction, index: string, proof: Proof) {
  const isRandom = (atom: number) =>
    [...proof.table.atoms[atom].names].some((name) => hidesRandom([name], proof));
  const inFactors = [...factors.values()].flatMap(({ rest }) => [...rest.values()]);
  if (numerator.size !== 1 || inFactors.some(({ monomial }) => monomial.some(([atom]) => isRandom(atom))))
    return undefined;
  const [{ monomial, coefficient }] = numerator.values();
  const random = monomial.filter(([atom]) => isRandom(atom));
  const draw = random.length === 1 && random[0][1] > 0 ? asDraw(random[0][0], proof) : undefined;
  const isOwn = draw?.law.shape === 'without replacement' && draw.places.length === 1;
  if (!isOwn || !isName(draw.places[0], index, proof)) return undefined;
  const rest = monomial.filter(([atom]) => !isRandom(atom));
  const by: RationalFunction = { numerator: polynomial([{ monomial: rest, coefficient }]), factors };
  return { law: draw.law, power: random[0][1], by };
}

/** Whether everything random in a term of a sum is a draw whose only index is the sum's: other terms have other draws. */
export function onlyOwnDraws(
  form: RationalFunction,
  index: string,
  names: ReadonlySet<string>,
  proof: Proof,
): boolean {
  const { atoms } = proof.table;
  const inPolynomial = (terms: RationalFunction['numerator']): boolean =>
    [...terms.values()].every(({ monomial }) => monomial.every(([atom]) => isOwn(atom)));
  const inForm = ({ numerator, factors }: RationalFunction): boolean =>
    inPolynomial(numerator) && [...factors.values()].every(({ rest }) => inPolynomial(rest));
  const isOwn = (id: number): boolean => {
    const atom = atoms[id];
    if (![...atom.names].some((name) => names.has(name))) return true;
    if (atom.kind === 'index' && proof.random.get(atom.label)?.shape === 'independent') {
      const [place] = atom.args;
      const isIndex = atom.args.length === 1 && isName(place, index, proof);
      return isIndex;
    }
    // What is made of words over matrices has no arguments to look into.
    const isFunction = !['name', 'index', 'sum', 'prod', 'mean'].includes(atom.kind) && atom.args.length > 0;
    return isFunction && atom.args.every(inForm);
  };
  return inForm(form);
}

function isName({ numerator, factors }: RationalFunction, label: string, { table }: Proof): boolean {
  if (factors.size > 0 || numerator.size !== 1) return false;
  const [{ monomial, coefficient }] = numerator.values();
  const [factor] = monomial;
  if (monomial.length !== 1 || coefficient.n !== 1n || coefficient.d !== 1n || factor[1] !== 1) return false;
  const atom = table.atoms[factor[0]];
  return atom.kind === 'name' && atom.label === label;
}

/** Names of random things in a call's arguments that proofs about numbers do not look into. */
export const hidesRandom = (names: readonly string[], { random, abbreviations }: Proof): boolean =>
  names.some((name) => random.has(name) || abbreviations.has(name));
