import { nonNegative } from '../limits';
import type { Schedule } from '../options';
import { type Transform, type TransformOptions, transform } from './transform';

type Hyper = { s: number; gamma: number };

const noise = transform({
  name: 'Gradient noise',
  hyper: { s: 0.01, gamma: 0.55 },
  limits: { s: nonNegative, gamma: nonNegative },
  off: { s: 0 },
  draws: ['xi'],
  step: ['g = g + sqrt(s/t^gamma)*xi'],
  source: 'Neelakantan et al. 2015',
});

/**
 * Adds normal noise to the gradient, whose variance shrinks with the steps: s at the first one, s / t^gamma at step t.
 *
 * The random numbers xi are an input like the gradient: they are drawn in JavaScript before each step, and depend on the
 * seed, the variable's name and the number of its step alone. So the same seed gives the same path, an optimizer that
 * was restored draws what it would have drawn, and no state is kept. Default: gamma 0.55, the paper's. Place: before
 * the optimizer.
 *
 * @param s the variance at the first step; 0.01, 0.3 and 1 in the paper
 * @throws InvalidInput for a negative s or gamma, and for a seed that is no integer from 0 to 2^32 - 1
 * @example
 * ```ts
 * const noisy = () => chain(gradientNoise(0.01, { seed: 7 }), gradientDescent({ lr: 0.1 }));
 * const end = () => descend((x) => x[0] ** 2, [1], noisy(), { steps: 9, grad: (x) => [2 * x[0]] }).fun;
 * end() === end() // true
 * ```
 * @see Neelakantan et al., "Adding Gradient Noise Improves Learning for Very Deep Networks", 2015, section 3
 */
export const gradientNoise = (
  s: number | Schedule,
  options: Omit<TransformOptions<Hyper, Record<never, never>>, 's'> = {},
): Transform => noise({ ...options, s });
