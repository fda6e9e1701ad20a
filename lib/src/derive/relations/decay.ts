import type { Stage } from './approach';
import type { AsymptoticClaim, Remainder } from './asymptotics';

/** What a path of errors shows: `unclear` where it fits the claim, but another law fits as well. */
export interface Decay {
  found: 'fits' | 'fails' | 'unclear';
  /** The exponent: each halving of the distance takes the error times 2^-rate; infinite where rounding hides every error. */
  rate: number;
}

/** A fitted order may fall short by this much, since higher terms still show at the step sizes used. */
const orderSlack = 0.05;
/** Each halving of the distance to the limit must take off at least this share of the error. */
const slowest = 0.8;
/** Slower than that, an error may vanish or not, as 1/log n does, if its rate falls no faster than this over four halvings. */
const lasting = 0.6;
/** Rates that differ by more than this from one halving to the next oscillate. */
const unsteady = 0.4;
/** An exponent is read from errors that are this many times as large as rounding can be. */
const clearly = 4;
/** Where rounding alone is larger than this, an error below it says nothing. */
const coarsest = 1e-6;
/** Errors below fine rounding at this many distances are none. */
const enough = 4;

/** Judges a path of errors, from far to near. */
export function judgeDecay(path: readonly Stage[], claim: AsymptoticClaim): Decay {
  const clear = claim.kind === 'order' ? clearly : 1;
  const visible = path.filter(({ error, noise }) => error > clear * noise);
  if (visible.length < 3) {
    const isExact = ({ error, noise }: Stage) => error <= noise && noise < coarsest;
    const never = visible.length === 0 && path.filter(isExact).length >= enough;
    const atLast = claim.kind !== 'order' && path.slice(-enough).every(isExact);
    const seen = (never || atLast) && claim.remainder !== 'Theta';
    return { found: seen ? 'fits' : 'unclear', rate: Number.POSITIVE_INFINITY };
  }
  const errors = visible.map(({ error }) => error);
  const rates = errors.slice(1).map((error, i) => Math.log2(errors[i] / error));
  return claim.kind === 'order' ? judgeOrder(errors, rates, claim) : judgeLimit(errors, rates);
}

/**
 * A limit needs errors whose envelope keeps falling by a constant factor: over the second half of the path, and still
 * over its end, where a last small difference would show.
 */
function judgeLimit(errors: readonly number[], rates: readonly number[]): Decay {
  const envelope = errors.map((_, i) => Math.max(...errors.slice(i)));
  const last = envelope.length - (envelope.length > 4 ? 2 : 1);
  const slope = (first: number) => Math.log2(envelope[first] / envelope[last]) / (last - first);
  const rate = Math.min(slope(Math.floor(last / 2)), slope(Math.max(last - 5, 0)));
  if (rate >= -Math.log2(slowest)) return { found: fallsAway(rates) ? 'unclear' : 'fits', rate };
  const end = rates[rates.length - 1];
  const before = rates[rates.length - 5] ?? rates[0];
  const slow = isSteady(rates) && end > 0 && end > lasting * before;
  return { found: slow ? 'unclear' : 'fails', rate };
}

/** An order is the exponent at the end of the path, extrapolated to distance zero, where it may still rise. */
function judgeOrder(errors: readonly number[], rates: readonly number[], claim: AsymptoticClaim): Decay {
  const claimed = exponentClaimed(claim);
  if (!isSteady(rates)) return judgeOscillating(errors, claimed, claim.remainder);
  const rate = endOf(rates);
  const doubtful = fallsAway(rates) || nearsSlowly(rates, claimed);
  const fits = {
    O: rate >= claimed - orderSlack,
    o: rate >= claimed + 2 * orderSlack,
    Theta: Math.abs(rate - claimed) <= orderSlack,
  }[claim.remainder ?? 'O'];
  const near = Math.abs(rate - claimed) < 2 * orderSlack;
  return { found: doubtful && (fits || near) ? 'unclear' : fits ? 'fits' : 'fails', rate };
}

/** An error that comes and goes is bounded by h^p if its largest multiple of h^p is no larger nearby than far away. */
function judgeOscillating(errors: readonly number[], claimed: number, remainder: Remainder = 'O'): Decay {
  const middle = Math.floor(errors.length / 2);
  const multiples = errors.map((error, k) => error * 2 ** (k * claimed));
  const growth = Math.max(...multiples.slice(middle)) / Math.max(...multiples.slice(0, middle));
  const rate = claimed - Math.log2(growth) / middle;
  const bounded = remainder === 'O' ? growth < 1.5 : remainder === 'o' && growth < 1 / 4;
  return { found: bounded ? 'fits' : growth > 8 ? 'fails' : 'unclear', rate };
}

/** The exponent per halving of the distance: n^-2 and h^2 both have 2. */
export const exponentClaimed = ({ order = 1, to }: AsymptoticClaim): number =>
  Number.isFinite(to) ? order : -order;

function endOf(rates: readonly number[]): number {
  const last = rates.slice(-3).sort((a, b) => a - b);
  const median = last[Math.floor(last.length / 2)];
  if (rates.length < 2) return median;
  const [before, end] = rates.slice(-2);
  return Math.max(median, end, 2 * end - before);
}

const isSteady = (rates: readonly number[]) =>
  rates.slice(-4).every((rate, i, last) => i === 0 || Math.abs(rate - last[i - 1]) < unsteady);

/** The rates fall, and do not settle: a slower term is about to take over. */
function fallsAway(rates: readonly number[]): boolean {
  const last = rates.slice(-5);
  const falls = last.slice(1).map((rate, i) => last[i] - rate);
  if (falls.length < 4) return false;
  if (falls.every((fall, i) => fall > (i === 0 ? 1e-7 : 1.2 * falls[i - 1]))) return true;
  const [end, before, earlier] = [1, 5, 9].map((back) => rates[rates.length - back] ?? rates[0]);
  return isSteady(rates) && before - end > 0.05 * Math.abs(before) && before - end > 0.8 * (earlier - before);
}

/** The rates stay below the order claimed and come no nearer by halving, as those of h^2 log(h) do. */
function nearsSlowly(rates: readonly number[], claimed: number): boolean {
  const [end, before] = [
    claimed - rates[rates.length - 1],
    claimed - (rates[rates.length - 5] ?? Number.NaN),
  ];
  return end > 1e-3 && end > lasting * before;
}
