import * as tf from '@tensorflow/tfjs';
import { adam, InvalidInput, type OnNaN } from 'optlab';
import { leave, use, valuesOf, vector, ways } from './support';

afterEach(leave);

describe.each(ways)('a gradient that is not finite, on the %s backend, fused: %s', (backend, fused) => {
  let variables: tf.Variable[];
  beforeEach(async () => {
    await use(backend, fused);
    variables = [vector('a', [1, 2]), vector('b', [3, 4])];
  });
  const apply = (optimizer: ReturnType<typeof adam>, b: number[]) =>
    optimizer.applyGradients({ a: tf.tensor1d([1, 1]), b: tf.tensor1d(b) });
  const start = (onNaN?: OnNaN) => {
    const optimizer = adam({ lr: 0.1, onNaN });
    apply(optimizer, [1, -1]);
    return optimizer;
  };
  const everything = async (optimizer: ReturnType<typeof adam>) => [
    ...valuesOf(...variables),
    ...(await optimizer.getWeights()).flatMap(({ tensor }) => [...tensor.dataSync()]),
    optimizer.iterations,
  ];

  test('passes by default, and spoils its own element alone', () => {
    const optimizer = start();
    apply(optimizer, [1, Number.NaN]);
    expect(valuesOf(...variables).map(Number.isNaN)).toEqual([false, false, false, true]);
    expect(optimizer.skippedSteps).toBe(0);
  });

  test.each([Number.NaN, Infinity, -Infinity])('%p throws where that is wanted', async (bad) => {
    const optimizer = start('throw');
    const before = await everything(optimizer);
    expect(() => apply(optimizer, [1, bad])).toThrow(InvalidInput);
    expect(() => apply(optimizer, [1, bad])).toThrow(
      `Adam: gradient of b must be finite, but was ${bad} at element 1. Nothing was changed.`,
    );
    expect(await everything(optimizer)).toEqual(before);
  });

  test('is skipped and counted where that is wanted, and the next step is as if it had not been', async () => {
    const optimizer = start('skip');
    const before = await everything(optimizer);
    apply(optimizer, [Number.NaN, 1]);
    apply(optimizer, [Infinity, 1]);
    expect(await everything(optimizer)).toEqual(before);
    expect(optimizer.skippedSteps).toBe(2);
    apply(optimizer, [2, 1]);
    const after = valuesOf(...variables);
    tf.disposeVariables();
    variables = [vector('a', [1, 2]), vector('b', [3, 4])];
    apply(start('skip'), [2, 1]);
    // `start` took the first step on the new variables.
    expect(valuesOf(...variables)).toEqual(after);
    optimizer.dispose();
    expect(optimizer.skippedSteps).toBe(0);
  });

  test('leaves no tensor behind', () => {
    const optimizer = start('skip');
    const gradients = { a: tf.tensor1d([1, 1]), b: tf.tensor1d([Number.NaN, 1]) };
    const before = tf.memory().numTensors;
    for (let step = 0; step < 10; step++) optimizer.applyGradients(gradients);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('another wish is refused', () => {
  const refused = () => adam({ onNaN: 'ignore' as never });
  expect(refused).toThrow('Adam: onNaN must be one of "pass", "throw", "skip", but was "ignore".');
});
