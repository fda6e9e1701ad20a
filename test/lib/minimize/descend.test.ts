import * as tf from '@tensorflow/tfjs-core';
import { adam, descend, gradientDescent, momentum, type RuleOptimizer } from 'optlab';

const bowl = (x: Float64Array) => 0.5 * (x[0] ** 2 + 4 * x[1] ** 2);
const grad = (x: Float64Array) => [x[0], 4 * x[1]];

describe('descend', () => {
  test('keeps every point, the start included, and the values there', () => {
    const { path, values, x, fun } = descend(bowl, [1, 1], gradientDescent({ lr: 0.25 }), { steps: 3, grad });
    expect(path.map((point) => [...point])).toEqual([
      [1, 1],
      [0.75, 0],
      [0.5625, 0],
      [0.421875, 0],
    ]);
    expect([...values]).toEqual(path.map(bowl));
    expect([...x]).toEqual([0.421875, 0]);
    expect(fun).toBe(values[3]);
  });

  test('contracts each coordinate by 1 - lr times its curvature', () => {
    const { path } = descend(bowl, [1, -1], gradientDescent({ lr: 0.1 }), { grad });
    expect(path).toHaveLength(101);
    path.forEach((point, k) => {
      expect(point[0]).toBeCloseTo(0.9 ** k, 12);
      expect(point[1]).toBeCloseTo(-(0.6 ** k), 12);
    });
  });

  test('diverges above 2/L, and keeps the path to infinity', () => {
    const { values, fun } = descend(bowl, [1, 1], gradientDescent({ lr: 0.6 }), { steps: 3000, grad });
    expect(values[10]).toBeGreaterThan(values[0]);
    expect(Number.isFinite(fun)).toBe(false);
  });

  test('finds the gradient by differences where none is given', () => {
    const exact = descend(bowl, [1, 2], adam({ lr: 0.1 }), { steps: 50, grad });
    const differences = descend(bowl, [1, 2], adam({ lr: 0.1 }), { steps: 50 });
    expect(differences.x[0]).toBeCloseTo(exact.x[0], 7);
    expect(differences.x[1]).toBeCloseTo(exact.x[1], 7);
  });

  test('leaves the optimizer, the start and what f keeps alone', () => {
    const optimizer = momentum({ lr: 0.1 });
    const start = Float64Array.of(1, 1);
    const kept: Float64Array[] = [];
    const spoil = (x: Float64Array) => {
      kept.push(x);
      const value = bowl(x);
      x.fill(9);
      return value;
    };
    const first = descend(spoil, start, optimizer, { steps: 5, grad });
    const second = descend(bowl, start, optimizer, { steps: 5, grad });
    expect(first.path).toEqual(second.path);
    expect([...start]).toEqual([1, 1]);
    expect(optimizer.iterations).toBe(0);
    expect(new Set(kept).size).toBe(6);
  });

  test('asks a schedule for the rate of each step, from 1', () => {
    const asked: number[] = [];
    const lr = (t: number) => {
      asked.push(t);
      return 0;
    };
    descend(bowl, [1, 1], gradientDescent({ lr }), { steps: 3, grad });
    expect(asked).toEqual([1, 2, 3]);
  });

  test('stops when the callback says so', () => {
    const seen: number[] = [];
    const { path } = descend(bowl, [1, 1], gradientDescent({ lr: 0.1 }), {
      grad,
      callback: (_, fun, step) => {
        seen.push(fun);
        return step === 2;
      },
    });
    expect(path).toHaveLength(3);
    expect(seen).toEqual([bowl(path[1]), bowl(path[2])]);
  });

  test('takes no step when none is asked for', () => {
    expect(descend(bowl, [1, 1], adam(), { steps: 0 }).path).toHaveLength(1);
  });

  test.each<[string, () => unknown, string]>([
    [
      'no coordinate',
      () => descend(bowl, [], adam()),
      'descend: x0 must be an array of one or more finite numbers',
    ],
    ['NaN in x0', () => descend(bowl, [Number.NaN, 1], adam()), 'descend: x0'],
    ['a number as x0', () => descend(bowl, 1 as never, adam()), 'descend: x0'],
    ['a text as f', () => descend('f' as never, [1], adam()), 'descend: f must be a function'],
    [
      'an f without result',
      () => descend((() => undefined) as never, [1], adam()),
      'what f returns must be a number, but was undefined',
    ],
    [
      'a gradient of another length',
      () => descend(bowl, [1, 1], adam(), { grad: () => [1] }),
      'what grad returns must be 2 numbers, one a coordinate, but was [1].',
    ],
    [
      'a gradient that is no array',
      () => descend(bowl, [1, 1], adam(), { grad: (() => 3) as never }),
      'but was 3',
    ],
    [
      'half a step',
      () => descend(bowl, [1, 1], adam(), { steps: 0.5 }),
      'descend: steps must be a whole number',
    ],
    [
      'an optimizer of TensorFlow.js',
      () => descend(bowl, [1, 1], tf.train.sgd(1) as never),
      'must be made by one of the rules',
    ],
    [
      'a rule that was not called',
      () => descend(bowl, [1, 1], adam as unknown as RuleOptimizer),
      'must be made by one of the rules',
    ],
    ['no optimizer', () => descend(bowl, [1, 1], undefined as never), 'must be made by one of the rules'],
  ])('refuses %s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});
