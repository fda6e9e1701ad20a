import { rule } from '../rule';

/**
 * Gradient descent: a step against the gradient. With the gradient of a random batch it is stochastic gradient
 * descent, SGD; with that of all data it is Cauchy's method.
 *
 * ```text
 * p = p - lr g
 * ```
 *
 * No state. Default: lr 1e-3, that of PyTorch's SGD.
 *
 * @throws InvalidInput for a negative lr
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * descend(f, [1], gradientDescent({ lr: 0.25 }), { steps: 2, grad: (x) => [2 * x[0]] }).values
 * // Float64Array(3) [ 1, 0.25, 0.0625 ]
 * ```
 * @see Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", 1847
 * @see Robbins & Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22(3), 1951
 */
export const gradientDescent = rule({
  name: 'Gradient descent',
  hyper: { lr: 1e-3 },
  step: ['p = p - lr*g'],
  source: 'Cauchy 1847; Robbins & Monro 1951',
});
