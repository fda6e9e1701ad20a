import { InvalidInput } from '../../errors';
import { checkFunction } from '../../errors/check-object';
import { onlyOptions } from '../../errors/only-options';
import { type Random, random } from '../../random';
import { studentT, twoSidedTail } from '../../random/student-t';
import type { Displayable } from '../../show';
import { finiteVector, numberBetween, wholeNumber } from './inputs';
import { reported, short } from './report';

/** Options of {@link checkUnbiased}. */
export interface UnbiasedCheckOptions {
  /** How many independent values of the estimator are drawn. Default 2000. */
  runs?: number;
  /** Seed of the first; an estimator sees one stream, from which each run takes on. Default 1. */
  seed?: number;
  /**
   * The confidence of all intervals together, by Bonferroni's correction over the coordinates. Default 0.999: one unbiased
   * estimator in a thousand is called biased.
   */
  level?: number;
  /** A bias of at most this size, in each coordinate, is to be shown: not only that none is seen. */
  within?: number;
}

/** One coordinate of an estimator. */
export interface BiasReport {
  index: number;
  target: number;
  mean: number;
  /** The mean less the target. */
  bias: number;
  standardError: number;
  /** Where the bias lies, at the common level. */
  interval: readonly [low: number, high: number];
  /** The probability of such a difference without bias, corrected for the number of coordinates (Holm). */
  pValue: number;
  /** The kurtosis of the values, 3 for normal ones: heavy tails make intervals too narrow. */
  kurtosis: number;
}

/** What {@link checkUnbiased} found. */
export interface UnbiasedCheck extends Displayable {
  verdict: 'holds' | 'fails' | 'undecided';
  holds: boolean;
  runs: number;
  level: number;
  coordinates: readonly BiasReport[];
  /** The coordinate with the smallest p-value. */
  worst: BiasReport;
  /** No bias is larger than this, at the level: the largest end of an interval. */
  largestBias: number;
  /** A bias of this size in one coordinate is found in nine of ten such checks. */
  detectable: number;
  /** Present where the values have heavy tails. */
  warning?: string;
  /** The outcome in a sentence. */
  summary: string;
}

/** An estimator with a bias, or of which a bias cannot be excluded as `within` asks. */
export class BiasError extends Error {
  override readonly name = 'BiasError';
  readonly check: UnbiasedCheck;

  constructor(check: UnbiasedCheck) {
    super(`checkUnbiased: ${check.summary}`);
    this.check = check;
  }
}

/** The fewest values of which a t interval says something where values are not normal. */
const fewest = 30;

/**
 * Tests that an estimator has the mean it should have: $E[\hat\theta] = \theta$.
 *
 * Each coordinate is tested by Student's t at $\bar x \pm t_{\alpha/n} s/\sqrt{N}$, with N = `runs` and the level shared by the
 * n coordinates (Bonferroni for the intervals, Holm for the p-values). A bias is reported where an interval leaves out
 * 0. Otherwise nothing was seen, which is no proof: the report says how large a bias may be, and which one would have been
 * found in nine checks of ten. With `within: d` the check holds only if every interval is inside (-d, d).
 *
 * The intervals rest on the central limit theorem. Values with heavy tails are named: there the mean may not have
 * settled, and without a finite variance no interval is right.
 *
 * @param estimator draws one value, a number or a vector, from the random stream it is given
 * @param target what its mean should be
 * @returns the means with their intervals
 * @throws BiasError where an estimator is biased, or not shown to be unbiased as asked
 * @throws InvalidInput for a value that is not finite, vectors of different lengths, and an unknown option
 * @example
 * ```ts
 * const batch = (source: Random) => (source.integer(0, 3) + source.integer(0, 3)) / 2;
 * checkUnbiased(batch, 1.5).holds // true
 * checkUnbiased(batch, 1.5, { within: 0.1 }).largestBias < 0.1 // true
 * ```
 * @see Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6(2), 1979
 */
export function checkUnbiased(
  estimator: (source: Random) => number | ArrayLike<number>,
  target: number | ArrayLike<number>,
  options: UnbiasedCheckOptions = {},
): UnbiasedCheck {
  onlyOptions<UnbiasedCheckOptions>('checkUnbiased', options, ['runs', 'seed', 'level', 'within']);
  const { runs = 2000, seed = 1, level = 0.999, within } = options;
  checkFunction(
    'checkUnbiased: estimator',
    estimator,
    'a function from a random stream to a number or a vector',
  );
  wholeNumber('checkUnbiased: runs', runs, fewest);
  wholeNumber('checkUnbiased: seed', seed, 0);
  numberBetween('checkUnbiased: level', level, 0, 1);
  if (within !== undefined) numberBetween('checkUnbiased: within', within, 0, Infinity);
  const isNumber = typeof target === 'number';
  const goal = finiteVector('checkUnbiased: target', isNumber ? [target] : target);
  const moments = Array.from(goal, (each) => new Moments(each));
  const source = random(seed);
  for (let run = 0; run < runs; run++) {
    const value = readValue(estimator(source), isNumber, goal.length, run);
    for (let i = 0; i < goal.length; i++) moments[i].add(value[i]);
  }
  const drawn = source.uniform() !== random(seed).uniform();
  const n = goal.length;
  const t = studentT((1 - level) / n, runs - 1);
  const raw = moments.map((moment, index) => coordinateOf(index, moment, t));
  const holm = adjusted(raw.map(({ pValue }) => pValue));
  const coordinates = raw.map((each, i) => ({ ...each, pValue: holm[i] }));
  const judged = judge(coordinates, { runs, level, within, t, drawn });
  const holds = judged.verdict === 'holds';
  const check: UnbiasedCheck = {
    ...{ ...judged, holds, runs, level, coordinates },
    ...reported(holds, judged.summary, rowsOf(coordinates)),
  };
  if (!holds) throw new BiasError(check);
  return check;
}

function readValue(given: unknown, isNumber: boolean, n: number, run: number): ArrayLike<number> {
  const value = isNumber ? [given] : given;
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  if (isList && (value as ArrayLike<unknown>).length === n) {
    let i = 0;
    const entries = value as ArrayLike<unknown>;
    while (i < n && typeof entries[i] === 'number' && Number.isFinite(entries[i])) i++;
    if (i === n) return value as ArrayLike<number>;
  }
  const allowed = isNumber
    ? 'a finite number, as the target'
    : `an array of ${n} finite numbers, as the target`;
  throw new InvalidInput({ subject: `checkUnbiased: what estimator returns in run ${run}`, given, allowed });
}

/** Sums of powers of the distances from the target, with the mean kept apart so that they do not cancel (Welford). */
class Moments {
  #n = 0;
  #mean = 0;
  #m2 = 0;
  #m3 = 0;
  #m4 = 0;

  constructor(readonly target: number) {}

  add(value: number): void {
    const n = ++this.#n;
    const delta = value - this.target - this.#mean;
    const share = delta / n;
    const term = delta * share * (n - 1);
    this.#mean += share;
    this.#m4 += term * share ** 2 * (n * n - 3 * n + 3) + 6 * share ** 2 * this.#m2 - 4 * share * this.#m3;
    this.#m3 += term * share * (n - 2) - 3 * share * this.#m2;
    this.#m2 += term;
  }

  get bias() {
    return this.#mean;
  }

  get standardError() {
    return Math.sqrt(this.#m2 / (this.#n - 1) / this.#n);
  }

  get kurtosis() {
    return this.#m2 > 0 ? (this.#n * this.#m4) / this.#m2 ** 2 : 3;
  }

  get freedom() {
    return this.#n - 1;
  }
}

function coordinateOf(index: number, moment: Moments, t: number): BiasReport {
  const { target, bias, standardError, kurtosis, freedom } = moment;
  // What the summation of equal values may leave.
  const rounding = 2 ** -50 * Math.abs(target + bias);
  const half = t * standardError + rounding;
  const spread = standardError + rounding / t;
  const pValue = bias === 0 ? 1 : twoSidedTail(Math.abs(bias) / (spread || Number.MIN_VALUE), freedom);
  return {
    index,
    target,
    mean: target + bias,
    bias,
    standardError,
    interval: [bias - half, bias + half],
    pValue,
    kurtosis,
  };
}

/** Holm's correction: the smallest of n p-values times n, the next one times n - 1, and none below the one before. */
function adjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j]);
  const result = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, pValues[i] * (pValues.length - rank)));
    result[i] = largest;
  });
  return result;
}

/** The normal quantile of 0.9: what is added for a power of nine tenths. */
const powerQuantile = 1.2816;

/** The kurtosis from which a mean of 30 values or more is called slow to become normal. */
const heavyFrom = 30;

interface Asked {
  runs: number;
  level: number;
  within?: number;
  t: number;
  /** Whether the estimator drew from its stream. */
  drawn: boolean;
}

function judge(coordinates: readonly BiasReport[], { runs, level, within, t, drawn }: Asked) {
  const worst = coordinates.reduce((least, each) => (each.pValue < least.pValue ? each : least));
  const largestBias = Math.max(...coordinates.flatMap(({ interval }) => interval.map(Math.abs)));
  const detectable = Math.max(...coordinates.map(({ standardError }) => (t + powerQuantile) * standardError));
  const heavy = coordinates.filter(({ kurtosis }) => kurtosis > heavyFrom);
  const warning =
    heavy.length === 0
      ? undefined
      : `the values of ${heavy.length === 1 ? `coordinate ${heavy[0].index}` : `${heavy.length} coordinates`} have heavy tails ` +
        `(kurtosis ${short(Math.max(...heavy.map(({ kurtosis }) => kurtosis)))}, where normal values have 3), so the intervals may be too narrow`;
  const seen = coordinates.filter(({ pValue }) => pValue < 1 - level);
  // A stream that was never read from cannot have held back a rare value.
  const biased = seen.filter((each) => !drawn || !isSingle(each));
  const base = { worst, largestBias, detectable, ...(warning === undefined ? {} : { warning }) };
  const percent = `${Number((100 * level).toPrecision(6))}%`;
  const of = (each: BiasReport) =>
    coordinates.length > 1 ? `coordinate ${each.index} has` : 'the estimator has';
  const caution = warning === undefined ? '' : `; ${warning}`;
  const describe = (each: BiasReport) =>
    `${of(each)} the mean ${short(each.mean)} where ${short(each.target)} is claimed: a bias of ${short(each.bias)}, ` +
    (each.standardError === 0
      ? 'all values are equal'
      : `between ${short(each.interval[0])} and ${short(each.interval[1])} (${percent} interval, ${runs} runs)`);
  if (biased.length === 0 && seen.length > 0) {
    return { ...base, verdict: 'undecided' as const, summary: allEqual(seen[0], runs, level) };
  }
  if (within !== undefined) {
    const outside = coordinates.filter(({ interval: [low, high] }) => low >= within || high <= -within);
    const open = coordinates.filter(({ interval: [low, high] }) => !(low > -within && high < within));
    if (outside.length > 0) {
      return {
        ...base,
        verdict: 'fails' as const,
        summary: `${describe(outside[0])}, more than ${short(within)}${caution}`,
      };
    }
    if (open.length > 0) {
      const [first] = open;
      const room = within - Math.abs(first.bias);
      const factor = Math.ceil((((t + powerQuantile) * first.standardError) / room) ** 2);
      const remedy =
        room > 0 && factor > 1 && factor < 1e4 ? `; about ${factor} times the runs may decide` : '';
      const summary = `undecided: a bias of at most ${short(within)} is not shown, ${describe(first)}${remedy}${caution}`;
      return { ...base, verdict: 'undecided' as const, summary };
    }
    const caveat = biased.length > 0 ? `; a bias is seen all the same: ${describe(biased[0])}` : '';
    if (warning !== undefined) {
      const summary = `undecided: the intervals lie within ${short(within)}, but ${warning}`;
      return { ...base, verdict: 'undecided' as const, summary };
    }
    const summary = `the bias is at most ${short(within)} in each of ${coordinates.length} coordinates (${percent} intervals, ${runs} runs)${caveat}`;
    return {
      ...base,
      verdict: 'holds' as const,
      summary: coordinates.length > 1 ? summary : summary.replace(' in each of 1 coordinates', ''),
    };
  }
  if (biased.length > 0) {
    const first = biased.includes(worst) ? worst : biased[0];
    const more =
      coordinates.length > 1 ? ` (${biased.length} of ${coordinates.length} coordinates are biased)` : '';
    return { ...base, verdict: 'fails' as const, summary: `${describe(first)}${more}${caution}` };
  }
  const dominated = heavy.find(({ kurtosis }) => kurtosis > runs / 20);
  if (dominated) {
    const share = `undecided: a few of ${runs} values decide the mean, so that its interval is not to be trusted`;
    return { ...base, verdict: 'undecided' as const, summary: `${share}; ${describe(dominated)}${caution}` };
  }
  const summary =
    `no bias larger than ${short(largestBias)} (${percent} interval${coordinates.length > 1 ? `s of all ${coordinates.length} coordinates together` : ''}, ` +
    `${runs} runs); a bias of ${short(detectable)} would be found in nine of ten such checks${caution}`;
  return { ...base, verdict: 'holds' as const, summary };
}

/** Whether all values are the same number, to rounding. */
const isSingle = ({ mean, standardError }: BiasReport) => standardError <= 2 ** -50 * Math.abs(mean);

/** A variance of zero says nothing: an event that did not occur would have changed it, and the mean. */
function allEqual({ index, mean, target }: BiasReport, runs: number, level: number): string {
  const rarest = 1 - (1 - level) ** (1 / runs);
  return (
    `undecided: all ${runs} values of coordinate ${index} are ${short(mean)} where the mean ${short(target)} is claimed; ` +
    `other values that occur with a probability below ${short(rarest)} would not have been seen, and may make up the ` +
    'difference: give more runs, or an estimator in which the event is more frequent'
  );
}

const rowsOf = (coordinates: readonly BiasReport[]) =>
  [...coordinates]
    .sort((a, b) => a.pValue - b.pValue)
    .map(({ index, target, mean, bias, interval: [low, high], pValue, kurtosis }) => ({
      ...{ coordinate: index, target, mean, bias, from: low, to: high, 'p-value': pValue, kurtosis },
    }));
