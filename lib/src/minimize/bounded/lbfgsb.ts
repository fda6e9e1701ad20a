import { InvalidInput } from '../../errors';
import { lbfgs } from '../directions/lbfgs';
import { lineSearchMethod } from '../line-search-method';
import { strongWolfe } from '../line-searches/strong-wolfe';
import type { Iterate, Method, MethodFactory, Outcome } from '../method';
import type { Problem } from '../problem';
import { keepsNothing } from '../recycling';
import { dot, minus, norm } from '../vector';
import { type Box, longestStep, project, projectedGradientNorm } from './box';
import { cauchyPoints } from './cauchy-point';
import { CompactHessian } from './compact-hessian';
import { subspaceMinimizers } from './subspace';

/** Options of the method `lbfgsb`. */
export interface LbfgsbOptions {
  /** How many pairs of steps and changes of the gradient are kept. Default: 10. */
  memory?: number;
}

/** The constants of the authors' code, which asks for a little more decrease than other methods here. */
const lineSearch = strongWolfe();

/**
 * L-BFGS-B: minimizes f(x) for lower <= x <= upper, with a quadratic model of limited memory. The generalized Cauchy point
 * says which coordinates stay at a bound; over the others the model is minimized; and a line search leads there. Every
 * point at which f is asked lies within the bounds. It converges when no component of the projected gradient
 * P(x - g) - x is larger than gtol.
 *
 * @throws InvalidInput for a memory that is no whole number, 1 or more
 * @example
 * ```ts
 * // The nearest point to (2, -1) with coordinates from 0 to 1
 * const f = ([a, b]) => (a - 2) ** 2 + (b + 1) ** 2;
 * minimize(f, [0.5, 0.5], { bounds: [[0, 1], [0, 1]] }).x // Float64Array(2) [ 1, 0 ]
 * ```
 * @see Byrd, Lu, Nocedal & Zhu, "A limited memory algorithm for bound constrained optimization", SIAM J. Sci. Comput.
 *   16(5), 1995
 * @see Morales & Nocedal, "Remark on Algorithm 778: L-BFGS-B", ACM TOMS 38(1), 2011
 */
export function lbfgsb({ memory = 10 }: LbfgsbOptions = {}): MethodFactory {
  if (!Number.isInteger(memory) || memory < 1) {
    throw new InvalidInput({
      subject: 'lbfgsb: memory',
      given: memory,
      allowed: 'a whole number, 1 or more',
    });
  }
  // Without a bound in the way the two loops come to the same steps, in a third of the time.
  const free = lineSearchMethod(lbfgs({ memory }), lineSearch);
  return (problem) => {
    const { box } = problem;
    return box && anyBound(box) ? bounded(problem, box, memory) : free(problem);
  };
}

function bounded(problem: Problem, box: Box, memory: number): Method {
  const b = new CompactHessian(problem.n, memory);
  const cauchyPoint = cauchyPoints(box, b);
  const subspaceMinimizer = subspaceMinimizers(box, b);
  const direction = new Float64Array(problem.n);
  let isFirst = true;
  let previous: number | undefined;
  const isBoxed = allBounds(box);

  const attempt = (from: Iterate): Outcome => {
    if (!b.isWhole) b.forget();
    const target = subspaceMinimizer(from, cauchyPoint(from));
    if (!target) return { stop: 'no-progress' };
    minus(target, from.x, direction);
    const slope = dot(from.jac, direction);
    if (Number.isNaN(slope)) return { stop: 'not-finite' };
    if (!(slope < 0)) return { stop: 'not-descent' };
    // Without pairs the direction is the gradient's: its length means nothing, unless bounds give it one.
    const longest = isFirst ? 1 : Math.max(1, longestStep(from.x, direction, box));
    const trial = b.k === 0 && !isBoxed ? Math.min(1, 1 / norm(direction), longest) : 1;
    const inside = (x: Float64Array) => snapped(x, from.x, box);
    const found = lineSearch({
      // One by one: a spread takes longer than the rest of an iteration in few variables.
      x: from.x,
      fun: from.fun,
      jac: from.jac,
      direction,
      slope,
      trial,
      longest,
      previous,
      noise: problem.noise,
      value: (x) => problem.value(inside(x)),
      gradient: (x) => problem.gradient(inside(x)),
      at: (x) => problem.at(inside(x)),
      vector: problem.vector,
    });
    if (!found) return { stop: 'no-progress' };
    const { step, x, fun } = found;
    return { to: { x, fun, jac: found.jac ?? problem.gradient(x) }, step };
  };

  return keepsNothing({
    start: (x0) => project(x0.slice(), box),
    failure: 'The line search found no lower point',
    convergence: 'The projected gradient is below gtol.',
    optimality: ({ x, jac }) => projectedGradientNorm(x, jac, box),
    iterate(from) {
      let outcome = attempt(from);
      // What was learnt far from here may mislead; without it the path is that of steepest descent.
      if ('stop' in outcome && b.k > 0) {
        b.forget();
        outcome = attempt(from);
      }
      if ('stop' in outcome) return outcome;
      isFirst = false;
      previous = outcome.step;
      b.learn(from, outcome.to);
      return outcome;
    },
    hessInv: () => b.inverse(),
  });
}

/** Moves x, in place, into the box, and onto a bound that it misses by no more than the rounding of the step there. */
function snapped(x: Float64Array, from: Float64Array, { lower, upper }: Box): Float64Array {
  for (let i = 0; i < x.length; i++) {
    const rounding = Number.EPSILON * (Math.abs(x[i]) + Math.abs(x[i] - from[i]));
    if (x[i] <= lower[i] + rounding) x[i] = lower[i];
    else if (x[i] >= upper[i] - rounding) x[i] = upper[i];
  }
  return x;
}

const anyBound = ({ lower, upper }: Box): boolean =>
  lower.some(Number.isFinite) || upper.some(Number.isFinite);
const allBounds = ({ lower, upper }: Box): boolean =>
  lower.every(Number.isFinite) && upper.every(Number.isFinite);
