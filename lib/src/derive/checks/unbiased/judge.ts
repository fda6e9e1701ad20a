import { short } from '../report';
import type { BiasReport } from './bias';

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

export function judge(coordinates: readonly BiasReport[], { runs, level, within, t, drawn }: Asked) {
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
