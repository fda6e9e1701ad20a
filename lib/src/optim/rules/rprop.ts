import { decayRate, nonNegative, oneOrMore } from '../limits';
import { rule } from '../rule';

/**
 * Rprop: each coordinate has its own step size, which grows while the gradient keeps its sign and shrinks when it
 * changes; the gradient's size does not count. For full batches: on noisy gradients the signs are noise.
 *
 * ```text
 * s = sign(g) sign(h)                  h the gradient of the step before
 * d = d up where s > 0, d down where s < 0, kept between dmin and dmax; d = lr in the first step
 * h = g, but 0 where s < 0
 * p = p - d sign(h)
 * ```
 *
 * State: d and h, of the shape of each variable, from 0. lr is the first step's size alone. Defaults: lr 1e-2, down 0.5,
 * up 1.2, dmin 1e-6, dmax 50, those of PyTorch; after a change of sign the step is left out (Rprop-, without
 * going back).
 *
 * @throws InvalidInput for a negative lr, dmin or dmax, a down outside [0, 1) or an up below 1
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * descend(f, [1], rprop({ lr: 0.25, up: 2 }), { steps: 2, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.25 ]
 * ```
 * @see Riedmiller & Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", 1993,
 *   section D
 */
export const rprop = rule({
  name: 'Rprop',
  hyper: { lr: 1e-2, down: 0.5, up: 1.2, dmin: 1e-6, dmax: 50 },
  limits: { down: decayRate, up: oneOrMore, dmin: nonNegative, dmax: nonNegative },
  state: { d: 0, h: 0 },
  step: [
    's = sign(g)*sign(h)',
    'f = select(s > 0, up, select(s < 0, down, 1))',
    'd = min(max(select(t == 1, lr, d)*f, dmin), dmax)',
    'h = select(s < 0, 0, g)',
    'p = p - d*sign(h)',
  ],
  source: 'Riedmiller & Braun 1993',
});
