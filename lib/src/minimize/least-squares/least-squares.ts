import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { vectors } from '../../linalg/vectors';
import { displayed } from '../display-result';
import { interruption } from '../limits';
import { checkLimits, checkTolerance, isLast, type Limits, startingPoint } from '../options';
import { dot, infinityNorm, minus, norm } from '../vector';
import { levenbergMarquardt } from './levenberg-marquardt';
import { countedResiduals, type Jacobian, type Residuals } from './residuals';
import { type LeastSquaresResult, type LeastSquaresTracePoint, leastSquaresMessages } from './result';

/** Options of {@link leastSquares}. */
export interface LeastSquaresOptions extends Pick<Limits, 'maxtime' | 'signal' | 'trace'> {
  /** The Jacobian, m rows of n. Default: central differences of the residuals. */
  jac?: Jacobian;
  /**
   * The size of a usual change of each variable, one number for all or one each; `'jac'` takes the inverse norms of the
   * Jacobian's columns. Default: `'jac'`.
   */
  xScale?: 'jac' | number | ArrayLike<number>;
  /** Converged when the sum of squares falls by no more than this share, and could not by more. Default: 1e-8. */
  ftol?: number;
  /** Converged when the step is no more than this share of the point, both scaled. Default: 1e-8. */
  xtol?: number;
  /** Converged when no column of the Jacobian meets the residuals at a larger cosine. Default: 1e-8. */
  gtol?: number;
  /** The first step is at most this multiple of the scaled x0 (of 1, if x0 is zero). Default: 100. */
  factor?: number;
  /** Evaluations of the residuals at most. Default: 100 n, with the 2n of each difference 100 n (2n + 1). */
  maxfun?: number;
  /** Called after each step with the point and the cost there; `true` ends the fit. */
  callback?: (x: Float64Array, cost: number, nit: number) => unknown;
}

/**
 * Fits a model to data: minimizes half the sum of squared residuals, |f(x)|^2 / 2, by Levenberg-Marquardt steps
 *
 *   p = -(J'J + lambda D^2)^-1 J'f
 *
 * between Gauss-Newton (lambda = 0) and steepest descent (lambda large). It needs no second derivatives: J'J stands for
 * the Hessian, which it nearly is where the residuals are small or nearly linear. The system is solved by QR and never
 * formed, so that the condition of J is not squared. `x` does not depend on the units of the variables: D scales them.
 *
 * @param residuals m of them, at least as many as variables
 * @param x0 the point to start from
 * @returns SciPy's fields: `{ x, cost, fun, jac, grad, optimality, nit, nfev, njev, status, success, message, trace }`
 * @throws InvalidInput for an unknown option, an empty or non-finite x0, residuals that are fewer than the variables, not
 *   numbers, or not finite at x0, and a Jacobian of another size
 * @example
 * ```ts
 * // y = a e^(b t) through three points
 * const [t, y] = [[0, 1, 2], [3, 6, 12]];
 * const fit = leastSquares(([a, b]) => t.map((ti, i) => a * Math.exp(b * ti) - y[i]), [1, 1]);
 * fit.success // true
 * Math.abs(fit.x[0] - 3) < 1e-9 // true
 * Math.abs(fit.x[1] - Math.LN2) < 1e-9 // true
 * ```
 * @see Moré, "The Levenberg-Marquardt algorithm: implementation and theory", 1978
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, section 10.3
 */
export function leastSquares(
  residuals: Residuals,
  x0: ArrayLike<number>,
  options: LeastSquaresOptions = {},
): LeastSquaresResult {
  onlyOptions<LeastSquaresOptions>('leastSquares', options, [
    'jac',
    'xScale',
    'ftol',
    'xtol',
    'gtol',
    'factor',
    'maxfun',
    'maxtime',
    'signal',
    'callback',
    'trace',
  ]);
  const {
    jac,
    xScale = 'jac',
    ftol = 1e-8,
    xtol = 1e-8,
    gtol = 1e-8,
    factor = 100,
    callback,
    trace,
  } = options;
  checkLimits('leastSquares', options);
  checkTolerance('leastSquares: xtol', xtol);
  if (!(typeof factor === 'number' && factor > 0 && factor < Infinity)) {
    throw new InvalidInput({
      subject: 'leastSquares: factor',
      given: factor,
      allowed: 'a positive, finite number',
    });
  }
  const problem = countedResiduals('leastSquares', residuals, jac);
  const start = startingPoint('leastSquares', x0);
  const n = start.length;
  const { maxfun = 100 * n * (jac ? 1 : 2 * n + 1) } = options;
  const scale = scaleOf(xScale, n);
  const initial = problem.at(start);
  const points: LeastSquaresTracePoint[] = [];
  checkStart(initial, n);

  const { x, f, columns, nit, status } = levenbergMarquardt(problem, start, initial, {
    ...{ ftol, xtol, gtol, maxfun, factor, scale },
    interrupted: interruption(options),
    record: (at, reached, jacobian) => {
      if (trace) points.push(tracePoint(at, reached, jacobian, points.at(-1)?.x));
    },
    tell: (at, reached, step) => isLast('leastSquares', callback?.(at.slice(), halfSquares(reached), step)),
  });
  const grad = gradientOf(f, columns);
  return displayed({
    x,
    cost: halfSquares(f),
    fun: f,
    jac: rowsOf(columns, f.length),
    grad,
    optimality: infinityNorm(grad),
    nit,
    nfev: problem.nfev,
    njev: problem.njev,
    status,
    success: status >= 1 && status <= 4,
    message: leastSquaresMessages[status],
    ...(trace ? { trace: points } : {}),
  });
}

const halfSquares = (f: Float64Array): number => dot(f, f) / 2;

/** The m rows of a matrix. */
function rowsOf(columns: readonly Float64Array[], m: number): Float64Array[] {
  const n = columns.length;
  const rows = vectors(m, n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) rows[i][j] = columns[j][i];
  }
  return rows;
}

/** J'f; a loop, as a call for each column would take longer. */
function gradientOf(f: Float64Array, columns: readonly Float64Array[]): Float64Array {
  const grad = new Float64Array(columns.length);
  for (let j = 0; j < grad.length; j++) grad[j] = dot(columns[j], f);
  return grad;
}

function tracePoint(
  x: Float64Array,
  f: Float64Array,
  columns: readonly Float64Array[],
  before: Float64Array | undefined,
): LeastSquaresTracePoint {
  const grad = gradientOf(f, columns);
  const step = before ? norm(minus(x, before)) : 0;
  return { x: x.slice(), cost: halfSquares(f), grad, gradientNorm: infinityNorm(grad), step };
}

function checkStart(f: Float64Array, n: number): void {
  if (f.length < n) {
    throw new InvalidInput({
      subject: 'leastSquares: the number of residuals',
      given: f.length,
      allowed: `${n} or more, the number of variables`,
      remedy: 'With fewer, many points fit alike: add a residual such as a small multiple of each variable.',
    });
  }
  const wrong = f.findIndex((each) => !Number.isFinite(each));
  if (wrong < 0) return;
  throw new InvalidInput({
    subject: `leastSquares: residual ${wrong} at x0`,
    given: f[wrong],
    allowed: 'a finite number',
    remedy: 'Start where the model is defined.',
  });
}

/** D is the inverse of the sizes; undefined leaves it to the Jacobian. */
function scaleOf(xScale: unknown, n: number): Float64Array | undefined {
  if (xScale === 'jac') return undefined;
  const sizes =
    typeof xScale === 'number' ? new Array<number>(n).fill(xScale) : (xScale as ArrayLike<number>);
  const isSize = (size: unknown) => typeof size === 'number' && size > 0 && size < Infinity;
  if (typeof sizes === 'object' && sizes?.length === n && Array.from(sizes).every(isSize)) {
    return Float64Array.from(sizes, (size) => 1 / size);
  }
  const allowed = `'jac', a positive number, or ${n} positive numbers, one a coordinate`;
  throw new InvalidInput({ subject: 'leastSquares: xScale', given: xScale, allowed });
}
