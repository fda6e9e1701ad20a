import { onlyOptions } from '../../errors/only-options';
import { fallsWithoutEnd } from '../limits';
import { keepsNothing } from '../recycling';
import { checkBetween, type Line, type LineSearch, type Probe, probe } from './line';

/** Options of {@link hagerZhang}, with the letters of the paper. */
export interface HagerZhangOptions {
  /** delta, the share of the linear decrease that is asked for. Default: 0.1. */
  c1?: number;
  /** sigma, the share of the first slope that may be left. Default: 0.9. */
  c2?: number;
  /** By how much f may seem to rise, relative to |f|. Default: 1e-6, or 8 times the noise of f where that is more. */
  epsilon?: number;
  /** Evaluations of f and its gradient. Default: 100. */
  maxfun?: number;
}

/** gamma: bisect where two secant steps leave more than this of the interval. */
const SLOWEST = 0.66;
/** rho: how much longer the next step is while nothing is bracketed. */
const LEAP = 5;

/**
 * The line search of Hager and Zhang: a step that meets the Wolfe conditions, or the approximate ones,
 * (2 c1 - 1) g'd >= g(x + a d)'d >= c2 g'd where f(x + a d) <= f(x) + epsilon |f(x)|.
 *
 * The approximate conditions are asked of slopes, which keep their precision near a minimum where values differ by less
 * than their rounding errors: a step is found to the full precision of the gradient, and with noise in f.
 *
 * @throws InvalidInput for an unknown option, for c1 outside (0, 1/2) and c2 outside [c1, 1)
 * @example
 * ```ts
 * const far = (x: Float64Array) => 1e6 + (x[0] - 1) ** 2;
 * const method = lineSearchMethod(bfgs(), hagerZhang());
 * const { x } = minimize(far, [4], { method, grad: (x) => [2 * (x[0] - 1)], gtol: 1e-12 });
 * Math.abs(x[0] - 1) < 1e-12 // true
 * ```
 * @see Hager & Zhang, "A new conjugate gradient method with guaranteed descent and an efficient line search",
 *   SIAM J. Optim. 16(1), 2005, section 4
 */
export function hagerZhang(options: HagerZhangOptions = {}): LineSearch {
  onlyOptions<HagerZhangOptions>('hagerZhang', options, ['c1', 'c2', 'epsilon', 'maxfun']);
  const { c1 = 0.1, c2 = 0.9, epsilon = 1e-6, maxfun = 100 } = options;
  checkBetween('hagerZhang: c1', c1, 0, 0.5);
  checkBetween('hagerZhang: c2', c2, c1 - Number.EPSILON, 1);
  checkBetween('hagerZhang: epsilon', epsilon, -Number.MIN_VALUE, 1);
  checkBetween('hagerZhang: maxfun', maxfun, 0, Infinity);
  return keepsNothing((line) => new Search(line, { c1, c2, epsilon, maxfun }).run());
}

/** Thrown to end a search wherever in its intervals it is: with a probe that meets the conditions, or without. */
class Ended {
  constructor(readonly found?: Probe) {}
}

/** `low` ends may begin an interval, `rising` ones may end it; what is `high` falls again before it rises. */
type Kind = 'low' | 'high' | 'rising';

/** One search: an interval whose left end is low and falls, and whose right end rises. */
class Search {
  private readonly origin: Probe;
  private readonly ceiling: number;
  private left: number;

  constructor(
    private readonly line: Line,
    private readonly options: Required<HagerZhangOptions>,
  ) {
    const { x, fun, jac, slope, noise } = line;
    this.origin = { x, fun, jac, slope, step: 0 };
    this.ceiling = fun + Math.max(options.epsilon, 8 * noise) * Math.abs(fun);
    this.left = options.maxfun;
  }

  run(): Probe | undefined {
    try {
      let [a, b] = this.bracket(Math.min(this.line.trial, this.line.longest));
      for (;;) {
        const width = b.step - a.step;
        [a, b] = this.twoSecants(a, b);
        if (!(b.step - a.step < SLOWEST * width)) [a, b] = this.update(a, b, this.middle(a, b));
      }
    } catch (outcome) {
      if (outcome instanceof Ended) return outcome.found;
      throw outcome;
    }
  }

  private probe(step: number): Probe {
    if (this.left-- <= 0) throw new Ended();
    const p = probe(this.line, step);
    if (fallsWithoutEnd(p.fun, this.origin.fun) || this.accepts(p)) throw new Ended(p);
    return p;
  }

  private accepts({ step, fun, slope }: Probe): boolean {
    const { c1, c2 } = this.options;
    const { fun: f0, slope: slope0 } = this.origin;
    if (!(slope >= c2 * slope0) || !Number.isFinite(slope)) return false;
    return fun - f0 <= c1 * step * slope0 || ((2 * c1 - 1) * slope0 >= slope && fun <= this.ceiling);
  }

  private kind({ fun, slope }: Probe): Kind {
    if (!Number.isFinite(fun) || !Number.isFinite(slope)) return 'high';
    if (slope >= 0) return 'rising';
    return fun <= this.ceiling ? 'low' : 'high';
  }

  /** Steps that grow until one rises or is too high. */
  private bracket(first: number): [Probe, Probe] {
    let low = this.origin;
    for (let step = first; ; step = Math.min(LEAP * step, this.line.longest)) {
      const p = this.probe(step);
      const kind = this.kind(p);
      if (kind === 'rising') return [low, p];
      if (kind === 'high') return this.lower(low, p);
      if (step >= this.line.longest) throw new Ended(p.fun < this.origin.fun ? p : undefined);
      low = p;
    }
  }

  /** Bisects between a low end and one that is too high until an end rises. */
  private lower(a: Probe, b: Probe): [Probe, Probe] {
    let [low, high] = [a, b];
    for (;;) {
      const p = this.probe(this.middle(low, high));
      const kind = this.kind(p);
      if (kind === 'rising') return [low, p];
      if (kind === 'low') low = p;
      else high = p;
    }
  }

  private middle(low: Probe, high: Probe): number {
    return this.inside(low.step, high.step, low.step + (high.step - low.step) / 2);
  }

  /** A step strictly between two, if float64 has one. */
  private inside(low: number, high: number, step: number): number {
    if (step > low && step < high && high - low > 1e-15 * high) return step;
    throw new Ended();
  }

  /** The part of an interval that a step inside it leaves. */
  private update(a: Probe, b: Probe, step: number): [Probe, Probe] {
    if (!(step > a.step && step < b.step)) return [a, b];
    const p = this.probe(this.inside(a.step, b.step, step));
    const kind = this.kind(p);
    if (kind === 'rising') return [a, p];
    return kind === 'low' ? [p, b] : this.lower(a, p);
  }

  /** A secant step on the slopes, and a second one from the end that it moved. */
  private twoSecants(a: Probe, b: Probe): [Probe, Probe] {
    const first = secant(a, b);
    const [A, B] = this.update(a, b, first);
    if (first === B.step) return this.update(A, B, secant(b, B));
    if (first === A.step) return this.update(A, B, secant(a, A));
    return [A, B];
  }
}

/** Where the line through two slopes is zero. */
const secant = (a: Probe, b: Probe): number => (a.step * b.slope - b.step * a.slope) / (b.slope - a.slope);
