import { InvalidInput } from '../../errors';
import { checkFunction } from '../../errors/check-object';
import { onlyOptions } from '../../errors/only-options';
import { symmetricEigen } from '../../linalg';
import type { Displayable } from '../../show';
import { finiteVector, numberBetween } from './inputs';
import { reported } from './report';
import { type BoundPair, boundState, limitsOf } from './stationary/bounds';
import {
  type EstimatedMatrix,
  gradientByDifferences,
  hessianOfGradient,
  hessianOfValues,
  numberAt,
} from './stationary/derivatives';
import type { Findings, StationaryKind } from './stationary/findings';
import { givenGradient, givenHessian } from './stationary/given';
import { judgeKind } from './stationary/judge-kind';

export type { StationaryKind } from './stationary/findings';

/** Options of {@link checkStationary}. */
export interface StationaryCheckOptions {
  /** What the point is claimed to be. */
  kind: StationaryKind;
  /** The gradient of f; it is compared with differences at x. Default: those differences. */
  grad?: (x: Float64Array) => ArrayLike<number>;
  /**
   * The Hessian of f, n rows of n numbers or n times n numbers; it is compared with differences at x. Default: differences
   * of `grad`, or second differences of f.
   */
  hess?: (x: Float64Array) => ArrayLike<ArrayLike<number>> | ArrayLike<number>;
  /**
   * Lowest and highest value of each coordinate, null where there is none: the conditions of Karush, Kuhn and Tucker take
   * the place of a gradient of zero. For minima and maxima.
   */
  bounds?: readonly BoundPair[];
  /**
   * How far the stationary point may be from x, in each coordinate relative to |x_i| or 1: the gradient may be as large as
   * that distance makes it by the curvature. Default 1.5e-8, the root of the machine precision: closer than that the values
   * of f do not tell points apart.
   */
  tolerance?: number;
  /**
   * Whether a Hessian that is only semidefinite is accepted for a minimum or a maximum, if no better point is found along its
   * null directions. Default false: such a point is undecided by the Hessian.
   */
  semidefinite?: boolean;
}

/** What {@link checkStationary} found. */
export interface StationaryCheck extends Displayable {
  verdict: 'holds' | 'fails' | 'undecided';
  holds: boolean;
  claimed: StationaryKind;
  /** What the Hessian says: degenerate where an eigenvalue is zero to its precision. */
  found: StationaryKind | 'degenerate' | 'not stationary';
  gradient: Float64Array;
  /** The largest gradient entry relative to what is accepted there; of coordinates that are free. */
  excess: number;
  /** Eigenvalues of the Hessian of the free coordinates, in ascending order. */
  eigenvalues: Float64Array;
  /** An estimate of the error of each eigenvalue. */
  eigenvalueError: number;
  /** With bounds: the multiplier of each coordinate, the gradient where a bound is active, else 0. */
  multipliers?: Float64Array;
  /** The outcome in a sentence. */
  summary: string;
}

/** A point that is not what it was claimed to be, or is undecided. */
export class StationaryError extends Error {
  override readonly name = 'StationaryError';
  readonly check: StationaryCheck;

  constructor(check: StationaryCheck) {
    super(`checkStationary: ${check.summary}`);
    this.check = check;
  }
}

const optionNames = ['kind', 'grad', 'hess', 'bounds', 'tolerance', 'semidefinite'] as const;
const kinds: readonly unknown[] = ['minimum', 'maximum', 'saddle'];

/**
 * Checks that a point is a strict local minimum, a maximum or a saddle of a function.
 *
 * - First order: $|g_i| \le t \sum_j |H_{ij}| \max(|x_j|, 1)$ with t = `tolerance`, beside the error of the differences: a
 *   stationary point lies within rounding of x.
 * - Second order: the eigenvalues of H are all positive, all negative, or of both signs, beyond their error. An eigenvalue of
 *   zero leaves the kind undecided; points along its direction may still refute it.
 * - With bounds, at a minimum: $g_i \ge 0$ at a lower bound, $g_i \le 0$ at an upper one, 0 elsewhere, and H is that of the free
 *   coordinates.
 *
 * A gradient and a Hessian that are given are compared with differences of f, so that a wrong one does not pass. What is local
 * is said of x alone: another minimum may be lower.
 *
 * @param f the function
 * @param x the point
 * @param options what is claimed, as `{ kind: 'minimum' }`, and derivatives
 * @throws StationaryError where x is not that, or it is undecided, with gradient and eigenvalues
 * @throws InvalidInput for an x that is not finite, derivatives of another size, and an unknown option or kind
 * @example
 * ```ts
 * const saddle = (x: Float64Array) => x[0] ** 2 - x[1] ** 2;
 * Array.from(checkStationary(saddle, [0, 0], { kind: 'saddle' }).eigenvalues, (each) => Number(each.toFixed(6))) // [ -2, 2 ]
 *
 * const slope = (x: Float64Array) => (x[0] + 1) ** 2;
 * checkStationary(slope, [0], { kind: 'minimum', bounds: [[0, null]] }).multipliers?.[0].toFixed(6) // '2.000000'
 * ```
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, theorems 2.2 to 2.4 and 12.1
 */
export function checkStationary(
  f: (x: Float64Array) => number,
  x: ArrayLike<number>,
  options: StationaryCheckOptions,
): StationaryCheck {
  if (options === undefined) {
    const allowed = "an object such as { kind: 'minimum' }";
    throw new InvalidInput({ subject: 'checkStationary: options', given: options, allowed });
  }
  onlyOptions<StationaryCheckOptions>('checkStationary', options, optionNames);
  const { kind, grad, hess, bounds, tolerance = 2 ** -26, semidefinite = false } = options;
  checkFunction('checkStationary: f', f, 'a function of x');
  if (!kinds.includes(kind)) {
    const allowed = "'minimum', 'maximum' or 'saddle'";
    throw new InvalidInput({ subject: 'checkStationary: kind', given: kind, allowed });
  }
  if (typeof semidefinite !== 'boolean') {
    throw new InvalidInput({
      subject: 'checkStationary: semidefinite',
      given: semidefinite,
      allowed: 'true or false',
    });
  }
  if (bounds !== undefined && kind === 'saddle') {
    throw new InvalidInput({
      subject: 'checkStationary: bounds',
      given: bounds,
      allowed: 'left out for a saddle',
    });
  }
  numberBetween('checkStationary: tolerance', tolerance, 0, 1);
  const at = finiteVector('checkStationary: x', x);
  const limits = limitsOf(bounds, at.length);
  const value = numberAt(f);
  const here = value(at);
  const derivative = grad === undefined ? undefined : givenGradient(grad, at.length);
  const byDifferences = gradientByDifferences(value, at, limits);
  const gradient = derivative?.(at) ?? byDifferences.values;
  const sides = boundState(at, limits, gradient, byDifferences.errors, kind === 'maximum' ? -1 : 1);
  const curvature = (): EstimatedMatrix => {
    const differences = derivative
      ? hessianOfGradient(derivative, at, sides.free, limits)
      : hessianOfValues(value, at, sides.free, limits);
    return hess === undefined ? differences : givenHessian(hess, at, sides.free, differences);
  };
  const isUsable = Number.isFinite(here) && gradient.every(Number.isFinite);
  const empty: EstimatedMatrix = { rows: [], error: 0, errors: [], asymmetry: 0 };
  const hessian = isUsable && sides.infeasible === undefined ? curvature() : empty;
  const isKnown = hessian.rows.every((row) => row.every(Number.isFinite));
  const eigen =
    isKnown && hessian.rows.length > 0
      ? symmetricEigen(hessian.rows)
      : { values: new Float64Array(), vectors: [] };
  const findings: Findings = {
    ...{
      value,
      x: at,
      here,
      kind,
      tolerance,
      semidefinite,
      gradient,
      byDifferences,
      sides,
      hessian,
      isKnown,
      eigen,
      limits,
    },
    isGiven: derivative !== undefined,
    isHessianGiven: hess !== undefined,
  };
  const judged = judgeKind(findings);
  const holds = judged.verdict === 'holds';
  const rows = Array.from(at, (each, i) => ({
    coordinate: i,
    x: each,
    gradient: gradient[i],
    ...(bounds === undefined ? {} : { bound: sides.names[i] }),
  }));
  const check: StationaryCheck = {
    ...judged,
    holds,
    claimed: kind,
    gradient,
    eigenvalues: eigen.values,
    ...(bounds === undefined ? {} : { multipliers: sides.multipliers }),
    ...reported(holds, judged.summary, rows),
  };
  if (!holds) throw new StationaryError(check);
  return check;
}
