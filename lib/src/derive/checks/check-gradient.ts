import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { type Displayable, displaySymbol, type MimeBundle } from '../../show';
import { besideOthers, type CoordinateReport, coordinate, short } from './gradient/coordinate';
import {
  type GivenFunction,
  type GivenObjective,
  plainNumbers,
  readFunction,
} from './gradient/read-function';
import { numberBetween } from './inputs';

export type { CoordinateReport, DerivativeEstimate } from './gradient/coordinate';

export type { GivenFunction, GivenObjective } from './gradient/read-function';

/** Options of {@link checkGradient}. */
export interface GradientCheckOptions {
  /**
   * Largest accepted relative difference, beside the differences' own error estimate. Default 1e-6: well above what
   * extrapolated differences reach for smooth functions in float64 (about 1e-10) and below any programming mistake.
   */
  tolerance?: number;
  /**
   * The relative rounding errors of f's values. Default: what f brings along as `noise` or `noiseAt`, that of float32 for an f
   * that returns tensors, else 2^-52.
   */
  noise?: number;
}

/** A gradient that differs from differences; the message names the worst coordinate. */
export class GradientError extends Error {
  override readonly name = 'GradientError';
  readonly coordinates: readonly CoordinateReport[];

  constructor(coordinates: readonly CoordinateReport[]) {
    const wrong = coordinates.filter(({ verdict }) => verdict !== 'agrees');
    const worst = worstOf(wrong);
    super(
      `checkGradient: coordinate ${worst.index} ${worst.summary} (${wrong.length} of ${coordinates.length} coordinates fail)`,
    );
    this.coordinates = coordinates;
  }
}

/** The outcome of {@link checkGradient}. */
export interface GradientCheck extends Displayable {
  /** Whether every coordinate agrees. */
  holds: boolean;
  coordinates: CoordinateReport[];
  /** The coordinate with the largest relative error. */
  worst: CoordinateReport;
  /** @throws GradientError naming the worst coordinate, unless every coordinate agrees */
  verify(): GradientCheck;
}

/**
 * Compares a gradient with central differences of the function, coordinate by coordinate.
 *
 * Each derivative is extrapolated from differences at shrinking steps, scaled to |x_i|, until rounding takes over
 * (Ridders 1982), which also gives an estimate of its error. A coordinate agrees where the difference is within
 * `tolerance` relative, or within ten times that estimate where the estimate itself is small. One-sided slopes that
 * disagree are called a kink: no gradient can be checked there.
 *
 * A formula of x in the grammar of derivations is differentiated in two more ways: automatically, and by the complex step
 * $\operatorname{Im} f(x + ih)/h$ with h = 1e-100. An objective's own gradient is shown beside the differences. Where another
 * method contradicts the gradient, and differences do not contradict that method, the gradient differs.
 *
 * @param f the function, of a vector; a formula of the vector x, `'x[1]^2*x[2]'`; or an objective `{ value, grad }`, as of
 *   `formulaObjective` and `tensorObjective`. It may return a tensor of one entry
 * @param grad its gradient, of the same length; an array or a function of x
 * @param x where to check
 * @throws InvalidInput if the gradient's length is not x's, x is empty or holds a number that is not finite, f or the
 *   gradient gives no numbers, or an option is unknown
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2 * x[1];
 * checkGradient(f, (x) => [2 * x[0] * x[1], x[0] ** 2], [3, 5]).holds // true
 * checkGradient(f, (x) => [2 * x[0] * x[1], x[0]], [3, 5]).worst.index // 1
 *
 * const check = checkGradient('x[1]^2*x[2]', (x) => [2 * x[0] * x[1], x[0] ** 2], [3, 5]);
 * check.coordinates[0].methods.map(({ method }) => method) // [ 'differences', 'autodiff', 'complex step' ]
 * ```
 * @see Ridders, "Accurate computation of F'(x) and F'(x)F''(x)", Advances in Engineering Software 4(2), 1982
 */
export function checkGradient(
  f: GivenFunction,
  grad: ArrayLike<number> | ((x: Float64Array) => ArrayLike<number>),
  x: ArrayLike<number>,
  options: GradientCheckOptions = {},
): GradientCheck {
  onlyOptions<GradientCheckOptions>('checkGradient', options, ['tolerance', 'noise']);
  const { tolerance = 1e-6 } = options;
  checkInputs(f, x, tolerance);
  if (options.noise !== undefined) numberBetween('checkGradient: noise', options.noise, 0, 1);
  const at = Float64Array.from(x);
  const analytic = plainNumbers(typeof grad === 'function' ? grad(at.slice()) : grad) as ArrayLike<number>;
  if (analytic?.length !== at.length) {
    throw new InvalidInput({
      subject: 'checkGradient: the gradient',
      given: analytic,
      allowed: `of the length of x, ${at.length}`,
    });
  }
  const isList = Array.isArray(analytic) || ArrayBuffer.isView(analytic);
  if (!isList || !Array.from(analytic).every((entry) => typeof entry === 'number')) {
    throw new InvalidInput({
      subject: 'checkGradient: the gradient',
      given: analytic,
      allowed: 'an array of numbers',
    });
  }
  const scale = 1e-3 * Array.from(analytic).reduce((most, entry) => Math.max(most, Math.abs(entry) || 0), 0);
  const { value, others, ...read } = readFunction('checkGradient', f, at);
  const noise = options.noise ?? read.noise;
  const coordinates = Array.from(at, (_, index) => {
    const along = (offset: number) => {
      const moved = at.slice();
      moved[index] += offset;
      return value(moved);
    };
    const found = coordinate(index, at[index], analytic[index], along, scale, tolerance, noise);
    return besideOthers(
      found,
      Object.entries(others).map(([method, values]) => [method, values[index]]),
      tolerance,
    );
  });
  const check: GradientCheck = {
    holds: coordinates.every(({ verdict }) => verdict === 'agrees'),
    coordinates,
    worst: worstOf(coordinates),
    verify() {
      if (!check.holds) throw new GradientError(coordinates);
      return check;
    },
    [displaySymbol]: () => render(check),
  };
  return check;
}

function checkInputs(f: unknown, x: ArrayLike<number>, tolerance: number): void {
  if (
    typeof f !== 'function' &&
    typeof f !== 'string' &&
    typeof (f as GivenObjective | null)?.value !== 'function'
  ) {
    const allowed = 'a function of x, a formula of x, or an objective { value, grad }';
    throw new InvalidInput({ subject: 'checkGradient: f', given: f, allowed });
  }
  if (typeof x !== 'object' || x === null || !(x.length > 0) || !Array.from(x).every(Number.isFinite)) {
    const allowed = 'an array of one or more finite numbers';
    throw new InvalidInput({ subject: 'checkGradient: x', given: x, allowed });
  }
  if (typeof tolerance !== 'number' || !(tolerance > 0 && tolerance < 1)) {
    throw new InvalidInput({
      subject: 'checkGradient: tolerance',
      given: tolerance,
      allowed: 'a number between 0 and 1',
    });
  }
}

/** The worst of one or more coordinates. */
const worstOf = (coordinates: readonly CoordinateReport[]): CoordinateReport =>
  coordinates.reduce((worst, each) => {
    const rank = ({ verdict, relativeError }: CoordinateReport) =>
      (verdict === 'agrees' ? 0 : 2) + (Number.isFinite(relativeError) ? Math.min(relativeError, 1) : 1);
    return rank(each) > rank(worst) ? each : worst;
  });

/** The coordinates shown: the worst of a long gradient, in the order of the coordinates. */
const mostRows = 20;

function render({ holds, coordinates, worst }: GradientCheck): MimeBundle {
  const failing = coordinates.filter(({ verdict }) => verdict !== 'agrees').length;
  const headline = holds
    ? `✓ gradient agrees with differences in ${coordinates.length} coordinates, largest relative error ${worst.relativeError.toExponential(1)}`
    : `✗ gradient fails in ${failing} of ${coordinates.length} coordinates; coordinate ${worst.index} ${worst.summary}`;
  const worstFirst = [...coordinates].sort((a, b) => b.relativeError - a.relativeError);
  const shown = worstFirst.slice(0, mostRows).sort((a, b) => a.index - b.index);
  const others = coordinates[0].methods.slice(1).map(({ method }) => method);
  const rows = shown.map(({ index, analytic, methods, errorEstimate, relativeError, verdict }) => {
    const found = methods.map(({ value }) => short(value));
    const [numeric, ...rest] = found;
    return `| ${[index, short(analytic), numeric, errorEstimate.toExponential(1), ...rest, relativeError.toExponential(1), verdict].join(' | ')} |`;
  });
  const headings = [
    'coordinate',
    'gradient',
    'differences',
    '± error',
    ...others,
    'relative error',
    'verdict',
  ];
  const table = [
    `| ${headings.join(' | ')} |`,
    `|${headings.map((heading) => (heading === 'verdict' ? '---' : '---:')).join('|')}|`,
    ...rows,
  ];
  return {
    'text/plain': [headline, ...shown.map(({ index, summary }) => `  ${index}: ${summary}`)].join('\n'),
    'text/markdown': [headline, table.join('\n')].join('\n\n'),
  };
}
