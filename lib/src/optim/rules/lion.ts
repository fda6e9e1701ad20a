import { decayRate, nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * Lion: steps by the sign of an interpolation between the momentum and the gradient, so that every coordinate moves by
 * lr. One array of state where Adam has two.
 *
 * ```text
 * c = b1 m + (1 - b1) g
 * p = p - lr (sign(c) + wd p)
 * m = b2 m + (1 - b2) g
 * ```
 *
 * State: m, of the shape of each variable, from 0. Where c is 0 the sign is 0. Defaults: lr 1e-4, b1 0.9, b2 0.99, wd 0,
 * those of the authors' code; PyTorch has no Lion. The decay is decoupled, as in AdamW.
 *
 * @throws InvalidInput for a negative lr or wd, or a b1 or b2 outside [0, 1)
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * descend(f, [1], lion({ lr: 0.25 }), { steps: 3, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.25 ]
 * ```
 * @see Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023, Algorithm 2
 */
export const lion = rule({
  name: 'Lion',
  hyper: { lr: 1e-4, b1: 0.9, b2: 0.99, wd: 0 },
  limits: { b1: decayRate, b2: decayRate, wd: nonNegative },
  state: { m: 0 },
  step: ['c = b1*m + (1-b1)*g', 'p = p - lr*(sign(c) + wd*p)', 'm = b2*m + (1-b2)*g'],
  source: 'Chen et al. 2023, Algorithm 2',
});
