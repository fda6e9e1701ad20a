import { onlyOptions } from '../../errors/only-options';
import { along } from '../vector';
import { checkBetween, checkStep, type LineSearch } from './line';

/** Options of {@link backtracking}. */
export interface BacktrackingOptions {
  /** The share of the linear decrease that is asked for. Default: 1e-4. */
  c1?: number;
  /** What a step that fails is multiplied by. Default: 0.5. */
  shrink?: number;
  /** The first step to try. Default: the direction's own: 1, and after that twice the step before. */
  initial?: number;
}

/** Below this multiple of the first step the line has no decrease that float64 shows. */
const SMALLEST = 1e-20;

/**
 * Backtracking: shrinks the step until Armijo's condition holds, f(x + a d) <= f(x) + c1 a g'd.
 *
 * @throws InvalidInput for an unknown option, a c1 or shrink outside (0, 1), or an initial step that is not positive
 * @see Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives", 1966
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, Algorithm 3.1
 */
export function backtracking(options: BacktrackingOptions = {}): LineSearch {
  onlyOptions<BacktrackingOptions>('backtracking', options, ['c1', 'shrink', 'initial']);
  const { c1 = 1e-4, shrink = 0.5, initial } = options;
  checkBetween('backtracking: c1', c1, 0, 1);
  checkBetween('backtracking: shrink', shrink, 0, 1);
  if (initial !== undefined) checkStep('backtracking: initial', initial);
  return ({ x, fun, slope, direction, trial, longest, value }) => {
    const first = Math.min(initial ?? trial, longest);
    for (let step = first; step >= SMALLEST * first && step > 0; step *= shrink) {
      const to = along(x, step, direction);
      const reached = value(to);
      // Steps too small to change x would satisfy the condition by rounding alone.
      if (reached <= fun + c1 * step * slope && reached < fun) return { step, x: to, fun: reached };
    }
    return undefined;
  };
}
