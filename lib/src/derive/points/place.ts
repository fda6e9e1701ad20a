import type { MathNode } from 'mathjs';
import { compileExpression, type Evaluate, exactly } from '../language/evaluate';
import { denseOf, type Scope, ShapeError, type Value } from '../language/value';
import type { CheckOptions } from '../relations/check-options';
import type { CheckResult } from '../relations/check-relation';
import { counterexample } from './counterexample';
import type { Setting } from './setting';

/** The place as the name would hold it: a vector of one entry where it comes out as a number; undefined where it has no value. */
export function placeAt(place: Evaluate, point: Scope, like: Value, jitter = exactly): Value | undefined {
  try {
    const value = place(point, jitter);
    const isVector = typeof value === 'number' && typeof like !== 'number' && like.kind === 'dense';
    return isVector ? denseOf(1, 1, () => value) : value;
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}

/** Where the place of a claimed extremum is not among the values that its name may have. */
export function findOutside(
  variable: string,
  at: MathNode,
  setting: Setting,
  { points = 64, seed = 1 }: CheckOptions,
): CheckResult | undefined {
  const place = compileExpression(at, 'derivation');
  const assumption = setting.assumptions[variable];
  for (const point of setting.points(points, seed)) {
    const value = placeAt(place, point, point[variable]);
    if (value === undefined || assumption.allows(value, point)) continue;
    const message = `the place ${at.toString()} is outside the range: ${variable} is ${assumption.text}`;
    return {
      verdict: 'false',
      points: 0,
      unclear: 0,
      largestDeviation: 0,
      counterexample: counterexample(point, { found: 'undefined', message }, '='),
    };
  }
  return undefined;
}
