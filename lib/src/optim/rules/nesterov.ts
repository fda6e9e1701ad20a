import { decayRate } from '../limits';
import { rule } from '../rule';

/**
 * Nesterov's accelerated gradient: momentum whose step looks ahead along the velocity.
 *
 * ```text
 * v = b v + g
 * p = p - lr (g + b v)
 * ```
 *
 * The paper takes the gradient at the point y ahead: v' = b v' - lr g(x + b v'), x = x + v'. Here p is that point,
 * p = x + b v' with v' = -lr v, so that the gradient is wanted only where the parameters are.
 *
 * State: v, of the shape of each variable, from 0. Defaults: lr 1e-3 (PyTorch's SGD), b 0.9.
 *
 * @throws InvalidInput for a negative lr or a b outside [0, 1)
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * const { path } = descend(f, [1], nesterov({ lr: 0.1, b: 0.5 }), { steps: 1, grad: (x) => [2 * x[0]] });
 * path[1][0] // 0.7
 * ```
 * @see Nesterov, "A method for solving the convex programming problem with convergence rate O(1/k^2)", 1983
 * @see Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013, section 2.1
 */
export const nesterov = rule({
  name: 'Nesterov momentum',
  hyper: { lr: 1e-3, b: 0.9 },
  limits: { b: decayRate },
  state: { v: 0 },
  step: ['v = b*v + g', 'p = p - lr*(g + b*v)'],
  source: 'Nesterov 1983; Sutskever et al. 2013, section 2.1',
});
