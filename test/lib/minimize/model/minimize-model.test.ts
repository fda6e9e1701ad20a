import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { formulaObjective, InvalidInput, minimize, minimizeModel, random } from 'optlab';
import { needs } from '../../../support/prerequisite';

const [m, n] = [80, 4];
const { normal } = random(5);
const X = Array.from({ length: m }, () => Array.from({ length: n }, () => normal()));
const labels = X.map((row) => (row[0] - 0.7 * row[1] + 0.3 + 0.8 * normal() > 0 ? 1 : 0));
const classes = X.map((row) => (row[0] + 0.5 * normal() > 0.3 ? 2 : row[1] + 0.5 * normal() > 0 ? 1 : 0));
const lambda = 0.01;

/** The weights that a formula in float64 and BFGS find. */
function truth(
  formula: string[],
  variables: Record<string, number | [number, number]>,
  data: object,
): number[] {
  const f = formulaObjective(formula, variables, { X, m, lambda, ...data });
  const { x, success } = minimize(f, new Float64Array(f.n), { method: 'bfgs', gtol: 1e-9 });
  expect(success).toBe(true);
  return Array.from(x);
}

const dense = (units: number, activation: 'sigmoid' | 'softmax' | 'linear', seed = 1) =>
  tf.layers.dense({
    units,
    activation,
    inputShape: [n],
    kernelInitializer: tf.initializers.glorotUniform({ seed }),
    kernelRegularizer: tf.regularizers.l2({ l2: lambda }),
  });

const modelOf = (...layers: tf.layers.Layer[]) => tf.sequential({ layers });
const weightsIn = (model: tf.LayersModel) => model.getWeights().flatMap((weight) => [...weight.dataSync()]);

const expectClose = (given: ArrayLike<number>, expected: ArrayLike<number>, within: number) => {
  expect(given).toHaveLength(expected.length);
  Array.from(given, (value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(within));
};

const binary = () => ({ x: tf.tensor2d(X), y: tf.tensor2d(labels, [m, 1]) });
const oneHot = () => ({ x: tf.tensor2d(X), y: tf.oneHot(tf.tensor1d(classes, 'int32'), 3) });

const logistic = ['z = X*w + b', 'total(softplus(z) - t .* z)/m + lambda*dot(w, w)'];
const softmax = [
  'Z = X*W + outer(ones, b)',
  'sum(i, 1, m, logsumexp(Z[i]) - Z[i, k[i]])/m + lambda*norm(W)^2',
];
const softmaxData = { ones: X.map(() => 1), k: classes.map((c) => c + 1) };

const onBackend = (backend: string) => () => {
  beforeAll(async () => {
    await tf.setBackend(backend);
    await tf.ready();
  });
  afterEach(() => tf.disposeVariables());

  test.each(['lbfgs', 'bfgs', 'cg', 'cg-hager-zhang'] as const)(
    'logistic regression by %s has the weights of the optimum in float64',
    (method) => {
      const model = modelOf(dense(1, 'sigmoid'));
      const result = minimizeModel(model, binary(), 'binaryCrossentropy', { method });
      expect(result.success).toBe(true);
      expectClose(weightsIn(model), truth(logistic, { w: n, b: 1 }, { t: labels }), 1e-4);
      expectClose(result.x, weightsIn(model), 1e-6);
    },
  );

  test.each(['categoricalCrossentropy', 'categoricalCrossEntropy', 'sparseCategoricalCrossentropy'])(
    'softmax regression under %s has the probabilities of the optimum in float64',
    (loss) => {
      const model = modelOf(dense(3, 'softmax'));
      const { x, y } = oneHot();
      const data = { x, y: loss.startsWith('sparse') ? tf.tensor1d(classes) : y };
      const { success, fun } = minimizeModel(model, data, loss as never, { gtol: 3e-6 });
      expect(success).toBe(true);
      // Without a penalty on b the optimum is a line: its weights are unique, and the differences of b.
      const best = truth(softmax, { W: [n, 3], b: 3 }, softmaxData);
      const found = weightsIn(model);
      expectClose(found.slice(0, 3 * n), best.slice(0, 3 * n), 1e-4);
      const differences = (w: number[]) => [w[12] - w[13], w[13] - w[14]];
      expectClose(differences(found), differences(best), 2e-4);
      const f = formulaObjective(softmax, { W: [n, 3], b: 3 }, { X, m, lambda, ...softmaxData });
      expect(Math.abs(fun - f.value(found))).toBeLessThan(1e-6);
    },
  );

  test('no tensor is left behind by hundreds of evaluations, and none by an error', () => {
    const model = modelOf(
      tf.layers.dense({ units: 8, activation: 'tanh', inputShape: [n] }),
      dense(1, 'sigmoid'),
    );
    const data = binary();
    const before = tf.memory().numTensors;
    const { nfev } = minimizeModel(model, data, 'binaryCrossentropy', {
      gtol: 0,
      maxiter: 60,
      chunk: 7,
      sample: { size: 50 },
    });
    expect(nfev).toBeGreaterThan(50);
    expect(tf.memory().numTensors).toBe(before);
    let calls = 0;
    const failing = (yTrue: tf.Tensor, yPredicted: tf.Tensor) => {
      if (++calls > 12) throw new Error('the loss is lost');
      return tf.losses.meanSquaredError(yTrue, yPredicted);
    };
    const weights = weightsIn(model);
    expect(() => minimizeModel(model, data, failing)).toThrow('the loss is lost');
    expect(weightsIn(model)).toEqual(weights);
    expect(tf.memory().numTensors).toBe(before);
  });
};

describe('on the cpu backend', onBackend('cpu'));
describe('on the wasm backend', onBackend('wasm'));
needs('native')('on native TensorFlow', () => {
  beforeAll(() => {
    require('@tensorflow/tfjs-node');
  });
  describe('as a backend', onBackend('tensorflow'));
});

test('on webgpu, where tensors are read by promises, models are refused with a sentence', async () => {
  tf.registerBackend('webgpu', () => tf.findBackend('cpu'));
  await tf.setBackend('webgpu');
  const call = () => minimizeModel({} as never, {} as never, 'poisson');
  expect(call).toThrow(InvalidInput);
  expect(call).toThrow(
    'minimizeModel: the backend must be one that reads tensors at once: native, wasm or cpu',
  );
  await tf.setBackend('cpu');
  tf.removeBackend('webgpu');
});

describe('a model', () => {
  beforeAll(() => tf.setBackend('cpu'));
  afterEach(() => tf.disposeVariables());

  test('passes its samples through in chunks of any size, with one value and gradient', () => {
    const results = [80, 33, 7, 1].map((chunk) => {
      const model = modelOf(dense(1, 'sigmoid'));
      const { trace } = minimizeModel(model, binary(), 'binaryCrossentropy', {
        chunk,
        maxiter: 3,
        trace: true,
      });
      return trace?.flatMap(({ fun, jac }) => [fun, ...jac]) ?? [];
    });
    for (const result of results) expectClose(result, results[0], 1e-5);
  });

  test('takes targets of one number a sample as a vector too', () => {
    const lossWith = (y: tf.Tensor) => {
      const { x } = binary();
      return minimizeModel(modelOf(dense(1, 'sigmoid')), { x, y }, 'meanSquaredError', { maxiter: 5 }).fun;
    };
    expect(lossWith(tf.tensor1d(labels))).toBe(lossWith(tf.tensor2d(labels, [m, 1])));
  });

  test('has the gradient of the formula, regularizers included', () => {
    const model = modelOf(dense(1, 'sigmoid'));
    const start = weightsIn(model);
    const { trace } = minimizeModel(model, binary(), 'binaryCrossentropy', { maxiter: 1, trace: true });
    const f = formulaObjective(logistic, { w: n, b: 1 }, { X, m, lambda, t: labels });
    expectClose(trace?.[0].jac ?? [], f.grad(start), 1e-6);
    expect(trace?.[0].fun).toBeCloseTo(f.value(start), 6);
  });

  test('is left with the best point, and the history tells the way to it', () => {
    const model = modelOf(dense(1, 'sigmoid'));
    const seen: number[] = [];
    const { fun, nit, njev, history } = minimizeModel(model, binary(), 'binaryCrossentropy', {
      maxiter: 5,
      callback: (_x, loss) => seen.push(loss),
    });
    expect(nit).toBe(5);
    expect(history.loss).toHaveLength(6);
    expect(history.loss.slice(1)).toEqual(seen);
    expect(Math.min(...history.loss)).toBeCloseTo(fun, 12);
    expect(history.evaluations[0]).toBe(1);
    expect(history.evaluations[5]).toBe(njev);
    expect(history.seconds).toEqual([...history.seconds].sort((a, b) => a - b));
    const f = formulaObjective(logistic, { w: n, b: 1 }, { X, m, lambda, t: labels });
    expect(f.value(weightsIn(model))).toBeCloseTo(fun, 6);
  });

  test('learns from a fixed part of the samples, that of the seed', () => {
    const train = (seed: number) => {
      const model = modelOf(dense(1, 'sigmoid'));
      minimizeModel(model, binary(), 'binaryCrossentropy', { sample: { size: 40, seed } });
      return weightsIn(model);
    };
    expect(train(3)).toEqual(train(3));
    expect(train(3)).not.toEqual(train(4));
    const rows = random(3)
      .shuffle(Array.from({ length: m }, (_, i) => i))
      .slice(0, 40);
    const part = { X: rows.map((i) => X[i]), t: rows.map((i) => labels[i]), m: 40 };
    expectClose(train(3), truth(logistic, { w: n, b: 1 }, part), 1e-4);
  });

  test('with two inputs, and with dropout, is trained as it predicts', () => {
    const inputs = [tf.input({ shape: [n] }), tf.input({ shape: [n] })];
    const joined = tf.layers.concatenate().apply(inputs) as tf.SymbolicTensor;
    const dropped = tf.layers.dropout({ rate: 0.5 }).apply(joined);
    const output = tf.layers.dense({ units: 1 }).apply(dropped) as tf.SymbolicTensor;
    const model = tf.model({ inputs, outputs: output });
    const [a, b] = [tf.tensor2d(X), tf.tensor2d(X.map((row) => row.map((value) => value ** 2)))];
    const y = tf.tensor2d(X.map((row) => [2 * row[0] - row[1] ** 2 + 1]));
    const { success, fun } = minimizeModel(model, { x: [a, b], y }, 'meanSquaredError', { gtol: 1e-4 });
    expect(success).toBe(true);
    expect(fun).toBeLessThan(1e-6);
    expectClose(model.getWeights()[0].dataSync(), [2, 0, 0, 0, 0, -1, 0, 0], 1e-3);
  });

  const train =
    (data: unknown, loss: unknown, options?: unknown, model: unknown = modelOf(dense(1, 'sigmoid'))) =>
    () =>
      minimizeModel(model as never, data as never, loss as never, options as never);
  const mse = 'meanSquaredError';

  test.each<[string, () => () => unknown, string]>([
    ['no model', () => train(binary(), mse, {}, {}), 'model must be a tf.LayersModel'],
    [
      'a model not built',
      () => train(binary(), mse, {}, tf.sequential()),
      'Give it layers, and the first one an inputShape.',
    ],
    [
      'a constraint',
      () =>
        train(
          binary(),
          mse,
          {},
          modelOf(tf.layers.dense({ units: 1, inputShape: [n], kernelConstraint: 'nonNeg' })),
        ),
      'model must be without constraints on its variables, but was one with a constraint on',
    ],
    [
      'nothing to train',
      () => train(binary(), mse, {}, modelOf(tf.layers.reLU({ inputShape: [n] }))),
      'with variables to train',
    ],
    ['data without y', () => train({ x: tf.tensor2d(X) }, mse), 'data must be an object of tensors x and y'],
    ['data null', () => train(null, mse), 'data must be an object of tensors x and y'],
    ['arrays', () => train({ x: X, y: labels }, mse), 'data must be an object of tensors x and y'],
    [
      'other rows',
      () => train({ x: tf.tensor2d(X), y: tf.zeros([3, 1]) }, mse),
      'but was tensors of 80, 3 rows.',
    ],
    [
      'targets of another shape',
      () => train({ x: tf.tensor2d(X), y: tf.zeros([m, 2]) }, mse),
      'data.y must be with rows of shape [1] for meanSquaredError of this model, but was with rows of shape [2].',
    ],
    ['an unknown loss', () => train(binary(), 'crossEntropy'), 'loss must be one of binaryCrossentropy'],
    ['no loss', () => train(binary(), undefined), 'loss must be one of binaryCrossentropy'],
    ['a number as loss', () => train(binary(), () => 5), 'what the loss returns must be a tensor'],
    [
      'options null',
      () => train(binary(), mse, null),
      'options must be an object with method, sample, chunk',
    ],
    [
      'a gradient',
      () => train(binary(), mse, { grad: () => [] }),
      'option must be one that the model leaves open, but was "grad".',
    ],
    ['an unknown option', () => train(binary(), mse, { gtoll: 1 }), 'Did you mean gtol?'],
    ['an unknown method', () => train(binary(), mse, { method: 'adam' }), 'method must be one of'],
    ['a chunk of 0', () => train(binary(), mse, { chunk: 0 }), 'chunk must be a whole number of samples'],
    [
      'too large a sample',
      () => train(binary(), mse, { sample: { size: 81 } }),
      'sample.size must be a whole number from 1 to 80',
    ],
    ['a misspelt sample', () => train(binary(), mse, { sample: { size: 8, sed: 1 } }), 'Did you mean seed?'],
    [
      'data with NaN',
      () => train({ x: tf.fill([2, n], Number.NaN), y: tf.zeros([2, 1]) }, mse),
      'f(x0) must be a finite number',
    ],
  ])('%s: refused with a sentence', (_, make, message) => {
    const call = make();
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(message);
  });
});
