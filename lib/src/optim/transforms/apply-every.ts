import type { Matcher } from '../groups';
import { wholeNumber } from '../limits';
import { type Transform, transform } from './transform';

const every = transform({
  name: 'Apply every k steps',
  hyper: { k: 1 },
  limits: { k: wholeNumber },
  off: { k: 1 },
  state: { u: 0 },
  place: 'after',
  step: [
    'w = select(mod(t - 1, k) == 0, 0, u)',
    'u = w + (p - before)',
    // Not before + u: with k = 1 the weights are those of the optimizer, to the last bit.
    'p = select(mod(t, k) == 0, p + w, before)',
  ],
});

/**
 * Sums up what the optimizer would have changed, and changes the weights at each k-th step only, by the sum.
 *
 * Unlike under {@link accumulate} the optimizer itself takes a step each time: its state moves on, and the sum, not
 * the mean, of k steps is applied. State: u, of the shape of each variable. Place: after the optimizer.
 *
 * @param options a `mask` says which variables wait, `{ mask: /embeddings/ }`; the others change at each step
 * @throws InvalidInput for a k that is no whole number from 1
 * @example
 * ```ts
 * const optimizer = chain(gradientDescent({ lr: 1 }), applyEvery(2));
 * let step = 0;
 * const { path } = descend(() => 0, [10], optimizer, { steps: 4, grad: () => [++step] });
 * path.map(([x]) => x) // [ 10, 10, 7, 7, 0 ]
 * ```
 * @see optax.apply_every, of the same meaning
 */
export const applyEvery = (k: number, options: { readonly mask?: Matcher } = {}): Transform =>
  every({ ...options, k });
