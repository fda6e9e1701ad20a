import { decayRate, nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * AMSGrad: Adam whose second moment never falls, so that a rare large gradient is not forgotten.
 *
 * ```text
 * m = b1 m + (1 - b1) g
 * v = b2 v + (1 - b2) g^2
 * x = max(x, v)                      or, with maximum 'corrected', x = max(x, v / (1 - b2^t))
 * p = p - lr (m / (1 - b1^t)) / (sqrt(x / (1 - b2^t)) + eps)      corrected: sqrt(x) + eps
 * ```
 *
 * State: m, v and x, of the shape of each variable, from 0. Defaults: lr 1e-3, b1 0.9, b2 0.999, eps 1e-8, those of
 * PyTorch, which takes the maximum of the raw v; optax takes it of the corrected one.
 *
 * @throws InvalidInput for a negative lr or eps, a b1 or b2 outside [0, 1), or an unknown maximum
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * descend(f, [1], amsgrad({ lr: 0.1, eps: 0 }), { steps: 1, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.9 ]
 * ```
 * @see Reddi, Kale & Kumar, "On the Convergence of Adam and Beyond", ICLR 2018, Algorithm 2
 */
export const amsgrad = rule({
  name: 'AMSGrad',
  hyper: { lr: 1e-3, b1: 0.9, b2: 0.999, eps: 1e-8 },
  limits: { b1: decayRate, b2: decayRate, eps: nonNegative },
  choices: { maximum: ['raw', 'corrected'] },
  state: { m: 0, v: 0, x: 0 },
  step: ({ maximum }) => [
    'm = b1*m + (1-b1)*g',
    'v = b2*v + (1-b2)*g^2',
    ...(maximum === 'corrected'
      ? ['x = max(x, v/(1-b2^t))', 'p = p - lr * (m/(1-b1^t)) / (sqrt(x) + eps)']
      : ['x = max(x, v)', 'p = p - lr * (m/(1-b1^t)) / (sqrt(x/(1-b2^t)) + eps)']),
  ],
  source: 'Reddi, Kale & Kumar 2018, Algorithm 2',
});
