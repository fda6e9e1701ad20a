import { type Random, random } from '../../../random';
import type { Scope, Value } from '../../language/value';
import type { ReadDomain } from './domain';

const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];

/** The digits of k in a base, mirrored at the point: the sequence of van der Corput. */
function mirrored(k: number, base: number): number {
  let result = 0;
  for (let rest = k, share = 1 / base; rest > 0; rest = Math.floor(rest / base), share /= base) {
    result += (rest % base) * share;
  }
  return result;
}

const mostCorners = 1024;
/** From the ends of a range, these shares of the way to the other end. */
const nearEnds = [0, 1e-12, 1e-9, 1e-6, 1e-4, 1e-2, 0.5];

/**
 * Points of a domain: the corners and what is close to them, special and simple values, and then in turn evenly spread
 * points (Halton's sequence, up to ten numbers with ends), uniform ones, and draws that favor ends and scales.
 */
export function* domainPoints({ setting, ends }: ReadDomain, count: number, seed: number): Generator<Scope> {
  yield* setting.points(Math.min(32, count), seed);
  const source = random(seed + 10);
  const ranged = setting.names.filter((name) => ends.has(name));
  const [base] = setting.points(1, seed);
  yield* combined(base, ranged, setting, ends, source);
  const drawn = setting.points(Math.ceil(count / 4), seed + 1);
  for (let k = 0; k < count; k++) {
    const point = drawn[k % drawn.length];
    const isUniform = k % 4 !== 3 && ranged.length > 0;
    if (!isUniform) {
      if (k < drawn.length * 4) yield k % 4 === 3 ? drawn[(k - 3) / 4] : point;
      continue;
    }
    const shift = ranged.length > primes.length || k % 2 === 1;
    const values = ranged.map((name, i): [string, number] => {
      const [low, high] = ends.get(name) as readonly [number, number];
      return [name, low + (high - low) * (shift ? source.uniform() : mirrored(k + 1, primes[i]))];
    });
    const next = replaced(setting, point, values);
    if (next) yield next;
  }
}

function* combined(
  base: Scope,
  ranged: readonly string[],
  setting: ReadDomain['setting'],
  ends: ReadDomain['ends'],
  source: Random,
): Generator<Scope> {
  if (ranged.length === 0) return;
  const choices = nearEnds.length * 2;
  const all = choices ** ranged.length;
  for (let k = 0; k < Math.min(all, mostCorners); k++) {
    let rest = k;
    const values = ranged.map((name): [string, number] => {
      const pick = all > mostCorners ? source.integer(0, choices - 1) : rest % choices;
      rest = Math.floor(rest / choices);
      const [low, high] = ends.get(name) as readonly [number, number];
      const share = nearEnds[pick >> 1];
      return [name, pick % 2 ? low + share * (high - low) : high - share * (high - low)];
    });
    const next = replaced(setting, base, values);
    if (next) yield next;
  }
}

/** The point with several numbers changed; undefined where the others do not allow that. */
function replaced(
  setting: ReadDomain['setting'],
  point: Scope,
  values: readonly [string, Value][],
): Scope | undefined {
  const dependent = setting.names.some((name) => setting.assumptions[name].needs.length > 0);
  if (!dependent) {
    const scope = { ...point, ...Object.fromEntries(values) };
    return values.every(([name, value]) => setting.assumptions[name].allows(value, scope))
      ? scope
      : undefined;
  }
  return values.reduce<Scope | undefined>((scope, [name, value]) => {
    if (!scope || !setting.assumptions[name].allows(value, scope)) return undefined;
    return setting.changed(scope, name, value);
  }, point);
}
