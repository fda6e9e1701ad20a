import { derivativeByDifferences } from '../differences';

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

/** A derivative beside the differences of f. */
export function coordinate(
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
export function besideOthers(
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

/** A number with nine digits. */
export const short = (value: number) => String(Number(value.toPrecision(9)));
