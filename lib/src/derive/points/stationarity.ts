import { type MathNode, SymbolNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import type { Random } from '../../random';
import type { Jitter } from '../language/arithmetic';
import { compileGradient } from '../language/compile-derivatives';
import { compileExpression, type Evaluate } from '../language/evaluate';
import { isFiniteValue, numbersIn, type Scope, ShapeError, type Value } from '../language/value';
import { safety, valueWithSpread } from './compare';
import { placeAt } from './place';
import type { Setting } from './setting';

/** A step downhill, beside the size of the place; a kink's slope has changed its sign by then. */
const step = 1e-10;
const smallest = 1e-3;

/** What the slope at a claimed minimum says: a steep place that is no kink and not on the edge of the range is no minimum. */
export type Slope = 'flat' | 'kink' | 'edge' | 'steep';

/** The slope of an objective at a place, at one point; undefined where the objective has no derivative that is known here. */
export function slopeAt(
  objective: MathNode,
  variable: string,
  place: Evaluate,
  setting: Setting,
): ((point: Scope, source: Random) => Slope | undefined) | undefined {
  let gradient: Evaluate;
  try {
    const compile = (node: MathNode) => compileExpression(node, 'argmin');
    gradient = compileGradient(objective, new SymbolNode(variable), compile, 'argmin');
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
  const assumption = setting.assumptions[variable];
  const shifted = (value: Value, direction: readonly number[], by: number): Value =>
    typeof value === 'number'
      ? value + by * direction[0]
      : value.kind === 'dense'
        ? { ...value, data: value.data.map((entry, i) => entry + by * direction[i]) }
        : value;
  return (point, source) => {
    const near =
      (direction: readonly number[], by: number): Evaluate =>
      (scope, jitter: Jitter) => {
        const value = placeAt(place, scope, scope[variable], jitter);
        if (value === undefined) throw new ShapeError(`the place of ${variable} has no value`);
        return gradient({ ...scope, [variable]: shifted(value, direction, by) }, jitter);
      };
    try {
      const at = placeAt(place, point, point[variable]);
      if (at === undefined) return undefined;
      const zeros = Array.from(numbersIn(at), () => 0);
      const [slope, spread] = valueWithSpread(near(zeros, 0), point, source);
      if (!isFiniteValue(slope)) return undefined;
      const entries = Array.from(numbersIn(slope));
      const length = Math.hypot(...entries);
      const size = Math.max(Math.hypot(...Array.from(numbersIn(at))), smallest);
      if (length <= 2 * safety * spread * Math.sqrt(entries.length)) return 'flat';
      const direction = entries.map((entry) => entry / length);
      if (!assumption.allows(shifted(at, direction, -step * size), point)) return 'edge';
      const [beyond, doubt] = valueWithSpread(near(direction, -step * size), point, source);
      const along = Array.from(numbersIn(beyond)).reduce((sum, entry, i) => sum + entry * direction[i], 0);
      return along > 2 * safety * (doubt + spread) * Math.sqrt(entries.length) ? 'steep' : 'kink';
    } catch (error) {
      if (error instanceof ShapeError) return undefined;
      throw error;
    }
  };
}
