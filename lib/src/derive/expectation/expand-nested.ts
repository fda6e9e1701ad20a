import { syntax } from '../../formula/nodes';
import { AtomMaker } from './atom-maker';
import { type Context, expand } from './expand';
import { type Expanded, mapEntries, numbersOf, scalarOf, single } from './expanded';
import { type Expansion, type Kink, kinksOf, minus, plus, scaled, type Term, times } from './expansion';
import { componentMean, components } from './expected';
import type { Law, Source } from './law';
import type { Expectation } from './names';

/**
 * An average over some names inside an average over others, as a function of the others: E(E(x*y, x)).
 *
 * @param whole makes it of its values, where a part of it that is averaged is neither a moment nor a sum over outcomes;
 *   it may be narrow where what is averaged is so in the middle of the inner distribution
 */
export function expandNested(
  { operator, args, over }: Expectation,
  context: Context,
  whole: (kinks: readonly Kink[]) => Expanded,
): Expanded {
  const names = over.flatMap((each) => {
    const read = syntax(each);
    return read.type === 'name' ? [read.name] : [];
  });
  const own = new Map<string, Law>();
  for (const name of names) {
    const law = context.scope[name];
    if (typeof law !== 'object' || law.kind !== 'random') return whole([]);
    own.set(name, law);
  }
  const maker = new AtomMaker(own, context.maker);
  const inner: Context = { ...context, maker, laws: new Map([...context.laws, ...own]) };
  const places = new Set(names.flatMap((name) => maker.supportOf(name)));
  const mean = (a: Expansion) => partialMean(a, places, maker.sources, context.jitter);
  const [a, b] = args.map((arg) => expand(arg, inner));
  if (operator === 'E' || operator === 'P') {
    if (a.kind !== 'entries') return whole([]);
    const means = a.entries.map(mean);
    if (means.includes(undefined)) return whole(outerKinks(a.entries, places));
    let k = 0;
    return mapEntries(a, () => means[k++] as Expansion);
  }
  const centred = [a, operator === 'Var' ? a : b].map((part) => {
    const entry = scalarOf(part);
    const average = entry && mean(entry);
    return entry && average && minus(entry, average, context.jitter);
  });
  const [x, y] = centred;
  const moment = x && y && mean(times(x, y, context.jitter));
  if (moment) return single(moment);
  return whole(outerKinks([a, ...(operator === 'Cov' ? [b] : [])].flatMap(numbersOf), places));
}

/** The kinks as functions of the outer sources, with the inner ones in the middle, where their state is zero. */
const outerKinks = (parts: readonly Expansion[], places: ReadonlySet<number>): Kink[] =>
  kinksOf(...parts).flatMap((kink) => {
    const support = kink.support.filter((place) => !places.has(place));
    return support.length > 0 ? [{ ...kink, support, continuous: false }] : [];
  });

/** The mean over some sources, with the others as they are. */
function partialMean(
  a: Expansion,
  places: ReadonlySet<number>,
  sources: readonly Source[],
  jitter: Context['jitter'],
): Expansion | undefined {
  let result: Expansion = new Map();
  for (const { factors, coefficient } of a.values()) {
    const averaged = factors.filter(([{ support }]) => support.some((place) => places.has(place)));
    let by = coefficient;
    for (const part of components(averaged)) {
      if (!isExact(part, places, sources)) return undefined;
      by = jitter(by * componentMean(part, sources, () => undefined).value);
    }
    const rest = factors.filter((factor) => !averaged.includes(factor));
    const key = rest.map(([{ id }, exponent]) => `${id}^${exponent}`).join(' ');
    const left: Expansion = new Map([[key, { factors: rest, coefficient: 1 }]]);
    result = plus(result, scaled(left, by, jitter), jitter);
  }
  return result;
}

function isExact(part: Term['factors'], places: ReadonlySet<number>, sources: readonly Source[]): boolean {
  const inside = part.every(([{ support }]) => support.every((place) => places.has(place)));
  const finite = part.every(([{ support }]) => support.every((place) => sources[place].kind === 'finite'));
  return inside && (finite || (part.length === 1 && part[0][0].standard !== undefined));
}
