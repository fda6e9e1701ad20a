import type { Random } from '../../../random';
import { asNumber, type Dense, type Scope, type Value } from '../../language/value';
import type { Setting } from '../../points/setting';

/**
 * Moves from a point to where a measure is smallest nearby: coordinate by coordinate with steps that double on success and
 * halve on failure (pattern search), and every few steps in random directions of all entries.
 *
 * @param measure NaN where there is none
 */
export function climb(
  setting: Setting,
  start: Scope,
  measure: (point: Scope) => number,
  evaluations: number,
  source: Random,
): Scope {
  let point = start;
  let best = measure(start);
  const free = setting.names.filter((name) => setting.assumptions[name].definition === undefined);
  const moves = free.flatMap((name) => movesOf(name, start[name], setting));
  const steps = new Map(moves.map((move) => [move, 0.1]));
  let failures = 0;
  for (let k = 0; k < evaluations && moves.length > 0 && failures < 12 * moves.length + 40; k++) {
    const move = moves[k % moves.length];
    const step = steps.get(move) as number;
    const side = source.uniform() < 0.5 ? 1 : -1;
    let isBetter = false;
    for (const by of [side * step, -side * step]) {
      const value = move.move(point[move.name], by, source);
      if (value === undefined || !setting.assumptions[move.name].allows(value, point)) continue;
      const next = setting.changed(point, move.name, value);
      const found = next ? measure(next) : Number.NaN;
      if (!(found < best)) continue;
      [point, best, isBetter] = [next as Scope, found, true];
      break;
    }
    steps.set(move, isBetter ? Math.min(step * 2, 10) : step / 2);
    failures = isBetter ? 0 : failures + 1;
    if (!isBetter && step < 1e-9) steps.set(move, 0.1 * source.uniform());
  }
  return point;
}

interface Move {
  name: string;
  move(value: Value, by: number, source: Random): Value | undefined;
}

function movesOf(name: string, value: Value, { assumptions }: Setting): Move[] {
  const { integer, symmetric } = assumptions[name];
  if (typeof value === 'number') {
    return [
      {
        name,
        move: (x, by) =>
          ((from: number) =>
            integer
              ? from + Math.sign(by) * Math.ceil(Math.abs(by))
              : from + by * Math.max(Math.abs(from), 1))(asNumber(x) ?? 0),
      },
    ];
  }
  if (value.kind !== 'dense') return [];
  const length = value.data.length;
  const single = Array.from(
    { length },
    (_, i): Move => ({ name, move: (x, by) => changed(x, [[i, by]], symmetric) }),
  );
  // A step from one entry to another keeps sums as they are.
  const exchange: Move = {
    name,
    move(x, by, source) {
      if (length < 2) return undefined;
      const i = source.integer(0, length - 1);
      const j = (i + source.integer(1, length - 1)) % length;
      return changed(
        x,
        [
          [i, by],
          [j, -by],
        ],
        symmetric,
      );
    },
  };
  const everywhere: Move = {
    name,
    move: (x, by, source) =>
      changed(
        x,
        Array.from({ length }, (_, i) => [i, by * source.normal()] as const),
        symmetric,
      ),
  };
  return [...single, exchange, everywhere];
}

function changed(
  value: Value,
  changes: readonly (readonly [number, number])[],
  symmetric: boolean,
): Dense | undefined {
  if (typeof value === 'number' || value.kind !== 'dense') return undefined;
  const data = value.data.slice();
  const size = data.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0) || 1;
  for (const [i, by] of changes) {
    if (i >= data.length) return undefined;
    data[i] += by * size;
    if (symmetric) data[(i % value.rows) * value.rows + Math.floor(i / value.rows)] = data[i];
  }
  return { ...value, data };
}
