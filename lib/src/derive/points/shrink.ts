import { numbersIn, type Scope, type Value } from '../language/value';
import type { Setting } from './setting';

/**
 * Makes a failing point readable: replaces one value after another by simpler ones while the claim still fails.
 *
 * @param fails whether the claim fails at a point
 */
export function shrink(setting: Setting, failing: Scope, fails: (point: Scope) => boolean): Scope {
  let point = failing;
  for (let pass = 0; pass < 3; pass++) {
    const before = point;
    for (const name of setting.names) {
      const { definition, kind } = setting.assumptions[name];
      if (definition !== undefined || kind === 'random') continue;
      for (const candidate of candidates(setting, point, name)) {
        if (complexity(candidate) >= complexity(point[name])) continue;
        const next = failingNear(setting, point, name, candidate, fails);
        if (next && total(next) < total(point)) {
          point = next;
          break;
        }
      }
    }
    if (point === before) break;
  }
  return point;
}

/**
 * The point with one value changed, if the claim fails there too. A smaller size replaces every matrix of that size by the
 * same simple one, at which claims tend to hold: each of them is then tried with its other simple values.
 */
function failingNear(
  setting: Setting,
  point: Scope,
  name: string,
  value: Value,
  fails: (point: Scope) => boolean,
): Scope | undefined {
  const next = setting.changed(point, name, value);
  if (!next || fails(next)) return next;
  const resized = setting.names.filter((each) => setting.assumptions[each].sizes.includes(name));
  for (const each of resized) {
    for (const other of [...kept(point[each], next[each]), ...setting.assumptions[each].simple(next)]) {
      const tried = setting.changed(next, each, other);
      if (tried && fails(tried)) return tried;
    }
  }
  return undefined;
}

const total = (point: Scope) =>
  Object.values(point).reduce<number>((sum, value) => sum + complexity(value), 0);

/** Small whole numbers are simplest, one before zero; long decimals are not. */
function complexity(value: Value): number {
  return Array.from(numbersIn(value)).reduce(
    (sum, x) =>
      sum + 10 * String(Math.abs(x)).length + (x < 0 ? 3 : 0) + (x === 0 ? 4 : Math.min(Math.abs(x), 9)),
    typeof value === 'number' ? 0 : 1,
  );
}

function candidates(setting: Setting, point: Scope, name: string): Value[] {
  const assumption = setting.assumptions[name];
  const simple = assumption.simple(point);
  const value = point[name];
  const rounded = [0, 1, 2, 3]
    .map((digits) => round(value, digits))
    .filter((each) => assumption.allows(each, point));
  const sorted = [...simple].sort((a, b) => complexity(a) - complexity(b));
  const plainer = plainerEntries(value).filter((each) => assumption.allows(each, point));
  return [...sorted, ...rounded, ...plainer];
}

const mostEntries = 16;

/** A matrix with all its entries, or one, replaced by 0, 1 and -1. */
function plainerEntries(value: Value): Value[] {
  if (typeof value === 'number' || value.kind !== 'dense' || value.data.length > mostEntries) return [];
  const changed = (change: (entry: number, i: number) => number): Value => ({
    ...value,
    data: value.data.map(change),
  });
  const single = Array.from(value.data, (_, k) =>
    [0, 1, -1].map((to) => changed((entry, i) => (i === k ? to : entry))),
  ).flat();
  return [changed(Math.sign), changed((entry) => -entry), ...single];
}

/** The upper left part of a matrix, where a size has become smaller, and that with the opposite sign. */
function kept(before: Value, after: Value): Value[] {
  if (typeof before === 'number' || typeof after === 'number') return [];
  if (before.kind !== 'dense' || after.kind !== 'dense') return [];
  const { rows, columns } = after;
  if (rows > before.rows || columns > before.columns) return [];
  const part = (sign: number): Value => ({
    ...after,
    data: after.data.map(
      (_, i) => sign * before.data[Math.floor(i / columns) * before.columns + (i % columns)],
    ),
  });
  const opposite: Value = { ...after, data: after.data.map((entry) => -entry) };
  return [part(1), part(-1), opposite];
}

function round(value: Value, digits: number): Value {
  const rounded = (x: number) => Number(x.toFixed(digits));
  if (typeof value === 'number') return rounded(value);
  if (value.kind === 'dense') return { ...value, data: value.data.map(rounded) };
  if (value.kind === 'sequence') return { ...value, items: value.items.map((item) => round(item, digits)) };
  return value;
}
