import { short } from '../report';
import { comparedWith, type Finding, type FitOptions, judged } from './finding';
import { fitLine } from './fit';

export const fewestSublinear = 12;

/**
 * A line through log e_k over log k. Its slope is also taken in three parts of equal length in log k: in a linear run
 * it grows with k itself, so that the last part has 1.5 times the slope of the first or more.
 */
export function checkSublinear(
  logs: readonly number[],
  predicted: number,
  { tolerance, atLeast }: FitOptions,
): Finding {
  const n = logs.length;
  const from = Math.min(Math.floor(n / 3), n - fewestSublinear);
  const tail = logs.slice(from);
  const x = tail.map((_, k) => Math.log(k + from + 1));
  const whole = fitLine(tail, x);
  const bounds = [0, 1, 2, 3].map((k) => x[0] + ((x[x.length - 1] - x[0]) * k) / 3);
  const parts = [0, 1, 2].flatMap((k) => {
    const inside = x.flatMap((each, i) =>
      each >= bounds[k] - 1e-12 && each <= bounds[k + 1] + 1e-12 ? [i] : [],
    );
    if (inside.length < 3) return [];
    const { slope, slopeError } = fitLine(
      inside.map((i) => tail[i]),
      inside.map((i) => x[i]),
    );
    return [{ exponent: -slope, error: slopeError }];
  });
  const fitted = -whole.slope;
  const exponents = [fitted, ...parts.map(({ exponent }) => exponent)];
  const range = [Math.min(...exponents), Math.max(...exponents)] as const;
  const steps = [from, n - 1] as const;
  const accepted = tolerance * predicted;
  const [first, last] = [parts[0], parts[parts.length - 1]];
  const spread = 3 * Math.hypot(first.error, last.error);
  const change = last.exponent - first.exponent;
  const scale = Math.max(Math.abs(first.exponent), Math.abs(last.exponent));
  const drift =
    Math.abs(change) > spread && Math.abs(change) > 0.2 * scale
      ? change > 0
        ? 'the exponent keeps growing, as in a linear or faster run'
        : 'the exponent keeps falling, as in a run slower than any power or one that stalls'
      : undefined;
  const isFaster = fitted > predicted && last.exponent > predicted;
  const close = !drift && Math.abs(fitted - predicted) <= accepted;
  let verdict: Finding['verdict'] = judged(close, isFaster && !(drift && change < 0), atLeast);
  let because = verdict === 'fails' ? drift : undefined;
  if (
    !drift &&
    whole.slopeError > accepted &&
    Math.abs(fitted - predicted) <= accepted + 4 * whole.slopeError
  ) {
    verdict = 'undecided';
    because = `the errors scatter so much that the exponent is known to ${short(2 * whole.slopeError)} only; record more steps`;
  } else if (verdict === 'holds' && !drift && close && spread > 0.5 * predicted) {
    verdict = 'undecided';
    because = 'the errors scatter too much to tell a power of k from a linear run; record more steps';
  }
  const summary =
    `the error falls like 1/k^${short(fitted)} (exponents between ${short(range[0])} and ${short(range[1])} over ` +
    `steps ${steps[0]} to ${steps[1]}), ${comparedWith(`1/k^${short(predicted)}`, verdict, { atLeast, isFaster: isFaster && !close }, because)}`;
  return { verdict, fitted, range, steps, summary };
}
