import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { type Displayable, displaySymbol, type MimeBundle } from '../../show';
import { derivativeByDifferences } from './differences';
import {
  type GivenFunction,
  type GivenObjective,
  plainNumbers,
  readFunction,
} from './gradient/read-function';
import { numberBetween } from './inputs';

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

/** What one method says of a derivative. */
export interface DerivativeEstimate {
  method: 'differences' | 'autodiff' | 'complex step';
  value: number;
  /** An estimate of its absolute error. */
  error: number;
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
  /** What each method says: differences, and where f is a formula or brings a gradient along, the others. */
  methods: readonly DerivativeEstimate[];
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

function coordinate(
  index: number,
  x: number,
  analytic: number,
  along: (offset: number) => number,
  scale: number,
  tolerance: number,
  noise: number,
): CoordinateReport {
  const {
    slope: numeric,
    errorEstimate,
    left,
    right,
    kink,
    variation,
  } = derivativeByDifferences(along, x, noise);
  const size = Math.max(Math.abs(analytic), Math.abs(numeric), scale, variation);
  const difference = Math.abs(analytic - numeric);
  const relativeError = size === 0 ? 0 : difference / size;
  const methods = [{ method: 'differences' as const, value: numeric, error: errorEstimate }];
  const report = { index, x, analytic, numeric, errorEstimate, relativeError, methods };
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

/** Rounding in methods that subtract nothing, relative to the derivative. */
const exactShare = 1e-12;

/** The coordinate with what other methods say, which are more exact than differences but may be derivatives of another f. */
function besideOthers(
  found: CoordinateReport,
  others: readonly (readonly [string, number])[],
  tolerance: number,
): CoordinateReport {
  const estimates = others.map(([method, value]): DerivativeEstimate => {
    return { method: method as DerivativeEstimate['method'], value, error: exactShare * Math.abs(value) };
  });
  const methods = [...found.methods, ...estimates];
  const { analytic, numeric, errorEstimate } = found;
  const isExact = (value: number) =>
    Math.abs(value - numeric) <= 10 * errorEstimate + 1e-6 * Math.max(Math.abs(value), Math.abs(numeric));
  const trusted = estimates.filter(({ value }) => Number.isFinite(value) && isExact(value));
  const size = (value: number) => Math.max(Math.abs(value), Math.abs(analytic));
  const against = trusted.find(({ value }) => Math.abs(value - analytic) > tolerance * size(value));
  if (against && (found.verdict === 'agrees' || found.verdict === 'undecided')) {
    const noise = Math.max(errorEstimate, 1e-3 * tolerance);
    if (Math.abs(against.value - analytic) > Math.min(noise, 1e-9)) {
      const summary = `differs: the gradient gives ${short(analytic)}, ${against.method === 'autodiff' ? 'automatic differentiation' : 'the complex step'} gives ${short(against.value)}`;
      return { ...found, methods, verdict: 'differs', summary };
    }
  }
  if (!against && trusted.length > 0 && found.verdict === 'undecided') {
    const summary = `agrees: the gradient gives ${short(analytic)}, ${trusted[0].method} ${short(trusted[0].value)}; differences are too coarse`;
    return { ...found, methods, verdict: 'agrees', summary };
  }
  return { ...found, methods };
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
