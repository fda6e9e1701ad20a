import { onlyOptions } from '../../errors/only-options';
import { fallsWithoutEnd } from '../limits';
import { keepsNothing } from '../recycling';
import { checkBetween, type Line, type LineSearch, type Probe, probe } from './line';
import { type Interval, narrow, nextStep, type Sample } from './more-thuente-step';

/** Options of {@link strongWolfe}. */
export interface StrongWolfeOptions {
  /** The share of the linear decrease that is asked for. Default: 1e-4. */
  c1?: number;
  /** The share of the first slope that may be left. Default: 0.9, for quasi-Newton methods. */
  c2?: number;
  /** The interval, relative to its steps, below which the search gives up. Default: 1e-14. */
  xtol?: number;
  /** Evaluations of f and its gradient. Default: 100. */
  maxfun?: number;
}

/** An extrapolation goes from 1.1 to 4 times as far as the step before it did. */
const SHORTEST_LEAP = 1.1;
const LONGEST_LEAP = 4;

/**
 * The line search of Moré and Thuente: a step that meets the strong Wolfe conditions,
 * f(x + a d) <= f(x) + c1 a g'd and |g(x + a d)'d| <= c2 |g'd|.
 *
 * It works on psi(a) = phi(a) - phi(0) - c1 a phi'(0) until a step has psi <= 0 and a slope that is not negative, and on
 * phi from there. Where f is not finite the interval ends. Where f differs from f(x) by its rounding errors alone, the
 * first condition is asked of the slopes: of the parabola through them, as Hager and Zhang do.
 *
 * @throws InvalidInput for an unknown option, and for c1 and c2 unless 0 < c1 <= c2 < 1
 * @example
 * ```ts
 * const bowl = (x: Float64Array) => x[0] ** 2 + 10 * x[1] ** 2;
 * const grad = (x: Float64Array) => [2 * x[0], 20 * x[1]];
 * minimize(bowl, [1, 1], { method: 'bfgs', grad, lineSearch: strongWolfe({ c2: 0.1 }) }).success // true
 * ```
 * @see Moré & Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20(3), 1994
 * @see Hager & Zhang, "A new conjugate gradient method with guaranteed descent", SIAM J. Optim. 16(1), 2005, (4.2)
 */
export function strongWolfe(options: StrongWolfeOptions = {}): LineSearch {
  onlyOptions<StrongWolfeOptions>('strongWolfe', options, ['c1', 'c2', 'xtol', 'maxfun']);
  const { c1 = 1e-4, c2 = 0.9, xtol = 1e-14, maxfun = 100 } = options;
  checkBetween('strongWolfe: c1', c1, 0, 1);
  checkBetween('strongWolfe: c2', c2, c1 - Number.EPSILON, 1);
  checkBetween('strongWolfe: xtol', xtol, 0, 1);
  checkBetween('strongWolfe: maxfun', maxfun, 0, Infinity);
  return keepsNothing((line) => search(line, c1, c2, xtol, maxfun));
}

function search(line: Line, c1: number, c2: number, xtol: number, maxfun: number): Probe | undefined {
  const { fun: f0, slope: slope0, longest } = line;
  const origin: Sample = { step: 0, fun: f0, slope: slope0 };
  let interval: Interval = { x: origin, y: origin, bracketed: false };
  let onPsi = true;
  let width = Infinity;
  let widthBefore = Infinity;
  let step = Math.min(line.trial, longest);
  let [low, high] = [0, (1 + LONGEST_LEAP) * step];

  for (let count = 0; count < maxfun; count++) {
    const p = probe(line, step);
    if (fallsWithoutEnd(p.fun, f0)) return p;
    if (!Number.isFinite(p.fun) || !Number.isFinite(p.slope)) {
      interval = { ...interval, y: { step, fun: Infinity, slope: Infinity }, bracketed: true };
      const { x } = interval;
      width = Math.abs(step - x.step);
      [low, high] = [Math.min(x.step, step), Math.max(x.step, step)];
      step = x.step + (step - x.step) / 10;
      if (width <= xtol * high || step === x.step) return undefined;
      continue;
    }
    const armijo = p.fun <= f0 + c1 * step * slope0;
    if (Math.abs(p.slope) <= -c2 * slope0 && (armijo || descendsBySlope(line, p, c1))) return p;
    if (step === longest && armijo && p.slope <= c1 * slope0) return p;
    if (armijo && p.slope >= 0) onPsi = false;

    // Between the two, psi has its minimizer in the interval although phi may not.
    const shift = onPsi && p.fun <= interval.x.fun && !armijo ? c1 * slope0 : 0;
    const lowered = (s: Sample): Sample => ({
      step: s.step,
      fun: s.fun - s.step * shift,
      slope: s.slope - shift,
    });
    const seen: Interval = { ...interval, x: lowered(interval.x), y: lowered(interval.y) };
    let next = nextStep(seen, lowered(p), low, high);
    const { x, y, bracketed } = narrow(seen, lowered(p));
    const raised = (s: Sample): Sample => ({
      step: s.step,
      fun: s.fun + s.step * shift,
      slope: s.slope + shift,
    });
    interval = { x: raised(x), y: raised(y), bracketed };

    if (bracketed) {
      const left = Math.abs(y.step - x.step);
      const tooSlow = left >= 0.66 * widthBefore;
      if (tooSlow || !Number.isFinite(next)) next = x.step + (y.step - x.step) / 2;
      [widthBefore, width] = [width, left];
      [low, high] = [Math.min(x.step, y.step), Math.max(x.step, y.step)];
      if (left <= xtol * high || next <= low || next >= high) return undefined;
    } else {
      [low, high] = [next + SHORTEST_LEAP * (next - x.step), next + LONGEST_LEAP * (next - x.step)];
    }
    step = Math.min(next, longest);
  }
  return undefined;
}

/** How many rounding errors the value at the end of a step may seem to be higher. */
const ROUNDINGS = 8;

/** The condition of sufficient decrease by slopes, where the values are too near to each other to tell. */
function descendsBySlope({ fun, slope, noise }: Line, p: Probe, c1: number): boolean {
  return Math.abs(p.fun - fun) <= ROUNDINGS * noise * Math.abs(fun) && p.slope <= (2 * c1 - 1) * slope;
}
