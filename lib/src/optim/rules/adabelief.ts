import { decayRate, nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * AdaBelief: Adam that scales by how far the gradient is from its own average, not by its size: it takes large steps
 * where the gradient is as expected.
 *
 * ```text
 * m = b1 m + (1 - b1) g
 * s = b2 s + (1 - b2) (g - m)^2 + eps
 * p = p - lr (m / (1 - b1^t)) / (sqrt(s / (1 - b2^t)) + eps)
 * ```
 *
 * State: m and s, of the shape of each variable, from 0. Defaults: lr 1e-3, b1 0.9, b2 0.999, eps 1e-16, those of the
 * authors' code and of optax; PyTorch has no AdaBelief.
 *
 * @throws InvalidInput for a negative lr or eps, or a b1 or b2 outside [0, 1)
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * // m = 0.2, g - m = 1.8: the step is lr 2 / 1.8.
 * descend(f, [1], adabelief({ lr: 0.09 }), { steps: 1, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.9 ]
 * ```
 * @see Zhuang et al., "AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients", NeurIPS 2020,
 *   Algorithm 2
 */
export const adabelief = rule({
  name: 'AdaBelief',
  hyper: { lr: 1e-3, b1: 0.9, b2: 0.999, eps: 1e-16 },
  limits: { b1: decayRate, b2: decayRate, eps: nonNegative },
  state: { m: 0, s: 0 },
  step: [
    'm = b1*m + (1-b1)*g',
    's = b2*s + (1-b2)*(g-m)^2 + eps',
    'p = p - lr * (m/(1-b1^t)) / (sqrt(s/(1-b2^t)) + eps)',
  ],
  source: 'Zhuang et al. 2020, Algorithm 2',
});
