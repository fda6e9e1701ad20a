import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import type { Iterate, Method, MethodFactory, Outcome } from '../method';
import type { Problem } from '../problem';
import { along, dot, infinityNorm, norm } from '../vector';
import { remembered } from './remembered';
import type { Segment } from './segment';
import { type Walk, walk } from './walk';

/** Options of the trust-region methods. */
export interface TrustRegionOptions {
  /** How far the model is trusted at first. Default: 1, or 1.5e-8 times the size of x0 if that is more; maxTrustRadius at most. */
  initialTrustRadius?: number;
  /** How far it is trusted at most. Default: no limit. */
  maxTrustRadius?: number;
  /** The share of the predicted decrease that a step must reach to be taken. Default: 0.15. */
  eta?: number;
}

/** The names of {@link TrustRegionOptions}. */
export const trustRegionOptions = ['initialTrustRadius', 'maxTrustRadius', 'eta'] as const;

/** Begins a source of paths through the quadratic model, one a point. */
export type PathFactory = (problem: Problem) => (from: Iterate) => Iterable<Segment>;

/** Below the first share the region shrinks, above the second it may grow, by these factors. */
const [POOR, GOOD, SHRINK, GROW] = [0.25, 0.75, 0.25, 2];

/** Of a decrease by no more than so many rounding errors of f, the values do not show three digits. */
const UNSEEN = 1000;

/** How many rounding errors the value at the end of a step may seem to be higher. */
const ROUNDINGS = 10;

/** The first radius, relative to a distant x0: the last half of its digits shows a step. */
const VISIBLE = Math.sqrt(Number.EPSILON);

/** The square of a radius has to remain a number. */
const LARGEST = 1e150;

/**
 * A method that goes along a path as far as it trusts its quadratic model: any path.
 *
 * rho is the decrease of f over the one that the model predicts. The step is taken if rho > eta. If rho < 1/4 the radius
 * becomes a quarter of the step's length; if rho > 3/4 and the boundary was reached it doubles. Where the decrease
 * is near the rounding errors of f, it is taken from the slopes at both ends, and a step that climbs within those errors
 * is taken only if it makes the gradient smaller.
 *
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, algorithm 4.1
 * @see Conn, Gould & Toint, "Trust-region methods", 2000, section 17.4.2, on rounding
 */
export function trustRegionMethod(
  name: string,
  pathsOf: PathFactory,
  options: TrustRegionOptions = {},
): MethodFactory {
  onlyOptions<TrustRegionOptions>(name, options, trustRegionOptions);
  const { maxTrustRadius = Infinity, eta = 0.15 } = options;
  const { initialTrustRadius = Math.min(1, maxTrustRadius) } = options;
  checkOptions(name, { initialTrustRadius, maxTrustRadius, eta });
  return (problem): Method => {
    const pathFrom = pathsOf(problem);
    const firstRadius = ({ x }: Iterate): number =>
      options.initialTrustRadius ??
      Math.min(Math.max(initialTrustRadius, VISIBLE * infinityNorm(x)), maxTrustRadius);
    let radius: number | undefined;
    return {
      failure: 'The trust region shrank and held no lower point',
      iterate(from): Outcome {
        radius ??= firstRadius(from);
        const path = remembered(pathFrom(from));
        for (;;) {
          const trial = walk(path, radius);
          if (!trial) return { stop: 'not-finite' };
          const x = along(from.x, 1, trial.step);
          if (!(trial.predicted > 0) || x.every((part, i) => part === from.x[i])) {
            return { stop: 'no-progress' };
          }
          const trusted = radius;
          const rho = decrease(problem, from, trial, x) / trial.predicted;
          if (!(rho >= POOR)) radius = SHRINK * Math.min(radius, norm(trial.step));
          else if (rho > GOOD && trial.isOnBoundary)
            radius = Math.min(GROW * radius, maxTrustRadius, LARGEST);
          if (!(rho > eta)) continue;
          const to = problem.at(x);
          if (isBetter(to, from)) return { to, step: trusted };
          radius = SHRINK * Math.min(radius, norm(trial.step));
        }
      },
    };
  };
}

/** Lower, or as low within rounding and flatter, with a gradient to go on with. */
function isBetter(to: Iterate, from: Iterate): boolean {
  if (to.fun === -Infinity) return true;
  const length = norm(to.jac);
  return to.fun <= from.fun ? length < Infinity : length < norm(from.jac);
}

/**
 * By how much f falls: by its values, or where these show too little, by the slopes at both ends, as exactly as the
 * gradient is known if f is quadratic. NaN where f climbs by more than rounding nevertheless.
 */
function decrease(problem: Problem, from: Iterate, { step, predicted }: Walk, x: Float64Array): number {
  const rounding = problem.noise * Math.abs(from.fun);
  if (predicted > UNSEEN * rounding) return from.fun - problem.value(x);
  const { fun, jac } = problem.at(x);
  return fun <= from.fun + ROUNDINGS * rounding ? -(dot(from.jac, step) + dot(jac, step)) / 2 : Number.NaN;
}

function checkOptions(
  name: string,
  { initialTrustRadius, maxTrustRadius, eta }: Required<TrustRegionOptions>,
) {
  const check = (option: string, given: unknown, isRight: (value: number) => boolean, allowed: string) => {
    if (typeof given === 'number' && isRight(given)) return;
    throw new InvalidInput({ subject: `${name}: ${option}`, given, allowed });
  };
  check('maxTrustRadius', maxTrustRadius, (value) => value > 0, 'a positive number');
  check(
    'initialTrustRadius',
    initialTrustRadius,
    (value) => value > 0 && value < Infinity && value <= maxTrustRadius,
    'a positive, finite number, maxTrustRadius at most',
  );
  check('eta', eta, (value) => value >= 0 && value < POOR, `0 or more and below ${POOR}`);
}
