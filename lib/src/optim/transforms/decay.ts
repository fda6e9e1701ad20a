import { nonNegative } from '../limits';
import type { Schedule } from '../options';
import { type Transform, type TransformOptions, transform } from './transform';

type Options = Omit<TransformOptions<{ wd: number }, Record<never, never>>, 'wd' | 'seed'>;

const coupled = transform({
  name: 'L2',
  hyper: { wd: 1e-2 },
  limits: { wd: nonNegative },
  off: { wd: 0 },
  step: ['g = g + wd*p'],
});

const decoupled = transform({
  name: 'Decoupled weight decay',
  hyper: { wd: 1e-2 },
  limits: { wd: nonNegative },
  off: { wd: 0 },
  uses: ['lr'],
  step: ['p = p - lr*wd*p'],
  source: 'Loshchilov & Hutter 2019',
});

/**
 * L2 regularization: adds the gradient of wd/2 |p|^2 to the gradient, `g = g + wd p`, as `weight_decay` of PyTorch's SGD
 * and Adam does. No state. Place: before the optimizer; after a clip it is not clipped.
 *
 * @param options a `mask` says which variables decay: `{ mask: /kernel$/ }`
 * @throws InvalidInput for a negative wd
 * @example
 * ```ts
 * const optimizer = chain(l2(0.5), gradientDescent({ lr: 0.1 }));
 * descend(() => 0, [1], optimizer, { steps: 1, grad: () => [0] }).x // Float64Array(1) [ 0.95 ]
 * ```
 */
export const l2 = (wd: number | Schedule, options: Options = {}): Transform => coupled({ ...options, wd });

/**
 * Decoupled weight decay: `p = p - lr wd p`, with the lr of the optimizer. Before the optimizer it is AdamW's order, the
 * decay first and then the step of the gradient; after it the new weights decay. No state.
 *
 * @param options a `mask` says which variables decay: `{ mask: /kernel$/ }`
 * @throws InvalidInput for a negative wd, and in a chain whose optimizer has no lr
 * @example
 * ```ts
 * const optimizer = chain(decoupledDecay(0.5), adam({ lr: 0.1 }));
 * descend(() => 0, [1], optimizer, { steps: 1, grad: () => [0] }).x // Float64Array(1) [ 0.95 ]
 * ```
 * @see Loshchilov & Hutter, "Decoupled Weight Decay Regularization", ICLR 2019
 */
export const decoupledDecay = (wd: number | Schedule, options: Options = {}): Transform =>
  decoupled({ ...options, wd });
