import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import type { Direction, DirectionFactory, Iterate } from '../method';
import { keepsNothing } from '../recycling';
import { norm } from '../vector';
import { PairMemory } from './pair-memory';

/** Options of {@link lbfgs}. */
export interface LbfgsOptions {
  /** m, how many steps are remembered. Default: 10, that of SciPy. */
  memory?: number;
}

/**
 * BFGS with limited memory: d = -H g, where H is what the last m updates make of a multiple of the identity. It is never
 * formed; the two loops take 4 m n multiplications and 2 m n numbers of memory.
 *
 * @example
 * ```ts
 * const valley = (x: Float64Array) => x.reduce((sum, xi, i) => sum + (i + 1) * xi ** 2, 0);
 * const grad = (x: Float64Array) => x.map((xi, i) => 2 * (i + 1) * xi);
 * minimize(valley, new Float64Array(1000).fill(1), { method: 'lbfgs', memory: 5, grad }).success // true
 * ```
 * @throws InvalidInput for an unknown option or a memory that is no whole number from 1
 * @see Liu & Nocedal, "On the limited memory BFGS method for large scale optimization", Math. Programming 45, 1989
 * @see Nocedal & Wright, "Numerical Optimization", 2nd ed. 2006, algorithms 7.4 and 7.5
 */
export function lbfgs(options: LbfgsOptions = {}): DirectionFactory {
  onlyOptions<LbfgsOptions>('lbfgs', options, ['memory']);
  const { memory = 10 } = options;
  if (!Number.isInteger(memory) || memory < 1) {
    throw new InvalidInput({ subject: 'lbfgs: memory', given: memory, allowed: 'a whole number, 1 or more' });
  }
  return ({ n }): Direction => {
    const pairs = new PairMemory(n, memory);
    return keepsNothing({
      at({ jac }: Iterate) {
        pairs.multiply(-1, jac, pairs.product);
        return pairs.product;
      },
      trial: ({ jac }: Iterate) => (pairs.size > 0 ? 1 : Math.min(1, 1 / norm(jac))),
      learn: (from: Iterate, to: Iterate) => pairs.learn(from, to),
      reset: () => pairs.forget(),
      hessInv: () => pairs.copy(),
    });
  };
}
