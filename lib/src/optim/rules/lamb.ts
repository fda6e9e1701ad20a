import { decayRate, nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * LAMB: AdamW whose step is scaled, in each variable, to the length of the variable itself, for training with large
 * batches.
 *
 * ```text
 * m = b1 m + (1 - b1) g
 * v = b2 v + (1 - b2) g^2
 * u = (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps) + wd p
 * r = |p| / |u|, but 1 where either norm is 0
 * p = p - lr r u
 * ```
 *
 * Not elementwise: the norms are those of a whole variable. State: m and v, of the shape of each variable, from 0.
 * Defaults: lr 1e-3, b1 0.9, b2 0.999, eps 1e-6, wd 0, those of optax, without a clamp of r; PyTorch has no LAMB.
 *
 * @throws InvalidInput for a negative lr, eps or wd, or a b1 or b2 outside [0, 1)
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * // The first step has the length lr |p|.
 * descend(f, [8], lamb({ lr: 0.25 }), { steps: 1, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 6 ]
 * ```
 * @see You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes", ICLR 2020, Algorithm 2
 */
export const lamb = rule({
  name: 'LAMB',
  hyper: { lr: 1e-3, b1: 0.9, b2: 0.999, eps: 1e-6, wd: 0 },
  limits: { b1: decayRate, b2: decayRate, eps: nonNegative, wd: nonNegative },
  state: { m: 0, v: 0 },
  step: [
    'm = b1*m + (1-b1)*g',
    'v = b2*v + (1-b2)*g^2',
    'u = (m/(1-b1^t)) / (sqrt(v/(1-b2^t)) + eps) + wd*p',
    'r = select(norm2(p) > 0 and norm2(u) > 0, norm2(p)/norm2(u), 1)',
    'p = p - lr*r*u',
  ],
  source: 'You et al. 2020, Algorithm 2',
});
