import { decayRate, nonNegative } from '../limits';
import { rule } from '../rule';

/**
 * RMSprop: divides the gradient by the root of a moving average of its square, or, `centered`, by an estimate of its
 * standard deviation; with momentum b on the result.
 *
 * ```text
 * s = alpha s + (1 - alpha) g^2
 * w = b w + g / (sqrt(s) + eps)
 * p = p - lr w
 * ```
 *
 * Centered, s is the moving variance, from the moving average a of the gradient:
 * ```text
 * s = alpha (s + (1 - alpha) (g - a)^2)
 * a = alpha a + (1 - alpha) g
 * ```
 * It is the average of squares less the square of the average, as Graves has it, but as a sum of squares it cannot
 * fall below 0 by rounding.
 *
 * State: s, w and, centered, a, of the shape of each variable, from 0. Defaults: lr 1e-2, alpha 0.99, eps 1e-8, b 0,
 * not centered, those of PyTorch; like there, eps is outside the root.
 *
 * @throws InvalidInput for a negative lr or eps, or an alpha or b outside [0, 1)
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * // The first step is lr / sqrt(1 - alpha).
 * descend(f, [1], rmsprop({ lr: 0.05, eps: 0 }), { steps: 1, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.5 ]
 * ```
 * @see Tieleman & Hinton, "Lecture 6.5: RMSProp", COURSERA, 2012
 * @see Graves, "Generating Sequences With Recurrent Neural Networks", 2013, equations 38 to 45
 */
export const rmsprop = rule({
  name: 'RMSprop',
  hyper: { lr: 1e-2, alpha: 0.99, eps: 1e-8, b: 0 },
  limits: { alpha: decayRate, eps: nonNegative, b: decayRate },
  choices: { centered: [false, true] },
  state: ({ centered }): Readonly<Record<string, number>> =>
    centered ? { a: 0, s: 0, w: 0 } : { s: 0, w: 0 },
  step: ({ centered }) => [
    ...(centered
      ? ['s = alpha*(s + (1-alpha)*(g-a)^2)', 'a = alpha*a + (1-alpha)*g']
      : ['s = alpha*s + (1-alpha)*g^2']),
    'w = b*w + g/(sqrt(s) + eps)',
    'p = p - lr*w',
  ],
  source: 'Tieleman & Hinton 2012; Graves 2013',
});
