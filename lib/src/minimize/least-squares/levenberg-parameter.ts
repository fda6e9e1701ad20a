import { euclideanNorm } from '../../linalg/norm';
import { leadingRank, solveLeading, solveUpperTransposed } from '../../linalg/upper-triangular';
import { vectors } from '../../linalg/vectors';
import { type Damped, roomForDamped, solveDamped } from './damped';
import { scaledNorm } from './scaled-norm';

/** A linear least squares problem inside a scaled ball: minimize |J p + f| for |D p| <= radius, in the order of R. */
export interface BoundedStep {
  /** R of J P = Q R, and q, the first entries of Q'f. */
  r: Float64Array;
  q: Float64Array;
  /** The diagonal of D, in the order of R's columns. */
  scale: Float64Array;
  radius: number;
}

/** What {@link levenbergParameter} writes over each time. */
export interface StepRoom {
  readonly step: Float64Array;
  readonly diagonal: Float64Array;
  readonly scratch: Float64Array;
  readonly damped: Damped;
}

/** Room for steps in n variables. */
export function roomForSteps(n: number): StepRoom {
  const [step, diagonal, scratch] = vectors(3, n);
  return { step, diagonal, scratch, damped: roomForDamped(n) };
}

/** The step's length may differ from the radius by this share: more exactness costs more than it brings. */
const TOLERANCE = 0.1;
const MOST_CORRECTIONS = 10;

/**
 * The Levenberg-Marquardt parameter: the lambda for which p(lambda) = -(J'J + lambda D^2)^-1 J'f has |D p| = radius within
 * a tenth, or 0 if the Gauss-Newton step fits. Newton's iteration on the secular equation 1/radius - 1/|D p| = 0, which is
 * nearly linear in lambda, kept between bounds that enclose the root; two corrections do as a rule.
 *
 * @param before lambda of the step before, to start from
 * @param room what is overwritten; the step lies there
 * @returns lambda and -p, in the order of R's columns
 * @see Moré, "The Levenberg-Marquardt algorithm: implementation and theory", 1978, section 5
 */
export function levenbergParameter(
  { r, q, scale, radius }: BoundedStep,
  before: number,
  room = roomForSteps(q.length),
): { lambda: number; step: Float64Array } {
  const n = q.length;
  const { diagonal, scratch } = room;
  let step = solveLeading(r, q, room.step);
  let length = scaledNorm(scale, step, scratch);
  let excess = length - radius;
  if (excess <= TOLERANCE * radius) return { lambda: 0, step };

  /** The Newton step of lambda: excess / radius / |S^-T D (D z) / |D z||^2. */
  const correction = (triangle: Float64Array) => {
    for (let j = 0; j < n; j++) scratch[j] = scale[j] * ((scale[j] * step[j]) / length);
    return excess / radius / euclideanNorm(solveUpperTransposed(triangle, scratch, scratch)) ** 2;
  };
  let lower = leadingRank(r, n) === n ? correction(r) : 0;
  const steepness = scaledSteepness(r, q, scale, scratch);
  let upper = steepness / radius || Number.MIN_VALUE / Math.min(radius, TOLERANCE);
  let lambda = Math.min(Math.max(before, lower), upper) || steepness / length;

  for (let k = 1; ; k++) {
    if (lambda === 0) lambda = Math.max(Number.MIN_VALUE, 0.001 * upper);
    const root = Math.sqrt(lambda);
    for (let j = 0; j < n; j++) diagonal[j] = root * scale[j];
    const damped = solveDamped(r, q, diagonal, room.damped);
    step = damped.solution;
    length = scaledNorm(scale, step, scratch);
    const previous = excess;
    excess = length - radius;
    // Without full rank there is no lower bound, and the excess may stay negative for ever smaller lambda.
    const beyond = lower === 0 && excess <= previous && previous < 0;
    if (Math.abs(excess) <= TOLERANCE * radius || beyond || k === MOST_CORRECTIONS) return { lambda, step };
    const change = correction(damped.triangle);
    if (excess > 0) lower = Math.max(lower, lambda);
    if (excess < 0) upper = Math.min(upper, lambda);
    lambda = Math.max(lower, lambda + change);
  }
}

/** |D^-1 R'q|. */
function scaledSteepness(
  r: Float64Array,
  q: Float64Array,
  scale: Float64Array,
  scratch: Float64Array,
): number {
  const n = q.length;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i <= j; i++) sum += r[i * n + j] * q[i];
    scratch[j] = sum / scale[j];
  }
  return euclideanNorm(scratch);
}
