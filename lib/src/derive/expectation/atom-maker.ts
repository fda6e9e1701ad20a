import type { Jitter } from '../language/arithmetic';
import { asNumber, numbersIn, ShapeError, type Value } from '../language/value';
import { atState, type Expanded, entries, fixedValue, numbersOf, product, single, sum } from './expanded';
import {
  type Atom,
  compiledValue,
  constant,
  type Expansion,
  type Kink,
  kinksOf,
  merged,
  numberOf,
  ofAtom,
  plus,
  power,
  type State,
  scaled,
  supportOf,
  textOf,
  times,
  valueAt,
} from './expansion';
import { assemble, type Law, type Source } from './law';

const continuous: ReadonlySet<string> = new Set(
  'abs relu tanh sigmoid exp atan erf erfc normcdf normpdf softplus sinh cosh expm1'.split(' '),
);

/** Makes the atoms of one expansion; equal functions of equal arguments are one atom. */
export class AtomMaker {
  readonly sources: Source[];
  readonly #laws: ReadonlyMap<string, Law>;
  readonly #places: Map<string, number>;
  readonly #known = new Map<string, Expanded>();
  readonly #ids: { next: number };

  /** @param around the maker of an expansion that this one is nested in: its names stay, unless they are bound anew */
  constructor(laws: ReadonlyMap<string, Law>, around?: AtomMaker) {
    this.sources = around?.sources ?? [];
    this.#laws = new Map([...(around ? around.#laws : []), ...laws]);
    this.#places = new Map(around ? around.#places : []);
    this.#ids = around ? around.#ids : { next: 0 };
    for (const [key, known] of around ? around.#known : []) {
      if (![...laws.keys()].some((name) => key === `name ${name}`)) this.#known.set(key, known);
    }
    for (const [name, law] of laws) {
      this.#places.set(name, this.sources.length);
      this.sources.push(...law.sources);
    }
  }

  #atom(parts: Omit<Atom, 'id'>): Expansion {
    return ofAtom({ id: this.#ids.next++, ...parts });
  }

  supportOf(name: string): number[] {
    const from = this.#places.get(name) as number;
    return (this.#laws.get(name) as Law).sources.map((_, i) => from + i);
  }

  /** The value of a random name where its sources have these values. */
  valueOf(name: string, state: State): Value {
    const values = this.supportOf(name).map((place) => {
      const source = this.sources[place];
      return source.kind === 'finite'
        ? state[place]
        : source.offset + source.scale * (state[place] as number);
    });
    return assemble(this.#laws.get(name) as Law, values);
  }

  /** A random name: entries that are affine in the standard variables of its sources. */
  named(name: string): Expanded {
    return this.#once(`name ${name}`, () => {
      const { shape } = this.#laws.get(name) as Law;
      const parts = this.supportOf(name).map((place) => this.#ofSource(place));
      if (shape === 'single') return parts[0];
      if (shape === 'sequence') return { kind: 'sequence', first: 1, items: parts };
      return entries(shape.rows, shape.columns, parts.flatMap(numbersOf));
    });
  }

  #ofSource(place: number): Expanded {
    const source = this.sources[place];
    if (source.kind === 'finite')
      return this.#shaped(source.outcomes[0], (state) => state[place], [place], []);
    const standard = this.#atom({
      support: [place],
      kinks: [],
      standard: source.kind,
      at: (state) => state[place] as number,
    });
    return single(
      plus(
        constant(source.offset),
        scaled(standard, source.scale, (x) => x),
        (x) => x,
      ),
    );
  }

  #once(key: string, make: () => Expanded): Expanded {
    const known = this.#known.get(key) ?? make();
    this.#known.set(key, known);
    return known;
  }

  /** Atoms for the numbers in a value of the shape of a sample. */
  #shaped(
    like: Value,
    at: (state: State) => Value,
    support: readonly number[],
    kinks: readonly Kink[],
  ): Expanded {
    const number = (read: (value: Value) => number) =>
      this.#atom({ support, kinks, at: (state) => read(at(state)) });
    const build = (part: Value, reach: (value: Value) => Value): Expanded => {
      const x = asNumber(part);
      if (x !== undefined) return single(number((value) => asNumber(reach(value)) ?? Number.NaN));
      if (typeof part === 'number') throw new ShapeError('no number');
      switch (part.kind) {
        case 'dense':
          return entries(
            part.rows,
            part.columns,
            Array.from(part.data, (_, k) => number((value) => numbersIn(reach(value))[k] ?? Number.NaN)),
          );
        case 'sequence':
          return {
            kind: 'sequence',
            first: part.first,
            items: part.items.map((item, i) =>
              build(item, (value) => (reach(value) as Extract<Value, { kind: 'sequence' }>).items[i]),
            ),
          };
        case 'identity':
          return { kind: 'identity', scale: number((value) => numbersIn(reach(value))[0]) };
        default:
          throw new ShapeError('a random name has no value here');
      }
    };
    return build(like, (value) => value);
  }

  /** A function of the sources; its shape is that of its value at a sample. */
  ofFunction(
    key: string,
    at: (state: State) => Value,
    support: readonly number[],
    kinks: readonly Kink[],
  ): Expanded {
    const make = () => {
      let last: { state: State; value: Value } | undefined;
      const remembered = (state: State): Value => {
        if (last && last.state.length === state.length && last.state.every((x, i) => x === state[i]))
          return last.value;
        last = { state: [...state], value: at(state) };
        return last.value;
      };
      const sorted = merged([support, []]);
      const like = at(this.sample());
      // What has several entries is read entry by entry at one state.
      return this.#shaped(like, asNumber(like) === undefined ? remembered : at, sorted, kinks);
    };
    return key === '' ? make() : this.#once(key, make);
  }

  /** A state in the middle of things, away from zero. */
  sample(): State {
    return this.sources.map((source) => (source.kind === 'finite' ? source.outcomes[0] : 0.37));
  }

  /** f of a number, entry by entry. */
  applied(name: string, f: (x: number) => number, a: Expansion, levels?: Kink['levels']): Expansion {
    const value = numberOf(a);
    if (value !== undefined) return constant(f(value));
    const made = this.#once(`${name}(${textOf(a)})`, () => {
      const support = supportOf(a);
      const inside = compiledValue(a);
      const own: Kink[] = levels ? [{ at: inside, levels, support, continuous: continuous.has(name) }] : [];
      const discrete = this.isFinite(support);
      const at = (state: State) => {
        const x = inside(state);
        return f(levels && levels !== 'peaks' && discrete ? snapped(x) : x);
      };
      const exponential = name === 'exp' ? affine(a) : undefined;
      return single(this.#atom({ support, at, kinks: [...kinksOf(a), ...own], exponential }));
    });
    return numbersOf(made)[0];
  }

  /** Whether only finitely many outcomes are possible: then sums that should be whole are made whole again. */
  isFinite(support: readonly number[]): boolean {
    return support.every((place) => this.sources[place].kind === 'finite');
  }

  /** exp of a sum is the product of exp of the parts that share no source. */
  exponential(a: Expansion, jitter: Jitter): Expansion {
    const groups: { support: number[]; part: Expansion }[] = [];
    const number = a.get('');
    for (const [key, term] of a) {
      if (term.factors.length === 0) continue;
      const group = { support: supportOf(new Map([[key, term]])), part: new Map([[key, term]]) as Expansion };
      const touching = groups.filter(({ support }) => support.some((each) => group.support.includes(each)));
      for (const each of touching) groups.splice(groups.indexOf(each), 1);
      groups.push({
        support: merged([group.support, ...touching.map(({ support }) => support)]),
        part: new Map([...touching.flatMap(({ part }) => [...part]), ...group.part]),
      });
    }
    // The number stays with the first part: alone it might overflow where the whole does not.
    return groups
      .map(({ part }, i) => (i === 0 && number ? new Map([...part, ['', number] as const]) : part))
      .map((part) => this.applied('exp', Math.exp, part, 'peaks'))
      .reduce(
        (all, each) => times(all, each, jitter),
        constant(groups.length > 0 ? 1 : Math.exp(number?.coefficient ?? 0)),
      );
  }

  quotient(a: Expansion, b: Expansion, jitter: Jitter): Expansion {
    const by = numberOf(b);
    if (by !== undefined) return scaled(a, 1 / by, jitter);
    const shared = supportOf(a).some((place) => supportOf(b).includes(place));
    if (!shared)
      return times(
        a,
        this.applied('1/', (x) => 1 / x, b, 'zero'),
        jitter,
      );
    const made = this.#once(`(${textOf(a)})/(${textOf(b)})`, () => {
      const [above, below] = [a, b].map(compiledValue);
      return single(
        this.#atom({
          support: supportOf(a, b),
          at: (state) => above(state) / below(state),
          kinks: [...kinksOf(a, b), { at: below, levels: 'zero', support: supportOf(b) }],
        }),
      );
    });
    return numbersOf(made)[0];
  }

  power(base: Expansion, exponent: Expansion, jitter: Jitter): Expansion {
    const [x, n] = [numberOf(base), numberOf(exponent)];
    if (n !== undefined && Number.isInteger(n) && n >= 0) return power(base, n, jitter);
    if (n !== undefined) return this.applied(`^${n}`, (value) => value ** n, base, 'zero');
    if (x !== undefined && x > 0) return this.exponential(scaled(exponent, Math.log(x), jitter), jitter);
    const made = this.#once(`(${textOf(base)})^(${textOf(exponent)})`, () => {
      const [under, over] = [base, exponent].map(compiledValue);
      return single(
        this.#atom({
          support: supportOf(base, exponent),
          at: (state) => under(state) ** over(state),
          kinks: [...kinksOf(base, exponent), { at: under, levels: 'zero', support: supportOf(base) }],
        }),
      );
    });
    return numbersOf(made)[0];
  }

  /** The sum of the items, each times the indicator of its index, where the index is one finite name. */
  #chosen(target: Expanded, places: readonly Expanded[]): Expanded | undefined {
    const [place] = places;
    if (places.length !== 1 || place.kind !== 'entries' || place.entries.length !== 1) return undefined;
    const [index] = place.entries;
    const support = supportOf(index);
    const source = this.sources[support[0]];
    if (support.length !== 1 || source.kind !== 'finite') return undefined;
    const first = target.kind === 'sequence' ? target.first : 1;
    const items: readonly Expanded[] =
      target.kind === 'sequence'
        ? target.items
        : target.kind === 'entries' && (target.rows === 1 || target.columns === 1)
          ? target.entries.map(single)
          : [];
    const state = this.sample();
    const taken = source.outcomes.map((outcome) => {
      state[support[0]] = outcome;
      return Math.round(valueAt(index, state));
    });
    const outside = taken.find((i) => items[i - first] === undefined);
    if (outside !== undefined)
      throw new ShapeError(`a random index takes the value ${outside}, at which there is no item`);
    return [...new Set(taken)]
      .map((i) => {
        const chance = this.applied(`is ${i}`, (x) => Number(Math.round(x) === i), index);
        return product(single(chance), items[i - first], (x) => x);
      })
      .reduce((all, each) => sum(all, each, (x) => x));
  }

  /** The item of a value at a random index. */
  ofIndex(target: Expanded, places: readonly Expanded[]): Expanded {
    const chosen = this.#chosen(target, places);
    if (chosen) return chosen;
    const support = supportOf(...numbersOf(target), ...places.flatMap(numbersOf));
    const known = fixedValue(target);
    return this.ofFunction(
      '',
      (state) => {
        const [i, j] = places.map((place) => Math.round(asNumber(atState(place, state)) ?? Number.NaN));
        const value = known ?? atState(target, state);
        return itemOf(value, i, j);
      },
      support,
      [],
    );
  }
}

/** offset + slope u, where an expansion is that for one standard variable. */
function affine(a: Expansion): Atom['exponential'] {
  const terms = [...a.values()].filter(({ factors }) => factors.length > 0);
  const [[atom, exponent] = []] = terms.flatMap(({ factors }) => factors);
  const isAffine = terms.length === 1 && terms[0].factors.length === 1 && exponent === 1;
  if (!isAffine || atom?.standard === undefined) return undefined;
  return { kind: atom.standard, offset: a.get('')?.coefficient ?? 0, slope: terms[0].coefficient };
}

function itemOf(value: Value, i: number, j: number | undefined): Value {
  if (typeof value !== 'number' && value.kind === 'sequence' && j === undefined) {
    const item = value.items[i - value.first];
    if (item !== undefined) return item;
  }
  if (typeof value !== 'number' && value.kind === 'dense') {
    const [row, entry] = j === undefined && value.rows === 1 ? [1, i] : [i, j ?? 1];
    if (row >= 1 && entry >= 1 && row <= value.rows && entry <= value.columns)
      return value.data[(row - 1) * value.columns + entry - 1];
  }
  throw new ShapeError(`a random index takes the value ${i}, at which there is no item`);
}

/** A number that is whole to rounding, made whole. */
export const snapped = (x: number): number => {
  const whole = Math.round(x);
  return Math.abs(x - whole) <= 1e-9 * (1 + Math.abs(whole)) ? whole : x;
};
