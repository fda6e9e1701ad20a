import { decayRate, nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * RAdam: Adam that rectifies the variance of its adaptive rate, and takes plain momentum steps while too few gradients
 * are in the average to know that variance.
 *
 * ```text
 * m = b1 m + (1 - b1) g
 * v = b2 v + (1 - b2) g^2
 * rho_inf = 2 / (1 - b2) - 1
 * rho = rho_inf - 2 t b2^t / (1 - b2^t)
 * r = sqrt((rho - 4) (rho - 2) rho_inf / ((rho_inf - 4) (rho_inf - 2) rho))
 * p = p - lr (m / (1 - b1^t)) r sqrt(1 - b2^t) / (sqrt(v) + eps)        where rho > 5, or else p - lr m / (1 - b1^t)
 * ```
 *
 * The fraction in rho is computed as 2 t / (b2^-t - 1): b2^t is close to 1, and the difference would cancel.
 *
 * State: m and v, of the shape of each variable, from 0. Defaults: lr 1e-3, b1 0.9, b2 0.999, eps 1e-8, those of
 * PyTorch, which adds eps to the root of the raw v; with epsilon 'corrected' it is added to the root of the corrected
 * v, sqrt(v / (1 - b2^t)) + eps, as in optax.
 *
 * @throws InvalidInput for a negative lr or eps, a b1 or b2 outside [0, 1), or an unknown place of eps
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * // In the first steps the average knows too little: a step of momentum.
 * descend(f, [1], radam({ lr: 0.1 }), { steps: 1, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.8 ]
 * ```
 * @see Liu et al., "On the Variance of the Adaptive Learning Rate and Beyond", ICLR 2020, Algorithm 2
 */
export const radam = rule({
  name: 'RAdam',
  hyper: { lr: 1e-3, b1: 0.9, b2: 0.999, eps: 1e-8 },
  limits: { b1: decayRate, b2: decayRate, eps: nonNegative },
  choices: { epsilon: ['raw', 'corrected'] },
  state: { m: 0, v: 0 },
  step: ({ epsilon }) => [
    'm = b1*m + (1-b1)*g',
    'v = b2*v + (1-b2)*g^2',
    'rho_infinity = 2/(1-b2) - 1',
    'rho = rho_infinity - 2*t/expm1(-t*log(b2))',
    'r = sqrt((rho-4)*(rho-2)*rho_infinity/((rho_infinity-4)*(rho_infinity-2)*rho))',
    epsilon === 'corrected' ? 'a = r/(sqrt(v/(1-b2^t)) + eps)' : 'a = r*sqrt(1-b2^t)/(sqrt(v) + eps)',
    'p = p - lr * m/(1-b1^t) * select(rho > 5, a, 1)',
  ],
  source: 'Liu et al. 2020, Algorithm 2',
});
