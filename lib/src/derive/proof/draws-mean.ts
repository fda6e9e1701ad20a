import type { Distribution } from '../assumptions/distributions';
import type { Atom } from './atoms';
import { one } from './fraction';
import { absoluteMomentForm, momentForm } from './moments';
import type { Proof } from './normal-form';
import { type Monomial, Unprovable } from './polynomial';
import { poolMoments } from './pool-moments';
import {
  addRational,
  constantOf,
  fromFraction,
  multiplyRational,
  negateRational,
  type RationalFunction,
} from './rational-function';

const unit = fromFraction(one);

/** A draw with the power that it stands in, and that of its absolute value. */
interface Power {
  readonly places: readonly RationalFunction[];
  power: number;
  absolute: number;
}

/** A draw x, x[i] or W[i, j]. */
export function asDraw(
  id: number,
  proof: Proof,
): { name: string; law: Distribution; places: Atom['args'] } | undefined {
  const { kind, label, args } = proof.table.atoms[id];
  const law = proof.random.get(label);
  const isSingle = kind === 'name' && law?.shape === 'single';
  const isOneOfMany = kind === 'index' && law !== undefined && law.shape !== 'single';
  if (!law || !(isSingle || isOneOfMany)) return undefined;
  // An index that is random itself makes the draw depend on it.
  const names = args.flatMap((place) => [...proof.table.namesIn(place)]);
  return names.some((name) => proof.random.has(name)) ? undefined : { name: label, law, places: args };
}

/** The atom that a form is, with coefficient one. */
export function onlyAtom({ numerator, factors }: RationalFunction): number | undefined {
  if (factors.size > 0 || numerator.size !== 1) return undefined;
  const [{ monomial, coefficient }] = numerator.values();
  const isAtom =
    monomial.length === 1 && monomial[0][1] === 1 && coefficient.n === 1n && coefficient.d === 1n;
  return isAtom ? monomial[0][0] : undefined;
}

/** The mean of a product of powers of draws of one name that are surely different, and of their absolute values. */
export function drawsMean(part: Monomial, proof: Proof): RationalFunction | undefined {
  const { atoms } = proof.table;
  const powers: Power[] = [];
  let law: Distribution | undefined;
  for (const [id, exponent] of part) {
    const isAbsolute = atoms[id].kind === 'abs';
    const base = isAbsolute ? onlyAtom(atoms[id].args[0]) : id;
    const draw = base === undefined ? undefined : asDraw(base, proof);
    if (!draw || exponent < 0 || (law && draw.law !== law)) return undefined;
    law = draw.law;
    const known = powers.find(({ places }) => places === draw.places);
    const entry = known ?? { places: draw.places, power: 0, absolute: 0 };
    if (!known) powers.push(entry);
    if (isAbsolute) entry.absolute += exponent;
    else entry.power += exponent;
  }
  const different = powers.every(({ places }, i) =>
    powers.slice(i + 1).every((other) => differ(places, other.places)),
  );
  if (!law || !different) return undefined;
  const family = law;
  return known(() => {
    if (family.shape !== 'without replacement') {
      return powers
        .map(({ power, absolute }) =>
          absolute > 0
            ? absoluteMomentForm(family, power, absolute, proof)
            : momentForm(family, power, proof),
        )
        .reduce(multiplyRational, unit);
    }
    if (powers.some(({ absolute }) => absolute > 0) || powers.length > 2) return undefined;
    const { single, pair } = poolMoments(family, proof);
    const [first, second] = powers.map(({ power }) => power);
    return second === undefined ? single(first) : pair(first, second);
  });
}

/** What is computed, or undefined where it has no closed form. */
export function known<Result>(compute: () => Result): Result | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Unprovable) return undefined;
    throw error;
  }
}

export const differ = (a: readonly RationalFunction[], b: readonly RationalFunction[]) =>
  a.length === b.length &&
  a.some((place, i) => {
    const gap = constantOf(addRational(place, negateRational(b[i])));
    return gap !== undefined && gap.n !== 0n;
  });
