import { decayRate } from '../options';
import { rule } from '../rule';

/**
 * Gradient descent with momentum: the step follows a decaying sum of the gradients (the heavy ball).
 *
 * ```text
 * v = b v + g              or, with form 'ema', v = b v + (1 - b) g
 * p = p - lr v
 * ```
 *
 * State: v, of the shape of each variable, from 0. Defaults: lr 1e-3 (PyTorch's SGD), b 0.9, the classical form. The
 * two forms are the same method with lr scaled by 1 - b: only the `ema` form keeps the step's size when b changes.
 *
 * @throws InvalidInput for a negative lr, a b outside [0, 1) or an unknown form
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * const { path } = descend(f, [1], momentum({ lr: 0.1, b: 0.5 }), { steps: 2, grad: (x) => [2 * x[0]] });
 * path[2][0] // 0.54
 * ```
 * @see Polyak, "Some methods of speeding up the convergence of iteration methods", 1964
 */
export const momentum = rule({
  name: 'Momentum',
  hyper: { lr: 1e-3, b: 0.9 },
  limits: { b: decayRate },
  choices: { form: ['classical', 'ema'] },
  state: { v: 0 },
  step: ({ form }) => [form === 'ema' ? 'v = b*v + (1-b)*g' : 'v = b*v + g', 'p = p - lr*v'],
  source: 'Polyak 1964',
});
