import type { InverseHessian, Iterate } from '../method';
import { inArrays, type Workspace, workspaceFor } from './workspace';

/** Relative to |s| |y|, the curvature s'y below which a pair is left out: it would be rounding alone. */
const NEGLIGIBLE = 1e-14;

/** A step, the change of the gradient along it, and s'y. */
interface Pair {
  s: Float64Array;
  y: Float64Array;
  sy: number;
}

/**
 * The last pairs (s, y) of a minimization, and the product with the inverse Hessian that they stand for.
 *
 * With millions of coordinates the time is that of reading the pairs. So each pass over memory adds one pair's vector
 * and takes the inner product that the next pair needs at once.
 */
export class PairMemory implements InverseHessian {
  readonly n: number;
  /** Oldest first. */
  private readonly pairs: Pair[] = [];
  /** Pairs that stand for nothing, to be written over. */
  private readonly free: Pair[] = [];
  private readonly most: number;
  private readonly alphas: Float64Array;
  /** s'y / y'y of the newest pair, the multiple of the identity that all begins with. */
  private gamma = 1;
  private space: Workspace;
  /** Whether a copy uses the same vectors. */
  private isShared = false;

  constructor(n: number, most: number, space = workspaceFor(n, most)) {
    this.n = n;
    this.most = most;
    this.alphas = new Float64Array(most);
    this.space = space;
  }

  /** Of pairs that are known, oldest first, and the multiple of the identity to begin with. */
  static of(n: number, pairs: readonly Pair[], gamma: number): PairMemory {
    const memory = new PairMemory(n, pairs.length, inArrays(n));
    memory.pairs.push(...pairs);
    memory.gamma = gamma;
    return memory;
  }

  get size(): number {
    return this.pairs.length;
  }

  /** Where a product is computed soonest; the next one overwrites it. */
  get product(): Float64Array {
    return this.space.product;
  }

  learn(from: Iterate, to: Iterate): void {
    const { pairs, free } = this;
    if (this.isShared) this.separate();
    const pair = free.pop() ?? { s: this.space.vector(), y: this.space.vector(), sy: 0 };
    const [ss, sy, yy] = differences(from, to, pair);
    if (!(sy > NEGLIGIBLE * Math.sqrt(ss) * Math.sqrt(yy))) {
      free.push(pair);
      return;
    }
    pair.sy = sy;
    pairs.push(pair);
    if (pairs.length > this.most) free.push(pairs.shift() as Pair);
    this.gamma = sy / yy;
  }

  /** Forgets all; false if there was nothing. */
  forget(): boolean {
    const known = this.pairs.length > 0;
    this.free.push(...this.pairs.splice(0));
    this.gamma = 1;
    return known;
  }

  /** Writes `scale` H v into `into`: the two loops, from the newest pair to the oldest and back. */
  multiply(scale: number, v: ArrayLike<number>, into: Float64Array): void {
    const { pairs, alphas, gamma, space } = this;
    const last = pairs.length - 1;
    if (last < 0) {
      for (let i = 0; i < into.length; i++) into[i] = scale * v[i];
      return;
    }
    if (!space.owns(into)) {
      this.multiply(scale, v, space.product);
      into.set(space.product);
      return;
    }
    let inner = space.scaleAndDot(into, scale, v, pairs[last].s);
    for (let k = last; k > 0; k--) {
      alphas[k] = inner / pairs[k].sy;
      inner = space.addAndDot(into, -alphas[k], pairs[k].y, pairs[k - 1].s);
    }
    const { y, sy } = pairs[0];
    alphas[0] = inner / sy;
    inner = space.addScaleAndDot(into, -alphas[0], y, gamma);
    for (let k = 0; k < last; k++) {
      inner = space.addAndDot(into, alphas[k] - inner / pairs[k].sy, pairs[k].s, pairs[k + 1].y);
    }
    space.addAndDot(into, alphas[last] - inner / pairs[last].sy, pairs[last].s, pairs[last].s);
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

  /** As it is now, whatever is learnt later; the vectors are copied only when that happens. */
  copy(): PairMemory {
    const copy = new PairMemory(this.n, this.most, this.space);
    copy.pairs.push(...this.pairs);
    copy.gamma = this.gamma;
    copy.isShared = this.isShared = true;
    return copy;
  }

  /** Goes on with vectors of its own. */
  private separate(): void {
    this.space = workspaceFor(this.n, this.most);
    this.free.length = 0;
    const copied = (vector: Float64Array) => {
      const own = this.space.vector();
      own.set(vector);
      return own;
    };
    this.pairs.splice(0, Infinity, ...this.pairs.map(({ s, y, sy }) => ({ s: copied(s), y: copied(y), sy })));
    this.isShared = false;
  }
}

/** Writes s and y; returns s's, s'y and y'y. Two sums each in turn, so that an addition need not wait for the last one. */
function differences(from: Iterate, to: Iterate, { s, y }: Pair): [number, number, number] {
  const [x0, x1, g0, g1] = [from.x, to.x, from.jac, to.jac];
  const n = s.length;
  let [ss, sy, yy, ss1, sy1, yy1] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i + 1 < n; i += 2) {
    const s0 = x1[i] - x0[i];
    const y0 = g1[i] - g0[i];
    const s1 = x1[i + 1] - x0[i + 1];
    const y1 = g1[i + 1] - g0[i + 1];
    s[i] = s0;
    y[i] = y0;
    s[i + 1] = s1;
    y[i + 1] = y1;
    ss += s0 * s0;
    sy += s0 * y0;
    yy += y0 * y0;
    ss1 += s1 * s1;
    sy1 += s1 * y1;
    yy1 += y1 * y1;
  }
  if (n % 2 === 1) {
    s[n - 1] = x1[n - 1] - x0[n - 1];
    y[n - 1] = g1[n - 1] - g0[n - 1];
    ss += s[n - 1] ** 2;
    sy += s[n - 1] * y[n - 1];
    yy += y[n - 1] ** 2;
  }
  return [ss + ss1, sy + sy1, yy + yy1];
}
