import { positive } from '../limits';
import type { Schedule } from '../options';
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

const source = 'Pascanu, Mikolov & Bengio 2013';
const byGlobalNorm = byNorm('Clip by global norm', 'globalNorm', source);

/** Variables that the mask leaves out are not in the norm either: a formula of its own, for those who need it. */
const byGlobalNormOfSome = transform<{ c: number; on: number }, Form>({
  name: 'Clip by global norm of some variables',
  hyper: { c: 1, on: 1 },
  limits: { c: positive },
  off: { on: 0 },
  choices: { form: ['pytorch', 'optax'] },
  step: ({ form }) =>
    form === 'optax'
      ? ['size = globalNorm(select(on == 1, g, 0))', 'g = select(on == 1 and size >= c, g/size*c, g)']
      : ['scale = min(1, c/(globalNorm(select(on == 1, g, 0)) + 1e-6))', 'g = select(on == 1, scale*g, g)'],
  source,
});
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
 * where |g| is the norm over all variables of the step, or over those of a mask: the others then are neither measured nor
 * clipped. No state. The default is PyTorch's clip_grad_norm_. Place:
 * before the optimizer.
 *
 * @param options a `mask` says which variables are clipped together: `{ mask: /kernel$/ }`
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
  options: Omit<TransformOptions<{ c: number }, Form>, 'c' | 'seed'> = {},
): Transform => (options.mask === undefined ? byGlobalNorm : byGlobalNormOfSome)({ ...options, c });

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
