import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { checkPathOptimizer, type PathOptimizer, pathStepOf } from '../optim';
import { counted } from './counted';
import { checkObjective, type Gradient, type Objective, objectiveParts } from './objective';
import { checkCallback, isLast, startingPoint, wholeNumber } from './options';

/** Options of {@link descend}. */
export interface DescendOptions {
  /** How many steps to take. Default: 100. */
  steps?: number;
  /** The gradient. Default: central differences of f. */
  grad?: Gradient;
  /**
   * The shape of the point, for rules that see it as a matrix, such as `[5, 3]` for 5 rows of 3. Default: a vector.
   */
  shape?: readonly number[];
  /** Called after each step with the point, its value and the number of the step; `true` ends the descent. */
  callback?: (x: Float64Array, fun: number, step: number) => unknown;
}

/** The whole path of a descent. */
export interface Descent {
  /** Every point: one more than steps were taken. */
  path: Float64Array[];
  /** f at every point. */
  values: Float64Array;
  /** The last point, and f there. */
  x: Float64Array;
  fun: number;
}

/**
 * Follows an update rule on a function of a few variables, in float64, and keeps the path.
 *
 * The optimizer lends its formula and hyper-parameters only: the descent starts from the rule's initial state and leaves
 * the optimizer as it was. For its groups the point is a variable named `x`. A path that diverges is kept as it is, to
 * infinity and NaN, whatever `onNaN` says.
 *
 * @param f the function
 * @param x0 the point to start from
 * @param optimizer such as `adam({ lr: 0.1 })`
 * @throws InvalidInput for an unknown option, an empty or non-finite x0, an f that returns no number, a gradient of
 *   another length, a shape of another size, and an optimizer that is not made by a rule
 * @example
 * ```ts
 * const bowl = (x: Float64Array) => x[0] ** 2 + 10 * x[1] ** 2;
 * const grad = (x: Float64Array) => [2 * x[0], 20 * x[1]];
 * const { path, x } = descend(bowl, [1, 1], gradientDescent({ lr: 0.05 }), { steps: 2, grad });
 * path.length // 3
 * x // Float64Array(2) [ 0.81, 0 ]
 * ```
 */
export function descend(
  f: Objective,
  x0: ArrayLike<number>,
  optimizer: PathOptimizer,
  options: DescendOptions = {},
): Descent {
  onlyOptions<DescendOptions>('descend', options, ['steps', 'grad', 'shape', 'callback']);
  const { steps = 100, grad, shape, callback } = options;
  checkCallback('descend', callback);
  checkPathOptimizer('descend: optimizer', optimizer);
  checkObjective('descend', f);
  const objective = counted('descend', objectiveParts('descend', f, { grad }));
  const p = startingPoint('descend', x0);
  const step = pathStepOf(optimizer, shapeOfPoint(shape, p.length));
  const path = [p.slice()];
  const values = [objective.value(p)];
  const count = wholeNumber('descend: steps', steps);
  for (let t = 1; t <= count; t++) {
    step(p, objective.gradient);
    path.push(p.slice());
    values.push(objective.value(p));
    if (isLast('descend', callback?.(p.slice(), values[t], t))) break;
  }
  return { path, values: Float64Array.from(values), x: p.slice(), fun: values[values.length - 1] };
}

function shapeOfPoint(shape: readonly number[] | undefined, length: number): readonly number[] {
  if (shape === undefined) return [length];
  const isShape = Array.isArray(shape) && shape.every((each) => Number.isInteger(each) && each > 0);
  if (isShape && shape.reduce((size, each) => size * each, 1) === length) return [...shape];
  throw new InvalidInput({
    subject: 'descend: shape',
    given: shape,
    allowed: `an array of whole numbers whose product is ${length}, the length of x0`,
  });
}
