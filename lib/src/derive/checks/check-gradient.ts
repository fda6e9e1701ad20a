import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { type Displayable, displaySymbol, type MimeBundle } from '../../show';
import { derivativeByDifferences } from './differences';

/** Options of {@link checkGradient}. */
export interface GradientCheckOptions {
  /**
   * Largest accepted relative difference, beside the differences' own error estimate. Default 1e-6: well above what
   * extrapolated differences reach for smooth functions in float64 (about 1e-10) and below any programming mistake.
   */
  tolerance?: number;
}

/** One coordinate of a gradient check. */
export interface CoordinateReport {
  index: number;
  x: number;
  analytic: number;
  numeric: number;
  /** The differences' own estimate of their absolute error. */
  errorEstimate: number;
  /**
   * |analytic - numeric| relative to the largest of: both, a thousandth of the gradient's largest entry, and how much
   * the function varies per unit nearby.
   */
  relativeError: number;
  verdict: 'agrees' | 'differs' | 'kink' | 'undefined' | 'undecided';
  /** The verdict in a sentence. */
  summary: string;
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
 * @param f the function, of a vector
 * @param grad its gradient, of the same length; an array or a function of x
 * @param x where to check
 * @throws InvalidInput if the gradient's length is not x's, x is empty or holds a number that is not finite, f or the
 *   gradient gives no numbers, or an option is unknown
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2 * x[1];
 * checkGradient(f, (x) => [2 * x[0] * x[1], x[0] ** 2], [3, 5]).holds // true
 * checkGradient(f, (x) => [2 * x[0] * x[1], x[0]], [3, 5]).worst.index // 1
 * ```
 * @see Ridders, "Accurate computation of F'(x) and F'(x)F''(x)", Advances in Engineering Software 4(2), 1982
 */
export function checkGradient(
  f: (x: Float64Array) => number,
  grad: ArrayLike<number> | ((x: Float64Array) => ArrayLike<number>),
  x: ArrayLike<number>,
  options: GradientCheckOptions = {},
): GradientCheck {
  onlyOptions<GradientCheckOptions>('checkGradient', options, ['tolerance']);
  const { tolerance = 1e-6 } = options;
  checkInputs(f, x, tolerance);
  const at = Float64Array.from(x);
  const analytic = typeof grad === 'function' ? grad(at.slice()) : grad;
  if (analytic?.length !== at.length) {
    throw new InvalidInput({
      subject: 'checkGradient: the gradient',
      given: analytic,
      allowed: `of the length of x, ${at.length}`,
    });
  }
  const scale = 1e-3 * Array.from(analytic).reduce((most, entry) => Math.max(most, Math.abs(entry) || 0), 0);
  const coordinates = Array.from(at, (_, index) => {
    const along = (offset: number) => {
      const moved = at.slice();
      moved[index] += offset;
      const value: unknown = f(moved);
      if (typeof value === 'number') return value;
      throw new InvalidInput({ subject: 'checkGradient: f(x)', given: value, allowed: 'a number' });
    };
    return coordinate(index, at[index], analytic[index], along, scale, tolerance);
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
  if (typeof f !== 'function')
    throw new InvalidInput({ subject: 'checkGradient: f', given: f, allowed: 'a function of x' });
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

function coordinate(
  index: number,
  x: number,
  analytic: number,
  along: (offset: number) => number,
  scale: number,
  tolerance: number,
): CoordinateReport {
  const { slope: numeric, errorEstimate, left, right, kink, variation } = derivativeByDifferences(along, x);
  const size = Math.max(Math.abs(analytic), Math.abs(numeric), scale, variation);
  const difference = Math.abs(analytic - numeric);
  const relativeError = size === 0 ? 0 : difference / size;
  const report = { index, x, analytic, numeric, errorEstimate, relativeError };
  if (typeof analytic !== 'number' || !Number.isFinite(analytic)) {
    return { ...report, verdict: 'undefined', summary: `is undefined: the gradient gives ${analytic}` };
  }
  if (!Number.isFinite(numeric)) {
    return { ...report, verdict: 'undefined', summary: 'is undefined: the function is not finite near x' };
  }
  if (kink) {
    const summary = `is a kink of the function: the slope is ${short(left)} to the left and ${short(right)} to the right`;
    return { ...report, verdict: 'kink', summary };
  }
  const compared = `the gradient gives ${short(analytic)}, differences give ${short(numeric)}`;
  if (difference <= tolerance * size) return { ...report, verdict: 'agrees', summary: `agrees: ${compared}` };
  if (difference > 10 * errorEstimate)
    return { ...report, verdict: 'differs', summary: `differs: ${compared}` };
  const summary = `is undecided: differences are no more accurate than ${short(errorEstimate)} here; ${compared}`;
  if (errorEstimate <= 1e-3 * size || errorEstimate <= 1e-9)
    return { ...report, verdict: 'agrees', summary: `agrees: ${compared}` };
  return { ...report, verdict: 'undecided', summary };
}

/** The worst of one or more coordinates. */
const worstOf = (coordinates: readonly CoordinateReport[]): CoordinateReport =>
  coordinates.reduce((worst, each) => {
    const rank = ({ verdict, relativeError }: CoordinateReport) =>
      (verdict === 'agrees' ? 0 : 2) + (Number.isFinite(relativeError) ? Math.min(relativeError, 1) : 1);
    return rank(each) > rank(worst) ? each : worst;
  });

const short = (value: number) => String(Number(value.toPrecision(9)));

/** The coordinates shown: the worst of a long gradient, in the order of the coordinates. */
const mostRows = 20;

function render({ holds, coordinates, worst }: GradientCheck): MimeBundle {
  const failing = coordinates.filter(({ verdict }) => verdict !== 'agrees').length;
  const headline = holds
    ? `✓ gradient agrees with differences in ${coordinates.length} coordinates, largest relative error ${worst.relativeError.toExponential(1)}`
    : `✗ gradient fails in ${failing} of ${coordinates.length} coordinates; coordinate ${worst.index} ${worst.summary}`;
  const worstFirst = [...coordinates].sort((a, b) => b.relativeError - a.relativeError);
  const shown = worstFirst.slice(0, mostRows).sort((a, b) => a.index - b.index);
  const rows = shown.map(
    ({ index, analytic, numeric, relativeError, verdict }) =>
      `| ${index} | ${short(analytic)} | ${short(numeric)} | ${relativeError.toExponential(1)} | ${verdict} |`,
  );
  const table = [
    '| coordinate | gradient | differences | relative error | verdict |',
    '|---:|---:|---:|---:|---|',
    ...rows,
  ];
  return {
    'text/plain': [headline, ...shown.map(({ index, summary }) => `  ${index}: ${summary}`)].join('\n'),
    'text/markdown': [headline, table.join('\n')].join('\n\n'),
  };
}
