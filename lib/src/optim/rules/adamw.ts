import { decayRate, nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * AdamW: Adam with decoupled weight decay. The decay acts on the parameters beside the step, so the adaptive scale of
 * the gradient does not touch it.
 *
 * ```text
 * m = b1 m + (1 - b1) g
 * v = b2 v + (1 - b2) g^2
 * p = p - lr ((m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps) + wd p)
 * ```
 *
 * State: m and v, of the shape of each variable, from 0. Defaults: lr 1e-3, b1 0.9, b2 0.999, eps 1e-8, wd 1e-2, those
 * of PyTorch; like there, the decay is scaled by lr and takes the parameters before the step.
 *
 * @throws InvalidInput for a negative lr, eps or wd, or a b1 or b2 outside [0, 1)
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * const optimizer = adamw({ lr: 0.1, eps: 0, wd: 0.5 });
 * descend(f, [1], optimizer, { steps: 1, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.85 ]
 * ```
 * @see Loshchilov & Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, Algorithm 2
 */
export const adamw = rule({
  name: 'AdamW',
  hyper: { lr: 1e-3, b1: 0.9, b2: 0.999, eps: 1e-8, wd: 1e-2 },
  limits: { b1: decayRate, b2: decayRate, eps: nonNegative, wd: nonNegative },
  state: { m: 0, v: 0 },
  step: [
    'm = b1*m + (1-b1)*g',
    'v = b2*v + (1-b2)*g^2',
    'p = p - lr * ((m/(1-b1^t)) / (sqrt(v/(1-b2^t)) + eps) + wd*p)',
  ],
  source: 'Loshchilov & Hutter 2019, Algorithm 2',
});
