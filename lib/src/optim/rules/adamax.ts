import { decayRate, nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * Adamax: Adam with a decaying maximum of the gradient's magnitude in place of the root of the mean square.
 *
 * ```text
 * m = b1 m + (1 - b1) g
 * u = max(b2 u, |g| + eps)
 * p = p - lr (m / (1 - b1^t)) / u
 * ```
 *
 * State: m and u, of the shape of each variable, from 0. Where u is 0, which takes eps = 0 and no gradient yet, the
 * parameter stays. Defaults: lr 2e-3, b1 0.9, b2 0.999, eps 1e-8, those of PyTorch; there and in optax eps is added to
 * the magnitude, inside the maximum. The paper has none.
 *
 * @throws InvalidInput for a negative lr or eps, or a b1 or b2 outside [0, 1)
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * descend(f, [1], adamax({ lr: 0.1, eps: 0 }), { steps: 1, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.9 ]
 * ```
 * @see Kingma & Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 2
 */
export const adamax = rule({
  name: 'Adamax',
  hyper: { lr: 2e-3, b1: 0.9, b2: 0.999, eps: 1e-8 },
  limits: { b1: decayRate, b2: decayRate, eps: nonNegative },
  state: { m: 0, u: 0 },
  step: [
    'm = b1*m + (1-b1)*g',
    'u = max(b2*u, abs(g) + eps)',
    'p = p - lr/(1-b1^t) * select(u == 0, 0, m/u)',
  ],
  source: 'Kingma & Ba 2015, Algorithm 2',
});
