import type { Evaluate } from '../language/evaluate';
import { type Scope, ShapeError } from '../language/value';
import type { Setting } from './setting';

const pointsTried = 6;
const scales = [1e-8, 1e-4, 1e4, 1e8];
/** From the end of a range, this share of the way back to the point. */
const fromEnd = [0, 1e-6, 1e-3];

/**
 * Points far out, close to zero and close to the ends of ranges, one name at a time: where claims fail that hold on the
 * scale of one. Overflow and rounding may leave nothing to see there, so they can refute a claim but not support it.
 * There are none where names are defined by others, since the rounding of those values is not accounted for.
 */
export function* extremePoints(setting: Setting, sample: readonly Scope[]): Generator<Scope> {
  if (setting.knowledge.definitions.size > 0) return;
  const free = setting.names.filter((name) => {
    const { definition, integer, kind } = setting.assumptions[name];
    return definition === undefined && !integer && kind === 'number';
  });
  for (const point of sample.slice(-pointsTried)) {
    for (const name of free) {
      const { allows } = setting.assumptions[name];
      const x = point[name] as number;
      const ends = [-1, 1].flatMap((side) => nearEnd(x, side, (y) => allows(y, point)));
      for (const candidate of [...scales.map((by) => by * x), ...ends]) {
        if (!allows(candidate, point)) continue;
        const scope = setting.changed(point, name, candidate);
        if (scope) yield scope;
      }
    }
  }
}

/** Whether an intermediate result left the range in which floating point keeps its relative precision. */
export function outOfRange(sides: readonly Evaluate[], point: Scope): boolean {
  let out = false;
  const watch = (result: number) => {
    const size = Math.abs(result);
    if (!(size > 1e-290 && size < 1e290)) out = true;
    return result;
  };
  try {
    for (const side of sides) side(point, watch);
  } catch (error) {
    if (error instanceof ShapeError) return true;
    throw error;
  }
  return out;
}

/** Values close to the end of the range on one side, found by bisection; none where the range does not end. */
export function nearEnd(x: number, side: number, allows: (y: number) => boolean): number[] {
  let inside = x;
  let outside = Number.NaN;
  for (let step = 1e-3; step < 1e6; step *= 4) {
    if (!allows(x + side * step)) {
      outside = x + side * step;
      break;
    }
    inside = x + side * step;
  }
  if (Number.isNaN(outside)) return [];
  for (let k = 0; k < 60; k++) {
    const middle = (inside + outside) / 2;
    if (allows(middle)) inside = middle;
    else outside = middle;
  }
  return fromEnd.map((share) => inside + share * (x - inside));
}
