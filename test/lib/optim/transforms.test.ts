import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs';
import {
  accumulate,
  adam,
  applyEvery,
  chain,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  decoupledDecay,
  descend,
  emaOfWeights,
  gradientDescent,
  gradientNoise,
  InvalidInput,
  l2,
  momentum,
  type RuleOptimizer,
  transform,
  withEma,
} from 'optlab';
import { leave, use, valuesOf, vector, ways } from './support';

const sgd = (lr = 1) => gradientDescent({ lr });
const apply = (optimizer: RuleOptimizer, gradients: Record<string, number[]>): void =>
  tf.tidy(() =>
    optimizer.applyGradients(
      Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, tf.tensor1d(g)])),
    ),
  );
/** Where steps of size 1 along given gradients lead. */
const path = (optimizer: RuleOptimizer, gradients: number[], from = 0): number[] => {
  let at = 0;
  const grad = () => [gradients[at++]];
  return descend(() => 0, [from], optimizer, { steps: gradients.length, grad }).path.map(([x]) => x);
};

afterEach(leave);

describe.each(ways)('on the %s backend, fused: %s', (backend, fused) => {
  beforeEach(() => use(backend, fused));

  test('the global norm is over all variables of the step, that of one variable over its own', () => {
    const gradients = { a: [3, 0], b: [4] };
    const ends = [clipByGlobalNorm, clipByNorm].map((clip) => {
      const variables = [vector('a', [0, 0]), vector('b', [0])];
      apply(chain(clip(1, { form: 'optax' }), sgd()), gradients);
      const values = valuesOf(...variables);
      tf.disposeVariables();
      return values;
    });
    [-0.6, 0, -0.8].forEach((expected, i) => {
      expect(ends[0][i]).toBeCloseTo(expected, 6);
    });
    expect(ends[1].map((x) => Math.round(x * 1e6) / 1e6)).toEqual([-1, 0, -1]);
  });

  test('a variable without gradient does not count in the global norm', () => {
    const variables = [vector('a', [0]), vector('b', [0])];
    const optimizer = chain(clipByGlobalNorm(1, { form: 'optax' }), sgd());
    apply(optimizer, { a: [3], b: [4] });
    apply(optimizer, { b: [-8] });
    expect(valuesOf(...variables)[0]).toBeCloseTo(-0.6, 6);
    expect(valuesOf(...variables)[1]).toBeCloseTo(0.2, 6);
  });

  test('masks say which variables decay', () => {
    const names = ['d/kernel', 'd/bias'];
    const ends = [/kernel$/, ['d/kernel'], ({ name }: { name: string }) => name.endsWith('kernel')].map(
      (mask) => {
        const variables = names.map((name) => vector(name, [1]));
        apply(chain(decoupledDecay(0.5, { mask }), l2(0.25, { mask }), sgd()), {
          'd/kernel': [0],
          'd/bias': [0],
        });
        const values = valuesOf(...variables);
        tf.disposeVariables();
        return values;
      },
    );
    expect(ends).toEqual([
      [0.375, 1],
      [0.375, 1],
      [0.375, 1],
    ]);
  });

  test('noise differs between variables and steps, and is the same for the same seed', () => {
    const ends = [1, 1, 2].map((seed) => {
      const variables = [vector('a', [0]), vector('b', [0])];
      const optimizer = chain(gradientNoise(1, { seed }), sgd());
      const seen = [1, 2].flatMap(() => {
        apply(optimizer, { a: [0], b: [0] });
        return valuesOf(...variables);
      });
      tf.disposeVariables();
      return seen;
    });
    expect(ends[1]).toEqual(ends[0]);
    expect(new Set([...ends[0], ...ends[2]]).size).toBe(8);
  });

  test('averaged weights can be read and tried', async () => {
    const w = vector('w', [0]);
    const rest = vector('rest', [5]);
    const optimizer = chain(sgd(), emaOfWeights(0.5));
    for (let t = 0; t < 3; t++) apply(optimizer, { w: [-1] });
    // 1, then (1 + 2)/2, then (1.5 + 3)/2.
    expect(optimizer.ema).toEqual({ w: Float32Array.of(2.25) });
    const before = tf.memory().numTensors;
    expect(optimizer.withEma(() => valuesOf(w, rest))).toEqual([2.25, 5]);
    expect(valuesOf(w)).toEqual([3]);
    const later = optimizer.withEma(async () => {
      await Promise.resolve();
      return valuesOf(w);
    });
    expect(valuesOf(w)).toEqual([2.25]);
    expect(await later).toEqual([2.25]);
    expect(() =>
      optimizer.withEma(() => {
        throw new Error('midway');
      }),
    ).toThrow('midway');
    expect(valuesOf(w)).toEqual([3]);
    expect(tf.memory().numTensors).toBe(before);
    apply(optimizer, { w: [-1] });
    expect(valuesOf(w)).toEqual([4]);
  });
});

describe('a mask', () => {
  beforeEach(() => use('cpu', true));
  const mask = /^kernel/;
  const start = () => [vector('kernel', [0, 0]), vector('kernel2', [0]), vector('bias', [0])];

  test.each(['optax', 'pytorch'] as const)('of a global norm leaves the others out of it, %s', (form) => {
    const variables = start();
    apply(chain(clipByGlobalNorm(1, { form, mask }), sgd()), { kernel: [2, 3], kernel2: [6], bias: [100] });
    const moved = valuesOf(...variables);
    [-2 / 7, -3 / 7, -6 / 7, -100].forEach((expected, i) => {
      expect(moved[i] / expected).toBeCloseTo(1, 5);
    });
  });

  test('keeps what is not a number out of the norm of the others', () => {
    const variables = start();
    apply(chain(clipByGlobalNorm(1, { mask }), sgd()), { kernel: [3, 4], kernel2: [0], bias: [Number.NaN] });
    expect(valuesOf(variables[0])[1]).toBeCloseTo(-0.8, 5);
  });

  test.each([false, true])('of averaged weights has the others as they are, debias: %s', (debias) => {
    const variables = start();
    const optimizer = chain(sgd(), emaOfWeights(0.5, { debias, mask }));
    for (let t = 1; t <= 3; t++) apply(optimizer, { kernel: [-1, -1], kernel2: [-1], bias: [-0.1] });
    const [kernel, , bias] = optimizer.withEma(() => variables.map((variable) => valuesOf(variable)[0]));
    expect(bias).toBe(valuesOf(variables[2])[0]);
    expect(kernel).toBeCloseTo(debias ? (3 + 2 / 2 + 1 / 4) / (1 + 1 / 2 + 1 / 4) : 2.25, 6);
  });

  test('of steps that wait lets the others go as if there were no waiting, to the last bit', () => {
    const variables = start();
    const gradients = (t: number) => ({ kernel: [t, t], bias: [t / 3] });
    const optimizer = chain(adam({ lr: 0.1 }), applyEvery(3, { mask }));
    for (let t = 1; t <= 4; t++) apply(optimizer, gradients(t));
    const [waited, , bias] = variables.map((variable) => valuesOf(variable)[0]);
    for (const variable of variables) variable.assign(tf.zerosLike(variable));
    const alone = adam({ lr: 0.1 });
    for (let t = 1; t <= 4; t++) apply(alone, gradients(t));
    expect(bias).toBe(valuesOf(variables[2])[0]);
    expect(waited).not.toBe(valuesOf(variables[0])[0]);
  });

  test('is saved with its chain', () => {
    const original = chain(clipByGlobalNorm(1, { mask }), sgd(), emaOfWeights(0.5, { mask: ['a', 'b'] }));
    const [cls, fromConfig] =
      tf.serialization.SerializationMap.getMap().classNameMap[original.getClassName()];
    const copy = fromConfig(cls, original.getConfig()) as unknown as typeof original;
    expect(copy.getConfig()).toEqual(original.getConfig());
    expect(copy.formula.lines).toEqual(original.formula.lines);
  });
});

describe('clipping in PyTorch’s form', () => {
  test('divides by the norm and 1e-6, as clip_grad_norm_ does', () => {
    expect(path(chain(clipByGlobalNorm(1), sgd()), [4])[1]).toBe(-4 * (1 / (4 + 1e-6)));
    expect(path(chain(clipByGlobalNorm(5), sgd()), [4])[1]).toBe(-4);
  });
  test('leaves a gradient of zeros as it is', () => {
    const zero = [clipByGlobalNorm, clipByNorm].flatMap((clip) =>
      (['pytorch', 'optax'] as const).map((form) => path(chain(clip(1, { form }), sgd()), [0])[1]),
    );
    expect(zero.map(Math.abs)).toEqual([0, 0, 0, 0]);
  });
  test('by value cuts on both sides', () => {
    expect(path(chain(clipByValue(2), sgd()), [5, -5, 1])).toEqual([0, -2, 0, -1]);
  });
});

describe('the average of weights', () => {
  const weights = () => vector('w', [0]);
  test('with debias is the weighted mean of all weights so far', async () => {
    await use('cpu', true);
    weights();
    const optimizer = chain(sgd(), emaOfWeights(0.75, { debias: true }));
    for (let t = 1; t <= 3; t++) apply(optimizer, { w: [-1] });
    const [a, b, c] = [0.75 ** 2, 0.75, 1];
    expect(optimizer.ema.w[0]).toBeCloseTo((a * 1 + b * 2 + c * 3) / (a + b + c), 6);
  });

  test('is there for a model', async () => {
    await use('cpu', true);
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'zeros' })],
    });
    const optimizer = chain(sgd(0.1), emaOfWeights(0.5));
    model.compile({ optimizer, loss: 'meanSquaredError' });
    await model.fit(tf.ones([4, 1]), tf.ones([4, 1]), { epochs: 3, verbose: 0 });
    const value = () => model.getWeights()[0].dataSync()[0];
    const [own, averaged] = [value(), withEma(model, value)];
    expect(averaged).toBe(Object.values(optimizer.ema)[0][0]);
    expect(averaged).toBeLessThan(own);
    expect(value()).toBe(own);
    model.compile({ optimizer: adam(), loss: 'meanSquaredError' });
    expect(() => withEma(model, value)).toThrow("the model's optimizer must be a chain with emaOfWeights");
  });

  test('lasts until a promise of any realm is settled', async () => {
    await use('cpu', true);
    const w = weights();
    const optimizer = chain(sgd(), emaOfWeights(0.5));
    for (let t = 1; t <= 2; t++) apply(optimizer, { w: [-1] });
    const later = runInNewContext('(read) => async () => { await 0; return read(); }');
    expect(await optimizer.withEma<Promise<number>>(later(() => valuesOf(w)[0]))).toBe(1.5);
    expect(valuesOf(w)).toEqual([2]);
    const failing = runInNewContext('async () => { await 0; throw new Error("no data"); }');
    await expect(optimizer.withEma<Promise<number>>(failing)).rejects.toThrow('no data');
    expect(valuesOf(w)).toEqual([2]);
  });

  test('is refused where there is none, or two', () => {
    const two = chain(sgd(), emaOfWeights(0.5), emaOfWeights(0.9));
    expect(() => chain(l2(0), sgd()).ema).toThrow('Add emaOfWeights(0.999) to the chain');
    expect(() => two.ema).toThrow('exactly one, but was 2');
    expect(() => two.withEma(() => 1)).toThrow(InvalidInput);
  });
});

describe('random numbers', () => {
  test('go on after a restart where they were, though nothing else counts the steps', async () => {
    await use('cpu', true);
    const shaken = transform({ name: 'Shaken', draws: ['xi'], step: ['g = g + xi'] });
    const make = () => chain(shaken({ seed: 5 }), sgd());
    const w = vector('w', [0]);
    const first = make();
    for (let t = 1; t <= 3; t++) apply(first, { w: [0] });
    const [kept, weights] = [valuesOf(w), await first.getWeights()];
    apply(first, { w: [0] });
    const end = valuesOf(w);
    w.assign(tf.tensor1d(kept));
    const second = make();
    await second.setWeights(weights);
    apply(second, { w: [0] });
    expect(valuesOf(w)).toEqual(end);
  });
});

describe('gradient noise', () => {
  const steps = 4000;
  const zeros = Array<number>(steps).fill(0);
  test('is normal with the variance s / t^gamma', () => {
    const along = path(chain(gradientNoise(0.25, { gamma: 0, seed: 5 }), sgd()), zeros);
    const noise = along.slice(1).map((x, i) => along[i] - x);
    const mean = noise.reduce((sum, x) => sum + x, 0) / steps;
    const variance = noise.reduce((sum, x) => sum + (x - mean) ** 2, 0) / steps;
    const kurtosis = noise.reduce((sum, x) => sum + (x - mean) ** 4, 0) / steps / variance ** 2;
    // Five standard errors each.
    expect(Math.abs(mean)).toBeLessThan((5 * 0.5) / Math.sqrt(steps));
    expect(Math.abs(variance / 0.25 - 1)).toBeLessThan(5 * Math.sqrt(2 / steps));
    expect(Math.abs(kurtosis - 3)).toBeLessThan(5 * Math.sqrt(24 / steps));
  });
  test('shrinks by the power that is asked for', () => {
    const [constant, shrinking] = [0, 0.55].map((gamma) =>
      path(chain(gradientNoise(1, { gamma, seed: 5 }), sgd()), zeros.slice(0, 20)),
    );
    for (let t = 1; t <= 20; t++) {
      const ratio = (shrinking[t] - shrinking[t - 1]) / (constant[t] - constant[t - 1]);
      expect(ratio).toBeCloseTo(t ** (-0.55 / 2), 10);
    }
  });
});

describe('accumulate', () => {
  const gradients = [1, 3, -2, 5, 0.5, 7, -1, 4];
  const means = [2, 1.5, 3.75, 1.5];

  test.each<[string, () => RuleOptimizer]>([
    ['gradient descent', () => sgd(0.1)],
    ['momentum', () => momentum({ lr: 0.1 })],
    ['Adam with a schedule', () => adam({ lr: (t) => 0.1 / t })],
    ['a chain', () => chain(clipByValue(2), l2(0.1), adam({ lr: 0.1 }), emaOfWeights(0.5))],
  ])('takes the step of the mean with %s', (_, make) => {
    const slow = path(accumulate(2, make()), gradients, 1);
    const mean = path(make(), means, 1);
    expect(slow[1]).toBe(1);
    mean.forEach((x, i) => {
      expect(slow[2 * i]).toBeCloseTo(x, 14);
      if (i > 0) expect(slow[2 * i - 1]).toBe(slow[2 * i - 2]);
    });
  });

  test('of accumulate is accumulate by the product', () => {
    const nested = path(accumulate(2, accumulate(2, adam({ lr: 0.1 }))), gradients);
    const flat = path(accumulate(4, adam({ lr: 0.1 })), gradients);
    nested.forEach((x, i) => {
      expect(x).toBeCloseTo(flat[i], 13);
    });
  });

  test('forgets a gradient that was not a number', () => {
    expect(path(accumulate(2, sgd()), [1, 1]).slice(1)).toEqual([0, -1]);
    const optimizer = accumulate(1, sgd());
    expect(path(optimizer, [1, 2])).toEqual([0, -1, -3]);
  });

  test('after a clip clips each gradient, around a clip clips the mean', () => {
    expect(path(chain(clipByValue(1), accumulate(2, sgd())), [5, 0])[2]).toBe(-0.5);
    expect(path(accumulate(2, chain(clipByValue(1), sgd())), [5, 0])[2]).toBe(-1);
  });
});

test('applyEvery applies the sum of the steps, while the state moves on', () => {
  const gradients = [1, 2, 3, 4];
  expect(path(chain(sgd(), applyEvery(2)), gradients)).toEqual([0, 0, -3, -3, -10]);
  // Momentum b = 1/2: velocities 1, 2.5, 4.25, 6.125.
  const along = path(chain(momentum({ lr: 1, b: 0.5 }), applyEvery(2)), gradients);
  expect(along).toEqual([0, 0, -3.5, -3.5, -13.875]);
});
