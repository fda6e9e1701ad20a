import { decayRate, nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * Adam: steps along a moving average of the gradient, scaled by the root of a moving average of its square, both
 * corrected for their start at zero.
 *
 * ```text
 * m = b1 m + (1 - b1) g
 * v = b2 v + (1 - b2) g^2
 * p = p - lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)
 * ```
 *
 * State: m and v, of the shape of each variable, from 0. Defaults: lr 1e-3, b1 0.9, b2 0.999, eps 1e-8, those of the
 * paper and of PyTorch; like there, eps is outside the root.
 *
 * @throws InvalidInput for a negative lr or eps, or a b1 or b2 outside [0, 1)
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * const { path } = descend(f, [1], adam({ lr: 0.1 }), { steps: 1, grad: (x) => [2 * x[0]] });
 * path[1][0] // 0.9000000005
 * ```
 * @see Kingma & Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 1
 */
export const adam = rule({
  name: 'Adam',
  hyper: { lr: 1e-3, b1: 0.9, b2: 0.999, eps: 1e-8 },
  limits: { b1: decayRate, b2: decayRate, eps: nonNegative },
  state: { m: 0, v: 0 },
  step: [
    'm = b1*m + (1-b1)*g',
    'v = b2*v + (1-b2)*g^2',
    'p = p - lr * (m/(1-b1^t)) / (sqrt(v/(1-b2^t)) + eps)',
  ],
  source: 'Kingma & Ba 2015, Algorithm 1',
});
