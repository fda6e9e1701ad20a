import * as tf from '@tensorflow/tfjs';
import type { RuleOptimizer } from 'optlab';
import { leave, numbers, use, valuesOf, vector, ways } from '../support';
import { optimizers } from './optimizers';

afterEach(leave);

/** Options other than the defaults, of size such that a few steps show. */
const unlike = (hyper: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries({ lr: 0.05, b: 0.6, b1: 0.7, b2: 0.95, alpha: 0.8, rho: 0.8, wd: 0.1 }).filter(([key]) =>
      Object.hasOwn(hyper, key),
    ),
  );

const gradients = (variables: readonly tf.Variable[], step: number) =>
  variables.map(({ name, size, shape }, k) => ({
    name,
    tensor: tf.tensor(numbers(size, 10 * step + k), shape),
  }));

const train = (optimizer: RuleOptimizer, variables: readonly tf.Variable[], from: number, to: number) => {
  for (let step = from; step <= to; step++) {
    tf.tidy(() => optimizer.applyGradients(gradients(variables, step)));
  }
};

const copyOf = (optimizer: RuleOptimizer): RuleOptimizer => {
  const cls = optimizer.constructor as unknown as tf.serialization.SerializableConstructor<RuleOptimizer> & {
    fromConfig(cls: unknown, config: object): RuleOptimizer;
  };
  return cls.fromConfig(cls, JSON.parse(JSON.stringify(optimizer.getConfig())));
};

const smallModel = () =>
  tf.sequential({
    layers: [
      tf.layers.dense({
        units: 3,
        inputShape: [2],
        activation: 'tanh',
        kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
      }),
      tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
    ],
  });

describe.each(optimizers)('%s as a tf.Optimizer', (_, make, hyper) => {
  const optimizer = () => make(unlike(hyper));

  test('has a configuration that makes the same optimizer', () => {
    const original = optimizer();
    const copy = copyOf(original);
    expect(copy.constructor).toBe(original.constructor);
    expect(copy.getConfig()).toEqual(original.getConfig());
    expect(copy.getConfig()).toMatchObject(unlike(hyper));
    expect(copy.formula.lines).toEqual(original.formula.lines);
  });

  test.each(ways)('goes on from its saved state bit for bit on %s, fused: %s', async (backend, fused) => {
    await use(backend, fused);
    const variables = [vector('first', numbers(5, 1)), vector('second', numbers(3, 2))];
    const one = optimizer();
    train(one, variables, 1, 7);
    const weights = await one.getWeights();
    const middle = variables.map((variable) => variable.clone());
    const other = copyOf(one);
    await other.setWeights(weights);
    const saved = weights.map(({ name, tensor }) => [name, [...tensor.dataSync()]]);
    expect((await other.getWeights()).map(({ name, tensor }) => [name, [...tensor.dataSync()]])).toEqual(
      saved,
    );
    train(one, variables, 8, 12);
    const ends = valuesOf(...variables);
    for (const [i, variable] of variables.entries()) variable.assign(middle[i]);
    train(other, variables, 8, 12);
    expect(valuesOf(...variables)).toEqual(ends);
    expect(ends.every(Number.isFinite)).toBe(true);
  });

  test('leaves no tensor behind over a thousand steps', async () => {
    await use('cpu', true);
    const variables = [vector('leaks', numbers(4, 1))];
    const run = optimizer();
    train(run, variables, 1, 1);
    const before = tf.memory().numTensors;
    train(run, variables, 2, 1001);
    expect(tf.memory().numTensors).toBe(before);
    run.dispose();
    expect(tf.memory().numTensors).toBeLessThanOrEqual(before);
  });

  test('takes the first step of a variable that joins later as a new optimizer does', async () => {
    await use('cpu', true);
    const [early, late] = [vector('early', numbers(4, 1)), vector('late', numbers(6, 2))];
    const run = optimizer();
    train(run, [early], 1, 5);
    tf.tidy(() => run.applyGradients([...gradients([early], 6), ...gradients([late], 6)]));
    const joined = valuesOf(late);
    late.assign(tf.tensor1d(numbers(6, 2)));
    tf.tidy(() => optimizer().applyGradients(gradients([late], 6)));
    expect(joined).toEqual(valuesOf(late));
  });

  test('trains a compiled model, which goes on where it was saved', async () => {
    await use('cpu', true);
    const x = tf.tensor2d(numbers(24, 1), [12, 2]);
    const y = tf.tensor2d(numbers(12, 2), [12, 1]);
    const model = smallModel();
    model.compile({ optimizer: optimizer(), loss: 'meanSquaredError' });
    const lossesOf = async (trained: tf.LayersModel) => {
      const options = { epochs: 3, batchSize: 6, shuffle: false, verbose: 0 as const };
      const { history } = await trained.fit(x, y, options);
      return history.loss;
    };
    const losses = await lossesOf(model);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(new Set(losses).size).toBe(3);
    let saved: tf.io.ModelArtifacts | undefined;
    const keep = tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    });
    await model.save(keep, { includeOptimizer: true });
    const copy = await tf.loadLayersModel(tf.io.fromMemory(saved as tf.io.ModelArtifacts));
    expect(await lossesOf(copy)).toEqual(await lossesOf(model));
  });
});
