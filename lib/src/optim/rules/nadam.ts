import { decayRate, nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * NAdam: Adam with Nesterov's look-ahead, the step takes the momentum as it will be with the next gradient.
 *
 * ```text
 * mu = b1 (1 - 0.5 0.96^(t psi))         mu_next = b1 (1 - 0.5 0.96^((t + 1) psi))
 * c = c mu
 * m = b1 m + (1 - b1) g
 * v = b2 v + (1 - b2) g^2
 * p = p - lr (mu_next m / (1 - c mu_next) + (1 - mu) g / (1 - c)) / (sqrt(v / (1 - b2^t)) + eps)
 * ```
 *
 * mu warms the momentum up towards b1, and c is the product of all mu so far. With momentum 'constant' mu is b1 from the
 * first step: p = p - lr (b1 m / (1 - b1^(t+1)) + (1 - b1) g / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps).
 *
 * State: m and v, of the shape of each variable, from 0, and the number c, from 1. Defaults: lr 2e-3, b1 0.9, b2 0.999,
 * eps 1e-8, psi 4e-3, those of PyTorch, where psi is called momentum_decay; optax keeps the momentum constant.
 *
 * @throws InvalidInput for a negative lr, eps or psi, a b1 or b2 outside [0, 1), or an unknown momentum
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * const optimizer = nadam({ lr: 0.5, b1: 0.5, eps: 0, momentum: 'constant' });
 * // 0.5 1 / 0.75 + 0.5 2 / 0.5 = 8 / 3, over the root of 2^2.
 * descend(f, [1], optimizer, { steps: 1, grad: (x) => [2 * x[0]] }).x[0] // 0.3333333333333333
 * ```
 * @see Dozat, "Incorporating Nesterov Momentum into Adam", ICLR 2016 workshop, Algorithm 2
 */
export const nadam = rule({
  name: 'NAdam',
  hyper: { lr: 2e-3, b1: 0.9, b2: 0.999, eps: 1e-8, psi: 4e-3 },
  limits: { b1: decayRate, b2: decayRate, eps: nonNegative, psi: nonNegative },
  choices: { momentum: ['scheduled', 'constant'] },
  state: { m: 0, v: 0 },
  scalars: ({ momentum }): Readonly<Record<string, number>> => (momentum === 'scheduled' ? { c: 1 } : {}),
  step: ({ momentum }) => [
    ...(momentum === 'scheduled'
      ? ['mu = b1*(1 - 0.5*0.96^(t*psi))', 'mu_next = b1*(1 - 0.5*0.96^((t+1)*psi))', 'c = c*mu']
      : []),
    'm = b1*m + (1-b1)*g',
    'v = b2*v + (1-b2)*g^2',
    momentum === 'scheduled'
      ? 'n = mu_next*m/(1 - c*mu_next) + (1-mu)*g/(1-c)'
      : 'n = b1*m/(1-b1^(t+1)) + (1-b1)*g/(1-b1^t)',
    'p = p - lr * n / (sqrt(v/(1-b2^t)) + eps)',
  ],
  source: 'Dozat 2016, Algorithm 2',
});
