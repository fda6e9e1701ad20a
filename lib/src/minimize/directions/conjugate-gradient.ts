import type { Direction, DirectionFactory, Iterate } from '../method';
import type { Problem } from '../problem';
import { keepsNothing } from '../recycling';
import { along, dot, infinityNorm, minus } from '../vector';

/**
 * The factor of the last direction d in the next one, from the gradients at both ends of the step along it; `space` is an
 * array to write over.
 */
type Beta = (
  direction: Float64Array,
  before: Float64Array,
  after: Float64Array,
  space: Float64Array,
) => number;

/** The first step to try, from the one that would bring the decrease of the step before, to first order. */
type Trial = (problem: Problem, from: Iterate, direction: Float64Array, expected: number) => number;

/**
 * Polak and Ribière's conjugate gradient direction, d = -g + beta d, with beta = max(0, g'y / |g before|^2) and y the
 * change of the gradient.
 *
 * After a step that was too short to matter beta falls to 0 and the method starts afresh by itself, which Fletcher and
 * Reeves' does not. It wants a strong Wolfe line search with a small c2, such as 0.1. It restarts from the steepest
 * descent where d would not descend clearly, by g'd <= -0.01 |g|^2.
 *
 * On a quadratic function with exact line searches it ends after n steps at the latest.
 *
 * @see Polak & Ribière, "Note sur la convergence de méthodes de directions conjuguées", 1969
 * @see Gilbert & Nocedal, "Global convergence properties of conjugate gradient methods for optimization", SIAM J. Optim. 2(1), 1992
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2 + 5 * x[1] ** 2;
 * const grad = (x: Float64Array) => [2 * x[0], 10 * x[1]];
 * const exact = exactStep((d) => [2 * d[0], 10 * d[1]]);
 * minimize(f, [5, 1], { method: lineSearchMethod(polakRibiere(), exact), grad }).nit // 2
 * ```
 */
export const polakRibiere = (): DirectionFactory =>
  conjugateGradient(polakRibiereBeta, (_, __, ___, expected) => expected);

function polakRibiereBeta(_: Float64Array, before: Float64Array, after: Float64Array): number {
  let [change, size] = [0, 0];
  for (let i = 0; i < after.length; i++) {
    change += after[i] * (after[i] - before[i]);
    size += before[i] * before[i];
  }
  return Math.max(0, change / size);
}

/**
 * Hager and Zhang's conjugate gradient direction, d = -g + beta d, with beta = (y - 2 d |y|^2 / d'y)' g / d'y and y the
 * change of the gradient.
 *
 * The first step to try is the minimizer of a parabola through one more value of f, which makes the line search nearly
 * exact. Whatever the line search, g'd <= -7/8 |g|^2 as long as d'y > 0. beta is not let below 0.4 d'g / |d|^2, g being the
 * gradient before: that is what makes the method converge on functions that are not convex.
 *
 * @see Hager & Zhang, "A new conjugate gradient method with guaranteed descent and an efficient line search", SIAM J. Optim. 16(1), 2005
 * @see Hager & Zhang, "The limited memory conjugate gradient method", SIAM J. Optim. 23(4), 2013, for the lower bound
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2 + 5 * x[1] ** 2;
 * const grad = (x: Float64Array) => [2 * x[0], 10 * x[1]];
 * const exact = exactStep((d) => [2 * d[0], 10 * d[1]]);
 * minimize(f, [5, 1], { method: lineSearchMethod(hagerZhangDirection(), exact), grad }).nit // 2
 * ```
 */
export const hagerZhangDirection = (): DirectionFactory => conjugateGradient(hagerZhangBeta, quadraticStep);

function hagerZhangBeta(
  direction: Float64Array,
  before: Float64Array,
  after: Float64Array,
  y: Float64Array,
): number {
  minus(after, before, y);
  const curvature = dot(direction, y);
  if (!(curvature > 0)) return 0;
  const beta = (dot(y, after) - (2 * dot(y, y) * dot(direction, after)) / curvature) / curvature;
  return Math.max(beta, (0.4 * dot(direction, before)) / dot(direction, direction));
}

/** Below this share of |g|^2 the direction has turned away from the gradient. */
const LEAST_DESCENT = 0.01;

/** Starts along the steepest descent, and again wherever beta d would not descend. */
const conjugateGradient =
  (betaOf: Beta, trialOf: Trial): DirectionFactory =>
  (problem): Direction => {
    const direction = new Float64Array(problem.n);
    const space = new Float64Array(problem.n);
    /** The factor of d, and by how much f fell along it, to first order. */
    let last: { beta: number; fall: number } | undefined;
    return keepsNothing({
      at({ jac }: Iterate) {
        const descends = turn(direction, last?.beta ?? 0, jac);
        if (!descends) turn(direction, 0, jac);
        return direction;
      },
      learn(from: Iterate, to: Iterate) {
        const beta = betaOf(direction, from.jac, to.jac, space);
        last = { beta, fall: dot(minus(to.x, from.x, space), from.jac) };
      },
      trial: (from: Iterate) =>
        last ? trialOf(problem, from, direction, last.fall / dot(direction, from.jac)) : firstTrial(from),
      reset() {
        const hadLearnt = last !== undefined;
        last = undefined;
        return hadLearnt;
      },
    });
  };

/** d = -g + beta d; false where d hardly descends. One pass over memory. */
function turn(d: Float64Array, beta: number, g: Float64Array): boolean {
  let [slope, size] = [0, 0];
  for (let i = 0; i < d.length; i++) {
    // A direction that overflowed is infinite, and 0 times that is no number.
    const next = beta === 0 ? -g[i] : beta * d[i] - g[i];
    d[i] = next;
    slope += next * g[i];
    size += g[i] * g[i];
  }
  return beta === 0 || slope <= -LEAST_DESCENT * size;
}

/** A hundredth of the size of x, or at 0 of 1, since the gradient says nothing of how far the minimizer may be. */
function firstTrial({ x, jac }: Iterate): number {
  const size = infinityNorm(x);
  return (0.01 * (size || 1)) / infinityNorm(jac);
}

/** Steps I1 and I2 of Hager and Zhang, with psi_1 = 0.1 and psi_2 = 2, where the value there says more than rounding. */
function quadraticStep(problem: Problem, from: Iterate, direction: Float64Array, expected: number): number {
  const slope = dot(direction, from.jac);
  const t = 0.1 * expected;
  const change = problem.value(along(from.x, t, direction, problem.vector?.())) - from.fun;
  if (!(change < -8 * problem.noise * Math.abs(from.fun))) return expected;
  const curvature = (2 * (change - t * slope)) / t ** 2;
  return curvature > 0 ? -slope / curvature : 2 * expected;
}
