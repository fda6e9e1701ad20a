import * as tf from '@tensorflow/tfjs';
import { adam } from 'optlab';
import { measureTogether, repeated, type Timing } from '../support/measure';
import { milliseconds, percent, printTable, times } from '../support/print';

/** `applyGradients` of an MLP 784-128-10 (101,770 parameters) and its share of a training step of 32 digits. */
export async function endToEnd(backend: string): Promise<void> {
  await tf.setBackend(backend);
  const x = tf.randomUniform([32, 784], 0, 1, 'float32', 1);
  const labels = tf.oneHot(
    tf.tensor1d(
      Array.from({ length: 32 }, (_, i) => i % 10),
      'int32',
    ),
    10,
  );
  const make = (optimizer: tf.Optimizer) => {
    const [w1, w2] = [
      tf.variable(tf.randomNormal([784, 128], 0, 0.05, 'float32', 2)),
      tf.variable(tf.randomNormal([128, 10], 0, 0.1, 'float32', 3)),
    ];
    const [b1, b2] = [tf.variable(tf.zeros([128])), tf.variable(tf.zeros([10]))];
    const loss = () =>
      tf.losses.softmaxCrossEntropy(labels, x.matMul(w1).add(b1).relu().matMul(w2).add(b2)) as tf.Scalar;
    const variables = [w1, b1, w2, b2];
    const { value, grads } = tf.variableGrads(loss, variables);
    value.dispose();
    // A list in the order of the variables, since the state of tf.train.adam goes by position.
    const named = variables.map(({ name }) => ({ name, tensor: grads[name] }));
    return {
      apply: repeated(() => optimizer.applyGradients(named)),
      train: repeated(() => {
        optimizer.minimize(loss, false, variables);
      }),
    };
  };
  const [mine, theirs] = [make(adam()), make(tf.train.adam(1e-3, 0.9, 0.999, 1e-8))];
  const { fused, standard, mineTrained, theirsTrained } = await measureTogether(
    { fused: mine.apply, standard: theirs.apply, mineTrained: mine.train, theirsTrained: theirs.train },
    400,
  );
  printTable(
    `applyGradients end to end, MLP 784-128-10, backend ${backend} (ms)`,
    ['', 'optlab', 'tf.train.adam', 'ratio'],
    [
      ['applyGradients', milliseconds(fused), milliseconds(standard), times(standard, fused)],
      [
        'training step',
        milliseconds(mineTrained),
        milliseconds(theirsTrained),
        times(theirsTrained, mineTrained),
      ],
      ['share of applyGradients in it', share(fused, mineTrained), share(standard, theirsTrained), ''],
    ],
  );
  tf.disposeVariables();
}

const share = (part: Timing | undefined, whole: Timing | undefined): string =>
  part && whole ? percent(part.median / whole.median) : '';
