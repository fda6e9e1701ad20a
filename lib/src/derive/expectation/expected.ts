import { cutsOf } from './cuts';
import { type Atom, type Expansion, type Kink, merged, type State, type Term } from './expansion';
import type { Continuous, Source } from './law';
import type { Method } from './ledger';
import { type Effort, type Estimate, integrate } from './quadrature';

/** Thrown where more continuous variables depend on each other than quadrature can do. */
export class TooMany extends Error {
  override readonly name = 'TooMany';
}

const mostOutcomes = 20_000;
const single: Effort = { tolerance: 1e-14, panels: 300 };
const outer: Effort = { tolerance: 1e-9, panels: 60 };
const inner: Effort = { tolerance: 1e-11, panels: 60 };

/**
 * The expectation of an expansion: term by term, and each term factor by factor where the factors depend on different
 * sources. Powers of standard variables have known moments; other factors are enumerated or integrated.
 *
 * @throws TooMany where a factor needs sampling
 */
export function expected(a: Expansion, sources: readonly Source[], note: (method: Method) => void): Estimate {
  const known = new Map<string, Estimate>();
  let value = 0;
  let error = 0;
  for (const { factors, coefficient } of a.values()) {
    let product: Estimate = { value: coefficient, error: 0 };
    for (const part of components(factors)) {
      const key = part.map(([{ id }, exponent]) => `${id}^${exponent}`).join(' ');
      const found = known.get(key) ?? componentMean(part, sources, note);
      known.set(key, found);
      product = {
        value: product.value * found.value,
        error: Math.abs(product.value) * found.error + product.error * (Math.abs(found.value) + found.error),
      };
    }
    value += product.value;
    error += product.error;
  }
  return { value, error };
}

type Factors = Term['factors'];

/** Factors that share a source, directly or through others, together. */
export function components(factors: Factors): Factors[] {
  let groups: { support: number[]; part: (readonly [Atom, number])[] }[] = [];
  for (const factor of factors) {
    const touching = groups.filter(({ support }) => factor[0].support.some((each) => support.includes(each)));
    const rest = groups.filter((group) => !touching.includes(group));
    groups = [
      ...rest,
      {
        support: merged([factor[0].support, ...touching.map(({ support }) => support)]),
        part: [...touching.flatMap(({ part }) => part), factor],
      },
    ];
  }
  return groups.map(({ part }) => part);
}

export function componentMean(
  part: Factors,
  sources: readonly Source[],
  note: (method: Method) => void,
): Estimate {
  const [[first, exponent]] = part;
  if (part.length === 1 && first.standard) {
    note('moments');
    return { value: moment(first.standard, exponent), error: 0 };
  }
  const support = merged(part.map(([atom]) => atom.support));
  const finite = support.filter((each) => sources[each].kind === 'finite');
  const continuous = support.filter((each) => sources[each].kind !== 'finite');
  if (continuous.length > 2) throw new TooMany();
  note(
    continuous.length === 0 ? 'enumeration' : continuous.length === 1 ? 'quadrature' : 'double quadrature',
  );
  const kinks = [...new Set(part.flatMap(([atom]) => atom.kinks))];
  const state: State = sources.map(() => 0);
  const product = () =>
    part.reduce((all, [atom, times]) => {
      const value = atom.at(state);
      return all * (times === 1 ? value : value ** times);
    }, 1);
  return overOutcomes(finite, sources, state, () =>
    overContinuous(continuous, sources, state, product, kinks),
  );
}

function overOutcomes(
  finite: readonly number[],
  sources: readonly Source[],
  state: State,
  inside: () => Estimate,
): Estimate {
  const all = finite.map((each) => sources[each] as Extract<Source, { kind: 'finite' }>);
  if (all.reduce((count, { outcomes }) => count * outcomes.length, 1) > mostOutcomes) throw new TooMany();
  const visit = (depth: number): Estimate => {
    if (depth === all.length) return inside();
    let [value, error] = [0, 0];
    all[depth].outcomes.forEach((outcome, i) => {
      const chance = all[depth].probabilities[i];
      if (chance === 0) return;
      state[finite[depth]] = outcome;
      const found = visit(depth + 1);
      value += chance * found.value;
      error += chance * found.error;
    });
    return { value, error };
  };
  return visit(0);
}

function overContinuous(
  places: readonly number[],
  sources: readonly Source[],
  state: State,
  product: () => number,
  kinks: readonly Kink[],
): Estimate {
  if (places.length === 0) return { value: product(), error: 0 };
  const kindOf = (place: number) => sources[place].kind as Continuous;
  const cuts = (place: number, seen: readonly Kink[]) => {
    const known: number[] = [];
    for (const kink of seen)
      known.push(...cutsOf(kink, (u) => kink.at(withValue(state, place, u)), kindOf(place), [...known]));
    return known;
  };
  const [x, y] = places;
  const over = (place: number, effort: Effort, seen: readonly Kink[]) =>
    integrate(
      (u) => {
        state[place] = u;
        return { value: product(), error: 0 };
      },
      kindOf(place),
      cuts(place, seen),
      effort,
    );
  if (y === undefined) return over(x, single, kinks);
  const alone = kinks.filter(({ support }) => !support.includes(y));
  return integrate(
    (u) => {
      state[x] = u;
      return over(
        y,
        inner,
        kinks.filter(({ support }) => support.includes(y)),
      );
    },
    kindOf(x),
    cuts(x, alone),
    outer,
  );
}

function withValue(state: State, place: number, u: number): State {
  state[place] = u;
  return state;
}

/** E(u^k) of a standard variable. */
export function moment(kind: Continuous, k: number): number {
  if (kind !== 'exponential' && k % 2 === 1) return 0;
  if (kind === 'uniform') return 1 / (k + 1);
  let product = 1;
  for (let i = kind === 'normal' ? k - 1 : k; i > 0; i -= kind === 'normal' ? 2 : 1) product *= i;
  return product;
}
