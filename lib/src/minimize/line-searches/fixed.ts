import { keepsNothing } from '../recycling';
import { along } from '../vector';
import { checkStep, type Line, type LineSearch } from './line';

/**
 * The same step always, x + a d: the learning rate. Downhill, d = -g, f falls in every step if a < 2/L, where no curvature
 * of f is larger than L; with more it may overshoot.
 *
 * @throws InvalidInput for a step that is not positive and finite
 * @example
 * ```ts
 * const end = (step: number) =>
 *   minimize((x) => x[0] ** 2, [1], { method: 'gradient-descent', lineSearch: fixedStep(step), grad: (x) => [2 * x[0]] });
 * end(0.25).success // true
 * end(1.1).success // false
 * ```
 * @see Nesterov, "Introductory Lectures on Convex Optimization", 2004, section 1.2.3
 */
export function fixedStep(step: number): LineSearch {
  checkStep('fixedStep: step', step);
  return keepsNothing(({ x, direction, longest, value, vector }: Line) => {
    const taken = Math.min(step, longest);
    const to = along(x, taken, direction, vector?.());
    return { step: taken, x: to, fun: value(to) };
  });
}
