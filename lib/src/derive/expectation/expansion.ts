import type { Jitter } from '../language/arithmetic';
import type { Value } from '../language/value';
import type { Continuous } from './law';

/** The values of all sources: of a continuous one that of its standard variable, of a finite one an outcome. */
export type State = Value[];

/** Where an integrand is not smooth, or narrow: at the roots of a function, where it is a whole number, at its peaks. */
export interface Kink {
  readonly at: (state: State) => number;
  readonly levels: 'zero' | 'whole numbers' | 'peaks';
  readonly support: readonly number[];
  /** The function is continuous and defined on both sides: where exactly it is cut matters to no more than rounding. */
  readonly continuous?: boolean;
}

/** A function of the sources that an expansion treats as indivisible. */
export interface Atom {
  readonly id: number;
  /** The sources that it depends on, ascending. */
  readonly support: readonly number[];
  at(state: State): number;
  readonly kinks: readonly Kink[];
  /** It is the standard variable of a continuous source, whose moments are known. */
  readonly standard?: Continuous;
  /** It is exp(offset + slope u) of a standard variable u, whose moment generating function is known. */
  readonly exponential?: { readonly kind: Continuous; readonly offset: number; readonly slope: number };
}

/** A product of powers of atoms with a coefficient. */
export interface Term {
  readonly factors: readonly (readonly [atom: Atom, exponent: number])[];
  readonly coefficient: number;
}

/** A sum of products of atoms, by the key of the product: a polynomial in what is random, at one point. */
export type Expansion = ReadonlyMap<string, Term>;

/** Thrown where an expansion would be too long: the expression is then sampled whole. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

const mostTerms = 4000;

const keyOf = (factors: Term['factors']) => factors.map(([{ id }, power]) => `${id}^${power}`).join(' ');

function collect(terms: Iterable<Term>, jitter: Jitter): Expansion {
  const sum = new Map<string, Term>();
  for (const term of terms) {
    const key = keyOf(term.factors);
    const present = sum.get(key);
    sum.set(
      key,
      present ? { ...present, coefficient: jitter(present.coefficient + term.coefficient) } : term,
    );
    if (sum.size > mostTerms) throw new TooLong();
  }
  return sum;
}

export const constant = (coefficient: number): Expansion => new Map([['', { factors: [], coefficient }]]);

export const ofAtom = (atom: Atom): Expansion =>
  new Map([[`${atom.id}^1`, { factors: [[atom, 1]], coefficient: 1 }]]);

/** The number that an expansion is, where nothing in it is random. */
export function numberOf(a: Expansion): number | undefined {
  if (a.size === 0) return 0;
  return a.size === 1 ? a.get('')?.coefficient : undefined;
}

export const plus = (a: Expansion, b: Expansion, jitter: Jitter): Expansion =>
  collect([...a.values(), ...b.values()], jitter);

export const scaled = (a: Expansion, by: number, jitter: Jitter): Expansion =>
  new Map(
    [...a].map(([key, term]) => [key, { ...term, coefficient: jitter(term.coefficient * by) }] as const),
  );

export const minus = (a: Expansion, b: Expansion, jitter: Jitter): Expansion =>
  plus(
    a,
    scaled(b, -1, (x) => x),
    jitter,
  );

export function times(a: Expansion, b: Expansion, jitter: Jitter): Expansion {
  if (a.size * b.size > 100 * mostTerms) throw new TooLong();
  const products = function* (): Generator<Term> {
    for (const x of a.values()) {
      for (const y of b.values()) {
        yield {
          factors: timesFactors(x.factors, y.factors),
          coefficient: jitter(x.coefficient * y.coefficient),
        };
      }
    }
  };
  return collect(products(), jitter);
}

function timesFactors(a: Term['factors'], b: Term['factors']): Term['factors'] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const powers = new Map(a);
  for (const [atom, power] of b) powers.set(atom, (powers.get(atom) ?? 0) + power);
  return [...powers].sort(([x], [y]) => x.id - y.id);
}

export function power(a: Expansion, exponent: number, jitter: Jitter): Expansion {
  if (exponent > 64) throw new TooLong();
  let result = constant(1);
  for (let k = 0; k < exponent; k++) result = times(result, a, jitter);
  return result;
}

/** The expansion's value where the sources have these values. */
export function valueAt(a: Expansion, state: State): number {
  let sum = 0;
  for (const term of a.values()) sum += termAt(term, state);
  return sum;
}

/** The same as a function, for many states. */
export function compiledValue(a: Expansion): (state: State) => number {
  const terms = [...a.values()];
  if (terms.length === 1) return (state) => termAt(terms[0], state);
  return (state) => {
    let sum = 0;
    for (let i = 0; i < terms.length; i++) sum += termAt(terms[i], state);
    return sum;
  };
}

function termAt({ factors, coefficient }: Term, state: State): number {
  let product = coefficient;
  for (let i = 0; i < factors.length; i++) {
    const exponent = factors[i][1];
    const value = factors[i][0].at(state);
    product *= exponent === 1 ? value : value ** exponent;
  }
  return product;
}

export const supportOf = (...parts: readonly Expansion[]): number[] =>
  merged(
    parts.flatMap((part) =>
      [...part.values()].flatMap(({ factors }) => factors.map(([atom]) => atom.support)),
    ),
  );

export const kinksOf = (...parts: readonly Expansion[]): Kink[] => [
  ...new Set(
    parts.flatMap((part) =>
      [...part.values()].flatMap(({ factors }) => factors.flatMap(([{ kinks }]) => kinks)),
    ),
  ),
];

export const merged = (supports: readonly (readonly number[])[]): number[] =>
  supports.length === 1 ? [...supports[0]] : [...new Set(supports.flat())].sort((x, y) => x - y);

/** Equal for expansions that are equal term by term. */
export const textOf = (a: Expansion): string =>
  [...a].map(([key, { coefficient }]) => `${coefficient}*${key}`).join('+');
