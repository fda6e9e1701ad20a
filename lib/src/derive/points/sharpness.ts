import { random } from '../../random';
import { compileExpression, exactly } from '../language/evaluate';
import { asNumber, type Scope, ShapeError } from '../language/value';
import type { CheckOptions } from '../relations/check-options';
import type { CheckResult } from '../relations/check-relation';
import type { Step } from '../step';
import { plainText } from './counterexample';
import { plainPoint, type Setting } from './setting';

const pointsTried = 8;
const draws = 12;
const mostSteps = 60;
/** Both sides this close, relative, count as equality reached. */
const reached = 1e-3;

/**
 * Whether, whatever the other names are, some value of one name brings both sides of a bound together.
 *
 * @returns the counterexample's result, or undefined where the bound is sharp at every point tried
 */
export function findBlunt(
  before: Step,
  step: Step,
  setting: Setting,
  { seed = 1 }: CheckOptions,
): CheckResult | undefined {
  const name = step.sharp;
  if (name === undefined) return undefined;
  const sides = [before.expression, step.expression].map((side) => compileExpression(side, 'derivation'));
  const source = random(seed + 3);
  const gap = (scope: Scope): number | undefined => {
    try {
      const [a, b] = sides.map((side) => asNumber(side(scope, exactly)));
      if (a === undefined || b === undefined) return undefined;
      return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), 1e-300);
    } catch (error) {
      if (error instanceof ShapeError) return undefined;
      throw error;
    }
  };
  const assumption = setting.assumptions[name];
  for (const point of setting.points(pointsTried + 8, seed).slice(-pointsTried)) {
    const drawn = Array.from({ length: draws }, () => assumption.draw(source, point));
    const values = [...assumption.simple(point), ...drawn].map((value) => value && asNumber(value));
    const size = (value: number): number => {
      const scope = assumption.allows(value, point) ? setting.changed(point, name, value) : undefined;
      return (scope && gap(scope)) ?? Number.POSITIVE_INFINITY;
    };
    const best = descend(
      values.filter((value) => value !== undefined),
      size,
    );
    if (best <= reached) continue;
    const plain = plainPoint(point);
    const where = Object.entries(plain)
      .filter(([each]) => each !== name)
      .map(([each, value]) => `${each} = ${plainText(value)}`);
    const text = `at ${where.join(', ')} no ${name} brings both sides closer than ${plainText(best)}, relative`;
    return {
      verdict: 'false',
      points: 0,
      unclear: 0,
      largestDeviation: 0,
      counterexample: { values: plain, text },
    };
  }
  return undefined;
}

/** The least value that a pattern search finds from the best of the starts: steps double on success, halve on failure. */
function descend(starts: readonly number[], size: (x: number) => number): number {
  let [x, best] = [Number.NaN, Number.POSITIVE_INFINITY];
  for (const start of starts) {
    const found = size(start);
    if (found < best) [x, best] = [start, found];
  }
  let step = Math.max(Math.abs(x), 0.1) / 4;
  for (let k = 0; k < mostSteps && best > reached; k++) {
    const closer = [x + step, x - step]
      .map((candidate) => [candidate, size(candidate)])
      .sort((a, b) => a[1] - b[1])[0];
    if (closer[1] < best) {
      [x, best] = closer;
      step *= 2;
    } else {
      step /= 2;
    }
  }
  return best;
}
