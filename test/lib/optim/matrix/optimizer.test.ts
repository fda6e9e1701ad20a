import * as tf from '@tensorflow/tfjs';
import katex from 'katex';
import {
  adafactor,
  adam,
  cosine,
  displaySymbol,
  gradientDescent,
  lookahead,
  type MatrixOptimizer,
  matrixRule,
  muon,
  rule,
  sam,
  shampoo,
} from 'optlab';

beforeAll(() => tf.setBackend('cpu'));
afterEach(() => tf.disposeVariables());

const makers: [string, () => tf.Optimizer][] = [
  ['Adafactor', () => adafactor({ lr: 0.3, b1: 0.5 })],
  ['Muon', () => muon({ lr: 0.05, adamLr: 0.05, wd: 0 })],
  ['Shampoo', () => shampoo({ lr: 0.1, every: 3, graft: 'adagrad' })],
  ['one-sided Shampoo', () => shampoo({ lr: 0.1, maxSize: 3 })],
  ['Lookahead around Adam', () => lookahead(adam({ lr: 0.1 }), { k: 3 })],
  ['Lookahead around Muon', () => lookahead(muon({ lr: 0.05, adamLr: 0.05, wd: 0 }), { k: 2, alpha: 0.8 })],
];

/** Reproducible numbers without structure. */
const numbers = (length: number, seed: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 2);

const variablesOf = (prefix: string): tf.Variable[] => [
  tf.variable(tf.tensor(numbers(12, 1), [4, 3]), true, `${prefix}/kernel`),
  tf.variable(tf.tensor(numbers(3, 2), [3]), true, `${prefix}/bias`),
  tf.variable(tf.tensor(numbers(16, 3), [2, 2, 2, 2]), true, `${prefix}/convolution`),
  tf.variable(tf.scalar(1.5), true, `${prefix}/scale`),
];

const step = (optimizer: tf.Optimizer, variables: tf.Variable[], t: number): void =>
  tf.tidy(() =>
    optimizer.applyGradients(
      variables.map((variable, k) => ({
        name: variable.name,
        tensor: tf.tensor(numbers(variable.size, 10 * t + k), variable.shape),
      })),
    ),
  );

const values = (variables: tf.Variable[]): number[][] => variables.map((each) => [...each.dataSync()]);

const fromConfig = (optimizer: tf.Optimizer, config = optimizer.getConfig()): tf.Optimizer => {
  const cls = optimizer.constructor as unknown as {
    fromConfig(cls: unknown, config: tf.serialization.ConfigDict): tf.Optimizer;
  };
  return cls.fromConfig(cls, config);
};

describe.each(makers)('%s', (_name, make) => {
  test('trains a model that was compiled with it', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 6, inputShape: [2], activation: 'tanh' }),
        tf.layers.dense({ units: 1 }),
      ],
    });
    model.compile({ optimizer: make(), loss: 'meanSquaredError' });
    const x = tf.tensor2d(numbers(64, 3), [32, 2]);
    const y = x.matMul(tf.tensor2d([[2], [-1]])).add(0.5);
    const { history } = await model.fit(x, y, { epochs: 25, batchSize: 8, shuffle: false, verbose: 0 });
    expect(Number(history.loss[24])).toBeLessThan(0.4 * Number(history.loss[0]));
    model.dispose();
  });

  test('goes on from a saved state as if it had never stopped, bit for bit', async () => {
    const variables = variablesOf('v');
    const first = make();
    for (let t = 1; t <= 7; t++) step(first, variables, t);
    const weights = await first.getWeights();
    const start = variables.map((variable) => variable.clone());
    const second = fromConfig(first);
    await second.setWeights(weights);
    const again = await second.getWeights();
    expect(again.map(({ name }) => name)).toEqual(weights.map(({ name }) => name));
    again.forEach(({ tensor }, i) => {
      expect(tensor.shape).toEqual(weights[i].tensor.shape);
      expect(tensor.dataSync()).toEqual(weights[i].tensor.dataSync());
    });
    const ends = [first, second].map((optimizer) => {
      variables.forEach((variable, i) => {
        variable.assign(start[i]);
      });
      for (let t = 8; t <= 14; t++) step(optimizer, variables, t);
      return values(variables);
    });
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[0]).not.toEqual(start.map((each) => [...each.dataSync()]));
  });

  test('hands its state to the variables of a copy, whose names are numbered', async () => {
    const first = make();
    const variables = [tf.variable(tf.tensor(numbers(6, 1), [3, 2]), true, 'layer/kernel')];
    for (let t = 1; t <= 4; t++) step(first, variables, t);
    const copies = [tf.variable(variables[0].clone(), true, 'layer/kernel_1')];
    const second = make();
    await second.setWeights(await first.getWeights());
    for (let t = 5; t <= 9; t++) {
      step(first, variables, t);
      step(second, copies, t);
    }
    expect(values(copies)).toEqual(values(variables));
  });

  test('a saved model continues exactly where it was', async () => {
    const [x, y] = [tf.tensor2d(numbers(40, 1), [20, 2]), tf.tensor2d(numbers(20, 2), [20, 1])];
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    model.compile({ optimizer: make(), loss: 'meanSquaredError' });
    const train = (m: tf.LayersModel) =>
      m.fit(x, y, { epochs: 4, batchSize: 20, shuffle: false, verbose: 0 });
    await train(model);
    let saved: tf.io.ModelArtifacts | undefined;
    const keep = tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    });
    await model.save(keep, { includeOptimizer: true });
    const copy = await tf.loadLayersModel(tf.io.fromMemory(saved as tf.io.ModelArtifacts));
    expect(copy.optimizer.getConfig()).toEqual(model.optimizer.getConfig());
    await train(model);
    await train(copy);
    const ends = [model, copy].map((m) => m.getWeights().map((weight) => [...weight.dataSync()]));
    expect(ends[1]).toEqual(ends[0]);
  });

  test('a thousand steps leave no tensor behind', () => {
    const empty = tf.memory().numTensors;
    const w = tf.tidy(() => tf.variable(tf.tensor2d([5, -3, 1, 2], [2, 2])));
    const optimizer = make();
    const loss = () => tf.tidy(() => w.square().sum()) as tf.Scalar;
    optimizer.minimize(loss);
    const before = tf.memory().numTensors;
    for (let t = 0; t < 1000; t++) optimizer.minimize(loss);
    expect(tf.memory().numTensors).toBe(before);
    optimizer.dispose();
    expect(optimizer.iterations).toBe(0);
    expect(tf.memory().numTensors).toBe(empty + 1);
  });

  test('a variable without gradient stays, and one that joins later moves as if it were the first', () => {
    const [early, late] = ['early', 'late'].map((name) =>
      tf.variable(tf.tensor(numbers(6, 1), [3, 2]), true, name),
    );
    const optimizer = make();
    const gradient = () => tf.tensor(numbers(6, 9), [3, 2]);
    for (let t = 0; t < 5; t++) optimizer.applyGradients({ early: gradient(), late: null as never });
    expect([...late.dataSync()]).toEqual([...numbers(6, 1)]);
    optimizer.applyGradients({ early: gradient(), late: gradient() });
    const other = make();
    early.assign(tf.tensor(numbers(6, 1), [3, 2]));
    other.applyGradients({ early: gradient() });
    // Lookahead counts the steps of all variables together, and may go back at this one.
    const slow = optimizer.getClassName() === 'optlab.Lookahead';
    if (slow) expect([...late.dataSync()]).not.toEqual([...numbers(6, 1)]);
    else expect([...late.dataSync()]).toEqual([...early.dataSync()]);
  });

  test('what cannot be used is refused before anything changes', async () => {
    const [kernel, bias] = variablesOf('v');
    const optimizer = make();
    const good = tf.ones([4, 3]);
    const wrong: [Parameters<tf.Optimizer['applyGradients']>[0], string][] = [
      [{ 'v/kernel': good, nobody: good }, 'gradient of nobody must be named after a tf.Variable'],
      [{ 'v/kernel': good, 'v/bias': tf.ones([4]) }, "of the variable's shape, [3], but was of shape [4]"],
      [5 as never, 'gradients must be an object of tensors'],
    ];
    for (const [gradients, message] of wrong) {
      expect(() => optimizer.applyGradients(gradients)).toThrow(message);
    }
    expect(values([kernel, bias])).toEqual([[...numbers(12, 1)], [...numbers(3, 2)]]);
    expect(optimizer.iterations).toBe(0);
    for (const weights of [null, [], [{ name: 'v/m', tensor: good }], [5]]) {
      await expect(optimizer.setWeights(weights as never)).rejects.toThrow('must be');
    }
  });
});

test('a state of other shapes is refused, and says which', async () => {
  const first = muon();
  const w = tf.variable(tf.ones([2, 3]), true, 'w');
  first.applyGradients({ w: tf.ones([2, 3]) });
  const weights = await first.getWeights();
  w.dispose();
  tf.variable(tf.ones([3]), true, 'w');
  expect(() => first.applyGradients({ w: tf.ones([3]) })).toThrow('of the shape that it had before, [2, 3]');
  const second = muon();
  await second.setWeights(weights);
  expect(() => second.applyGradients({ w: tf.ones([3]) })).toThrow(
    "Muon: the state of w must be that of the variable's shape, m [3], v [3], but was m [2, 3].",
  );
});

test.each<[string, () => MatrixOptimizer]>([
  ['Adafactor', () => adafactor({ onNaN: 'skip' })],
  ['Muon', () => muon({ onNaN: 'skip' })],
  ['Shampoo', () => shampoo({ onNaN: 'skip' })],
])('%s leaves out steps with NaN if it shall, and passes them on if not', (_name, make) => {
  const w = tf.variable(tf.ones([2, 2]), true, 'w');
  const optimizer = make();
  optimizer.applyGradients({ w: tf.tensor2d([1, Number.NaN, 1, 1], [2, 2]) });
  expect([optimizer.skippedSteps, optimizer.iterations, ...w.dataSync()]).toEqual([1, 0, 1, 1, 1, 1]);
  const passing = new (optimizer.constructor as new () => MatrixOptimizer)();
  passing.applyGradients({ w: tf.tensor2d([1, Number.NaN, 1, 1], [2, 2]) });
  expect([...w.dataSync()].some(Number.isNaN)).toBe(true);
});

test('groups of variables have hyper-parameters of their own, and state that fits them', () => {
  const groups = [{ variables: /kernel/, b1: 0.9, lr: 0.5 }];
  const optimizer = adafactor({ lr: 0.1, groups });
  const variables = variablesOf('v');
  step(optimizer, variables, 1);
  const alone = adafactor({ lr: 0.5, b1: 0.9 });
  const [kernel] = variablesOf('w');
  tf.tidy(() => alone.applyGradients({ [kernel.name]: tf.tensor(numbers(12, 10), [4, 3]) }));
  expect([...variables[0].dataSync()]).toEqual([...kernel.dataSync()]);
  return optimizer.getWeights().then((weights) => {
    const momenta = weights.map(({ name }) => name).filter((name) => name.endsWith('/m'));
    expect(momenta).toEqual(['v/kernel/m']);
  });
});

test('a Lookahead around an optimizer of TensorFlow.js can be saved too', () => {
  const config = lookahead(tf.train.momentum(0.1, 0.9), { k: 4 }).getConfig();
  const copy = fromConfig(lookahead(gradientDescent()), config) as unknown as { base: tf.Optimizer };
  expect(copy.base.getConfig()).toEqual(tf.train.momentum(0.1, 0.9).getConfig());
});

test('a state goes to the variable of that very name, if it is there to claim it', async () => {
  for (const make of [() => shampoo({ lr: 1 }), () => lookahead(gradientDescent({ lr: 1 }), { k: 2 })]) {
    const [layer, numbered] = ['w', 'w_1'].map((name) => tf.variable(tf.tensor1d([1]), true, name));
    const step = (optimizer: tf.Optimizer, ...names: string[]) =>
      optimizer.applyGradients(Object.fromEntries(names.map((name) => [name, tf.tensor1d([1])])));
    const whole = make();
    step(whole, 'w');
    const restored = make();
    await restored.setWeights(await whole.getWeights());
    const before = layer.clone();
    step(whole, 'w');
    const end = layer.dataSync()[0];
    layer.assign(before as tf.Tensor1D);
    step(restored, 'w_1', 'w');
    expect(layer.dataSync()[0]).toBe(end);
    layer.dispose();
    numbered.dispose();
  }
});

test('a Lookahead whose optimizer refuses the gradients keeps what was loaded for later', async () => {
  const w = tf.variable(tf.tensor1d([1]), true, 'w');
  const make = () => lookahead(gradientDescent({ lr: 1 }), { k: 2 });
  const first = make();
  first.applyGradients({ w: tf.tensor1d([1]) });
  const second = make();
  await second.setWeights(await first.getWeights());
  expect(() => second.applyGradients({ w: tf.tensor1d([1, 1]) })).toThrow('shape');
  second.applyGradients({ w: tf.tensor1d([1]) });
  // From 1 over 0 to -1, and half of the way back.
  expect([...w.dataSync()]).toEqual([0]);
});

test('what is shown has schedules and groups, and names that LaTeX can set', () => {
  const shown = muon({ lr: cosine(0.1, 10), groups: [{ variables: /bias_/, lr: 1e-6 }] })[displaySymbol]();
  expect(shown['text/plain']).toContain('cos(pi');
  expect(shown['text/plain']).toContain('for /bias_/: lr = 0.000001');
  const half = rule({ name: 'half_50%', hyper: { lr: 1 }, step: ['p = p - lr*g/2'] });
  const wrapped = [lookahead(half(), { alpha: 1e-6 }), sam(half(), { rho: 1e-6 })];
  for (const latex of [shown, ...wrapped.map((each) => each[displaySymbol]())].map(
    (bundle) => bundle['text/latex'] as string,
  )) {
    expect(latex).toContain('10^{-6}');
    const options = { displayMode: true, strict: 'error', throwOnError: true } as const;
    expect(katex.renderToString(latex.replace(/\$\$/g, ''), options)).toContain('katex');
  }
});

test('a step of a rule of one’s own that throws is not counted', () => {
  const seen: number[] = [];
  let broken = true;
  const own = matrixRule({
    ...adafactor.definition,
    name: 'Breaks',
    hyper: { lr: 1 },
    choices: undefined,
    limits: undefined,
    slots: () => ({}),
    step: ({ p, g, t }) => {
      seen.push(t);
      if (broken && t === 2) throw new Error('out of order');
      for (let i = 0; i < p.length; i++) p[i] -= g[i];
    },
  });
  const w = tf.variable(tf.tensor1d([3]), true, 'w');
  const optimizer = own();
  const step = () => optimizer.applyGradients({ w: tf.tensor1d([1]) });
  step();
  expect(step).toThrow('out of order');
  expect([...w.dataSync(), optimizer.iterations]).toEqual([2, 1]);
  broken = false;
  step();
  expect([...w.dataSync(), optimizer.iterations]).toEqual([1, 2]);
  expect(seen).toEqual([1, 2, 2]);
});
