import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import {
  adam,
  chain,
  clipByGlobalNorm,
  clipByNorm,
  gradientDescent,
  InvalidInput,
  momentum,
  type RuleOptimizer,
  rule,
} from 'optlab';
import { needs } from '../../support/prerequisite';
import { ulps } from '../formula/executions';

let native = false;
needs('native')('native TensorFlow', () => {
  test('loads', () => {
    require('@tensorflow/tfjs-node');
    native = true;
  });
});

/** With `fused` the arena or the heap, without it the graph of tensor operations. */
const ways = (): (readonly [string, boolean])[] =>
  ['cpu', 'wasm', ...(native ? ['tensorflow'] : [])].flatMap((backend) => [
    [backend, true],
    [backend, false],
  ]);

const use = async (backend: string, fused: boolean): Promise<void> => {
  process.env.OPTLAB_FUSED = fused ? '1' : '0';
  await tf.setBackend(backend);
};
afterEach(() => {
  tf.disposeVariables();
  delete process.env.OPTLAB_FUSED;
});

const makers: [string, (lr: number) => RuleOptimizer, (lr: number) => tf.Optimizer][] = [
  ['adam', (lr) => adam({ lr, eps: 1e-7 }), (lr) => tf.train.adam(lr, 0.9, 0.999, 1e-7)],
  ['gradientDescent', (lr) => gradientDescent({ lr }), (lr) => tf.train.sgd(lr)],
  ['momentum', (lr) => momentum({ lr, b: 0.9 }), (lr) => tf.train.momentum(lr, 0.9)],
];

/** Reproducible numbers without structure. */
const numbers = (length: number, seed: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 2);

const gradientsAt = (variables: tf.Variable[], step: number) =>
  variables.map((variable, k) => ({
    name: variable.name,
    tensor: tf.tensor(numbers(variable.size, 10 * step + k), variable.shape),
  }));

const tests = (backend: string, fused: boolean) => () => {
  beforeEach(() => use(backend, fused));

  test.each(makers)('%s takes the steps of TensorFlow.js', (_, ours, theirs) => {
    const final = [ours(0.01), theirs(0.01)].map((optimizer) => {
      const variables = [
        tf.variable(tf.tensor2d(numbers(35, 1), [5, 7])),
        tf.variable(tf.tensor1d(numbers(3, 2))),
      ];
      for (let step = 1; step <= 20; step++) optimizer.applyGradients(gradientsAt(variables, step));
      return variables.flatMap((variable) => [...variable.dataSync()]);
    });
    final[0].forEach((value, i) => {
      expect(Math.abs(value - final[1][i])).toBeLessThan(1e-5);
    });
  });

  test('the state of Adam survives in a new optimizer, bit for bit', async () => {
    const w = tf.variable(tf.tensor1d(numbers(9, 1)), true, 'survivor');
    const first = adam({ lr: 0.1 });
    for (let step = 1; step <= 5; step++) first.applyGradients(gradientsAt([w], step));
    const weights = await first.getWeights();
    const start = w.dataSync().slice();
    const second = adam({ lr: 0.1 });
    await second.setWeights(weights);
    const again = await second.getWeights();
    expect(again.map(({ name }) => name)).toEqual(['iter', 'survivor/m', 'survivor/v', 'survivor/t']);
    again.forEach(({ tensor }, i) => {
      expect(tensor.dataSync()).toEqual(weights[i].tensor.dataSync());
    });
    const ends = [first, second].map((optimizer) => {
      w.assign(tf.tensor1d(start));
      for (let step = 6; step <= 9; step++) optimizer.applyGradients(gradientsAt([w], step));
      return w.dataSync().slice();
    });
    expect(ends[1]).toEqual(ends[0]);
  });

  test('a thousand steps leave no tensor behind', () => {
    const empty = tf.memory().numTensors;
    const w = tf.tidy(() => tf.variable(tf.tensor1d([5, -3, 1])));
    const optimizer = adam({ lr: 0.05 });
    const loss = () => tf.tidy(() => w.square().sum()) as tf.Scalar;
    optimizer.minimize(loss);
    const before = tf.memory().numTensors;
    for (let step = 0; step < 1000; step++) optimizer.minimize(loss);
    expect(tf.memory().numTensors).toBe(before);
    expect(Math.abs(w.dataSync()[0])).toBeLessThan(1e-2);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(empty + 1);
  });

  test('a variable that joins later starts at t = 1', () => {
    const [early, late] = [tf.variable(tf.scalar(1), true, 'early'), tf.variable(tf.scalar(1), true, 'late')];
    const optimizer = adam({ lr: 0.1 });
    const gradient = (...names: string[]) => names.map((name) => ({ name, tensor: tf.scalar(3) }));
    for (let step = 0; step < 10; step++) optimizer.applyGradients(gradient('early'));
    optimizer.applyGradients(gradient('late', 'early'));
    // The first step of Adam is lr sign(g).
    expect(late.dataSync()[0]).toBeCloseTo(0.9, 6);
    expect(early.dataSync()[0]).toBeCloseTo(-0.1, 5);
  });

  test('a variable without gradient and its state stay', async () => {
    const [a, b] = [tf.variable(tf.scalar(1), true, 'moves'), tf.variable(tf.scalar(2), true, 'rests')];
    const optimizer = momentum({ lr: 1, b: 0.5 });
    optimizer.applyGradients({ moves: tf.scalar(1), rests: tf.scalar(1) });
    optimizer.applyGradients({ moves: tf.scalar(1), rests: null });
    expect([a, b].map((variable) => variable.dataSync()[0])).toEqual([-1.5, 1]);
    const velocity = (await optimizer.getWeights()).map(({ tensor }) => tensor.dataSync()[0]);
    expect(velocity).toEqual([2, 1.5, 1]);
  });

  test('what others hold of a variable does not change with it', () => {
    const start = tf.tensor2d([
      [1, 2],
      [3, 4],
    ]);
    const w = tf.variable(start);
    const optimizer = gradientDescent({ lr: 1 });
    const views = [w.clone(), w.reshape([4])];
    const ones = () => [{ name: w.name, tensor: tf.ones([2, 2]) as tf.Tensor }];
    optimizer.applyGradients(ones());
    views.push(w.clone(), w.reshape([4]));
    optimizer.applyGradients(ones());
    optimizer.applyGradients(ones());
    const held = [start, ...views].map((view) => [...view.dataSync()]);
    expect(held).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ]);
    expect([...w.dataSync()]).toEqual([-2, -1, 0, 1]);
  });

  test('an assignment from outside counts', () => {
    const w = tf.variable(tf.scalar(1));
    const optimizer = gradientDescent({ lr: 1 });
    const step = () => optimizer.applyGradients([{ name: w.name, tensor: tf.scalar(1) }]);
    step();
    w.assign(tf.scalar(100));
    step();
    expect(w.dataSync()[0]).toBe(99);
  });

  test('a new variable of the same name goes on with the state, one of another shape is refused', () => {
    const optimizer = momentum({ lr: 1, b: 0.5 });
    const step = () => optimizer.applyGradients({ again: tf.tensor1d([1]) });
    const first = tf.variable(tf.tensor1d([0]), true, 'again');
    step();
    first.dispose();
    const second = tf.variable(tf.tensor1d([10]), true, 'again');
    step();
    step();
    expect(second.dataSync()[0]).toBe(10 - 1.5 - 1.75);
    second.dispose();
    tf.variable(tf.tensor1d([0, 0]), true, 'again');
    expect(() => optimizer.applyGradients({ again: tf.tensor1d([1, 1]) })).toThrow(
      'Momentum: the variable again must be of the shape that it had before, [1]',
    );
  });

  test('a gradient that is the variable itself is read before the step', () => {
    const w = tf.variable(tf.tensor1d([4, -2, 8, 1, 3]));
    gradientDescent({ lr: 0.5 }).applyGradients([{ name: w.name, tensor: w }]);
    expect([...w.dataSync()]).toEqual([2, -1, 4, 0.5, 1.5]);
  });

  test('a rule that sums over a tensor does so for each variable alone', () => {
    const normalized = rule({ name: 'Normalized', hyper: { lr: 1 }, step: ['p = p - lr*g/norm2(g)'] });
    const variables = [tf.variable(tf.tensor1d([1, 1])), tf.variable(tf.tensor1d([0, 0, 0]))];
    normalized().applyGradients([
      { name: variables[0].name, tensor: tf.tensor1d([3, 4]) },
      { name: variables[1].name, tensor: tf.tensor1d([0, 0, -7]) },
    ]);
    const moved = variables.flatMap((variable) => [...variable.dataSync()]);
    [0.4, 0.2, 0, 0, 1].forEach((expected, i) => {
      expect(moved[i]).toBeCloseTo(expected, 6);
    });
  });

  test('variables without elements take part', () => {
    const [none, some] = [tf.variable(tf.zeros([0, 3])), tf.variable(tf.tensor1d([3]))];
    const optimizer = chain(clipByGlobalNorm(1, { form: 'optax' }), clipByNorm(1), momentum({ lr: 1 }));
    optimizer.applyGradients([
      { name: none.name, tensor: tf.zeros([0, 3]) },
      { name: some.name, tensor: tf.tensor1d([4]) },
    ]);
    expect(none.shape).toEqual([0, 3]);
    expect(some.dataSync()[0]).toBeCloseTo(2, 5);
  });

  test('a schedule gives the rate of each step', () => {
    const w = tf.variable(tf.scalar(0));
    const optimizer = gradientDescent({ lr: (t) => 10 ** -t });
    for (let step = 0; step < 3; step++) optimizer.applyGradients([{ name: w.name, tensor: tf.scalar(-1) }]);
    expect(w.dataSync()[0]).toBeCloseTo(0.111, 6);
  });

  test('trains a model that was compiled with it', async () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'zeros' })],
    });
    model.compile({ optimizer: adam({ lr: 0.1 }), loss: 'meanSquaredError' });
    const x = tf.tensor2d(numbers(64, 3), [32, 2]);
    const y = x.matMul(tf.tensor2d([[2], [-1]])).add(0.5);
    const history = await model.fit(x, y, { epochs: 60, batchSize: 8, shuffle: false, verbose: 0 });
    expect(history.history.loss[59]).toBeLessThan(1e-3);
    model.dispose();
  });
};

for (const fused of [true, false]) {
  const title = (backend: string) => `on the ${backend} backend, ${fused ? 'fused' : 'as a graph'}`;
  describe(title('cpu'), tests('cpu', fused));
  describe(title('wasm'), tests('wasm', fused));
  needs('native')(title('native'), tests('tensorflow', fused));
}

test('all ways on all backends give the same parameters within 4 ulp a step', async () => {
  const ends: Float32Array[] = [];
  for (const [backend, fused] of ways()) {
    await use(backend, fused);
    const w = tf.variable(tf.tensor1d(numbers(101, 4)));
    const optimizer = adam({ lr: 0.01 });
    optimizer.applyGradients(gradientsAt([w], 1));
    ends.push(w.dataSync<'float32'>().slice());
  }
  for (const end of ends) {
    end.forEach((value, i) => {
      expect(ulps(value, ends[0][i])).toBeLessThanOrEqual(4);
    });
  }
});

test('the state moves along when the backend changes', async () => {
  const steps = async (way: (step: number) => readonly [string, boolean]) => {
    const w = tf.variable(tf.tensor1d(numbers(11, 5)));
    const optimizer = adam({ lr: 0.1 });
    for (let step = 1; step <= 12; step++) {
      await use(...way(step));
      optimizer.applyGradients(gradientsAt([w], step));
    }
    return w.dataSync();
  };
  const stayed = await steps(() => ['cpu', true]);
  const moved = await steps((step) => ways()[step % ways().length]);
  moved.forEach((value, i) => {
    expect(value).toBeCloseTo(stayed[i], 5);
  });
});

describe('a saved model', () => {
  beforeEach(() => use('cpu', true));

  test('continues exactly where it was, in a second copy beside the first', async () => {
    const x = tf.tensor2d(numbers(40, 1), [20, 2]);
    const y = tf.tensor2d(numbers(20, 2), [20, 1]);
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 4, inputShape: [2], activation: 'tanh' }),
        tf.layers.dense({ units: 1 }),
      ],
    });
    model.compile({ optimizer: adam({ lr: 0.02, b1: 0.8 }), loss: 'meanSquaredError' });
    const train = (m: tf.LayersModel) =>
      m.fit(x, y, { epochs: 5, batchSize: 20, shuffle: false, verbose: 0 });
    await train(model);
    let saved: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      }),
      { includeOptimizer: true },
    );
    const copy = await tf.loadLayersModel(tf.io.fromMemory(saved as tf.io.ModelArtifacts));
    expect((copy.optimizer as RuleOptimizer).settings.hyper).toEqual({
      lr: 0.02,
      b1: 0.8,
      b2: 0.999,
      eps: 1e-8,
    });
    await train(model);
    await train(copy);
    const values = [model, copy].map((m) => m.getWeights().map((weight) => [...weight.dataSync()]));
    expect(values[1]).toEqual(values[0]);
  });

  test('leaves a state to the variable of that very name, if it is there to claim it', async () => {
    const [layer, numbered] = [
      tf.variable(tf.tensor1d([0]), true, 'w'),
      tf.variable(tf.tensor1d([0]), true, 'w_1'),
    ];
    const first = momentum({ lr: 1, b: 0.5 });
    first.applyGradients({ w: tf.tensor1d([8]) });
    const second = momentum({ lr: 1, b: 0.5 });
    await second.setWeights(await first.getWeights());
    second.applyGradients({ w_1: tf.tensor1d([0]), w: tf.tensor1d([0]) });
    expect([...layer.dataSync(), ...numbered.dataSync()]).toEqual([-12, 0]);
  });

  test('keeps variants whose names TensorFlow.js rewrites', async () => {
    const late = rule({
      name: 'Late',
      hyper: { lr: 0.1 },
      choices: { look_up: ['at_once', 'At_last'] },
      step: ({ look_up }) => [look_up === 'at_once' ? 'p = p - lr*g' : 'p = p - lr*g/2'],
    });
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    model.compile({ optimizer: late({ look_up: 'At_last' }), loss: 'meanSquaredError' });
    let saved: tf.io.ModelArtifacts | undefined;
    const keep = tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    });
    await model.save(keep, { includeOptimizer: true });
    const copy = await tf.loadLayersModel(tf.io.fromMemory(saved as tf.io.ModelArtifacts));
    expect(copy.optimizer.getConfig()).toEqual({ lr: 0.1, look_up: 'At_last' });
  });

  test('keeps variants, and hyper-parameters with underscores', () => {
    const fromConfig = (optimizer: RuleOptimizer): RuleOptimizer => {
      const cls =
        optimizer.constructor as unknown as tf.serialization.SerializableConstructor<RuleOptimizer> & {
          fromConfig(c: unknown, config: object): RuleOptimizer;
        };
      return cls.fromConfig(cls, optimizer.getConfig());
    };
    expect(fromConfig(momentum({ form: 'ema', b: 0.5 })).getConfig()).toEqual({
      lr: 1e-3,
      b: 0.5,
      form: 'ema',
    });
    const decayed = rule({
      name: 'decay_ed',
      hyper: { lr: 1, weight_decay: 0 },
      step: ['p = p - lr*(g + weight_decay*p)'],
    });
    expect(fromConfig(decayed({ weight_decay: 0.25 })).getConfig()).toEqual({ lr: 1, weight_decay: 0.25 });
  });
});

describe('what cannot be used is refused before anything changes', () => {
  let w: tf.Variable;
  beforeEach(async () => {
    await use('cpu', true);
    w = tf.variable(tf.tensor1d([1, 2]), true, 'w');
  });
  const apply = (gradients: Parameters<RuleOptimizer['applyGradients']>[0]) => () =>
    adam().applyGradients(gradients);

  test.each<[string, () => () => unknown, string]>([
    [
      'an unknown variable',
      () => apply({ nobody: tf.scalar(1) }),
      'Adam: gradient of nobody must be named after a tf.Variable',
    ],
    ['another shape', () => apply({ w: tf.scalar(1) }), "of the variable's shape, [2], but was of shape []"],
    ['numbers that are no tensor', () => apply({ w: [1, 2] as never }), 'must be a tensor, but was [1, 2]'],
    ['an integer gradient', () => apply({ w: tf.tensor1d([1, 2], 'int32') }), 'of type float32'],
    [
      'a gradient twice',
      () =>
        apply([
          { name: 'w', tensor: w },
          { name: 'w', tensor: w },
        ]),
      'given once',
    ],
  ])('%s', (_, make, message) => {
    expect(make()).toThrow(message);
    expect([...w.dataSync()]).toEqual([1, 2]);
  });

  test('the state of another rule', async () => {
    const velocity = momentum();
    velocity.applyGradients({ w: tf.tensor1d([1, 1]) });
    const weights = await velocity.getWeights();
    await expect(adam().setWeights(weights)).rejects.toThrow('must be complete: m, v');
    await expect(gradientDescent().setWeights(weights)).rejects.toThrow('Gradient descent: weight');
    await expect(adam().setWeights([])).rejects.toThrow('must be iter');
  });

  test.each([null, undefined, 5, 'w', [null], [5]])('gradients or weights that are %j', async (wrong) => {
    expect(() => adam().applyGradients(wrong as never)).toThrow(InvalidInput);
    await expect(adam().setWeights(wrong as never)).rejects.toThrow(InvalidInput);
  });

  test('a gradient that was disposed of', () => {
    const gradient = tf.tensor1d([1, 1]);
    gradient.dispose();
    expect(() => adam().applyGradients({ w: gradient })).toThrow('must be a tensor that is still in memory');
  });

  test.each<[string, string, () => tf.Tensor, string]>([
    [
      'a negative count of steps',
      'iter',
      () => tf.scalar(-1, 'int32'),
      'iter must be a whole number of steps',
    ],
    ['half a step', 'w/t', () => tf.scalar(0.5), 'w/t must be a whole number of steps'],
    [
      'state of two shapes',
      'w/v',
      () => tf.tensor1d([1, 2, 3]),
      "of the shape of the variable's other state",
    ],
  ])('weights with %s', async (_, name, made, message) => {
    const optimizer = adam();
    optimizer.applyGradients({ w: tf.tensor1d([1, 1]) });
    const weights = await optimizer.getWeights();
    const changed = weights.map((weight) => (weight.name === name ? { name, tensor: made() } : weight));
    await expect(adam().setWeights(changed)).rejects.toThrow(message);
  });

  test('a state of another shape', async () => {
    const optimizer = adam();
    await optimizer.setWeights([
      { name: 'iter', tensor: tf.scalar(1, 'int32') },
      { name: 'w/m', tensor: tf.scalar(1) },
      { name: 'w/v', tensor: tf.scalar(1) },
    ]);
    expect(() => optimizer.applyGradients({ w })).toThrow('the saved state of w must be of the variable');
  });

  test('a schedule in a file', () => {
    expect(() => adam({ lr: () => 1 }).getConfig()).toThrow('A function cannot be saved');
  });

  test('a schedule that leaves the limits, with the step', () => {
    const optimizer = gradientDescent({ lr: (t) => 2 - t });
    const step = () => optimizer.applyGradients({ w: tf.tensor1d([1, 1]) });
    step();
    step();
    expect(step).toThrow('Gradient descent: lr at step 3 must be a finite number, 0 or more, but was -1.');
  });
});
