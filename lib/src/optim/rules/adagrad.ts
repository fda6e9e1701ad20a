import { nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * AdaGrad: each coordinate's rate falls with the root of the sum of its squared gradients.
 *
 * ```text
 * s = s + g^2
 * p = p - lr / (1 + decay (t - 1)) g / (sqrt(s0 + s) + eps)     or, with epsilon 'inside', g / sqrt(s0 + s + eps)
 * ```
 *
 * State: s, the sum of squares, of the shape of each variable, from 0; s0 is the accumulator's initial value. A
 * coordinate whose gradient was always 0 stays where it is. Defaults: lr 1e-2, decay 0, s0 0, eps 1e-10, eps outside
 * the root, those of PyTorch; optax has eps inside the root.
 *
 * @throws InvalidInput for a negative lr, decay, s0 or eps, or an unknown place of eps
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * descend(f, [1], adagrad({ lr: 0.1 }), { steps: 1, grad: (x) => [2 * x[0]] }).x[0] // 0.900000000005
 * ```
 * @see Duchi, Hazan & Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR 12,
 *   2011, figure 1
 */
export const adagrad = rule({
  name: 'AdaGrad',
  hyper: { lr: 1e-2, decay: 0, s0: 0, eps: 1e-10 },
  limits: { decay: nonNegative, s0: nonNegative, eps: nonNegative },
  choices: { epsilon: ['outside', 'inside'] },
  state: { s: 0 },
  step: ({ epsilon }) => [
    's = s + g^2',
    epsilon === 'inside' ? 'd = sqrt(s0 + s + eps)' : 'd = sqrt(s0 + s) + eps',
    'p = p - lr/(1 + decay*(t-1)) * select(d == 0, 0, g/d)',
  ],
  source: 'Duchi, Hazan & Singer 2011',
});
