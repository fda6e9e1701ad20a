import type { Iterate } from '../method';
import type { Problem } from '../problem';
import { relativeStep } from './differences';

/** More coordinates than these are halved: two evaluations for each would take too long. */
const MOST = 1000;

/** By how much a slope may be wrong, relative to it, before it is called so. */
const TOLERANCE = 1e-3;

/** A component of a gradient that f contradicts. */
export interface WrongComponent {
  readonly coordinate: number;
  readonly given: number;
  /** The slope that f has there. */
  readonly measured: number;
}

/**
 * The component of a gradient that f contradicts most, if there is one: that is farthest outside of the slopes which f
 * has to the left and to the right of x. Between those two may lie anything, such as at a kink.
 *
 * Of many coordinates it keeps the half along whose signs f contradicts the gradient more, again and again.
 */
export function wrongComponent(problem: Problem, at: Iterate): WrongComponent | undefined {
  const { jac } = at;
  let [from, to] = [0, jac.length];
  while (jac.length > MOST && to - from > 1) {
    const middle = (from + to) >> 1;
    const left = contradiction(problem, at, from, middle);
    const right = contradiction(problem, at, middle, to);
    [from, to] = left.excess >= right.excess ? [from, middle] : [middle, to];
  }
  let worst: (WrongComponent & { excess: number }) | undefined;
  for (let i = from; i < to; i++) {
    const { excess, slope } = contradiction(problem, at, i, i + 1);
    if (excess > (worst?.excess ?? 0)) worst = { coordinate: i, given: jac[i], measured: slope, excess };
  }
  return worst;
}

/** How far the slope by the gradient is from those of f, along the direction of ones between two coordinates. */
function contradiction(
  { noise, value, box }: Problem,
  { x, fun, jac }: Iterate,
  from: number,
  to: number,
): { excess: number; slope: number } {
  let size = 1;
  let given = 0;
  for (let i = from; i < to; i++) {
    size = Math.max(size, Math.abs(x[i]));
    given += jac[i];
  }
  const h = Math.max(relativeStep, Math.cbrt(noise)) * size;
  for (let i = from; box && i < to; i++) {
    if (x[i] - h < box.lower[i] || x[i] + h > box.upper[i]) return { excess: 0, slope: given };
  }
  const slopeTo = (step: number): number => {
    const point = x.slice();
    for (let i = from; i < to; i++) point[i] += step;
    return (value(point) - fun) / (point[from] - x[from]);
  };
  const [right, left] = [slopeTo(h), slopeTo(-h)];
  const slope = (right + left) / 2;
  const rounding = (8 * noise * Math.abs(fun)) / h;
  const allowed = TOLERANCE * Math.max(Math.abs(given), Math.abs(slope)) + rounding;
  const outside = Math.max(given - Math.max(left, right), Math.min(left, right) - given);
  return { excess: outside > allowed ? outside : 0, slope };
}

/** What to tell of a minimization that found no lower point. */
export function explainFailure(problem: Problem, at: Iterate): string {
  const wrong = wrongComponent(problem, at);
  if (!wrong) {
    return 'The line search found no lower point although the gradient agrees with differences of f: the precision of f does not suffice, or f has a kink there.';
  }
  const { coordinate, given, measured } = wrong;
  return `The gradient is wrong: its component ${coordinate} is ${short(given)}, where differences of f give ${short(measured)}.`;
}

const short = (value: number): string => String(Number(value.toPrecision(6)));
