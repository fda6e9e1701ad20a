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
  /** M, 2k rows of 2k; empty if rounding has spoilt it: the pairs alone are exact enough for the two loops. */
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
  /** The old inner products without those of the dropped pair, and the last row and column. */
  const grown = (old: Float64Array, entry: (i: number, j: number) => number) =>
    Float64Array.from({ length: k * k }, (_, at) => {
      const [i, j] = [Math.floor(at / k), at % k];
      return Math.max(i, j) < k - 1 ? old[(i + dropped) * b.k + j + dropped] : entry(i, j);
    });
  const withS = allS.map((each) => dot(each, s));
  const ss = grown(b.ss, (i, j) => withS[Math.min(i, j)]);
  const sy = grown(b.sy, (i, j) => dot(allS[i], allY[j]));
  const theta = dot(y, y) / curvature;
  const middle = middleOf(ss, sy, theta, k);
  if (!(theta < Infinity)) return identity;
  return { k, theta, s: allS, y: allY, ss, sy, middle: middle ?? new Float64Array(0) };
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
