import type { Displayable } from '../show';
import type { InverseHessian } from './method';

/** Why a method has no next point. */
export type StopReason =
  /** Its own test says that it is done. */
  | 'converged'
  /** No point that is lower was found. */
  | 'no-progress'
  /** The direction does not descend. */
  | 'not-descent'
  /** The function, its gradient or its Hessian is not finite. */
  | 'not-finite'
  /** The function falls without end. */
  | 'unbounded';

/** One iterate of a minimization. */
export interface TracePoint {
  x: Float64Array;
  fun: number;
  jac: Float64Array;
  /** The largest magnitude in the gradient; 0 with `nelder-mead`, which has none. */
  gradientNorm: number;
  /** The step length that led here, 0 at the start. */
  step: number;
}

/** What a minimizer found, in SciPy's words; as a cell's last line and in `console.log` it prints them as a list. */
export interface MinimizeResult extends Displayable {
  /** The best point, the function there, and its gradient there. */
  x: Float64Array;
  fun: number;
  jac: Float64Array;
  /** The estimate of the inverse Hessian, of quasi-Newton methods. */
  hessInv?: InverseHessian;
  /** Iterations, and evaluations of the function, of the gradient and of second derivatives. */
  nit: number;
  nfev: number;
  njev: number;
  nhev: number;
  /** Why it ended: 0 converged, as {@link MinimizeStatus} says. */
  status: MinimizeStatus;
  success: boolean;
  message: string;
  /** Every iterate, if it was asked for. */
  trace?: TracePoint[];
}

/**
 * Why a minimization ended; 0 to 3 and 99 as in SciPy. `message` may say more.
 *
 * @example
 * ```ts
 * const { status } = minimize((x) => x[0] ** 2, [1], { maxiter: 0 });
 * minimizeMessages[status] // 'The maximum number of iterations was reached.'
 * ```
 */
export const minimizeMessages = {
  0: 'The gradient is below gtol.',
  1: 'The maximum number of iterations was reached.',
  2: 'No lower point was found: the precision does not suffice, the gradient is wrong, or f has a kink.',
  3: 'The function or its gradient is no longer finite; the best point before that is returned.',
  4: 'The function seems to have no lower bound.',
  5: 'The time is over.',
  6: 'The signal ended it.',
  99: 'The callback ended it.',
} as const;

/** A key of {@link minimizeMessages}. */
export type MinimizeStatus = keyof typeof minimizeMessages;
