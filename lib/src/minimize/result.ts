/** One iterate of a minimization. */
export interface TracePoint {
  x: Float64Array;
  fun: number;
  /** The largest magnitude in the gradient. */
  gradientNorm: number;
  /** The step length that led here, 0 at the start. */
  step: number;
}

/** What a minimizer found, in SciPy's words. */
export interface MinimizeResult {
  /** The best point, the function there, and its gradient there. */
  x: Float64Array;
  fun: number;
  jac: Float64Array;
  /** Iterations, and evaluations of the function and of the gradient. */
  nit: number;
  nfev: number;
  njev: number;
  /** A key of {@link minimizeMessages}: 0 converged. */
  status: MinimizeStatus;
  success: boolean;
  message: string;
  /** Every iterate, if it was asked for. */
  trace?: TracePoint[];
}

/** Why a minimization ended. */
export const minimizeMessages = {
  0: 'The gradient is below gtol.',
  1: 'The maximum number of iterations was reached.',
  2: 'The line search found no lower point: the precision does not suffice, or the gradient is wrong.',
  3: 'The function or its gradient is no longer finite; the best point before that is returned.',
  4: 'The function seems to have no lower bound.',
  99: 'The callback ended it.',
} as const;

export type MinimizeStatus = keyof typeof minimizeMessages;
