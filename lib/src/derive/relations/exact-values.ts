import type { MathNode } from 'mathjs';
import { ConstantNode } from 'mathjs';
import { asNumber, numbersIn, type Scope } from '../language/value';
import type { Comparison } from '../points/compare';
import { type Counterexample, exactCounterexample } from '../points/counterexample';
import type { Setting } from '../points/setting';
import { exactDifference, type Knowledge, provedEqual } from '../proof/prove';

/** Small whole numbers everywhere and equal whole results: computed without rounding, equality is no accident. */
export function equalInWholeNumbers(point: Scope, found: Comparison, exact: boolean): boolean {
  if (found.found !== 'unclear') return false;
  const [a, b] = [asNumber(found.left), asNumber(found.right)];
  const whole = (x: number) => Number.isInteger(x) && Math.abs(x) < 2 ** 20;
  const values = Object.values(point);
  return (
    a !== undefined &&
    a === b &&
    whole(a) &&
    (exact || values.some((value) => typeof value !== 'number')) &&
    values.every((value) => Array.from(numbersIn(value)).every(whole))
  );
}

/** A point of numbers at which the sides differ by less than rounding shows, in exact arithmetic. */
export function differentExactly(
  left: MathNode,
  right: MathNode,
  points: readonly Scope[],
  setting: Setting,
): { point: Scope; counterexample: Counterexample } | undefined {
  for (const point of points) {
    const knowledge = knowing(point, setting);
    const difference = knowledge && exactDifference(left, right, knowledge);
    if (difference && difference.n !== 0n) {
      return {
        point,
        counterexample: exactCounterexample(point, Number(difference.n) / Number(difference.d)),
      };
    }
  }
  return undefined;
}

/** What is known where the names have these values; undefined where one is not a number. */
function knowing(point: Scope, { knowledge }: Setting): Knowledge | undefined {
  const definitions = new Map<string, MathNode>(knowledge.definitions);
  for (const [name, value] of Object.entries(point)) {
    if (definitions.has(name)) continue;
    if (typeof value !== 'number') return undefined;
    definitions.set(name, new ConstantNode(value));
  }
  return { ...knowledge, definitions };
}

/** Whether both sides are the same number at a point of numbers, in exact arithmetic. */
export function exactlyEqualAt(left: MathNode, right: MathNode, point: Scope, setting: Setting): boolean {
  const knowledge = knowing(point, setting);
  return knowledge !== undefined && provedEqual(left, right, knowledge);
}
