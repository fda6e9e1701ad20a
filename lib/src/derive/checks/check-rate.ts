import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import type { Displayable } from '../../show';
import { numberBetween } from './inputs';
import { type RateClaim, type ReadClaim, readClaim } from './rate/claim';
import type { Finding, FitOptions, Usable } from './rate/finding';
import { checkLinear, fewestLinear } from './rate/linear';
import { checkOrder, fewestOrder } from './rate/order';
import { checkSublinear, fewestSublinear } from './rate/sublinear';
import { checkSuperlinear, fewestSuperlinear } from './rate/superlinear';
import { usableErrors } from './rate/usable';
import { reported, short } from './report';

export type { RateClaim } from './rate/claim';

/** Options of {@link checkRate}. */
export interface RateCheckOptions {
  /**
   * Largest accepted difference of the fitted and the predicted number, as a share: of the factor or of its distance to 1,
   * whichever is smaller, for linear rates (default 0.05, five percent in steps); of the exponent for sublinear ones
   * (default 0.1); of the order less 1 (default 0.15, which tells 1.618 from 1.5 and 2 apart from both).
   */
  tolerance?: number;
  /**
   * Errors below this share of the first are taken for rounding and left out. Default 1e-12 for linear and sublinear
   * rates, which have steps enough, and 1e-14 for the others, which have few.
   */
  floor?: number;
  /** Whether the claim is a bound, met also by a run that is faster. Default false. */
  atLeast?: boolean;
}

/** What a run of errors says about its rate. */
export interface RateCheck extends Displayable {
  kind: 'linear' | 'sublinear' | 'order' | 'superlinear';
  /** The factor, exponent or order over the tail, fitted; of a superlinear claim the ratio of errors at the end. */
  fitted: number;
  /** The smallest and the largest such number over stretches of the tail: how far the fit can be trusted. */
  range: readonly [least: number, most: number];
  /** What was claimed: the factor, exponent or order; 0, the limit of the ratios, for superlinear. */
  predicted: number;
  /** The power p of k in e_k ~ C k^p factor^k, of linear claims. */
  polynomial?: number;
  /** The steps that were fitted, from and to, as indices into the errors. */
  steps: readonly [from: number, to: number];
  verdict: 'holds' | 'fails' | 'undecided';
  holds: boolean;
  /** The outcome in a sentence. */
  summary: string;
}

/** A measured rate that is not the predicted one, or errors that do not tell. */
export class RateError extends Error {
  override readonly name = 'RateError';
  readonly check: RateCheck;

  constructor(check: RateCheck) {
    super(`checkRate: ${check.summary}`);
    this.check = check;
  }
}

const defaults = {
  linear: { tolerance: 0.05, floor: 1e-12, fewest: fewestLinear },
  sublinear: { tolerance: 0.1, floor: 1e-12, fewest: fewestSublinear },
  order: { tolerance: 0.15, floor: 1e-14, fewest: fewestOrder },
  superlinear: { tolerance: 0.15, floor: 1e-14, fewest: fewestSuperlinear },
} as const;

/**
 * Compares the measured rate of convergence of a sequence of errors with the predicted one.
 *
 * - A factor, or `{ linear: factor }`: $e_k \sim C \rho^k$; with `polynomial: p`, $C k^p \rho^k$, as at critical damping.
 *   log(error) is fitted by a line over the last half of the steps above the rounding floor, since the slowest component
 *   alone is left only after the transient; the slope is the median over pairs (Theil-Sen), so that single bumps do not
 *   move it. Oscillating errors are fitted as they are. A factor that keeps moving is none: the run is sublinear or
 *   superlinear.
 * - `{ sublinear: p }`: $e_k \sim C/k^p$, by a line over log k, with k counted from 1.
 * - `{ order: q }`: $e_{k+1} \sim C e_k^q$ with q > 1, by $\log(e_{k+1}/e_k) / \log(e_k/e_{k-1})$; four errors are enough.
 * - `{ superlinear: true }`: $e_{k+1}/e_k \to 0$.
 *
 * What the errors do not tell is undecided, and throws too: too few errors above the floor, and errors that stop falling
 * above it. A finite run shows a rate over its steps; of the limit it is evidence, no proof.
 *
 * @param errors |x_k - x*| or f(x_k) - f*, positive, one per step
 * @param predicted the claim: a factor per step, `{ linear }`, `{ sublinear }`, `{ order }` or `{ superlinear: true }`
 * @returns the fit, where it agrees with the prediction
 * @throws RateError where it does not, or is undecided, with the fitted value and its range
 * @throws InvalidInput for fewer errors than the claim needs (8, 12, 4, 4), a negative one, a claim or an option that is none
 * @example
 * ```ts
 * const errors = Array.from({ length: 40 }, (_, k) => 3 * 0.8 ** k + 2 * 0.3 ** k);
 * Number(checkRate(errors, 0.8).fitted.toFixed(6)) // 0.8
 *
 * const heron = [1];
 * for (let x = heron[0]; heron.length < 6; heron.push(x)) x = (x + 2 / x) / 2;
 * const newton = checkRate(heron.map((x) => Math.abs(x - Math.SQRT2)), { order: 2 });
 * newton.fitted.toFixed(1) // '2.0'
 * ```
 * @see Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63, 1968
 * @see Ortega & Rheinboldt, "Iterative Solution of Nonlinear Equations in Several Variables", 1970, chapter 9
 */
export function checkRate(
  errors: ArrayLike<number>,
  predicted: RateClaim,
  options: RateCheckOptions = {},
): RateCheck {
  onlyOptions<RateCheckOptions>('checkRate', options, ['tolerance', 'floor', 'atLeast']);
  const claim = readClaim(predicted);
  const usual = defaults[claim.kind];
  const { tolerance = usual.tolerance, floor = usual.floor, atLeast = false } = options;
  numberBetween('checkRate: tolerance', tolerance, 0, 1);
  if (!(typeof floor === 'number' && floor >= 0 && floor < 1)) {
    throw new InvalidInput({
      subject: 'checkRate: floor',
      given: floor,
      allowed: 'a number from 0 to below 1',
    });
  }
  if (typeof atLeast !== 'boolean') {
    throw new InvalidInput({ subject: 'checkRate: atLeast', given: atLeast, allowed: 'true or false' });
  }
  const values = readErrors(errors, usual.fewest);
  const usable = usableErrors(values, floor);
  const finding =
    unfit(usable, usual.fewest, values, floor) ?? fit(usable.logs, claim, { tolerance, atLeast });
  const holds = finding.verdict === 'holds';
  const check: RateCheck = {
    kind: claim.kind,
    ...finding,
    predicted: claim.predicted,
    holds,
    ...reported(holds, finding.summary),
  };
  if (!holds) throw new RateError(check);
  return check;
}

function readErrors(errors: ArrayLike<number>, fewest: number): number[] {
  const isList = Array.isArray(errors) || (ArrayBuffer.isView(errors) && !(errors instanceof DataView));
  const values = isList ? Array.from(errors) : [];
  if (!isList || values.some((error) => typeof error !== 'number' || Number.isNaN(error) || error < 0)) {
    throw new InvalidInput({
      subject: 'checkRate: errors',
      given: errors,
      allowed: 'numbers from 0 up',
      remedy: 'Take norms or differences to the minimum.',
    });
  }
  if (values.length >= fewest) return values;
  throw new InvalidInput({
    subject: 'checkRate: errors',
    given: errors,
    allowed: `at least ${fewest} for this claim`,
    remedy: 'Record more steps, or start farther away.',
  });
}

function fit(logs: readonly number[], claim: ReadClaim, options: FitOptions): Finding {
  switch (claim.kind) {
    case 'linear':
      return checkLinear(logs, claim, options);
    case 'sublinear':
      return checkSublinear(logs, claim.predicted, options);
    case 'order':
      return checkOrder(logs, claim.predicted, options);
    case 'superlinear':
      return checkSuperlinear(logs);
  }
}

/** Why a sequence cannot be fitted at all. */
function unfit(
  { logs, ending, plateau }: Usable,
  fewest: number,
  values: readonly number[],
  floor: number,
): Finding | undefined {
  const nothing = {
    fitted: Number.NaN,
    range: [Number.NaN, Number.NaN],
    steps: [0, logs.length - 1],
  } as const;
  if (logs.length < fewest) {
    const summary =
      `undecided: only ${logs.length} of ${values.length} errors can be used, at least ${fewest} are needed, since ` +
      `${ending}; record more steps, start farther away${floor > 0 ? `, or lower the floor, ${floor} of the first error` : ''}`;
    return { ...nothing, verdict: 'undecided', summary };
  }
  if (plateau === undefined) return undefined;
  const share = Math.min(0.5, Number(((10 * plateau.level) / values[0]).toPrecision(1)));
  const summary =
    `undecided: the error stops falling at ${short(plateau.level)} from step ${plateau.from} on; ` +
    `if that is noise or rounding, leave it out by { floor: ${share} }, else the errors are taken from another limit`;
  return { ...nothing, verdict: 'undecided', summary };
}
