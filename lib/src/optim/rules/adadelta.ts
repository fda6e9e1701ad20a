import { decayRate, positive } from '../limits';
import { rule } from '../rule';

/**
 * Adadelta: scales the gradient by the ratio of two moving root mean squares, that of its own past updates and that of
 * the gradients, so that the step has the unit of the parameters.
 *
 * ```text
 * s = rho s + (1 - rho) g^2
 * u = sqrt(x + eps) / sqrt(s + eps) g
 * x = rho x + (1 - rho) u^2
 * p = p - lr u
 * ```
 *
 * State: s and x, of the shape of each variable, from 0; eps starts the updates, so it cannot be 0. Defaults: lr 1,
 * rho 0.9, eps 1e-6, those of PyTorch.
 *
 * @throws InvalidInput for a negative lr, a rho outside [0, 1) or an eps that is not above 0
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * descend(f, [1], adadelta({ eps: 1 }), { steps: 1, grad: (x) => [2 * x[0]] }).x[0] // -0.6903085094570331
 * ```
 * @see Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012, Algorithm 1
 */
export const adadelta = rule({
  name: 'Adadelta',
  hyper: { lr: 1, rho: 0.9, eps: 1e-6 },
  limits: { rho: decayRate, eps: positive },
  state: { s: 0, x: 0 },
  step: [
    's = rho*s + (1-rho)*g^2',
    'u = sqrt(x + eps)/sqrt(s + eps) * g',
    'x = rho*x + (1-rho)*u^2',
    'p = p - lr*u',
  ],
  source: 'Zeiler 2012, Algorithm 1',
});
