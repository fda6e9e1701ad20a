import type { Displayable } from '../../show';

/** One iterate of a fit. */
export interface LeastSquaresTracePoint {
  x: Float64Array;
  /** Half the sum of squares, and its gradient. */
  cost: number;
  grad: Float64Array;
  /** The largest magnitude in the gradient. */
  gradientNorm: number;
  /** The Euclidean length of the step that led here, 0 at the start. */
  step: number;
}

/** What {@link leastSquares} found, in the words of SciPy's `least_squares`. */
export interface LeastSquaresResult extends Displayable {
  /** The best point. */
  x: Float64Array;
  /** Half the sum of squares there, |f|^2 / 2. */
  cost: number;
  /** The residuals f there, their Jacobian J row by row, and the gradient of the cost, J'f. */
  fun: Float64Array;
  jac: Float64Array[];
  grad: Float64Array;
  /** The largest magnitude in the gradient. */
  optimality: number;
  /** Steps taken, and evaluations of the residuals and of the Jacobian. */
  nit: number;
  nfev: number;
  njev: number;
  /** A key of {@link leastSquaresMessages}: 1 to 4 converged. */
  status: LeastSquaresStatus;
  success: boolean;
  message: string;
  /** Every iterate, if it was asked for. */
  trace?: LeastSquaresTracePoint[];
}

/**
 * Why a least squares fit ended: -2 to 4 as in SciPy's `least_squares`, 5 and 6 as in {@link minimizeMessages}.
 *
 * @example
 * ```ts
 * const { status } = leastSquares(([a]) => [a - 1, a - 2], [0]);
 * leastSquaresMessages[status] // 'The residuals are orthogonal to the columns of the Jacobian, within gtol.'
 * ```
 */
export const leastSquaresMessages = {
  [-2]: 'The callback ended it.',
  [-1]: 'The Jacobian is not finite at the best point.',
  0: 'The maximum number of function evaluations is exceeded.',
  1: 'The residuals are orthogonal to the columns of the Jacobian, within gtol.',
  2: 'The sum of squares can fall by no more than the share ftol.',
  3: 'The step is no more than the share xtol of the point.',
  4: 'Both the sum of squares and the point change by no more than ftol and xtol.',
  5: 'The time is over.',
  6: 'The signal ended it.',
} as const;

/** A key of {@link leastSquaresMessages}. */
export type LeastSquaresStatus = keyof typeof leastSquaresMessages;
