import { short } from '../report';
import type { ReadClaim } from './claim';
import { comparedWith, type Finding, type FitOptions, judged } from './finding';
import { bend, fitLine, medianSlope } from './fit';

export const fewestLinear = 8;

type Claim = ReadClaim & { kind: 'linear' };

/** A line through log e_k - p log k over the last half, in which the slowest component alone is left. */
export function checkLinear(logs: readonly number[], claim: Claim, options: FitOptions): Finding {
  const from = Math.min(Math.floor(logs.length / 2), logs.length - fewestLinear);
  const fits = [0, 1, 2].map((p) => fitPower(logs, from, p));
  const best = fits.reduce((least, each) => (each.misfit < least.misfit ? each : least));
  const chosen = claim.polynomial === 'auto' ? best : fits[claim.polynomial];
  const finding = judge(chosen, claim, options);
  if (claim.isTested && claim.polynomial !== 'auto' && finding.verdict === 'holds') {
    return againstOthers(finding, chosen, fits, claim);
  }
  const isBetter = best.p > 0 && judge(best, claim, options).verdict === 'holds';
  if (finding.verdict !== 'fails' || claim.isTested || !isBetter) return finding;
  const hint = `; k^${best.p} ${short(claim.predicted)}^k fits: claim { linear: ${short(claim.predicted)}, polynomial: ${best.p} }`;
  return { ...finding, summary: finding.summary + hint };
}

interface Fit {
  p: number;
  tail: readonly number[];
  factor: number;
  range: readonly [number, number];
  steps: readonly [number, number];
  /** The standard error of the factor. */
  error: number;
  /** The root of the mean square distance from the line. */
  misfit: number;
  drift?: string;
}

function fitPower(logs: readonly number[], from: number, p: number): Fit {
  const tail = logs.slice(from).map((value, k) => value - p * Math.log(k + from + 1));
  const { slope, slopeError } = fitLine(tail);
  const factor = Math.exp(slope);
  const third = Math.max(4, Math.ceil(tail.length / 3));
  const stretches = [tail.slice(0, third), tail.slice(-third), tail].map((part) =>
    Math.exp(medianSlope(part)),
  );
  return {
    ...{ p, tail, factor },
    range: [Math.min(...stretches), Math.max(...stretches)],
    steps: [from, logs.length - 1],
    error: factor * slopeError,
    misfit: distanceFromLine(tail),
    drift: driftOf(tail),
  };
}

function distanceFromLine(y: readonly number[]): number {
  const n = y.length;
  const t = y.map((_, k) => k - (n - 1) / 2);
  const mean = y.reduce((sum, value) => sum + value, 0) / n;
  const slope =
    y.reduce((sum, value, k) => sum + t[k] * value, 0) / t.reduce((sum, each) => sum + each ** 2, 0);
  return Math.sqrt(y.reduce((sum, value, k) => sum + (value - mean - slope * t[k]) ** 2, 0) / n);
}

function judge(fit: Fit, { predicted }: Claim, { tolerance, atLeast }: FitOptions): Finding {
  const { factor, range, steps, drift, error, p } = fit;
  const accepted = tolerance * shareOf(predicted);
  const isFaster = factor < predicted;
  const isSuperlinear = drift === falling;
  const close = !drift && Math.abs(factor - predicted) <= accepted;
  let verdict: Finding['verdict'] = judged(close, isFaster && (!drift || isSuperlinear), atLeast);
  let because = verdict === 'fails' ? drift : undefined;
  // What a fit is not sure of within the tolerance neither holds nor fails for certain.
  if (!drift && error > accepted && Math.abs(factor - predicted) <= accepted + 4 * error) {
    verdict = 'undecided';
    because = `the errors scatter so much that the factor is known to ${short(2 * error)} only; record more steps`;
  }
  if (verdict === 'holds' && close && predicted < 1 && error > bentShare * Math.abs(Math.log(factor))) {
    verdict = 'undecided';
    because = 'the errors scatter so much that a sublinear run would look the same; record more steps';
  }
  const what = p === 0 ? 'the error' : `the error over k^${p}`;
  const summary =
    `${what} is multiplied by ${short(factor)} per step (between ${short(range[0])} and ${short(range[1])} over ` +
    `steps ${steps[0]} to ${steps[1]}), ${comparedWith(short(predicted), verdict, { atLeast, isFaster: isFaster && !close }, because)}`;
  return { verdict, fitted: factor, range, steps, polynomial: p, summary };
}

/** Whether the power of k that is claimed can be told from the others that fit as well. */
function againstOthers(finding: Finding, chosen: Fit, fits: readonly Fit[], claim: Claim): Finding {
  const rival = fits.reduce((least, fit) => (fit !== chosen && fit.misfit < least.misfit ? fit : least), {
    ...chosen,
    misfit: Infinity,
  });
  const rounding = 1e-12 * Math.max(1, ...chosen.tail.map(Math.abs));
  if (chosen.misfit <= Math.max(rounding, 0.5 * rival.misfit)) return finding;
  const than = `k^${rival.p} ${short(rival.factor)}^k fits`;
  if (rival.misfit <= 0.5 * chosen.misfit) {
    return {
      ...finding,
      verdict: 'fails',
      summary: `${finding.summary}, but not times k^${claim.polynomial}: ${than} better`,
    };
  }
  const summary = `${finding.summary}, but k^${claim.polynomial} cannot be told from k^${rival.p} in these steps: ${than} as well`;
  return { ...finding, verdict: 'undecided', summary };
}

/**
 * A run C/k^p has, over the last half, a root mean square distance of 0.03 of its fall from a line; four standard errors
 * of that are a slope known to this share.
 */
const bentShare = 1 / 35;

/** Near 1 what matters is the distance to 1: 0.99 and 0.999 differ by 1 percent, and by a factor of ten in steps. */
const shareOf = (predicted: number) => {
  const distance = Math.abs(1 - predicted);
  return distance === 0 ? 1e-3 : Math.min(predicted, distance);
};

const rising = 'it keeps rising towards 1, as in a sublinear run';
const falling = 'it keeps falling, as in a superlinear run';

/**
 * Whether the factor itself keeps moving one way, quarter by quarter of the tail: towards 1 in a sublinear run, towards 0
 * in a superlinear one. Neither has a factor, whatever the fit says. A short tail is fitted by a parabola in place of
 * quarters.
 */
function driftOf(logs: readonly number[]): string | undefined {
  const length = Math.floor(logs.length / 4);
  if (length < 4) {
    const { first, last, significance } = bend(logs);
    if (significance < 3 || last >= 0) return undefined;
    if (first < 0 && last > 0.6 * first) return rising;
    return last < (4 / 3) * first ? falling : undefined;
  }
  const decays = [0, 1, 2, 3].map((k) => -medianSlope(logs.slice(k * length, (k + 1) * length)));
  const ratios = decays.slice(1).map((decay, k) => decay / decays[k]);
  const total = decays[3] / decays[0];
  if (ratios.every((ratio) => ratio > 0 && ratio < 1) && total < 0.75) return rising;
  if (decays[0] > 0 && ratios.every((ratio) => ratio > 1) && total > 4 / 3) return falling;
  return undefined;
}
