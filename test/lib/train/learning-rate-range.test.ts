import * as tf from '@tensorflow/tfjs';
import {
  adam,
  displaySymbol,
  gradientDescent,
  InvalidInput,
  learningRateRange,
  momentum,
  random,
} from 'optlab';

beforeAll(() => tf.setBackend('cpu'));

/** Noisy gradient descent on L/2 x^2, which keeps its loss up and diverges at rates over 2/L. */
const noisyQuadratic = (curvature: number, seed: number) => {
  const stream = random(seed);
  let x = 3;
  return (lr: number): number => {
    const loss = (curvature / 2) * x ** 2;
    x -= lr * curvature * (x + stream.normal());
    return loss;
  };
};

describe('on a quadratic with known curvature', () => {
  test.each([0.1, 1, 30, 1e3].flatMap((curvature) => [1, 2, 3].map((seed) => [curvature, seed])))(
    'the loss diverges just above 2/L: L = %d, seed %d',
    async (curvature, seed) => {
      const bound = 2 / curvature;
      const range = await learningRateRange({
        step: noisyQuadratic(curvature, seed),
        from: bound / 1e3,
        to: bound * 1e2,
        steps: 500,
      });
      expect(range.diverged).toBeGreaterThan(bound);
      expect(range.diverged).toBeLessThan(1.5 * bound);
      expect(range.suggestion).toBeLessThan(bound);
      expect(range.lowest).toBeLessThan(bound);
    },
  );

  test('below 2/L nothing diverges', async () => {
    const range = await learningRateRange({
      step: noisyQuadratic(10, 1),
      from: 1e-4,
      to: 0.9 * 0.2,
      steps: 500,
    });
    expect(range.diverged).toBeNull();
    expect(range.rates).toHaveLength(500);
    expect(range.rates[499]).toBeCloseTo(0.18, 12);
  });

  test('the suggestion is where a loss of known shape falls fastest', async () => {
    // A logistic curve over log10 of the rate, steepest at 1e-3, before a wall above 1e-1.
    const step = (lr: number) => 1 / (1 + (lr / 1e-3) ** 2) + (lr > 0.105 ? lr * 10 : 0);
    const range = await learningRateRange({ step, from: 1e-6, to: 1, steps: 121, smoothing: 0 });
    expect(range.suggestion).toBeCloseTo(1e-3, 12);
    expect(range.lowest).toBeCloseTo(0.1, 12);
    expect(range.diverged).toBeGreaterThan(0.1);
    expect(range.how).toContain('0.00100 is where the smoothed loss falls fastest');
    expect(range[displaySymbol]()['text/plain']).toBe(range.how);
  });
});

test('the rates grow by a constant factor, from the first to the last', async () => {
  const { rates } = await learningRateRange({ step: () => 1, from: 1e-4, to: 1, steps: 9 });
  expect([...rates]).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => expect.closeTo(1e-4 * 10 ** (i / 2), 12)),
  );
});

test('the moving average is corrected for its start', async () => {
  const losses = [4, 2, 8, 6, 5];
  const { smoothed } = await learningRateRange({ step: (_, i) => losses[i], steps: 5, smoothing: 0.5 });
  // Weights 1, 1/2, 1/4, ... over their sum, written out.
  expect(smoothed[0]).toBe(4);
  expect(smoothed[1]).toBeCloseTo((2 + 4 / 2) / 1.5, 14);
  expect(smoothed[4]).toBeCloseTo(
    (5 + 6 / 2 + 8 / 4 + 2 / 8 + 4 / 16) / (1 + 1 / 2 + 1 / 4 + 1 / 8 + 1 / 16),
    14,
  );
});

test('a constant loss, and one that only rises, give no suggestion', async () => {
  for (const step of [() => 2, (_: number, i: number) => 1 + i / 100]) {
    const range = await learningRateRange({ step, steps: 20 });
    expect(range.suggestion).toBeNull();
    expect(range.how).toMatch(/^No suggestion: the smoothed loss does not fall .*; try smaller rates\./);
  }
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('a loss of %p is divergence', async (bad) => {
  const range = await learningRateRange({ step: (_, i) => (i === 12 ? bad : 5 - i / 10), steps: 50 });
  expect(range.diverged).toBe(range.rates[12]);
  expect(range.losses).toHaveLength(13);
});

test('a promised loss is awaited, and what the steps changed is put back, also after an error', async () => {
  let restored = 0;
  const restore = () => restored++;
  const range = await learningRateRange({ step: async (_, i) => 5 - i, steps: 5, restore });
  expect([...range.losses]).toEqual([5, 4, 3, 2, 1]);
  const broken = () => {
    throw new Error('no data');
  };
  await expect(learningRateRange({ step: broken, restore })).rejects.toThrow('no data');
  expect(restored).toBe(2);
});

describe('of a model', () => {
  const stream = random(4);
  const rows = Array.from({ length: 90 }, () => [stream.normal(), stream.normal(), stream.normal()]);
  const targets = rows.map(([a, b, c]) => [2 * a - b + 0.5 * c + 0.1 * stream.normal()]);
  let x: tf.Tensor;
  let y: tf.Tensor;
  let model: tf.Sequential;

  beforeEach(() => {
    x = tf.tensor2d(rows);
    y = tf.tensor2d(targets);
    model = tf.sequential({
      layers: [
        tf.layers.dense({
          units: 8,
          inputShape: [3],
          activation: 'tanh',
          kernelInitializer: tf.initializers.glorotNormal({ seed: 3 }),
        }),
        tf.layers.batchNormalization(),
        tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotNormal({ seed: 5 }) }),
      ],
    });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mae'] });
  });
  afterEach(() => {
    model.dispose();
    tf.dispose([x, y]);
  });

  const weights = () => model.getWeights().map((weight) => [...weight.dataSync()]);
  const rangeOf = (options = {}) =>
    learningRateRange({
      model,
      x,
      y,
      optimizer: (lr) => momentum({ lr }),
      seed: 1,
      from: 1e-5,
      to: 10,
      steps: 80,
      ...options,
    });

  test('it suggests a rate that trains, below the one that diverges', async () => {
    const { suggestion, lowest, diverged, losses } = await rangeOf();
    expect(suggestion).toBeGreaterThan(1e-5);
    expect(suggestion).toBeLessThan(lowest);
    expect(diverged).toBeGreaterThan(lowest);
    model.compile({ optimizer: momentum({ lr: suggestion as number }), loss: 'meanSquaredError' });
    const history = await model.fit(x, y, { epochs: 15, batchSize: 30, shuffle: false, verbose: 0 });
    const reached = history.history.loss.at(-1) as number;
    expect(reached).toBeLessThan(0.5 * losses[0]);
  });

  test('weights and optimizer are as they were', async () => {
    const before = weights();
    const optimizer = model.optimizer;
    await rangeOf();
    expect(weights()).toEqual(before);
    expect(model.optimizer).toBe(optimizer);
  });

  test('also when a step fails', async () => {
    const before = weights();
    const optimizer = model.optimizer;
    const failing = gradientDescent({ lr: 1 });
    failing.applyGradients = () => {
      throw new Error('failed');
    };
    await expect(rangeOf({ optimizer: () => failing })).rejects.toThrow('failed');
    expect(weights()).toEqual(before);
    expect(model.optimizer).toBe(optimizer);
  });

  test('one seed gives one result, another another', async () => {
    const [first, second, third] = [await rangeOf(), await rangeOf(), await rangeOf({ seed: 2 })];
    expect(second.losses).toEqual(first.losses);
    expect(third.losses).not.toEqual(first.losses);
  });

  test.each<[string, (lr: (t: number) => number) => tf.Optimizer]>([
    ['adam', (lr) => adam({ lr })],
    ['tf.train.adam', (lr) => tf.train.adam(lr(1))],
  ])('no tensor is left behind by %s, nor kept from going with the model', async (_, optimizer) => {
    await rangeOf({ optimizer, steps: 5 });
    const tensors = tf.memory().numTensors;
    await rangeOf({ optimizer, steps: 20 });
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test('the optimizer that the model made goes with the model', async () => {
    const before = tf.memory().numTensors;
    const owner = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
    owner.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    await rangeOf({ model: owner, steps: 5 });
    await owner.trainOnBatch(x, y);
    owner.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each<[string, object, string]>([
    ['no model', { model: 5 }, 'model must be a compiled tf.LayersModel, but was 5. Call model.compile('],
    ['no optimizer', { optimizer: adam() }, 'optimizer must be a function such as (lr) => adam({ lr })'],
    ['no data', { x: [1, 2] }, 'x must be a tensor of one sample or more along its first axis'],
    ['too large a batch', { batchSize: 91 }, 'batchSize must be a whole number from 1 to 90'],
    ['half a sample', { batchSize: 0.5 }, 'batchSize must be a whole number from 1 to 90'],
    ['no seed', { seed: undefined }, 'seed must be an integer from 0 to 2^32 - 1'],
    ['an unknown option', { epochs: 5 }, 'learningRateRange: option must be one of model, x, y'],
  ])('%s is refused', async (_, options, message) => {
    await expect(rangeOf(options)).rejects.toThrow(InvalidInput);
    await expect(rangeOf(options)).rejects.toThrow(message);
  });

  test('targets of another length are refused', async () => {
    const short = tf.tensor2d(targets.slice(1));
    await expect(rangeOf({ y: short })).rejects.toThrow(
      'samples in y must be 90, as many as in x, but was 89.',
    );
    short.dispose();
  });

  test('a model that is not compiled is refused', async () => {
    const bare = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
    await expect(rangeOf({ model: bare })).rejects.toThrow('must be a compiled tf.LayersModel');
    bare.dispose();
  });
});

describe('options that make no range', () => {
  const step = () => 1;
  test.each<[string, unknown, string]>([
    [
      'a rate of 0',
      { step, from: 0 },
      'learningRateRange: from must be a positive, finite number, but was 0.',
    ],
    ['a negative rate', { step, from: -1 }, 'from must be a positive, finite number'],
    ['rates that fall', { step, from: 1, to: 0.1 }, 'to must be above from, 1, but was 0.1.'],
    ['an infinite rate', { step, to: Number.POSITIVE_INFINITY }, 'to must be a positive, finite number'],
    ['too few steps', { step, steps: 4 }, 'steps must be a whole number, 5 or more, but was 4.'],
    ['half a step', { step, steps: 10.5 }, 'steps must be a whole number'],
    [
      'a smoothing of 1',
      { step, smoothing: 1 },
      'smoothing must be a number from 0 up to, but not including, 1',
    ],
    ['no room to diverge', { step, divergence: 1 }, 'divergence must be a finite number above 1'],
    ['no step', { step: 5 }, 'step must be a function of the rate that returns the loss, but was 5.'],
    ['nothing', undefined, 'learningRateRange: options must be an object with step, or with model'],
    ['a restore that is none', { step, restore: 1 }, 'restore must be a function'],
    ['an unknown option', { step, form: 1e-5 }, 'Did you mean from?'],
    ['a loss that is none', { step: () => 'low' }, 'loss of step 1 must be a finite number, but was "low".'],
    [
      'a loss that is not finite from the start',
      { step: () => Number.NaN },
      'loss of step 1 must be a finite',
    ],
  ])('%s', async (_, options, message) => {
    await expect(learningRateRange(options as never)).rejects.toThrow(InvalidInput);
    await expect(learningRateRange(options as never)).rejects.toThrow(message);
  });
});
