import type { Random } from '../../random';
import type { Evaluate } from '../language/evaluate';
import { readingFrom } from '../language/unfold';
import { alike, isFiniteValue, type Scope, ShapeError } from '../language/value';
import { safety, valueWithSpread } from '../points/compare';
import type { PlainValue, Setting } from '../points/setting';
import { plainValue } from '../points/setting';
import type { AsymptoticClaim } from './asymptotics';

/** What was found at one distance from the limit: the largest error, and what rounding may have done to it. */
export interface Stage {
  scope: Scope;
  error: number;
  noise: number;
  left: PlainValue;
  right: PlainValue;
}

const randomPoints = 5;
const specialPoints = 11;
/** Of each name, the simplest values: 0, 1 and the like, at which what holds elsewhere may fail. */
const valuesOfEach = 4;
/** Between two halvings: a function that is zero along one sequence, as sin(pi n) is, is not zero along all of these. */
const between = [1, 0.7836, 0.6180339887];
/** Special and random points that differ in more than the name that moves. */
export function startingPoints({ variable }: AsymptoticClaim, setting: Setting, seed: number): Scope[] {
  const moving = readingFrom(variable, setting.knowledge.definitions);
  const sample = setting.points(specialPoints + 3 * randomPoints, seed);
  const [first] = sample;
  const special = setting.names
    .filter((name) => !moving.has(name) && setting.assumptions[name].definition === undefined)
    .flatMap((name) =>
      setting.assumptions[name]
        .simple(first)
        .slice(0, valuesOfEach)
        .map((value) => setting.changed(first, name, value)),
    )
    .filter((point) => point !== undefined);
  const found = new Map<string, Scope>();
  const take = (points: readonly Scope[], most: number) => {
    for (const point of points) {
      const others = Object.entries(point).filter(([name]) => !moving.has(name));
      const key = JSON.stringify(others.map(([, value]) => plainValue(value)));
      if (found.size < most && !found.has(key)) found.set(key, point);
    }
  };
  take([...sample.slice(0, 4), ...special, ...sample], specialPoints);
  take(sample.slice(-randomPoints), specialPoints + randomPoints);
  return [...found.values()];
}

/** For each halving of the distance, a few points of that distance or less; none where the assumptions allow none. */
export function approach(
  point: Scope,
  { variable, to }: AsymptoticClaim,
  setting: Setting,
  side: number,
  halvings: number,
): Scope[][] {
  const assumption = setting.assumptions[variable];
  return Array.from({ length: halvings }, (_, k) => {
    const values = between.map((share) =>
      Number.isFinite(to) ? to + side * share * 0.5 * 2 ** -k : (side * 4 * 2 ** k) / share,
    );
    const whole = values.flatMap((value) => [Math.round(value), Math.round(value) + 1]);
    return (assumption.integer ? whole : values)
      .filter((value) => value !== to)
      .map((value) => setting.changed(point, variable, value))
      .filter((scope) => scope !== undefined);
  }).filter((scopes) => scopes.length > 0);
}

/** The largest error at each distance, as far as both sides are defined and rounding lets something be seen. */
export function errorsAlong(
  distances: readonly Scope[][],
  sides: readonly Evaluate[],
  kind: AsymptoticClaim['kind'],
  source: Random,
): Stage[] {
  const path: Stage[] = [];
  for (const scopes of distances) {
    let worst: Stage | undefined;
    for (const scope of scopes) {
      const found = errorAt(scope, sides, kind, source);
      if (found && (!worst || found.error > worst.error)) worst = found;
    }
    if (worst) path.push(worst);
  }
  return path;
}

function errorAt(
  scope: Scope,
  sides: readonly Evaluate[],
  kind: AsymptoticClaim['kind'],
  source: Random,
): Stage | undefined {
  try {
    const [[a, spreadA], [b, spreadB]] = sides.map((side) => valueWithSpread(side, scope, source));
    const pair = alike(a, b);
    if (!pair || !isFiniteValue(a) || !isFiniteValue(b)) return undefined;
    let difference = 0;
    let size = 0;
    for (let i = 0; i < pair[0].length; i++) {
      difference = Math.max(difference, Math.abs(pair[0][i] - pair[1][i]));
      size = Math.max(size, Math.abs(pair[1][i]));
    }
    const relative = kind === 'equivalent' ? size : Math.max(size, 1);
    if (relative === 0) return undefined;
    const unit = kind === 'order' ? 1 : relative;
    const noise = (safety * (spreadA + spreadB) + size * 2 ** -48) / unit;
    return { scope, error: difference / unit, noise, left: plainValue(a), right: plainValue(b) };
  } catch (problem) {
    if (problem instanceof ShapeError) return undefined;
    throw problem;
  }
}

/** A point with a plain value of the moving name, at which the error is no smaller than half of one found far nearer. */
export function plainStage(
  found: Stage,
  { variable, to, kind }: AsymptoticClaim,
  setting: Setting,
  sides: readonly Evaluate[],
  source: Random,
): Stage | undefined {
  const side = Math.sign((found.scope[variable] as number) - (Number.isFinite(to) ? to : 0));
  for (const digits of [6, 4, 3, 2, 1]) {
    const value = Number.isFinite(to) ? to + side * 10 ** -digits : side * 10 ** digits;
    const scope = setting.changed(found.scope, variable, value);
    const stage = scope && errorAt(scope, sides, kind, source);
    if (stage && stage.error > stage.noise && stage.error >= found.error / 2) return stage;
  }
  return undefined;
}
