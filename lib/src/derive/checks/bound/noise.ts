import type { Random } from '../../../random';
import type { Scope, Value } from '../../language/value';
import type { ReadDomain } from './domain';

const spacing = 2 ** -20;
const steps = 24;
/** The variance of a fourth difference of independent errors is 1 + 16 + 36 + 16 + 1 times theirs. */
const fourth = Math.sqrt(70);

/** Points on a short line from a point into the domain, in which every number that may changes by about a millionth. */
export function lineInside({ setting }: ReadDomain, point: Scope, source: Random): Scope[] {
  const directions = Object.entries(point).map(([name, value]): [string, (k: number) => Value] => {
    const { integer, definition, allows } = setting.assumptions[name];
    if (integer || definition !== undefined) return [name, () => value];
    const shares = Array.from({ length: sizeOf(value) }, () => source.uniform(0.5, 1) * spacing);
    const inside = [1, -1].find((side) => allows(stretched(value, shares, side * steps), point));
    return [name, (k) => (inside === undefined ? value : stretched(value, shares, inside * k))];
  });
  return Array.from({ length: steps + 1 }, (_, k) =>
    Object.fromEntries(directions.map(([name, at]) => [name, at(k)])),
  );
}

const sizeOf = (value: Value) =>
  typeof value === 'number' ? 1 : value.kind === 'dense' ? value.data.length : 0;

/** Every entry times 1 plus its share of `by`. */
export function stretched(value: Value, shares: readonly number[], by: number): Value {
  if (typeof value === 'number') return value * (1 + by * shares[0]);
  if (value.kind !== 'dense') return value;
  return { ...value, data: value.data.map((entry, i) => entry * (1 + by * shares[i])) };
}

/**
 * The size of the errors in equally spaced values of a smooth function: fourth differences lose what is smooth.
 *
 * @see Moré & Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33(3), 2011
 */
export function roughness(values: readonly number[]): number {
  let row = values.filter(Number.isFinite);
  for (let order = 0; order < 4; order++) row = row.slice(1).map((value, k) => value - row[k]);
  return row.reduce((largest, each) => Math.max(largest, Math.abs(each)), 0) / fourth;
}
