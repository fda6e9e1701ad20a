import { pointText, short } from '../report';
import { comparedWith, type Finding, type FitOptions, judged } from './finding';

export const fewestOrder = 4;

/** The local orders log(e_{k+1}/e_k) / log(e_k/e_{k-1}) and their trend: they tend to q where e_{k+1} ~ C e_k^q. */
export function checkOrder(
  logs: readonly number[],
  predicted: number,
  { tolerance, atLeast }: FitOptions,
): Finding {
  const n = logs.length;
  const falls = logs.slice(1).map((value, k) => logs[k] - value);
  const orders = falls.slice(1).map((fall, k) => fall / falls[k]);
  const seen = orders.slice(-3);
  const recent = seen.length === 3 ? seen.slice(1) : seen.slice(-1);
  const weights = falls.slice(-recent.length - 1, -1);
  // Each local order weighs as much as the fall that it is relative to: the last ones count most.
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const fitted = recent.reduce((sum, order, k) => sum + order * weights[k], 0) / total;
  const range = [Math.min(fitted, ...seen), Math.max(fitted, ...seen)] as const;
  const steps = [Math.max(0, n - seen.length - 2), n - 1] as const;
  const accepted = tolerance * (predicted - 1);
  const isFaster = fitted > predicted;
  const close = Math.abs(fitted - predicted) <= accepted;
  const last = seen[seen.length - 1];
  const isFading =
    seen.length === 3 && seen[0] > seen[1] && seen[1] > seen[2] && last - 1 < 0.66 * (seen[0] - 1);
  let verdict: Finding['verdict'] = judged(close, isFaster, atLeast);
  let because: string | undefined;
  if (falls.slice(-seen.length - 1).some((fall) => !(fall > 0))) {
    verdict = 'undecided';
    because = 'the error does not fall at every step';
    if (n >= 12) [verdict, because] = ['fails', 'the error does not fall at every step'];
  } else if (verdict === 'holds' && logs[0] - logs[n - 1] < Math.log(100)) {
    verdict = 'undecided';
    because = 'the error has not fallen by a factor of 100 yet; record more steps';
  } else if (verdict === 'holds' && isFading && Math.abs(last - predicted) > accepted / 2) {
    verdict = 'fails';
    because = 'the local orders keep falling towards 1';
  } else if (
    verdict === 'holds' &&
    range[1] - range[0] > 0.7 * (predicted - 1) &&
    !settles(seen, predicted, accepted)
  ) {
    verdict = 'undecided';
    because = 'the local orders have not settled; start closer or record with more digits';
  }
  const summary =
    `the local orders of convergence are ${pointText(seen)} up to step ${n - 1}, in all ${short(fitted)}, ` +
    comparedWith(`order ${short(predicted)}`, verdict, { atLeast, isFaster: isFaster && !close }, because);
  return { verdict, fitted, range, steps, summary };
}

/** The last two of three local orders agree with the claim, after one that is still on its way. */
const settles = (seen: readonly number[], predicted: number, accepted: number) =>
  seen.length === 3 && seen.slice(1).every((order) => Math.abs(order - predicted) <= 1.5 * accepted);
