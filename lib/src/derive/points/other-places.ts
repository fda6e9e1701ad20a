import type { Random } from '../../random';
import type { Evaluate } from '../language/evaluate';
import { exactly } from '../language/evaluate';
import { asNumber, type Dense, numbersIn, type Scope, ShapeError, type Value } from '../language/value';
import type { Setting } from './setting';

const draws = 10;
const mixtures = [0.5, 0.1, 0.01];
const far = [10, 1000];
const descents = 4;
const steps = 40;

/** Values of one name at which an objective may be as low as at a claimed place, or lower; other names stay as they are. */
export function otherPlaces(
  variable: string,
  place: Value,
  point: Scope,
  setting: Setting,
  objective: Evaluate,
  source: Random,
): Value[] {
  const assumption = setting.assumptions[variable];
  const drawn = Array.from({ length: draws }, () => assumption.draw(source, point)).filter(
    (value) => value !== undefined,
  );
  const value = valueOfObjective(variable, point, objective);
  const starts = [...assumption.simple(point), ...drawn].flatMap((start) => [
    start,
    ...far.map((by) => combined(start, start, by, 0)),
  ]);
  const candidates = [
    ...starts,
    ...symmetric(place),
    ...drawn.flatMap((start) => mixtures.map((share) => combined(place, start, 1 - share, share))),
  ].filter((candidate) => candidate !== undefined && assumption.allows(candidate, point)) as Value[];
  const x = asNumber(place);
  if (x === undefined) return candidates;
  const low = candidates
    .map((candidate) => ({ candidate, found: value(candidate) }))
    .filter(({ found }) => Number.isFinite(found))
    .sort((a, b) => a.found - b.found)
    .slice(0, descents);
  const ends = low.map(({ candidate }) => {
    const from = asNumber(candidate) as number;
    const at = (y: number) => {
      const moved = like(place, y);
      return assumption.allows(moved, point) ? value(moved) : Number.POSITIVE_INFINITY;
    };
    return like(place, assumption.integer ? from : descend(from, at));
  });
  return [...candidates, ...ends];
}

const valueOfObjective = (variable: string, point: Scope, objective: Evaluate) => (value: Value) => {
  try {
    return asNumber(objective({ ...point, [variable]: value }, exactly)) ?? Number.NaN;
  } catch (error) {
    if (error instanceof ShapeError) return Number.NaN;
    throw error;
  }
};

const like = (value: Value, x: number): Value =>
  typeof value === 'number' ? x : { ...(value as Dense), data: Float64Array.of(x) };

/** The values that a symmetric or periodic objective repeats at. */
function symmetric(place: Value): Value[] {
  const x = asNumber(place);
  if (x !== undefined) {
    const shifts = [1, 2, Math.PI, 2 * Math.PI].flatMap((by) => [x + by, x - by]);
    return [-x, ...(x === 0 ? [] : [1 / x, -1 / x]), ...shifts].map((y) => like(place, y));
  }
  if (typeof place === 'number' || place.kind !== 'dense') return [];
  const changed = (change: (entry: number, i: number) => number): Value => ({
    ...place,
    data: place.data.map(change),
  });
  return [
    changed((entry) => -entry),
    changed((entry) => entry + 1),
    changed((entry, i) => (i === 0 ? -entry : entry)),
    changed((_, i) => place.data[place.data.length - 1 - i]),
    ...Array.from(place.data, (_, k) => changed((entry, i) => (i === k ? entry + 1 : entry))),
  ];
}

function combined(a: Value, b: Value, first: number, second: number): Value | undefined {
  const [x, y] = [numbersIn(a), numbersIn(b)];
  if (x.length !== y.length) return undefined;
  const entry = (i: number) => first * x[i] + second * y[i];
  if (typeof a === 'number') return entry(0);
  return a.kind === 'dense' ? { ...a, data: a.data.map((_, i) => entry(i)) } : undefined;
}

/** Pattern search: steps double on success and halve on failure. */
function descend(start: number, value: (x: number) => number): number {
  let x = start;
  let best = value(x);
  let step = Math.max(Math.abs(x), 0.1) / 4;
  for (let k = 0; k < steps && step > 1e-14 * Math.abs(x); k++) {
    const [up, down] = [value(x + step), value(x - step)];
    if (Math.min(up, down) < best) {
      x += up < down ? step : -step;
      best = Math.min(up, down);
      step *= 2;
    } else step /= 2;
  }
  return x;
}

/** A place on the line through two others. */
export const onLine = (place: Value, other: Value, times: number): Value | undefined =>
  combined(place, other, 1 - times, times);

/** How far two values are apart, in the sense of Euclid. */
export function distance(a: Value, b: Value): number {
  const [x, y] = [numbersIn(a), numbersIn(b)];
  return Math.hypot(...Array.from(x, (entry, i) => entry - y[i]));
}

export const sizeOf = (value: Value): number => Math.hypot(...Array.from(numbersIn(value)));
