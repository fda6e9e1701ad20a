import type { LineSearch } from './line-searches/line';
import type { Direction, DirectionFactory, Iterate, Method, MethodFactory, Outcome } from './method';
import type { Problem } from './problem';
import { dot } from './vector';

/**
 * A method that searches along one direction an iteration: any direction, any line search.
 *
 * @example
 * ```ts
 * const method = lineSearchMethod(steepestDescent(), backtracking({ shrink: 0.1 }));
 * minimize((x) => x[0] ** 2, [1], { method, grad: (x) => [2 * x[0]] }).success // true
 * ```
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, chapter 3
 */
export const lineSearchMethod =
  (direction: DirectionFactory, lineSearch: LineSearch): MethodFactory =>
  (problem) =>
    searching(problem, direction(problem), lineSearch);

function searching(problem: Problem, direction: Direction, lineSearch: LineSearch): Method {
  let previous: { from: Iterate; step: number } | undefined;
  const { noise } = problem;

  const attempt = (from: Iterate): Outcome => {
    const d = direction.at(from);
    const slope = dot(from.jac, d);
    if (Number.isNaN(slope)) return { stop: 'not-finite' };
    if (!(slope < 0)) return { stop: 'not-descent' };
    const found = lineSearch({
      ...from,
      direction: d,
      slope,
      noise,
      previous: previous?.step,
      trial: direction.trial?.(from, previous?.from) ?? (previous ? 2 * previous.step : 1),
      longest: Infinity,
      value: problem.value,
      gradient: problem.gradient,
      at: problem.at,
    });
    if (!found) return { stop: 'no-progress' };
    const { step, x, fun } = found;
    return { to: { x, fun, jac: found.jac ?? problem.gradient(x) }, step };
  };

  return {
    iterate(from) {
      let outcome = attempt(from);
      // What was learnt far from here may mislead; without it the direction is the steepest.
      if ('stop' in outcome && direction.reset?.()) outcome = attempt(from);
      if ('stop' in outcome) return outcome;
      previous = { from, step: outcome.step };
      direction.learn?.(from, outcome.to);
      return outcome;
    },
    ...(direction.hessInv ? { hessInv: () => direction.hessInv?.() as never } : {}),
  };
}
