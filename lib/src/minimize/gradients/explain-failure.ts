import type { Iterate } from '../method';
import type { Problem } from '../problem';
import { relativeStep } from './differences';

/** More coordinates than these are halved: two evaluations for each would take too long. */
const MOST = 1000;

/** By how much a slope may be wrong, relative to it, before it is called so. */
const TOLERANCE = 1e-3;

/** The slopes of f to both sides of a point, along the direction of ones between two coordinates. */
interface Slopes {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
  /** How far the slope by the gradient is outside of both; 0 within rounding. */
  readonly excess: number;
  readonly given: number;
}

/** What the slopes of f say of a point and its gradient. */
interface Findings {
  /** Of the component of the gradient that f contradicts most. */
  readonly wrong?: Slopes;
  /** Where the slopes to both sides differ most. */
  readonly bent?: Slopes;
}

/**
 * Compares a gradient with the slopes of f to the left and to the right of x. Between those two may lie anything, such as
 * at a kink; a component that is outside is wrong.
 *
 * Of many coordinates it keeps the half along whose signs f contradicts the gradient more, again and again.
 */
function examine(problem: Problem, at: Iterate): Findings {
  let [from, to] = [0, at.jac.length];
  while (at.jac.length > MOST && to - from > 1) {
    const middle = (from + to) >> 1;
    const left = slopesAt(problem, at, from, middle);
    const right = slopesAt(problem, at, middle, to);
    [from, to] = (left?.excess ?? 0) >= (right?.excess ?? 0) ? [from, middle] : [middle, to];
  }
  let wrong: Slopes | undefined;
  let bent: Slopes | undefined;
  for (let i = from; i < to; i++) {
    const slopes = slopesAt(problem, at, i, i + 1);
    if (!slopes) continue;
    if (slopes.excess > (wrong?.excess ?? 0)) wrong = slopes;
    if (!bent || bendOf(slopes) > bendOf(bent)) bent = slopes;
  }
  return { wrong, bent };
}

const bendOf = ({ left, right }: Slopes): number => Math.abs(right - left);

/** Undefined where bounds leave no room; `share` shortens the differences. */
function slopesAt(
  { noise, value, box }: Problem,
  { x, fun, jac }: Iterate,
  from: number,
  to: number,
  share = 1,
): Slopes | undefined {
  let size = 1;
  let given = 0;
  for (let i = from; i < to; i++) {
    size = Math.max(size, Math.abs(x[i]));
    given += jac[i];
  }
  const h = Math.max(relativeStep, Math.cbrt(noise)) * size * share;
  for (let i = from; box && i < to; i++) {
    if (x[i] - h < box.lower[i] || x[i] + h > box.upper[i]) return undefined;
  }
  const slopeTo = (step: number): number => {
    const point = x.slice();
    for (let i = from; i < to; i++) point[i] += step;
    return (value(point) - fun) / (point[from] - x[from]);
  };
  const [right, left] = [slopeTo(h), slopeTo(-h)];
  const rounding = (8 * noise * Math.abs(fun)) / h;
  const allowed = TOLERANCE * Math.max(Math.abs(given), Math.abs(right + left) / 2) + rounding;
  const outside = Math.max(given - Math.max(left, right), Math.min(left, right) - given);
  return { from, to, left, right, given, excess: outside > allowed ? outside : 0 };
}

/** Differences that are so much shorter, twice. */
const NEARER = [1 / 8, 1 / 64];

/**
 * Whether slopes that differ go on to differ as much nearer to the point: where f is smooth they come together with the
 * distance, and where it is noisy they part the more.
 */
function isKink(problem: Problem, at: Iterate, bent: Slopes): boolean {
  let before = bendOf(bent);
  for (const share of NEARER) {
    const nearer = slopesAt(problem, at, bent.from, bent.to, share);
    if (!nearer) return false;
    const bend = bendOf(nearer);
    const rounding = (32 * problem.noise * Math.abs(at.fun)) / (relativeStep * share);
    const steepness = Math.max(Math.abs(nearer.left), Math.abs(nearer.right));
    const isLasting = bend > before / 2 && bend < 4 * before;
    if (!isLasting || !(bend > rounding + TOLERANCE * steepness)) return false;
    before = bend;
  }
  return true;
}

/**
 * What to tell of a minimization that found no lower point.
 *
 * @param isGiven whether the gradient is not by differences itself
 * @param failure how the sentence begins
 */
export function explainFailure(
  problem: Problem,
  at: Iterate,
  isGiven: boolean,
  failure = 'No lower point was found',
): string {
  const { wrong, bent } = examine(problem, at);
  if (isGiven && wrong) {
    const measured = (wrong.left + wrong.right) / 2;
    return `The gradient is wrong: its component ${wrong.from} is ${short(wrong.given)}, where differences of f give ${short(measured)}.`;
  }
  if (bent && isKink(problem, at, bent)) {
    const { from: coordinate, left, right } = bent;
    return `${failure}: f has a kink there. Its slope along coordinate ${coordinate} jumps from ${short(left)} to ${short(right)}, and a gradient does not lead along kinks; nelder-mead needs none, and sqrt(x^2 + 1e-6) is a smooth |x|.`;
  }
  return isGiven
    ? `${failure} although the gradient agrees with differences of f: the precision of f does not suffice, or f has a kink nearby.`
    : `${failure}: the precision of f, and of its gradient by differences, does not suffice, or f has a kink nearby.`;
}

const short = (value: number): string => String(Number(value.toPrecision(6)));
