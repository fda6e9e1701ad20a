import { decayRate, fraction, nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * Stochastic gradient descent as PyTorch's SGD has it: with momentum, dampening, Nesterov's look-ahead and coupled
 * weight decay, all of which are off by default.
 *
 * ```text
 * u = g + wd p
 * v = b v + (1 - tau) u       tau = dampening, but 0 in the first step and without momentum
 * p = p - lr v                or, with nesterov, p = p - lr (u + b v)
 * ```
 *
 * State: v, of the shape of each variable, from 0. Defaults: lr 1e-3, b 0, dampening 0, wd 0, nesterov false, those of
 * PyTorch. Without momentum {@link gradientDescent} does the same and keeps no state.
 *
 * @throws InvalidInput for a negative lr or wd, a b outside [0, 1), or a dampening outside [0, 1]
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * const optimizer = sgd({ lr: 0.1, b: 0.5, nesterov: true });
 * descend(f, [1], optimizer, { steps: 1, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.7 ]
 * ```
 * @see Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013, section 2
 */
export const sgd = rule({
  name: 'SGD',
  hyper: { lr: 1e-3, b: 0, dampening: 0, wd: 0 },
  limits: { b: decayRate, dampening: fraction, wd: nonNegative },
  choices: { nesterov: [false, true] },
  state: { v: 0 },
  step: ({ nesterov }) => [
    'u = g + wd*p',
    nesterov ? 'c = select(t == 1, 1, 1 - dampening)' : 'c = select(t == 1 or b == 0, 1, 1 - dampening)',
    'v = b*v + c*u',
    nesterov ? 'p = p - lr*(u + b*v)' : 'p = p - lr*v',
  ],
  source: 'Robbins & Monro 1951; PyTorch, torch.optim.SGD',
});
