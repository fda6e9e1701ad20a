import type { InverseHessian, Iterate } from '../method';
import { addAndDot, addScaleAndDot, scaleAndDot } from './fused';

/** Relative to |s| |y|, the curvature s'y below which a pair is left out: it would be rounding alone. */
const NEGLIGIBLE = 1e-14;

/** A step, the change of the gradient along it, and 1 / s'y. */
interface Pair {
  s: Float64Array;
  y: Float64Array;
  rho: number;
}

/**
 * The last pairs (s, y) of a minimization, and the product with the inverse Hessian that they stand for.
 *
 * With millions of coordinates the time is that of reading the pairs. So each pass over memory adds one pair's vector
 * and takes the inner product that the next pair needs at once.
 */
export class PairMemory implements InverseHessian {
  readonly n: number;
  /** Oldest first; the arrays of the oldest are used again for the newest. */
  private readonly pairs: Pair[] = [];
  private readonly most: number;
  private readonly alphas: Float64Array;
  /** s'y / y'y of the newest pair, the multiple of the identity that all begins with. */
  private gamma = 1;

  constructor(n: number, most: number) {
    this.n = n;
    this.most = most;
    this.alphas = new Float64Array(most);
  }

  get size(): number {
    return this.pairs.length;
  }

  learn(from: Iterate, to: Iterate): void {
    const { n, pairs } = this;
    const [x0, x1, g0, g1] = [from.x, to.x, from.jac, to.jac];
    const oldest = pairs.length === this.most ? (pairs.shift() as Pair) : undefined;
    const { s, y } = oldest ?? { s: new Float64Array(n), y: new Float64Array(n) };
    let [ss, sy, yy] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const si = x1[i] - x0[i];
      const yi = g1[i] - g0[i];
      s[i] = si;
      y[i] = yi;
      ss += si * si;
      sy += si * yi;
      yy += yi * yi;
    }
    if (!(sy > NEGLIGIBLE * Math.sqrt(ss) * Math.sqrt(yy))) return;
    pairs.push({ s, y, rho: 1 / sy });
    this.gamma = sy / yy;
  }

  /** Forgets all; false if there was nothing. */
  forget(): boolean {
    const known = this.pairs.length > 0;
    this.pairs.length = 0;
    this.gamma = 1;
    return known;
  }

  /** Writes `scale` H v into `into`: the two loops, from the newest pair to the oldest and back. */
  multiply(scale: number, v: ArrayLike<number>, into: Float64Array): void {
    const { pairs, alphas, gamma } = this;
    const last = pairs.length - 1;
    if (last < 0) {
      for (let i = 0; i < into.length; i++) into[i] = scale * v[i];
      return;
    }
    let inner = scaleAndDot(into, scale, v, pairs[last].s);
    for (let k = last; k > 0; k--) {
      alphas[k] = pairs[k].rho * inner;
      inner = addAndDot(into, -alphas[k], pairs[k].y, pairs[k - 1].s);
    }
    const { y, rho } = pairs[0];
    alphas[0] = rho * inner;
    inner = addScaleAndDot(into, -alphas[0], y, gamma);
    for (let k = 0; k < last; k++) {
      inner = addAndDot(into, alphas[k] - pairs[k].rho * inner, pairs[k].s, pairs[k + 1].y);
    }
    addAndDot(into, alphas[last] - pairs[last].rho * inner, pairs[last].s, pairs[last].s);
  }

  times(v: ArrayLike<number>): Float64Array {
    const product = new Float64Array(this.n);
    this.multiply(1, v, product);
    return product;
  }

  toDense(): Float64Array {
    const { n } = this;
    const dense = new Float64Array(n * n);
    const unit = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      unit[i] = 1;
      this.multiply(1, unit, dense.subarray(i * n, (i + 1) * n));
      unit[i] = 0;
    }
    return dense;
  }

  /** As it is now, whatever is learnt later. */
  copy(): PairMemory {
    const copy = new PairMemory(this.n, this.most);
    copy.pairs.push(...this.pairs.map(({ s, y, rho }) => ({ s: s.slice(), y: y.slice(), rho })));
    copy.gamma = this.gamma;
    return copy;
  }
}
