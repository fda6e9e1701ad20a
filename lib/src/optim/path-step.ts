import { InvalidInput } from '../errors';
import { toLoop } from '../formula';
import type { RuleOptimizer } from './rule-optimizer';

/** Moves a point, in place, by one step in float64; the gradient may be asked for at other points too. */
export type PathStep = (p: Float64Array, gradient: (at: Float64Array) => Float64Array) => void;

/** What can follow a path in float64 without a tensor. */
export interface PathStepper {
  /**
   * A step from the initial state, which counts itself and leaves the optimizer as it is.
   *
   * @param shape that of the variable whose elements the point has, row by row
   */
  pathStep(shape: readonly number[]): PathStep;
}

/** An optimizer that `descend` can follow. */
export type PathOptimizer = RuleOptimizer | PathStepper;

/** @throws InvalidInput for what has no steps in float64, such as TensorFlow.js' own optimizers */
export function checkPathOptimizer(subject: string, optimizer: unknown): asserts optimizer is PathOptimizer {
  if (isRule(optimizer)) return;
  if (typeof (optimizer as Partial<PathStepper> | null | undefined)?.pathStep === 'function') return;
  const allowed = 'made by one of the rules, such as adam({ lr: 0.1 })';
  throw new InvalidInput({ subject, given: optimizer, allowed });
}

/** The steps of an optimizer on one variable of that shape, in float64. */
export function pathStepOf(optimizer: PathOptimizer, shape: readonly number[]): PathStep {
  if (!isRule(optimizer)) return optimizer.pathStep(shape);
  const size = shape.reduce((product, length) => product * length, 1);
  const state = Object.entries(optimizer.initialState).map(([symbol, initial]) => [
    symbol,
    new Float64Array(size).fill(initial),
  ]);
  const arrays: Record<string, Float64Array> = Object.fromEntries(state);
  const run = toLoop(optimizer.formula, 'float64');
  const variable = { name: 'x', shape };
  let scalars = optimizer.initialScalars;
  let t = 0;
  return (p, gradient) => {
    t++;
    Object.assign(arrays, { p, g: gradient(p) }, optimizer.drawsAt(t, variable.name, p.length));
    scalars = run(arrays, { ...optimizer.scalarsAt(t, t, variable), ...scalars });
  };
}

/** `instanceof RuleOptimizer` holds for every optimizer: TensorFlow.js tells its classes by their methods. */
const isRule = (optimizer: unknown): optimizer is RuleOptimizer =>
  typeof optimizer === 'object' &&
  optimizer !== null &&
  typeof (optimizer as Partial<RuleOptimizer>).formula?.program === 'function';
