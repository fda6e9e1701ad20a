import type { SettledGroup } from '../groups';
import type { Fragment } from './fragment';
import { assignment, freeName, namesIn, renamed, versionName } from './lines';

/** What all parts of a chain have in common; `before` are the parameters before the step. */
export const shared: readonly string[] = ['g', 'p', 't', 'before'];

/**
 * Merges parts into one, in their order: a name that two parts use for different things is renamed in the later one,
 * the rule keeping its own; each new gradient and each passing value of the parameters gets a name of its own.
 */
export function merge(fragments: readonly Fragment[], rule: Fragment, name: string): Fragment {
  const taken = new Set<string>(shared);
  const names = new Map<Fragment, Map<string, string>>();
  for (const fragment of [rule, ...fragments.filter((each) => each !== rule)]) {
    const own = new Map<string, string>();
    for (const symbol of ownNames(fragment)) {
      const free = freeName(symbol, taken);
      taken.add(free);
      own.set(symbol, free);
    }
    names.set(fragment, own);
  }
  const parts = fragments.map((fragment) => rename(fragment, names.get(fragment) as Map<string, string>));
  const lines = inVersions(
    parts.flatMap((part) => part.lines),
    taken,
  );
  const joined = <K extends 'hyper' | 'limits' | 'state' | 'scalars' | 'draws'>(key: K): Fragment[K] =>
    Object.assign({}, ...parts.map((part) => part[key]));
  const sources = parts.flatMap(({ source }) => (source ? [source] : []));
  return {
    name,
    lines: lines.some((line) => namesIn(assignment(line).value).has('before'))
      ? ['before = p', ...lines]
      : lines,
    hyper: joined('hyper'),
    limits: joined('limits'),
    state: joined('state'),
    scalars: joined('scalars'),
    draws: joined('draws'),
    uses: [],
    layers: parts.flatMap(({ layers }) => layers),
    averages: parts.flatMap(({ averages }) => averages),
    source: sources.length > 0 ? sources.join('; ') : undefined,
  };
}

/** All names that a part brings along, its temporaries too. */
function ownNames({ lines, hyper, state, scalars, draws }: Fragment): Set<string> {
  const declared = [hyper, state, scalars, draws].flatMap((record) => Object.keys(record));
  const assigned = lines.map((line) => assignment(line).target);
  return new Set([...declared, ...assigned].filter((name) => !['g', 'p', 't'].includes(name)));
}

function rename(fragment: Fragment, names: ReadonlyMap<string, string>): Fragment {
  const nameOf = (symbol: string): string => names.get(symbol) ?? symbol;
  const keys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [nameOf(key), value]));
  const group = ({ variables, hyper }: SettledGroup): SettledGroup => ({ variables, hyper: keys(hyper) });
  return {
    ...fragment,
    lines: fragment.lines.map((line) => renamed(line, nameOf)),
    hyper: keys(fragment.hyper),
    limits: keys(fragment.limits),
    state: keys(fragment.state),
    scalars: keys(fragment.scalars),
    draws: keys(fragment.draws),
    layers: fragment.layers.map((groups) => groups.map(group)),
    averages: fragment.averages.map(({ symbol, weight }) => ({
      symbol: nameOf(symbol),
      weight: weight === undefined ? undefined : nameOf(weight),
    })),
  };
}

/** Each assignment to g, and to p but for the last, makes a new symbol, so that every line is an equation. */
function inVersions(lines: readonly string[], taken: Set<string>): string[] {
  const assignments = lines.map(assignment);
  const last = assignments.map(({ target }) => target).lastIndexOf('p');
  const current = new Map<string, string>();
  return assignments.map(({ target, value }, i) => {
    const right = renamed(value, (symbol) => current.get(symbol) ?? symbol);
    if (target !== 'g' && target !== 'p') return `${target} = ${right}`;
    const version = i === last ? 'p' : versionName(target, taken);
    taken.add(version);
    current.set(target, version);
    return `${version} = ${right}`;
  });
}
