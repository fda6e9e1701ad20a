import { positive, type Schedule } from '../options';
import { type Transform, type TransformOptions, transform } from './transform';

const off = { c: Number.POSITIVE_INFINITY };
type Form = { form: readonly ['pytorch', 'optax'] };

const byValue = transform({
  name: 'Clip by value',
  hyper: { c: 1 },
  limits: { c: positive },
  off,
  step: ['g = max(-c, min(g, c))'],
});

const byNorm = (name: string, norm: 'globalNorm' | 'norm2', source?: string) =>
  transform<{ c: number }, Form>({
    name,
    hyper: { c: 1 },
    limits: { c: positive },
    choices: { form: ['pytorch', 'optax'] },
    ...(norm === 'norm2' ? { off } : {}),
    step: ({ form }) =>
      form === 'optax'
        ? [`size = ${norm}(g)`, 'g = select(size < c, g, g/size*c)']
        : [`scale = min(1, c/(${norm}(g) + 1e-6))`, 'g = scale*g'],
    source,
  });

const byGlobalNorm = byNorm('Clip by global norm', 'globalNorm', 'Pascanu, Mikolov & Bengio 2013');
const byOwnNorm = byNorm('Clip by norm', 'norm2');

/**
 * Clips each element of the gradient to [-c, c]. No state. Place: before the optimizer.
 *
 * @throws InvalidInput for a c that is not above 0
 * @example
 * ```ts
 * const optimizer = chain(clipByValue(1), gradientDescent({ lr: 1 }));
 * descend(() => 0, [0, 0], optimizer, { steps: 1, grad: () => [5, -0.5] }).x // Float64Array(2) [ -1, 0.5 ]
 * ```
 */
export const clipByValue = (
  c: number | Schedule,
  options: Omit<TransformOptions<{ c: number }, Record<never, never>>, 'c'> = {},
): Transform => byValue({ ...options, c });

/**
 * Scales all gradients of a step by one factor, so that together they are no longer than c:
 *
 * ```text
 * g = g min(1, c / (|g| + 1e-6))              or, with form 'optax', g = g c/|g| where |g| >= c
 * ```
 *
 * where |g| is the norm over all variables of the step. No state. The default is PyTorch's clip_grad_norm_. Place:
 * before the optimizer.
 *
 * @throws InvalidInput for a c that is not above 0, or an unknown form
 * @example
 * ```ts
 * const optimizer = chain(clipByGlobalNorm(1, { form: 'optax' }), gradientDescent({ lr: 1 }));
 * descend(() => 0, [0, 0], optimizer, { steps: 1, grad: () => [3, 4] }).x // Float64Array(2) [ -0.6, -0.8 ]
 * ```
 * @see Pascanu, Mikolov & Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, section 3.2
 */
export const clipByGlobalNorm = (
  c: number | Schedule,
  options: Omit<TransformOptions<{ c: number }, Form>, 'c' | 'mask'> = {},
): Transform => byGlobalNorm({ ...options, c });

/**
 * {@link clipByGlobalNorm} for each variable alone: |g| is the norm of that variable's gradient.
 *
 * @throws InvalidInput for a c that is not above 0, or an unknown form
 * @example
 * ```ts
 * const optimizer = chain(clipByNorm(1, { form: 'optax' }), gradientDescent({ lr: 1 }));
 * descend(() => 0, [0, 0], optimizer, { steps: 1, grad: () => [0.6, 0] }).x // Float64Array(2) [ -0.6, 0 ]
 * ```
 */
export const clipByNorm = (
  c: number | Schedule,
  options: Omit<TransformOptions<{ c: number }, Form>, 'c'> = {},
): Transform => byOwnNorm({ ...options, c });
