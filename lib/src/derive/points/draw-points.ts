import { type Random, random } from '../../random';
import type { Assumption } from '../assumptions';
import { asNumber, type Scope, type Value } from '../language/value';
import { contradiction } from './contradiction';
import { nearEnd } from './extremes';
import type { Setting } from './setting';

/** The points at which a step is checked first: combinations of special and simple values. */
const specialPoints = 16;
/** Failed draws for each point before other ways are tried: draws over many scales, and points near those found. */
const attempts = 60;
/** Failed draws after which assumptions that were never satisfied are said to contradict each other. */
const mostAttempts = 12_000;

/**
 * Points that satisfy the assumptions: first special and simple values, then random ones. Where hardly any draw
 * satisfies them, the rest are points close to those that do.
 *
 * @throws InvalidInput if no draw satisfies them: they contradict each other
 */
export function drawPoints(setting: Setting, count: number, seed: number): Scope[] {
  const source = random(seed);
  const points: Scope[] = [];
  const failing = new Set<string>();
  let failures = 0;
  for (let tried = 0; points.length < count; tried++) {
    const wide = failures > attempts * (1 + points.length);
    if (wide && points.length > 0) return [...points, ...neighbours(setting, points, count, source)];
    const scope: Scope = {};
    const special = tried < specialPoints ? tried : undefined;
    const failed = fill(scope, setting, source, special, wide && tried % 2 === 1);
    if (failed === undefined) {
      points.push(scope);
      continue;
    }
    failing.add(failed);
    const isHopeless = ++failures > attempts && setting.assumptions[failed].needs.length === 0;
    if (isHopeless || failures > mostAttempts) throw contradiction(setting, failed, failing, scope);
  }
  return points;
}

/** Draws one name after another; returns the first that has no value beside those before it. */
function fill(
  scope: Scope,
  setting: Setting,
  source: Random,
  special: number | undefined,
  wide: boolean,
): string | undefined {
  return setting.names.find((name) => {
    const assumption = setting.assumptions[name];
    const value = wide ? overScales(assumption, source, scope) : valueFor(assumption, source, scope, special);
    if (value !== undefined) scope[name] = value;
    return value === undefined;
  });
}

function valueFor(assumption: Assumption, source: Random, scope: Scope, special?: number): Value | undefined {
  if (special !== undefined || source.uniform() < 0.1) {
    const simple = assumption.simple(scope);
    if (special !== undefined && special < 2 && simple.length > 0)
      return simple[Math.min(special, simple.length - 1)];
    if (simple.length > 0) return source.choice(simple);
  }
  return assumption.draw(source, scope);
}

/** A number of any order of magnitude, where the assumption allows it. */
function overScales(assumption: Assumption, source: Random, scope: Scope): Value | undefined {
  const drawn = assumption.draw(source, scope);
  const x = drawn === undefined || assumption.definition !== undefined ? undefined : asNumber(drawn);
  if (x === undefined || assumption.kind !== 'number' || assumption.integer) return drawn;
  const allows = (y: number) => assumption.allows(y, scope);
  const [end] = source.uniform() < 0.5 ? nearEnd(x, source.choice([-1, 1]), allows) : [];
  const moved =
    end === undefined ? x * 10 ** source.uniform(-9, 9) : end + (x - end) * 10 ** source.uniform(-9, 0);
  return allows(moved) ? moved : drawn;
}

/** Points that differ in one value from points found before. */
function neighbours(setting: Setting, found: readonly Scope[], count: number, source: Random): Scope[] {
  const points = [...found];
  const free = setting.names.filter((name) => setting.assumptions[name].definition === undefined);
  for (let k = 0; k < 40 * count && points.length < count && free.length > 0; k++) {
    const from = source.choice(points);
    const name = source.choice(free);
    const x = asNumber(from[name]);
    const assumption = setting.assumptions[name];
    const isReal = x !== undefined && assumption.kind === 'number' && !assumption.integer;
    const value = isReal
      ? x * (1 + source.normal() * 10 ** source.uniform(-6, 0))
      : assumption.draw(source, from);
    const next = value === undefined ? undefined : setting.changed(from, name, value);
    if (next) points.push(next);
  }
  return points.slice(found.length);
}
