import { type Random, random } from '../../random';
import { asNumber, type Dense, type Scope, type Value } from '../language/value';
import type { Setting } from './setting';

/**
 * Looks for a point at which a bound is violated, or as nearly as possible: random steps from the tightest points
 * found so far, kept where they tighten; the steps of a name grow on success and shrink on failure.
 *
 * @param slack how far the bound is from being violated, relative; undefined where a side is undefined
 * @returns the tightest point
 */
export function tightest(
  setting: Setting,
  starts: readonly Scope[],
  slack: (point: Scope) => number | undefined,
  { steps, seed }: { steps: number; seed: number },
): { point: Scope; slack: number } | undefined {
  const source = random(seed);
  const free = setting.names.filter((name) => {
    const { definition, kind } = setting.assumptions[name];
    return definition === undefined && kind !== 'random';
  });
  let best: { point: Scope; slack: number } | undefined;
  for (const start of starts) {
    let current = { point: start, slack: slack(start) ?? Number.POSITIVE_INFINITY };
    const reach = new Map(free.map((name) => [name, 0.3]));
    for (let count = 0; count < steps && free.length > 0; count++) {
      const name = source.choice(free);
      const size = reach.get(name) as number;
      const assumption = setting.assumptions[name];
      const step = moved(current.point[name], size, source, assumption);
      const value = assumption.nearest ? assumption.nearest(step, current.point) : step;
      const candidate = value === undefined ? undefined : setting.changed(current.point, name, value);
      const found = candidate && slack(candidate);
      const better = candidate !== undefined && found !== undefined && found < current.slack;
      reach.set(name, size * (better ? 1.6 : 0.8));
      if (better) current = { point: candidate, slack: found };
    }
    if (!best || current.slack < best.slack) best = current;
  }
  return best;
}

function moved(
  value: Value,
  reach: number,
  source: Random,
  { integer, symmetric }: { integer: boolean; symmetric: boolean },
): Value {
  const x = asNumber(value);
  if (typeof value === 'number' || x !== undefined) {
    const from = x ?? 0;
    if (integer) return from + source.choice([-1, 1]);
    const to = from + reach * source.normal() * Math.max(Math.abs(from), 0.1);
    return typeof value === 'number' ? to : { ...(value as Dense), data: Float64Array.of(to) };
  }
  if (value.kind === 'dense')
    return symmetric ? movedSymmetric(value, reach, source) : movedDense(value, reach, source);
  if (value.kind === 'sequence') {
    return { ...value, items: value.items.map((item) => moved(item, reach, source, { integer, symmetric })) };
  }
  return value;
}

const movedDense = (value: Dense, reach: number, source: Random): Dense => {
  const size = Math.max(...value.data.map(Math.abs), 0.1);
  return { ...value, data: value.data.map((entry) => entry + reach * source.normal() * size) };
};

function movedSymmetric(value: Dense, reach: number, source: Random): Dense {
  const { rows } = value;
  const other = movedDense(value, reach, source).data;
  return {
    ...value,
    data: other.map((entry, i) => (entry + other[(i % rows) * rows + Math.floor(i / rows)]) / 2),
  };
}
