import { cutsOf } from './cuts';
import { type Atom, type Expansion, type Kink, merged, type State, type Term } from './expansion';
import type { Continuous, Source } from './law';
import type { Method } from './ledger';
import { NoFiniteValue } from './no-finite-value';
import { type Effort, type Estimate, type Integral, integrate, integrateAgain } from './quadrature';

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
 * @param replay what an earlier evaluation of the same expansion found, where only rounding differs; else it is filled
 * @throws TooMany where a factor needs sampling
 */
export function expected(
  a: Expansion,
  sources: readonly Source[],
  note: (method: Method) => void,
  replay?: Replay,
): Estimate {
  const known = new Map<string, Estimate>();
  let value = 0;
  let error = 0;
  for (const { factors, coefficient } of a.values()) {
    let product: Estimate = { value: coefficient, error: 0 };
    for (const part of components(factors)) {
      const key = part.map(([{ id }, exponent]) => `${id}^${exponent}`).join(' ');
      const found = known.get(key) ?? componentMean(part, sources, note, replay);
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
  replay?: Replay,
): Estimate {
  const [[first, exponent]] = part;
  if (part.length === 1 && first.standard) {
    note('moments');
    return { value: moment(first.standard, exponent), error: 0 };
  }
  if (part.length === 1 && first.exponential) {
    note('moments');
    return { value: generatingFunction(first.exponential, exponent), error: 0 };
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
  const product = () => {
    let all = 1;
    for (let i = 0; i < part.length; i++) {
      const times = part[i][1];
      const value = part[i][0].at(state);
      all *= times === 1 ? value : value ** times;
    }
    return all;
  };
  return overOutcomes(finite, sources, state, () =>
    overContinuous(continuous, sources, state, product, kinks, replay),
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

/** What the evaluation of an integral found, for those that repeat it: see {@link integrateAgain}. */
export type Replay = { readonly integrals: Integral[]; next?: number };

function overContinuous(
  places: readonly number[],
  sources: readonly Source[],
  state: State,
  product: () => number,
  kinks: readonly Kink[],
  replay: Replay | undefined,
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
      {
        at: (u) => {
          state[place] = u;
          return product();
        },
      },
      kindOf(place),
      cuts(place, seen),
      effort,
    );
  if (y === undefined) {
    const repeats = kinks.every(({ continuous }) => continuous);
    const before = !repeats || replay?.next === undefined ? undefined : replay.integrals[replay.next++];
    if (before)
      return integrateAgain(
        {
          at: (u) => {
            state[x] = u;
            return product();
          },
        },
        kindOf(x),
        before,
      );
    const found = over(x, single, kinks);
    if (repeats) replay?.integrals.push(found);
    return found;
  }
  const alone = kinks.filter(({ support }) => !support.includes(y));
  const within = kinks.filter(({ support }) => support.includes(y));
  let error = 0;
  const at = (u: number) => {
    state[x] = u;
    const found = over(y, inner, within);
    error = found.error;
    return found.value;
  };
  return integrate({ at, error: () => error }, kindOf(x), cuts(x, alone), outer);
}

function withValue(state: State, place: number, u: number): State {
  state[place] = u;
  return state;
}

/** E(exp(k (offset + slope u))) of a standard variable. */
function generatingFunction({ kind, offset, slope }: NonNullable<Atom['exponential']>, k: number): number {
  const [a, t] = [k * offset, k * slope];
  if (kind === 'normal') return Math.exp(a + (t * t) / 2);
  if (kind === 'uniform') {
    if (Math.abs(t) > 1) return (Math.exp(a + t) - Math.exp(a - t)) / (2 * t);
    return t === 0 ? Math.exp(a) : Math.exp(a) * (Math.sinh(t) / t);
  }
  if (t >= 1) throw new NoFiniteValue('it grows faster than the probabilities of large values fall');
  return Math.exp(a) / (1 - t);
}

/** E(u^k) of a standard variable. */
export function moment(kind: Continuous, k: number): number {
  if (kind !== 'exponential' && k % 2 === 1) return 0;
  if (kind === 'uniform') return 1 / (k + 1);
  let product = 1;
  for (let i = kind === 'normal' ? k - 1 : k; i > 0; i -= kind === 'normal' ? 2 : 1) product *= i;
  return product;
}
