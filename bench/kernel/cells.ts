import type { Kernel } from './kernels';

/** A cell in the language of each kernel. */
export interface Source {
  typescript: string;
  python: string;
}

export const sourceFor = ({ language }: Kernel, source: Source): string => source[language];

/** Never the same text twice, lest a kernel keep the answer. */
export const trivial = (i: number): Source => ({ typescript: `${i} + 1`, python: `${i} + 1` });

/** Where a kernel can be told to leave the types unchecked, it is told so. */
export const unchecked = (i: number): Source => ({
  typescript: `// @ts-nocheck\n${i} + 1`,
  python: `${i} + 1`,
});

export const sessionCell = (i: number): Source => ({
  typescript: `const value${i} = ${i} * 2;\nconst double${i} = (x: number) => x * value${i};\ndouble${i}(${i})`,
  python: `value${i} = ${i} * 2\ndouble${i} = lambda x: x * value${i}\ndouble${i}(${i})`,
});

export const manyLines = (count: number): Source => ({
  typescript: `for (let i = 0; i < ${count}; i++) console.log('line', i);`,
  python: `for i in range(${count}): print('line', i)`,
});

export const busyFor = (milliseconds: number): Source => ({
  typescript: `for (const end = Date.now() + ${milliseconds}; Date.now() < end; );`,
  python: `import time\nend = time.time() + ${milliseconds / 1000}\nwhile time.time() < end: pass`,
});

export const forever: Source = { typescript: 'while (true) {}', python: 'while True: pass' };

/** Thirty cells of a notebook on TensorFlow.js, the first of which imports it. */
export const tfjsCells: readonly string[] = [
  "import * as tf from '@tensorflow/tfjs';",
  "await tf.setBackend('cpu');\ntf.getBackend()",
  'const x = tf.linspace(-1, 1, 20);\nx.shape',
  'const y = x.square().mul(3).add(x).sub(0.5);',
  'y.dataSync().length',
  'const a = tf.variable(tf.scalar(0));\nconst b = tf.variable(tf.scalar(0));\nconst c = tf.variable(tf.scalar(0));',
  'const predict = (input: tf.Tensor): tf.Tensor => input.square().mul(a).add(input.mul(b)).add(c);',
  'const loss = (): tf.Scalar => predict(x).sub(y).square().mean() as tf.Scalar;',
  'loss().dataSync()[0].toFixed(3)',
  'const optimizer = tf.train.adam(0.1);',
  'const losses: number[] = [];',
  'for (let step = 0; step < 5; step++) {\n  const value = optimizer.minimize(loss, true);\n  if (value) losses.push(value.dataSync()[0]);\n}\nlosses.length',
  'losses.map((value) => value.toFixed(2)).join()',
  'const rate = (values: readonly number[]): number[] => values.slice(1).map((value, i) => value / values[i]);',
  'rate(losses).every((value) => value > 0)',
  'interface Point {\n  readonly x: number;\n  readonly y: number;\n}',
  'const points: Point[] = Array.from(x.dataSync(), (value, i) => ({ x: value, y: y.dataSync()[i] }));\npoints.length',
  'const { value, grads } = tf.variableGrads(loss);\nObject.keys(grads).length',
  'const norm = Math.sqrt(Object.values(grads).reduce((sum, g) => sum + g.square().sum().dataSync()[0], 0));\nnorm > 0',
  "const model = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [1], activation: 'tanh' })] });",
  'model.add(tf.layers.dense({ units: 1 }));\nmodel.countParams()',
  "model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });",
  'const history = await model.fit(x.reshape([20, 1]), y.reshape([20, 1]), { epochs: 1, verbose: 0 });',
  'history.epoch.length',
  'const output = model.predict(x.reshape([20, 1])) as tf.Tensor2D;\noutput.shape',
  'class Mean {\n  #sum = 0;\n  #count = 0;\n  add(value: number): this {\n    this.#sum += value;\n    this.#count++;\n    return this;\n  }\n  get value(): number {\n    return this.#sum / this.#count;\n  }\n}',
  'losses.reduce((mean, each) => mean.add(each), new Mean()).value > 0',
  'const table = losses.map((each, step) => ({ step, loss: each }));\ntable.filter(({ loss: each }) => each > 1).length',
  'tf.tidy(() => x.add(y).max().dataSync()[0]) > 0',
  'tf.memory().numTensors > 0',
];
