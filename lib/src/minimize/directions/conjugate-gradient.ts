import type { DirectionFactory, Iterate } from '../method';
import type { Problem } from '../problem';
import { along, dot, infinityNorm, minus } from '../vector';

/** The last direction d, and the gradients at both ends of the step along it. */
interface LastStep {
  readonly direction: Float64Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
}

/** The factor of the last direction in the next one. */
type Beta = (last: LastStep) => number;

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
  conjugateGradient(
    ({ before, after }) => Math.max(0, (dot(after, after) - dot(after, before)) / dot(before, before)),
    (_, __, ___, expected) => expected,
  );

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
export const hagerZhangDirection = (): DirectionFactory =>
  conjugateGradient(({ direction, before, after }) => {
    const y = minus(after, before);
    const curvature = dot(direction, y);
    if (!(curvature > 0)) return 0;
    const beta = (dot(y, after) - (2 * dot(y, y) * dot(direction, after)) / curvature) / curvature;
    return Math.max(beta, (0.4 * dot(direction, before)) / dot(direction, direction));
  }, quadraticStep);

/** Below this share of |g|^2 the direction has turned away from the gradient. */
const LEAST_DESCENT = 0.01;

/** Starts along the steepest descent, and again wherever beta d would not descend. */
const conjugateGradient =
  (betaOf: Beta, trialOf: Trial): DirectionFactory =>
  (problem) => {
    const { n } = problem;
    const direction = new Float64Array(n);
    let last: { before: Float64Array; after: Float64Array; fall: number } | undefined;
    return {
      at({ jac }) {
        const beta = last ? betaOf({ direction, before: last.before, after: last.after }) : 0;
        for (let i = 0; i < n; i++) direction[i] = -jac[i] + (beta === 0 ? 0 : beta * direction[i]);
        const descends = dot(direction, jac) <= -LEAST_DESCENT * dot(jac, jac);
        if (beta !== 0 && !descends) for (let i = 0; i < n; i++) direction[i] = -jac[i];
        return direction;
      },
      learn(from, to) {
        last = { before: from.jac, after: to.jac, fall: dot(minus(to.x, from.x), from.jac) };
      },
      trial: (from) =>
        last ? trialOf(problem, from, direction, last.fall / dot(direction, from.jac)) : firstTrial(from),
      reset() {
        const hadLearnt = last !== undefined;
        last = undefined;
        return hadLearnt;
      },
    };
  };

/** A hundredth of the size of x, or at 0 of 1, since the gradient says nothing of how far the minimizer may be. */
function firstTrial({ x, jac }: Iterate): number {
  const size = infinityNorm(x);
  return (0.01 * (size || 1)) / infinityNorm(jac);
}

/** Steps I1 and I2 of Hager and Zhang, with psi_1 = 0.1 and psi_2 = 2, where the value there says more than rounding. */
function quadraticStep(problem: Problem, from: Iterate, direction: Float64Array, expected: number): number {
  const slope = dot(direction, from.jac);
  const t = 0.1 * expected;
  const change = problem.value(along(from.x, t, direction)) - from.fun;
  if (!(change < -8 * problem.noise * Math.abs(from.fun))) return expected;
  const curvature = (2 * (change - t * slope)) / t ** 2;
  return curvature > 0 ? -slope / curvature : 2 * expected;
}
