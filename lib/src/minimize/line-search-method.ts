import { InvalidInput } from '../errors';
import { checkFunction } from '../errors/check-object';
import type { Found, LineSearch } from './line-searches/line';
import type { Direction, DirectionFactory, Iterate, Method, MethodFactory, Outcome } from './method';
import type { Problem } from './problem';
import { isFrugal, keepsNothing } from './recycling';
import { dot } from './vector';

/**
 * A method that searches along one direction an iteration: any direction, any line search.
 *
 * @example
 * ```ts
 * const method = lineSearchMethod(steepestDescent(), backtracking({ shrink: 0.1 }));
 * minimize((x) => x[0] ** 2, [1], { method, grad: (x) => [2 * x[0]] }).success // true
 * ```
 * @throws InvalidInput for what is no direction or no line search
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, chapter 3
 */
export function lineSearchMethod(direction: DirectionFactory, lineSearch: LineSearch): MethodFactory {
  checkFunction('lineSearchMethod: direction', direction, 'a direction such as bfgs()');
  checkFunction('lineSearchMethod: lineSearch', lineSearch, 'a line search such as strongWolfe()');
  return (problem) => searching(problem, direction(problem), lineSearch);
}

function searching(problem: Problem, direction: Direction, lineSearch: LineSearch): Method {
  let previous: { from: Iterate | undefined; step: number } | undefined;
  const { noise } = problem;
  const recycles = isFrugal(direction) && isFrugal(lineSearch);

  const attempt = (from: Iterate): Outcome => {
    const d = direction.at(from);
    const slope = dot(from.jac, d);
    if (Number.isNaN(slope)) return { stop: 'not-finite' };
    if (!(slope < 0)) return { stop: 'not-descent' };
    const found = lineSearch({
      // One by one: a spread takes longer than the rest of an iteration in few variables.
      x: from.x,
      fun: from.fun,
      jac: from.jac,
      direction: d,
      slope,
      noise,
      previous: previous?.step,
      trial: usable(direction.trial?.(from, previous?.from) ?? (previous ? 2 * previous.step : 1)),
      longest: Infinity,
      value: problem.value,
      gradient: problem.gradient,
      at: problem.at,
      vector: problem.vector,
    });
    if (!found) return { stop: 'no-progress' };
    checkFound(found, problem.n);
    const { step, x, fun } = found;
    return { to: { x, fun, jac: found.jac ?? problem.gradient(x) }, step };
  };

  const method: Method = {
    failure: 'The line search found no lower point',
    iterate(from) {
      let outcome = attempt(from);
      // What was learnt far from here may mislead; without it the direction is the steepest.
      if ('stop' in outcome && direction.reset?.()) outcome = attempt(from);
      if ('stop' in outcome) return outcome;
      previous = { from: recycles ? undefined : from, step: outcome.step };
      direction.learn?.(from, outcome.to);
      return outcome;
    },
    hessInv: direction.hessInv?.bind(direction),
  };
  return recycles ? keepsNothing(method) : method;
}

/** A first step that is estimated from steps too short for float64 may be zero, or no number. */
const usable = (trial: number): number => (trial > 0 && trial < Infinity ? trial : 1);

/** A line search may be the reader's own. */
function checkFound(found: Found, n: number): void {
  const { step, x, fun } = found;
  if (typeof step === 'number' && x instanceof Float64Array && x.length === n && typeof fun === 'number')
    return;
  throw new InvalidInput({
    subject: 'what a line search finds',
    given: found,
    allowed: `undefined or { step, x, fun } with a Float64Array of length ${n}`,
  });
}
