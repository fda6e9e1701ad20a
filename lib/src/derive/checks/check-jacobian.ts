import { InvalidInput } from '../../errors';
import { checkFunction } from '../../errors/check-object';
import { onlyOptions } from '../../errors/only-options';
import type { Displayable } from '../../show';
import { checkGradient, type GivenFunction } from './check-gradient';
import { readFunction } from './gradient/read-function';
import { finiteVector, numberBetween } from './inputs';
import { reported, short } from './report';
import { hessianOfValues } from './stationary/derivatives';
import { squareRows } from './stationary/given';

/** Rows of numbers, or the numbers row by row. */
export type Rows = ArrayLike<ArrayLike<number>> | ArrayLike<number>;

/** Options of {@link checkJacobian}. */
export interface JacobianCheckOptions {
  /** Largest accepted relative difference, as for {@link checkGradient}. Default 1e-6. */
  tolerance?: number;
  /** The relative rounding errors of f's values. Default: 2^-52. */
  noise?: number;
}

/** Options of {@link checkHessian}. */
export interface HessianCheckOptions {
  /**
   * The gradient of f; it is compared with differences of f first. With it the Hessian is checked to `tolerance`, without it
   * as far as second differences of f allow.
   */
  grad?: (x: Float64Array) => ArrayLike<number>;
  /** Largest accepted relative difference, beside the differences' own error. Default 1e-6. */
  tolerance?: number;
}

/** One entry of a matrix of derivatives. */
export interface EntryReport {
  row: number;
  column: number;
  analytic: number;
  numeric: number;
  /** The differences' own estimate of their absolute error. */
  errorEstimate: number;
  verdict: 'agrees' | 'differs' | 'kink' | 'undefined' | 'undecided';
}

/** What {@link checkJacobian} and {@link checkHessian} found. */
export interface JacobianCheck extends Displayable {
  holds: boolean;
  entries: readonly EntryReport[];
  /** The entry that is farthest off. */
  worst: EntryReport;
  /** The outcome in a sentence. */
  summary: string;
}

/** A matrix of derivatives of which an entry differs from differences, or is undecided. */
export class JacobianError extends Error {
  override readonly name = 'JacobianError';
  readonly check: JacobianCheck;

  constructor(caller: string, check: JacobianCheck) {
    super(`${caller}: ${check.summary}`);
    this.check = check;
  }
}

/**
 * Compares the Jacobian of a function of vectors, $J_{ij} = \partial f_i / \partial x_j$, with differences, entry by entry: each
 * row as {@link checkGradient} does.
 *
 * @param f the function from a vector to a vector
 * @param jac its Jacobian, one row for each entry of f: rows, numbers row by row, or a function of x
 * @throws JacobianError naming the worst entry, unless all agree
 * @throws InvalidInput for a Jacobian of another shape, and an unknown option
 * @example
 * ```ts
 * const polar = ([r, t]: Float64Array) => [r * Math.cos(t), r * Math.sin(t)];
 * const jac = ([r, t]: Float64Array) => [[Math.cos(t), -r * Math.sin(t)], [Math.sin(t), r * Math.cos(t)]];
 * checkJacobian(polar, jac, [2, 0.5]).holds // true
 * ```
 */
export function checkJacobian(
  f: (x: Float64Array) => ArrayLike<number>,
  jac: Rows | ((x: Float64Array) => Rows),
  x: ArrayLike<number>,
  options: JacobianCheckOptions = {},
): JacobianCheck {
  onlyOptions<JacobianCheckOptions>('checkJacobian', options, ['tolerance', 'noise']);
  checkFunction('checkJacobian: f', f, 'a function from a vector to a vector');
  const at = finiteVector('checkJacobian: x', x);
  const m = outputs(f, at);
  const rows = rowsOf(
    'checkJacobian: the Jacobian',
    typeof jac === 'function' ? jac(at.slice()) : jac,
    m,
    at.length,
  );
  return finished('checkJacobian', 'Jacobian', entriesOf(f, rows, at, options));
}

/**
 * Compares a Hessian, $H_{ij} = \partial^2 f / \partial x_i \partial x_j$, with differences of the gradient, or with second
 * differences of f where no gradient is given, which are less exact: an entry that they cannot decide does not pass.
 *
 * @param f the function: as in {@link checkGradient}, also a formula or an objective
 * @param hess its Hessian: rows, numbers row by row, or a function of x
 * @throws JacobianError naming the worst entry, unless all agree
 * @throws GradientError for a gradient that is not that of f
 * @throws InvalidInput for a Hessian of another shape, and an unknown option
 * @example
 * ```ts
 * const f = ([x, y]: Float64Array) => x * x * y;
 * checkHessian(f, ([x, y]) => [[2 * y, 2 * x], [2 * x, 0]], [3, 5], { grad: ([x, y]) => [2 * x * y, x * x] }).holds // true
 * ```
 */
export function checkHessian(
  f: GivenFunction,
  hess: Rows | ((x: Float64Array) => Rows),
  x: ArrayLike<number>,
  options: HessianCheckOptions = {},
): JacobianCheck {
  onlyOptions<HessianCheckOptions>('checkHessian', options, ['grad', 'tolerance']);
  const { grad, tolerance = 1e-6 } = options;
  numberBetween('checkHessian: tolerance', tolerance, 0, 1);
  const at = finiteVector('checkHessian: x', x);
  const n = at.length;
  const { value } = readFunction('checkHessian', f, at);
  const rows = squareRows(
    typeof hess === 'function' ? hess(at.slice()) : hess,
    n,
    'checkHessian: the Hessian',
  );
  if (grad !== undefined) {
    checkFunction('checkHessian: grad', grad, 'a function from x to the gradient there, or left out');
    checkGradient(value, grad, at, { tolerance }).verify();
    return finished('checkHessian', 'Hessian', entriesOf(grad, rows, at, { tolerance }));
  }
  const limits = { lower: at.map(() => -Infinity), upper: at.map(() => Infinity) };
  const indices = Array.from(at, (_, i) => i);
  const found = hessianOfValues(value, at, indices, limits);
  const size = Math.max(...rows.flatMap((row) => Array.from(row, Math.abs)), 1e-300);
  const entries = indices.flatMap((row) =>
    indices.map((column): EntryReport => {
      const [analytic, numeric] = [rows[row][column], found.rows[row][column]];
      const errorEstimate = found.errors[row][column];
      const report = { row, column, analytic, numeric, errorEstimate };
      const apart = Math.abs(analytic - numeric);
      if (!Number.isFinite(analytic) || !Number.isFinite(numeric)) return { ...report, verdict: 'undefined' };
      const accepted =
        tolerance * Math.max(Math.abs(analytic), Math.abs(numeric), 1e-3 * size) + 10 * errorEstimate;
      if (apart > accepted) return { ...report, verdict: 'differs' };
      return { ...report, verdict: 10 * errorEstimate <= 1e-3 * size ? 'agrees' : 'undecided' };
    }),
  );
  return finished('checkHessian', 'Hessian', entries);
}

function entriesOf(
  f: (x: Float64Array) => ArrayLike<number>,
  rows: readonly Float64Array[],
  x: Float64Array,
  options: JacobianCheckOptions,
): EntryReport[] {
  return rows.flatMap((analytic, row) => {
    const { coordinates } = checkGradient((at: Float64Array) => f(at)[row], analytic, x, options);
    return coordinates.map(({ index, verdict, numeric, errorEstimate }) => ({
      ...{ row, column: index, analytic: analytic[index], numeric, errorEstimate, verdict },
    }));
  });
}

function outputs(f: (x: Float64Array) => ArrayLike<number>, x: Float64Array): number {
  const given: unknown = f(x.slice());
  const isList = Array.isArray(given) || ArrayBuffer.isView(given);
  if (isList && (given as ArrayLike<unknown>).length > 0) return (given as ArrayLike<unknown>).length;
  throw new InvalidInput({
    subject: 'checkJacobian: f(x)',
    given,
    allowed: 'an array of one number or more',
  });
}

function rowsOf(subject: string, given: unknown, m: number, n: number): Float64Array[] {
  if (m === n) return squareRows(given, n, subject);
  const list =
    Array.isArray(given) || ArrayBuffer.isView(given) ? Array.from(given as ArrayLike<unknown>) : [];
  const isRows = list.length === m && list.every((row) => typeof row === 'object' && row !== null);
  const rows = isRows
    ? list.map((row) => Array.from(row as ArrayLike<unknown>))
    : list.length === m * n
      ? Array.from({ length: m }, (_, i) => list.slice(i * n, (i + 1) * n))
      : [];
  if (
    rows.length === m &&
    rows.every((row) => row.length === n && row.every((entry) => typeof entry === 'number'))
  ) {
    return rows.map((row) => Float64Array.from(row as number[]));
  }
  throw new InvalidInput({
    subject,
    given,
    allowed: `${m} rows of ${n} numbers, or ${m * n} numbers row by row`,
  });
}

function finished(caller: string, what: string, entries: readonly EntryReport[]): JacobianCheck {
  const off = ({ verdict, analytic, numeric }: EntryReport) =>
    (verdict === 'agrees' ? 0 : 1e300) + Math.min(1e299, Math.abs(analytic - numeric) || 0);
  const worst = entries.reduce((most, each) => (off(each) > off(most) ? each : most));
  const failing = entries.filter(({ verdict }) => verdict !== 'agrees');
  const holds = failing.length === 0;
  const values = `the ${what} gives ${short(worst.analytic)}, differences give ${short(worst.numeric)} ± ${worst.errorEstimate.toExponential(1)}`;
  const summary = holds
    ? `${what} agrees with differences in ${entries.length} entries; farthest off is (${worst.row}, ${worst.column}), where ${values}`
    : `entry (${worst.row}, ${worst.column}) ${worst.verdict === 'differs' ? 'differs' : `is ${worst.verdict}`}: ${values} (${failing.length} of ${entries.length} entries fail)`;
  const ordered = [...failing, ...entries.filter(({ verdict }) => verdict === 'agrees')];
  const check: JacobianCheck = {
    holds,
    entries,
    worst,
    summary,
    ...reported(
      holds,
      summary,
      ordered.map((each) => ({ ...each })),
    ),
  };
  if (!holds) throw new JacobianError(caller, check);
  return check;
}
