import fc from 'fast-check';
import {
  adabelief,
  adadelta,
  adagrad,
  adam,
  adamax,
  amsgrad,
  lamb,
  lion,
  type RuleOptimizer,
  radam,
  rmsprop,
  rprop,
} from 'optlab';
import { history, pathOf, start } from './paths';

describe('the first step', () => {
  const first = (optimizer: RuleOptimizer, g: number) => pathOf(optimizer, [0], [[g]])[1][0];
  test.each<[string, (lr: number) => RuleOptimizer, number]>([
    ['Adam is lr', (lr) => adam({ lr, eps: 0 }), 1],
    ['AMSGrad is lr', (lr) => amsgrad({ lr, eps: 0 }), 1],
    ['Adamax is lr', (lr) => adamax({ lr, eps: 0 }), 1],
    ['AdaGrad is lr', (lr) => adagrad({ lr, eps: 0 }), 1],
    ['Lion is lr', (lr) => lion({ lr }), 1],
    ['Rprop is lr', (lr) => rprop({ lr }), 1],
    ['RMSprop is lr / sqrt(1 - alpha)', (lr) => rmsprop({ lr, eps: 0, alpha: 0.96 }), 5],
    [
      'centered RMSprop is lr / sqrt(alpha (1 - alpha))',
      (lr) => rmsprop({ lr, eps: 0, alpha: 0.8, centered: true }),
      2.5,
    ],
    ['AdaBelief is lr / b1', (lr) => adabelief({ lr, eps: 0, b1: 0.5 }), 2],
  ])('of %s against the sign of the gradient, whatever its size', (_, make, size) => {
    for (const g of [1e-4, 0.5, 300, -2]) {
      expect(first(make(0.03), g)).toBeCloseTo(-Math.sign(g) * 0.03 * size, 10);
    }
  });

  test('of RAdam is a plain step of momentum, corrected for its start', () => {
    for (const g of [1e-4, 0.5, 300, -2]) expect(first(radam({ lr: 0.1 }), g)).toBeCloseTo(-0.1 * g, 12);
  });

  test('of Adadelta does not know the unit of the gradient once that is far above eps', () => {
    expect(first(adadelta({ eps: 1e-12 }), 1)).toBeCloseTo(-Math.sqrt(1e-12 / 0.1), 12);
    expect(first(adadelta({ eps: 1e-12 }), 1e6)).toBeCloseTo(-Math.sqrt(1e-12 / 0.1), 12);
  });

  test('of LAMB has the length of lr times that of the parameters', () => {
    fc.assert(
      fc.property(history(3), ([g]) => {
        fc.pre(g.some((x) => x !== 0));
        const [before, after] = pathOf(lamb({ lr: 0.1 }), start, [g]);
        expect(Math.hypot(...after.map((x, i) => x - before[i]))).toBeCloseTo(
          0.1 * Math.hypot(...before),
          10,
        );
      }),
    );
  });
});

describe("Adam's step", () => {
  /** The gradients at which the step is longest: 0 for long, then growing so that each product b1^k b2^-k/2 is used. */
  const longest = (b1: number, b2: number, n: number) =>
    Array.from({ length: n }, (_, i) => [(b1 / b2) ** (n - 1 - i)]);

  test('never exceeds lr (1 - b1) / sqrt(1 - b2) / sqrt(1 - b1^2 / b2), 7.27 lr, and comes close to it', () => {
    const [b1, b2] = [0.9, 0.999];
    const bound = (1 - b1) / Math.sqrt(1 - b2) / Math.sqrt(1 - b1 ** 2 / b2);
    expect(bound).toBeCloseTo(7.27, 2);
    const stepsOf = (gradients: number[][]) => {
      const path = pathOf(adam({ lr: 1, eps: 1e-150 }), [0], gradients);
      return path.slice(1).map(([x], step) => Math.abs(x - path[step][0]));
    };
    const rested = [...Array<number[]>(20000).fill([0]), ...longest(b1, b2, 100)];
    const extreme = Math.max(...stepsOf(rested));
    expect(extreme).toBeLessThan(bound);
    expect(extreme).toBeGreaterThan(0.999 * bound);
    fc.assert(
      fc.property(history(1), (gradients) => {
        expect(Math.max(...stepsOf(gradients))).toBeLessThanOrEqual(bound);
      }),
    );
  });
});
