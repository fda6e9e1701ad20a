import { dot, minus } from '../vector';
import { saddlePoint } from './saddle-point';

/**
 * The limited-memory BFGS matrix in compact form,
 *
 *   B = theta I - W M W',   W = [Y  theta S],   M = [ -D  L'; L  theta S'S ]^-1,
 *
 * with the last pairs s = x' - x and y = g' - g as columns, oldest first, D the diagonal and L the part below the diagonal
 * of S'Y. A product with B takes 4 k n multiplications, and one with a part of B in proportion less.
 *
 * @see Byrd, Nocedal & Schnabel, "Representations of quasi-Newton matrices", Math. Prog. 63, 1994
 */
export interface CompactHessian {
  /** How many pairs there are. */
  readonly k: number;
  readonly theta: number;
  readonly s: readonly Float64Array[];
  readonly y: readonly Float64Array[];
  /** S'S and S'Y, k rows of k. */
  readonly ss: Float64Array;
  readonly sy: Float64Array;
  /**
   * M, 2k rows of 2k, computed when it is first asked for; empty if rounding has spoilt it: the pairs alone are exact
   * enough for the two loops, which do without it where no coordinate is at a bound.
   */
  readonly middle: Float64Array;
}

/** B = I. */
export const identity: CompactHessian = {
  k: 0,
  theta: 1,
  s: [],
  y: [],
  ss: new Float64Array(0),
  sy: new Float64Array(0),
  middle: new Float64Array(0),
};

/** What {@link updated} is told of a step. */
export interface Move {
  readonly x: Float64Array;
  readonly jac: Float64Array;
}

/**
 * B with one more pair, and without the oldest beyond `memory`; theta is y'y / s'y. A pair without curvature, s'y <= 0 but
 * for rounding, is left out, since B would not be positive definite with it.
 */
export function updated(b: CompactHessian, from: Move, to: Move, memory: number): CompactHessian {
  const s = minus(to.x, from.x);
  const y = minus(to.jac, from.jac);
  const curvature = dot(s, y);
  if (!(curvature > Number.EPSILON * -dot(from.jac, s))) return b;
  const dropped = b.k === memory ? 1 : 0;
  const k = b.k - dropped + 1;
  const [allS, allY] = [
    [...b.s.slice(dropped), s],
    [...b.y.slice(dropped), y],
  ];
  const theta = dot(y, y) / curvature;
  if (!(theta < Infinity)) return identity;
  const [ss, sy] = [kept(b.ss, b.k, dropped, k), kept(b.sy, b.k, dropped, k)];
  const last = k - 1;
  for (let i = 0; i < k; i++) {
    ss[i * k + last] = ss[last * k + i] = dot(allS[i], s);
    sy[i * k + last] = dot(allS[i], y);
    sy[last * k + i] = dot(s, allY[i]);
  }
  let middle: Float64Array | undefined;
  return {
    k,
    theta,
    s: allS,
    y: allY,
    ss,
    sy,
    get middle() {
      middle ??= middleOf(ss, sy, theta, k) ?? new Float64Array(0);
      return middle;
    },
  };
}

/** The old inner products without those of the dropped pair, with room for a last row and column. */
function kept(old: Float64Array, size: number, dropped: number, k: number): Float64Array {
  const entries = new Float64Array(k * k);
  for (let i = 0; i < k - 1; i++) {
    for (let j = 0; j < k - 1; j++) entries[i * k + j] = old[(i + dropped) * size + j + dropped];
  }
  return entries;
}

function middleOf(ss: Float64Array, sy: Float64Array, theta: number, k: number): Float64Array | undefined {
  const d = sy.map((entry, at) => (at % (k + 1) === 0 ? entry : 0));
  const l = sy.map((entry, at) => (Math.floor(at / k) > at % k ? entry : 0));
  const solve = saddlePoint(
    d,
    l,
    ss.map((entry) => theta * entry),
    k,
  );
  if (!solve) return undefined;
  const middle = new Float64Array(4 * k * k);
  for (let j = 0; j < 2 * k; j++) {
    const unit = new Float64Array(2 * k);
    unit[j] = 1;
    middle.set(solve(unit), j * 2 * k);
  }
  return middle;
}

/** W'v: the products of v with the columns of Y and theta S. */
export function transposeTimes({ k, theta, s, y }: CompactHessian, v: Float64Array): Float64Array {
  const product = new Float64Array(2 * k);
  for (let j = 0; j < k; j++) {
    product[j] = dot(y[j], v);
    product[k + j] = theta * dot(s[j], v);
  }
  return product;
}

/** Whether B can be asked for more than its inverse. */
export const isWhole = ({ k, middle }: CompactHessian): boolean => middle.length === 4 * k * k;

/** M v, and as well v'M, since M is symmetric; into `to`. */
export function middleTimes({ k, middle }: CompactHessian, v: Float64Array, to: Float64Array): Float64Array {
  const size = 2 * k;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += middle[i * size + j] * v[j];
    to[i] = sum;
  }
  return to;
}
