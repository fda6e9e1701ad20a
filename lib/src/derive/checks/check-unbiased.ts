import { InvalidInput } from '../../errors';
import { checkFunction } from '../../errors/check-object';
import { onlyOptions } from '../../errors/only-options';
import { type Random, random } from '../../random';
import { studentT } from '../../random/student-t';
import type { Displayable } from '../../show';
import { finiteVector, numberBetween, wholeNumber } from './inputs';
import { reported } from './report';
import { adjusted, type BiasReport, coordinateOf } from './unbiased/bias';
import { judge } from './unbiased/judge';
import { Moments } from './unbiased/moments';

export type { BiasReport } from './unbiased/bias';

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

const rowsOf = (coordinates: readonly BiasReport[]) =>
  [...coordinates]
    .sort((a, b) => a.pValue - b.pValue)
    .map(({ index, target, mean, bias, interval: [low, high], pValue, kurtosis }) => ({
      ...{ coordinate: index, target, mean, bias, from: low, to: high, 'p-value': pValue, kurtosis },
    }));
