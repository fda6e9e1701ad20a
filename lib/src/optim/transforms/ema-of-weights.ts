import type { LayersModel } from '@tensorflow/tfjs-layers';
import { InvalidInput } from '../../errors';
import type { Matcher } from '../groups';
import { decayRate } from '../limits';
import type { Schedule } from '../options';
import { isRuleOptimizer } from '../rule-optimizer';
import type { ChainOptimizer } from './chain-optimizer';
import { type Transform, transform } from './transform';

const average = transform({
  name: 'EMA of weights',
  hyper: { rho: 0.999 },
  limits: { rho: decayRate },
  off: { rho: 0 },
  choices: { debias: [false, true] },
  state: { pbar: 0 },
  scalars: { c: 0 },
  place: 'after',
  average: ({ debias }) => ({ symbol: 'pbar', weight: debias ? 'c' : undefined }),
  step: ({ debias }) =>
    debias
      ? ['c = rho*c + (1-rho)', 'pbar = rho*pbar + (1-rho)*p']
      : ['pbar = select(c == 0, p, rho*pbar + (1-rho)*p)', 'c = 1'],
  source: 'Polyak & Juditsky 1992',
});

/**
 * Keeps an exponential moving average of the weights, which often does better than the last weights:
 *
 * ```text
 * pbar = rho pbar + (1 - rho) p
 * ```
 *
 * State: pbar, of the shape of each variable, and the number c. By default the average starts at the first weights after
 * a step (as PyTorch's AveragedModel does); with `debias: true` it starts at 0 and is divided by c, the sum of the
 * weights in it, when it is read (as optax.ema does). Read it as `optimizer.ema`, use it by {@link withEma}. Place:
 * after the optimizer.
 *
 * @param options a `mask` says which variables are averaged, `{ mask: /kernel$/ }`: the average of the others is what they
 *   are, as with a rho of 0
 * @throws InvalidInput for a rho outside [0, 1)
 * @example
 * ```ts
 * const optimizer = chain(gradientDescent({ lr: 1 }), emaOfWeights(0.5));
 * const w = tf.variable(tf.scalar(0), true, 'averaged');
 * for (let step = 0; step < 2; step++) optimizer.applyGradients({ averaged: tf.scalar(-1) });
 * optimizer.ema.averaged // Float32Array(1) [ 1.5 ]
 * ```
 * @see Polyak & Juditsky, "Acceleration of stochastic approximation by averaging", 1992
 */
export const emaOfWeights = (
  rho: number | Schedule,
  options: { readonly debias?: boolean; readonly mask?: Matcher } = {},
): Transform => average({ ...options, rho });

/**
 * Calls a function while a model has the averaged weights, such as one that evaluates it, and gives it its own weights
 * back, also after an error.
 *
 * @param model a model that was compiled with a chain that has {@link emaOfWeights}
 * @throws InvalidInput for a model with another optimizer
 * @returns what the function returns; a promise gives the weights back when it is settled
 */
export function withEma<Result>(model: LayersModel, run: () => Result): Result {
  const optimizer: unknown = (model as Partial<LayersModel> | undefined)?.optimizer;
  if (isRuleOptimizer(optimizer) && 'withEma' in optimizer) {
    return (optimizer as ChainOptimizer).withEma(run);
  }
  throw new InvalidInput({
    subject: "withEma: the model's optimizer",
    given: optimizer,
    allowed: 'a chain with emaOfWeights, such as chain(adam({ lr: 1e-3 }), emaOfWeights(0.999))',
  });
}
