import * as tf from '@tensorflow/tfjs';
import {
  adabelief,
  adadelta,
  adagrad,
  adam,
  adamax,
  adamw,
  amsgrad,
  asgd,
  gradientDescent,
  lamb,
  lion,
  momentum,
  nadam,
  nesterov,
  type RuleOptimizer,
  radam,
  rmsprop,
  rprop,
} from 'optlab';

/** A rule of ours and, where there is one, TensorFlow.js' own of the same mathematics. */
export interface Contender {
  ours: () => RuleOptimizer;
  tfjs?: () => tf.Optimizer;
}

/** By the names that the peers know them by. */
export const contenders: Readonly<Record<string, Contender>> = {
  Adam: { ours: adam, tfjs: () => tf.train.adam(1e-3, 0.9, 0.999, 1e-8) },
  AdamW: { ours: adamw },
  AMSGrad: { ours: amsgrad },
  NAdam: { ours: nadam },
  Adamax: { ours: adamax, tfjs: () => tf.train.adamax(2e-3, 0.9, 0.999, 1e-8) },
  RAdam: { ours: radam },
  AdaBelief: { ours: adabelief },
  LAMB: { ours: lamb },
  Lion: { ours: lion },
  'Gradient descent': { ours: gradientDescent, tfjs: () => tf.train.sgd(1e-3) },
  Momentum: { ours: momentum, tfjs: () => tf.train.momentum(1e-3, 0.9) },
  'Nesterov momentum': { ours: nesterov, tfjs: () => tf.train.momentum(1e-3, 0.9, true) },
  AdaGrad: { ours: adagrad, tfjs: () => tf.train.adagrad(1e-2, 0) },
  RMSprop: { ours: rmsprop, tfjs: () => tf.train.rmsprop(1e-2, 0.99, 0, 1e-8) },
  Adadelta: { ours: adadelta, tfjs: () => tf.train.adadelta(1, 0.9, 1e-6) },
  ASGD: { ours: asgd },
  Rprop: { ours: rprop },
};
