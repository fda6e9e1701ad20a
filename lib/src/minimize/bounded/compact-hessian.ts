import { PairMemory } from '../directions/pair-memory';
import { dot, minus } from '../vector';
import { factorSaddlePoint, solveSaddlePoint } from './saddle-point';

/** A point and the gradient there. */
export interface Place {
  readonly x: Float64Array;
  readonly jac: Float64Array;
}

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
export class CompactHessian {
  theta = 1;
  readonly s: Float64Array[] = [];
  readonly y: Float64Array[] = [];
  /** D, L and theta S'S as the lower triangles of S'Y and S'S, in rows of `memory` numbers. */
  readonly sy: Float64Array;
  private readonly ss: Float64Array;
  private readonly factor: Float64Array;
  /** Whether `factor` is that of M^-1, once somebody has asked: rounding may spoil it. */
  private hasFactor: boolean | undefined = true;

  /** B = I. */
  constructor(
    readonly n: number,
    readonly memory: number,
  ) {
    this.sy = new Float64Array(memory * memory);
    this.ss = new Float64Array(memory * memory);
    this.factor = new Float64Array(4 * memory * memory);
  }

  /** How many pairs there are. */
  get k(): number {
    return this.s.length;
  }

  /**
   * Adds a pair and drops the oldest beyond `memory`; theta becomes y'y / s'y. A pair without curvature, s'y <= 0 but for
   * rounding, is left out, since B would not be positive definite with it.
   */
  learn(from: Place, to: Place): void {
    const step = minus(to.x, from.x);
    const change = minus(to.jac, from.jac);
    const curvature = dot(step, change);
    if (!(curvature > Number.EPSILON * -dot(from.jac, step))) return;
    const theta = dot(change, change) / curvature;
    if (!(theta < Infinity)) {
      this.forget();
      return;
    }
    const { s, y, ss, sy, memory } = this;
    if (s.length === memory) {
      s.shift();
      y.shift();
      dropFirst(ss, memory);
      dropFirst(sy, memory);
    }
    s.push(step);
    y.push(change);
    const row = (s.length - 1) * memory;
    for (let j = 0; j < s.length; j++) {
      ss[row + j] = dot(step, s[j]);
      sy[row + j] = dot(step, y[j]);
    }
    this.theta = theta;
    this.hasFactor = undefined;
  }

  /** Becomes I again. */
  forget(): void {
    this.s.length = 0;
    this.y.length = 0;
    this.theta = 1;
    this.hasFactor = true;
  }

  /**
   * Whether B can be asked for more than its inverse. The pairs alone are exact enough for the two loops, which do without
   * M where no coordinate is at a bound.
   */
  get isWhole(): boolean {
    this.hasFactor ??= this.factorMiddle();
    return this.hasFactor;
  }

  private factorMiddle(): boolean {
    const { factor, k, memory, ss, sy, theta } = this;
    const size = 2 * k;
    for (let i = 0; i < k; i++) {
      const upper = i * size;
      const lower = (k + i) * size;
      factor.fill(0, upper, upper + i);
      factor[upper + i] = -sy[i * memory + i];
      for (let j = 0; j < i; j++) factor[lower + j] = sy[i * memory + j];
      factor.fill(0, lower + i, lower + k);
      for (let j = 0; j <= i; j++) factor[lower + k + j] = theta * ss[i * memory + j];
    }
    return factorSaddlePoint(factor, k);
  }

  /** W'v, into `to`: the products of v with the columns of Y and theta S. */
  transposeTimes(v: Float64Array, to: Float64Array): void {
    const { k, theta, s, y } = this;
    for (let j = 0; j < k; j++) {
      to[j] = dot(y[j], v);
      to[k + j] = theta * dot(s[j], v);
    }
  }

  /** Row i of W, into `to`. */
  row(i: number, to: Float64Array): void {
    const { k, theta, s, y } = this;
    for (let j = 0; j < k; j++) {
      to[j] = y[j][i];
      to[k + j] = theta * s[j][i];
    }
  }

  /** M v, into `to`; there must be an M. */
  middleTimes(v: Float64Array, to: Float64Array): void {
    const { k } = this;
    for (let j = 0; j < 2 * k; j++) to[j] = v[j];
    solveSaddlePoint(this.factor, k, to);
  }

  /** The inverse of B as an operator: the two loops over the pairs of now, from I / theta. */
  inverse(): PairMemory {
    const { n, memory, s, y, sy, theta } = this;
    const pairs = s.map((step, j) => ({ s: step, y: y[j], sy: sy[j * (memory + 1)] }));
    return PairMemory.of(n, pairs, 1 / theta);
  }
}

/** Moves the entries of a square matrix, in rows of `size` numbers, one up and one to the left. */
export function dropFirst(matrix: Float64Array, size: number): void {
  matrix.copyWithin(0, size + 1);
}
