import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { keepsNothing } from '../recycling';
import { along, infinityNorm } from '../vector';
import { checkBetween, checkStep, type Line, type LineSearch } from './line';

/** Options of {@link backtracking}. */
export interface BacktrackingOptions {
  /** The share of the linear decrease that is asked for. Default: 1e-4. */
  c1?: number;
  /** What a step that fails is multiplied by. Default: 0.5. */
  shrink?: number;
  /** The first step to try. Default: the direction's own: 1, and after that twice the step before. */
  initial?: number;
  /**
   * Shrink to the minimizer of the parabola through the first slope and the value that failed, and of the cubic through
   * the last two; within a tenth and a half of the step. Default: false, shrink by the same factor always.
   */
  interpolate?: boolean;
}

/** A step this much shorter than the first one, that moves x by as little, has no decrease that float64 shows. */
const SMALLEST = 1e-20;

/**
 * Backtracking: shrinks the step until Armijo's condition holds, f(x + a d) <= f(x) + c1 a g'd.
 *
 * @throws InvalidInput for an unknown option, a c1 or shrink outside (0, 1), or an initial step that is not positive
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 4 - x[0];
 * const grad = (x: Float64Array) => [4 * x[0] ** 3 - 1];
 * minimize(f, [2], { method: 'gradient-descent', grad, lineSearch: backtracking({ interpolate: true }) }).success // true
 * ```
 * @see Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives", 1966
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, Algorithm 3.1 and section 3.5
 */
export function backtracking(options: BacktrackingOptions = {}): LineSearch {
  onlyOptions<BacktrackingOptions>('backtracking', options, ['c1', 'shrink', 'initial', 'interpolate']);
  const { c1 = 1e-4, shrink = 0.5, initial, interpolate = false } = options;
  checkBetween('backtracking: c1', c1, 0, 1);
  checkBetween('backtracking: shrink', shrink, 0, 1);
  if (initial !== undefined) checkStep('backtracking: initial', initial);
  if (typeof interpolate !== 'boolean') {
    const allowed = 'true or false';
    throw new InvalidInput({ subject: 'backtracking: interpolate', given: interpolate, allowed });
  }
  return keepsNothing(({ x, fun, slope, direction, trial, longest, value, vector }: Line) => {
    const first = Math.min(initial ?? trial, longest);
    let before: Tried | undefined;
    const least = SMALLEST * Math.min(first, Math.max(1, infinityNorm(x)) / infinityNorm(direction));
    for (let step = first; step >= least && step > 0; ) {
      const to = along(x, step, direction, vector?.());
      const reached = value(to);
      // Steps too small to change x would satisfy the condition by rounding alone.
      if (reached <= fun + c1 * step * slope && reached < fun) return { step, x: to, fun: reached };
      const tried: Tried = { step, excess: reached - fun - step * slope };
      step = interpolate ? between(step, minimizer(slope, tried, before)) : step * shrink;
      before = tried;
    }
    return undefined;
  });
}

/** A step, and how much the value there exceeds that on the tangent. */
interface Tried {
  step: number;
  excess: number;
}

/** Of the parabola, or the cubic, through the value and the slope at 0 and one or two steps that were tried. */
function minimizer(slope: number, now: Tried, before: Tried | undefined): number {
  const bend = now.excess / now.step ** 2;
  if (!before || !Number.isFinite(before.excess)) return -slope / (2 * bend);
  const cubic = (bend - before.excess / before.step ** 2) / (now.step - before.step);
  const square = bend - cubic * now.step;
  return -slope / (square + Math.sqrt(square ** 2 - 3 * cubic * slope));
}

/** The step, moved into a tenth to a half of the one before; half where it is no number. */
const between = (before: number, step: number): number =>
  Number.isNaN(step) ? before / 2 : Math.max(before / 10, Math.min(before / 2, step));
