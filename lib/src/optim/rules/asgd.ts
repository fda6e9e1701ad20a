import { nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * Averaged stochastic gradient descent: gradient descent with a falling rate, and beside the parameters their average
 * over all steps after t0, which converges faster than they do.
 *
 * ```text
 * gamma = lr / (1 + lambda lr (t - 1))^alpha
 * p = p - gamma (g + lambda p)
 * a = a + (p - a) / max(1, t - 1 - t0)
 * ```
 *
 * State: a, the average, of the shape of each variable; until step t0 + 2 it is p itself. `getWeights` has it as `name/a`.
 * Defaults: lr 1e-2, lambda 1e-4, alpha 0.75, t0 1e6, those of PyTorch, where lambda is called lambd.
 *
 * @throws InvalidInput for a negative lr, lambda, alpha or t0
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * const optimizer = asgd({ lr: 0.25, lambda: 0 });
 * descend(f, [1], optimizer, { steps: 2, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.25 ]
 * ```
 * @see Polyak & Juditsky, "Acceleration of Stochastic Approximation by Averaging", SIAM J. Control Optim. 30(4), 1992
 */
export const asgd = rule({
  name: 'ASGD',
  hyper: { lr: 1e-2, lambda: 1e-4, alpha: 0.75, t0: 1e6 },
  limits: { lambda: nonNegative, alpha: nonNegative, t0: nonNegative },
  state: { a: 0 },
  step: [
    'gamma = lr/(1 + lambda*lr*(t-1))^alpha',
    'p = p - gamma*(g + lambda*p)',
    'a = a + (p - a)/max(1, t - 1 - t0)',
  ],
  source: 'Polyak & Juditsky 1992',
});
