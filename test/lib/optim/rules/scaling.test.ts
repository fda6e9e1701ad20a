import fc from 'fast-check';
import {
  adagrad,
  adam,
  adamax,
  adamw,
  amsgrad,
  gradientDescent,
  lamb,
  lion,
  momentum,
  nadam,
  nesterov,
  type RuleOptimizer,
  rmsprop,
  rprop,
  sgd,
} from 'optlab';
import { closeTo, history, pathOf, start } from './paths';

describe('scaling all gradients by a constant', () => {
  const scaled = (make: () => RuleOptimizer, factor: number, tolerance: number) =>
    fc.assert(
      fc.property(history(3), (gradients) => {
        const path = pathOf(
          make(),
          start,
          gradients.map((g) => g.map((x) => factor * x)),
        );
        closeTo(path, pathOf(make(), start, gradients), tolerance);
      }),
      { numRuns: 25 },
    );

  // Without eps 0/0 would be NaN.
  const eps = 1e-150;
  test.each<[string, () => RuleOptimizer]>([
    ['AdaGrad', () => adagrad({ lr: 0.1, eps: 0 })],
    ['RMSprop', () => rmsprop({ eps })],
    ['RMSprop, not centered, with momentum', () => rmsprop({ eps, b: 0.5 })],
    ['Adam', () => adam({ eps })],
    ['AdamW', () => adamw({ eps })],
    ['AMSGrad', () => amsgrad({ eps })],
    ['NAdam', () => nadam({ eps })],
    ['Adamax', () => adamax({ eps: 0 })],
    ['LAMB', () => lamb({ eps })],
    ['Lion', () => lion()],
    ['Rprop', () => rprop()],
  ])('changes nothing for %s', (_, make) => {
    scaled(make, 1024, 1e-11);
    scaled(make, 1 / 1024, 1e-11);
  });

  test.each<[string, (lr: number) => RuleOptimizer]>([
    ['gradient descent', (lr) => gradientDescent({ lr })],
    ['SGD', (lr) => sgd({ lr, b: 0.9, dampening: 0.5, nesterov: true })],
    ['momentum', (lr) => momentum({ lr })],
    ['Nesterov momentum', (lr) => nesterov({ lr })],
  ])('is scaling the rate for %s', (_, make) => {
    fc.assert(
      fc.property(history(3), (gradients) => {
        const path = pathOf(
          make(0.01),
          start,
          gradients.map((g) => g.map((x) => 8 * x)),
        );
        closeTo(path, pathOf(make(0.08), start, gradients));
      }),
    );
  });
});
