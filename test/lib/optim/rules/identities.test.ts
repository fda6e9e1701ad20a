import fc from 'fast-check';
import {
  adam,
  adamw,
  descend,
  gradientDescent,
  lion,
  momentum,
  nadam,
  nesterov,
  type RuleOptimizer,
  rmsprop,
  rule,
  sgd,
} from 'optlab';
import { problems } from '../oracles';
import { closeTo, history, pathOf, start } from './paths';

const signDescent = rule({ name: 'Sign descent', hyper: { lr: 1 }, step: ['p = p - lr*sign(g)'] });

describe('one rule as another', () => {
  const same = (one: RuleOptimizer, other: RuleOptimizer, tolerance?: number) =>
    fc.assert(
      fc.property(history(3), (gradients) => {
        closeTo(pathOf(one, start, gradients), pathOf(other, start, gradients), tolerance);
      }),
    );

  test.each<[string, RuleOptimizer, RuleOptimizer]>([
    [
      'momentum without momentum is gradient descent',
      momentum({ lr: 0.1, b: 0 }),
      gradientDescent({ lr: 0.1 }),
    ],
    ['its EMA form too', momentum({ lr: 0.1, b: 0, form: 'ema' }), gradientDescent({ lr: 0.1 })],
    ['Nesterov without momentum too', nesterov({ lr: 0.1, b: 0 }), gradientDescent({ lr: 0.1 })],
    ['SGD by its defaults too', sgd({ lr: 0.1, dampening: 0.5 }), gradientDescent({ lr: 0.1 })],
    ['SGD with momentum is momentum', sgd({ lr: 0.1, b: 0.7 }), momentum({ lr: 0.1, b: 0.7 })],
    [
      'SGD with look-ahead is Nesterov',
      sgd({ lr: 0.1, b: 0.7, nesterov: true }),
      nesterov({ lr: 0.1, b: 0.7 }),
    ],
    [
      'the EMA form is the classical one',
      momentum({ lr: 0.5, b: 0.75, form: 'ema' }),
      momentum({ lr: 0.125, b: 0.75 }),
    ],
    ['AdamW without decay is Adam', adamw({ lr: 0.1, wd: 0 }), adam({ lr: 0.1 })],
    [
      'Adam without momentum is RMSprop with the correction as its rate',
      adam({ lr: 0.1, b1: 0, b2: 0.9, eps: 1e-150 }),
      rmsprop({ lr: (t) => 0.1 * Math.sqrt(1 - 0.9 ** t), alpha: 0.9, eps: 1e-150 }),
    ],
    [
      'NAdam without momentum is Adam',
      nadam({ lr: 0.1, b1: 0, momentum: 'constant' }),
      adam({ lr: 0.1, b1: 0 }),
    ],
    ['Lion without momentum is sign descent', lion({ lr: 0.1, b1: 0 }), signDescent({ lr: 0.1 })],
  ])('%s', (_, one, other) => {
    same(one, other);
  });

  test('Nesterov is momentum that takes the gradient ahead', () => {
    const { f, grad } = problems.quadratic;
    const [lr, b] = [0.05, 0.8];
    const { path } = descend(f, [2, -1.5], nesterov({ lr, b }), { steps: 40, grad });
    let [x, v] = [
      [2, -1.5],
      [0, 0],
    ];
    for (let step = 0; step <= 40; step++) {
      const ahead = x.map((xi, i) => xi + b * v[i]);
      closeTo([path[step]], [ahead], 1e-12);
      const g = grad(ahead);
      v = v.map((vi, i) => b * vi - lr * g[i]);
      x = x.map((xi, i) => xi + v[i]);
    }
  });
});
