import {
  type DirectionFactory,
  type LineSearch,
  type MinimizeOptions,
  minimize,
  symmetricEigen,
} from 'optlab';
import type { TestProblem } from '../../support/problems';
import {
  difference,
  distance,
  inner,
  length,
  type Matrix,
  multiple,
  product,
  rowsOf,
  times,
  transposed,
  updatedHessian,
  updatedInverse,
} from './matrices';
import { type Seen, watched } from './watched';

const EPS = Number.EPSILON;

/** Every check is an expectation: it throws where a law is broken. */
export type Law = (seen: Seen) => void;

/** Minimizes a problem with a law watching, at least one iteration long. */
export function hold(
  law: Law,
  { f, grad, x0 }: TestProblem,
  direction: DirectionFactory,
  lineSearch: LineSearch,
  maxiter?: number,
): void {
  let iterations = 0;
  const method = watched(direction, lineSearch, (seen) => {
    iterations++;
    law(seen);
  });
  const { nit } = minimize(f, x0, { grad, method, maxiter } as MinimizeOptions);
  expect(iterations).toBe(nit);
  expect(nit).toBeGreaterThan(0);
}

const secantPair = ({ from, to }: Seen) => ({ s: difference(to.x, from.x), y: difference(to.jac, from.jac) });

/** The least and the largest eigenvalue of a matrix that is symmetric up to rounding. */
function extremes(matrix: Matrix, n: number): [number, number] {
  const across = transposed(matrix, n);
  const mean = matrix.map((entry, k) => (entry + across[k]) / 2);
  const { values } = symmetricEigen(rowsOf(mean, n));
  return [values[0], values[n - 1]];
}

/**
 * What rounding may do to H, relative to its size.
 *
 * An update is some sums of n products of entries; their rounding errors, n eps each, are relative to the largest entries,
 * those of H or of its inverse. An error stays in a matrix that is updated, and counts cond(H) times where H is small.
 * So what matters is the ratio of the largest to the least eigenvalue since H was the identity, and the errors of k
 * updates add up.
 */
class Rounding {
  private least: number;
  private largest: number;

  constructor(
    private readonly n: number,
    scale = 1,
  ) {
    [this.least, this.largest] = [scale, scale];
  }

  include([least, largest]: readonly [number, number]): this {
    this.least = Math.min(this.least, Math.abs(least));
    this.largest = Math.max(this.largest, Math.abs(largest));
    return this;
  }

  get condition(): number {
    return this.largest / this.least;
  }

  get allowed(): number {
    return 4 * this.n * EPS * this.condition;
  }
}

/** A change of slope along s that is rounding: no update is made of it. */
const isNegligible = (s: Float64Array, y: Float64Array): boolean =>
  inner(s, y) <= 1e-14 * length(s) * length(y);

/**
 * d = -H g, H y = s, s'y > 0, H symmetric positive definite, H the textbook's update, and B H = I.
 *
 * @param asks at which of its updates H is asked for; between them it may be put together otherwise
 */
export function lawsOfBfgs(n: number, asks: (update: number) => boolean = () => true): Law {
  let inverse = multiple(n, 1);
  let hessian = multiple(n, 1);
  let rounding = new Rounding(n);
  let [updates, tilt, since] = [0, 1, 1];
  return (seen) => {
    const { s, y } = secantPair(seen);
    const known = seen.isFresh ? multiple(n, 1) : inverse;
    const byMatrix = times(known, seen.from.jac).map((each) => -each);
    // Until H is asked for, the textbook's goes on without it, and the errors of both add up.
    const error = seen.isFresh ? 0 : since * rounding.allowed;
    expect(length(difference(seen.direction, byMatrix))).toBeLessThanOrEqual(error * length(byMatrix));
    if (isNegligible(s, y)) return;
    const sy = inner(s, y);
    expect(sy).toBeGreaterThan(0);
    if (seen.isFresh) {
      inverse = multiple(n, sy / inner(y, y));
      hessian = multiple(n, inner(y, y) / sy);
      rounding = new Rounding(n, sy / inner(y, y));
      [updates, tilt, since] = [0, 1, 1];
    }
    const textbook = updatedInverse(inverse, s, y);
    hessian = updatedHessian(hessian, s, y);
    updates++;
    tilt = Math.max(tilt, (length(s) * length(y)) / sy);
    rounding.include(extremes(textbook, n));
    if (!asks(updates)) {
      inverse = textbook;
      since++;
      return;
    }

    const h = seen.inverse();
    inverse = h;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) expect(h[i * n + j]).toBe(h[j * n + i]);
    const [least, largest] = extremes(h, n);
    const { condition } = rounding.include([least, largest]);
    const allowed = since * rounding.allowed;
    since = 1;
    // A matrix whose condition is beyond 1 / eps cannot be told from a singular one.
    expect(least).toBeGreaterThan(n * EPS * condition < 1 ? 0 : -n * EPS * largest);
    expect(length(difference(times(h, y), s))).toBeLessThanOrEqual(allowed * length(s));
    expect(length(difference(textbook, h))).toBeLessThanOrEqual(allowed * length(h));
    // Each update projects along s against y, which multiplies the errors that B and H have by 1 / cos(s, y).
    const gap = distance(product(hessian, h, n), multiple(n, 1));
    expect(gap).toBeLessThanOrEqual(updates * rounding.allowed * tilt);
  };
}

/** The direction, and the operator afterwards, are those of BFGS from the last m pairs and s'y / y'y times the identity. */
export function lawsOfLbfgs(n: number, m: number): Law {
  let pairs: { s: Float64Array; y: Float64Array }[] = [];
  let explicit = multiple(n, 1);
  let { allowed } = new Rounding(n);
  return (seen) => {
    if (seen.isFresh) [pairs, explicit, allowed] = [[], multiple(n, 1), new Rounding(n).allowed];
    const byMatrix = times(explicit, seen.from.jac).map((each) => -each);
    expect(length(difference(seen.direction, byMatrix))).toBeLessThanOrEqual(allowed * length(byMatrix));

    const { s, y } = secantPair(seen);
    if (!isNegligible(s, y)) {
      pairs = [...pairs, { s, y }].slice(-m);
      const gamma = inner(s, y) / inner(y, y);
      explicit = multiple(n, gamma);
      for (const pair of pairs) explicit = updatedInverse(explicit, pair.s, pair.y);
      allowed = pairs.length * new Rounding(n, gamma).include(extremes(explicit, n)).allowed;
    }
    const gap = length(difference(seen.inverse(), explicit));
    expect(gap).toBeLessThanOrEqual(allowed * length(explicit));
  };
}

/** How far an inner product can be off: n roundings of its terms. */
const innerError = (a: Float64Array, b: Float64Array) =>
  a.length * EPS * a.reduce((sum, each, i) => sum + Math.abs(each * b[i]), 0);

/** A step leads where it says, and what is known there is so. */
export const lawOfSteps =
  ({ f, grad }: TestProblem): Law =>
  ({ from, to, direction, found, line }) => {
    expect(to.x).toEqual(from.x.map((x, i) => x + found.step * direction[i]));
    expect(to.fun).toBe(f(to.x));
    expect(to.jac).toEqual(grad(to.x));
    expect(inner(from.jac, direction)).toBeLessThan(0);
    const gap = Math.abs(line.slope - inner(from.jac, direction));
    expect(gap).toBeLessThanOrEqual(innerError(from.jac, direction));
  };

/** f(x + a d) <= f(x) + c1 a g'd and |g(x + a d)'d| <= c2 |g'd|. */
export const lawOfStrongWolfe =
  (c1 = 1e-4, c2 = 0.9): Law =>
  ({ from, to, direction, found }) => {
    const [before, after] = [inner(from.jac, direction), inner(to.jac, direction)];
    // Where the values are equal up to rounding, slopes decide, and the value may seem to rise by 8 roundings.
    const equal = 8 * EPS * Math.abs(from.fun);
    expect(to.fun).toBeLessThanOrEqual(from.fun + c1 * found.step * before + equal);
    expect(Math.abs(after)).toBeLessThanOrEqual(c2 * Math.abs(before) + innerError(to.jac, direction));
  };

/** g(x + a d)'d >= c2 g'd, and either Armijo's condition or g(x + a d)'d <= (2 c1 - 1) g'd near the first value. */
export const lawOfHagerZhang =
  (c1 = 0.1, c2 = 0.9, epsilon = 1e-6): Law =>
  ({ from, to, direction, found }) => {
    const [before, after] = [inner(from.jac, direction), inner(to.jac, direction)];
    const error = innerError(to.jac, direction) + innerError(from.jac, direction);
    expect(after).toBeGreaterThanOrEqual(c2 * before - error);
    const rise = to.fun - from.fun;
    const decreases = rise <= c1 * found.step * before + 8 * EPS * Math.abs(from.fun);
    const descends = after <= (2 * c1 - 1) * before + error && rise <= epsilon * Math.abs(from.fun);
    expect(decreases || descends).toBe(true);
  };
