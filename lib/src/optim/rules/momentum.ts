import { decayRate, fraction } from '../limits';
import { rule } from '../rule';

/**
 * Gradient descent with momentum: the step follows a decaying sum of the gradients (the heavy ball).
 *
 * ```text
 * v = b v + (1 - tau) g       or, with form 'ema', v = b v + (1 - b) g
 * p = p - lr v
 * ```
 *
 * with tau = 0 in the classical form. The form 'dampened' is PyTorch's: tau = dampening, but 0 in the first step, and
 * where b is 0.
 *
 * State: v, of the shape of each variable, from 0. Defaults: lr 1e-3 (PyTorch's SGD), b 0.9, the classical form;
 * dampening 0. The classical form and `ema` are the same method with lr scaled by 1 - b: only `ema` keeps the step's size
 * when b changes. With a dampening of b the dampened form is `ema`, but for the first step.
 *
 * @throws InvalidInput for a negative lr, a b outside [0, 1), an unknown form, a dampening outside [0, 1], or a dampening
 *   in another form than 'dampened'
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
  hyper: { lr: 1e-3, b: 0.9, dampening: 0 },
  limits: { b: decayRate, dampening: fraction },
  choices: { form: ['classical', 'ema', 'dampened'] },
  state: { v: 0 },
  step: ({ form }) => [
    ...(form === 'dampened' ? ['c = select(t == 1 or b == 0, 1, 1 - dampening)'] : []),
    { classical: 'v = b*v + g', ema: 'v = b*v + (1-b)*g', dampened: 'v = b*v + c*g' }[form],
    'p = p - lr*v',
  ],
  source: 'Polyak 1964',
});
