import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import type { Direction, DirectionFactory, InverseHessian, Iterate } from '../method';
import { keepsNothing } from '../recycling';
import { dot, minus, norm } from '../vector';
import { PackedSymmetric } from './packed-symmetric';

/** Options of {@link bfgs}. */
export interface BfgsOptions {
  /**
   * What to do with a step along which the slope does not rise enough, where an update would lose positive
   * definiteness: `skip` the update, or `damp` it as Powell does. Default: `skip`; under a line search that meets the
   * Wolfe conditions neither happens.
   */
  curvature?: 'skip' | 'damp';
  /** Scale the first H by s'y / y'y, so that its size is that of the inverse Hessian. Default: true. */
  scale?: boolean;
}

/** Relative to |s| |y|, the curvature s'y below which an update is skipped: it would be rounding alone. */
const NEGLIGIBLE = 1e-14;
/** Powell's: the share of s'B s that s'y has at least after damping. */
const DAMPED = 0.2;

/**
 * The quasi-Newton direction of Broyden, Fletcher, Goldfarb and Shanno: d = -H g, where H estimates the inverse Hessian
 * and meets the secant condition H y = s for the last step s and change of gradient y,
 * H+ = (I - s y' / s'y) H (I - y s' / s'y) + s s' / s'y.
 *
 * H is kept as one triangle. The update has rank two, H+ = H + u v' + v u', and needs H y = H g+ - H g = H g+ + d; the
 * direction H+ g+ follows from H g+ too. So one product with H does for an iteration, and the update waits until the
 * next product goes through H anyway.
 *
 * @example
 * ```ts
 * const bowl = (x: Float64Array) => 5 * (x[0] - 1) ** 2;
 * const { hessInv } = minimize(bowl, [0], { method: 'bfgs', grad: (x) => [10 * (x[0] - 1)] });
 * hessInv?.toDense() // Float64Array(1) [ 0.1 ]
 * ```
 * @throws InvalidInput for an unknown option or a curvature other than skip and damp
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, (6.17), (6.20) and procedure 18.2
 */
export function bfgs(options: BfgsOptions = {}): DirectionFactory {
  onlyOptions<BfgsOptions>('bfgs', options, ['curvature', 'scale']);
  const { curvature = 'skip', scale = true } = options;
  if (curvature !== 'skip' && curvature !== 'damp') {
    throw new InvalidInput({ subject: 'bfgs: curvature', given: curvature, allowed: '"skip" or "damp"' });
  }
  if (typeof scale !== 'boolean') {
    throw new InvalidInput({ subject: 'bfgs: scale', given: scale, allowed: 'true or false' });
  }
  return ({ n }) => keepsNothing(new Bfgs(n, curvature === 'damp', scale));
}

class Bfgs implements Direction {
  /** Undefined before the first update: the identity. */
  private matrix: PackedSymmetric | undefined;
  private readonly u: Float64Array;
  private readonly v: Float64Array;
  private readonly d: Float64Array;
  /** H g at the point reached, before the update. */
  private readonly product: Float64Array;
  /** The gradient that d belongs to; compared, not read. */
  private knows: Float64Array | undefined;

  constructor(
    private readonly n: number,
    private readonly damps: boolean,
    private readonly scales: boolean,
  ) {
    [this.u, this.v, this.d, this.product] = Array.from({ length: 4 }, () => new Float64Array(n));
  }

  at({ jac }: Iterate): Float64Array {
    const { d, matrix } = this;
    if (this.knows === jac) return d;
    this.flush();
    const product = matrix?.times(jac) ?? jac;
    for (let i = 0; i < d.length; i++) d[i] = -product[i];
    this.knows = jac;
    return d;
  }

  trial({ jac }: Iterate): number {
    return this.matrix ? 1 : Math.min(1, 1 / norm(jac));
  }

  learn(from: Iterate, to: Iterate): void {
    const { n, u, v, d, product } = this;
    const s = minus(to.x, from.x);
    const y = minus(to.jac, from.jac);
    const first = this.matrix === undefined;
    if (!(dot(s, y) > NEGLIGIBLE * norm(s) * norm(y)) && !(this.damps && !first)) {
      this.knows = undefined;
      return;
    }
    if (!this.matrix) {
      const gamma = this.scales ? dot(s, y) / dot(y, y) : 1;
      this.matrix = PackedSymmetric.identity(n, gamma);
      for (let i = 0; i < n; i++) d[i] *= gamma;
    }
    this.matrix.updateAndMultiply(u, v, to.jac, product);
    for (let i = 0; i < n; i++) u[i] = product[i] + d[i];
    if (this.damps) this.damp(s, y, from);

    // u holds H y until here.
    const sy = dot(s, y);
    const half = (1 + dot(y, u) / sy) / 2;
    for (let i = 0; i < n; i++) {
      u[i] = half * s[i] - u[i];
      v[i] = s[i] / sy;
    }
    const [ug, vg] = [dot(u, to.jac), dot(v, to.jac)];
    for (let i = 0; i < n; i++) d[i] = -(product[i] + u[i] * vg + v[i] * ug);
    this.knows = to.jac;
  }

  reset(): boolean {
    const known = this.matrix !== undefined;
    this.matrix = undefined;
    this.knows = undefined;
    this.u.fill(0);
    this.v.fill(0);
    return known;
  }

  hessInv(): InverseHessian {
    this.flush();
    return this.matrix ?? PackedSymmetric.identity(this.n, 1);
  }

  /** Brings the update that waits into H. */
  private flush(): void {
    this.matrix?.update(this.u, this.v);
    this.u.fill(0);
    this.v.fill(0);
  }

  /** Mixes B s into y until s'y is a fifth of s'B s; B s is -a g where s = -a H g. */
  private damp(s: Float64Array, y: Float64Array, { jac }: Iterate): void {
    const a = norm(s) / norm(this.d);
    const sBs = -a * dot(s, jac);
    const sy = dot(s, y);
    if (sy >= DAMPED * sBs) return;
    const theta = ((1 - DAMPED) * sBs) / (sBs - sy);
    for (let i = 0; i < y.length; i++) {
      y[i] = theta * y[i] - (1 - theta) * a * jac[i];
      this.u[i] = theta * this.u[i] + (1 - theta) * s[i];
    }
  }
}
