import * as tf from '@tensorflow/tfjs';
import {
  accumulate,
  adafactor,
  adam,
  applyEvery,
  chain,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  cosine,
  decoupledDecay,
  emaOfWeights,
  gradientDescent,
  gradientNoise,
  l2,
  lookahead,
  momentum,
  muon,
  type PathOptimizer,
  pathStepOf,
  sam,
  shampoo,
} from 'optlab';
import { needs } from '../../support/prerequisite';
import { optimizers } from './rules/optimizers';
import { leave, numbers, use, valuesOf } from './support';

afterEach(leave);

type Both = tf.Optimizer & PathOptimizer;
type Maker = [string, () => Both];

/** Options of a size such that twenty steps show. */
const visible = (hyper: object) =>
  Object.fromEntries(
    // Adadelta's first steps are of the size of the root of its eps.
    Object.entries({ lr: Object.hasOwn(hyper, 'rho') ? 2 : 0.05, b: 0.6, b1: 0.7, wd: 0.1 }).filter(([key]) =>
      Object.hasOwn(hyper, key),
    ),
  );
const everyRule = optimizers.map(([name, make, hyper]): Maker => [name, () => make(visible(hyper))]);

const groups = [{ variables: /^x/, lr: 0.2 }];
const chains: Maker[] = [
  [
    'a chain of everything',
    () =>
      chain(
        clipByGlobalNorm(2, { mask: /x/ }),
        clipByNorm(1.5),
        clipByValue(0.7),
        l2(0.1, { mask: /x/ }),
        gradientNoise(0.01, { seed: 3 }),
        decoupledDecay(0.3, { mask: ['x'] }),
        momentum({ lr: 0.1, groups }),
        emaOfWeights(0.8, { debias: true }),
      ),
  ],
  ['a clip in form of optax', () => chain(clipByGlobalNorm(2, { form: 'optax' }), adam({ lr: 0.1 }))],
  ['a chain that applies every third step', () => chain(adam({ lr: 0.1 }), applyEvery(3))],
  ['an accumulated chain', () => accumulate(3, chain(l2(0.1), adam({ lr: 0.1 }), emaOfWeights(0.5)))],
];
const matrixRules: Maker[] = [
  ['Adafactor', () => adafactor({ lr: 0.3, b1: 0.5 })],
  ['Muon', () => muon({ lr: 0.05, wd: 0.1 })],
  ['Shampoo', () => shampoo({ lr: 0.1, eps: 1e-2, every: 3, graft: 'adagrad' })],
];
const wrappers: Maker[] = [
  ['Lookahead around Adam', () => lookahead(adam({ lr: 0.1 }), { k: 3 }) as Both],
  ['Lookahead around a chain', () => lookahead(chain(l2(0.1), momentum({ lr: 0.1 })), { k: 2 }) as Both],
];

const shape = [3, 2];
/** No element is near 0, where a sign would hang on the rounding. */
const gradientAt = (t: number, seed = 0): Float32Array =>
  numbers(6, 10 * t + seed).map((value) => value + Math.sign(value) * 0.05);
const variable = (name: string, seed = 1) =>
  tf.tidy(() => tf.variable(tf.tensor(numbers(6, seed), shape), true, name));

const train = (optimizer: tf.Optimizer, variables: readonly tf.Variable[], from: number, to: number) => {
  for (let t = from; t <= to; t++) {
    const gradients = variables.map(({ name }, k) => ({ name, tensor: tf.tensor(gradientAt(t, k), shape) }));
    optimizer.applyGradients(gradients);
    tf.dispose(gradients.map(({ tensor }) => tensor));
  }
};

const copyOf = (optimizer: tf.Optimizer): tf.Optimizer => {
  const [cls, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[optimizer.getClassName()];
  return fromConfig(cls, JSON.parse(JSON.stringify(optimizer.getConfig()))) as unknown as tf.Optimizer;
};

function followsItsLoop(make: () => Both): void {
  const x = variable('x');
  const start = numbers(6, 1);
  const p = Float64Array.from(start);
  const optimizer = make();
  const stepInFloat64 = pathStepOf(make(), shape);
  for (let t = 1; t <= 20; t++) {
    train(optimizer, [x], t, t);
    stepInFloat64(p, () => Float64Array.from(gradientAt(t)));
    for (const [i, value] of valuesOf(x).entries()) {
      expect(Math.abs(value - p[i]) / Math.max(1, Math.abs(p[i]))).toBeLessThan(2e-5);
    }
  }
  expect(Math.max(...p.map((value, i) => Math.abs(value - start[i])))).toBeGreaterThan(1e-3);
}

needs('native')('on native TensorFlow', () => {
  beforeAll(() => require('@tensorflow/tfjs-node'));

  describe.each([true, false])('fused: %s', (fused) => {
    beforeEach(() => use('tensorflow', fused));

    describe.each([...everyRule, ...chains, ...matrixRules, ...wrappers])('%s', (_, make) => {
      test('goes where its float64 loop goes', () => followsItsLoop(make));

      test('goes on from its saved state bit for bit', async () => {
        const variables = [variable('x'), variable('y', 2)];
        const first = make();
        train(first, variables, 1, 7);
        const weights = await first.getWeights();
        const middle = variables.map((each) => each.clone());
        const second = copyOf(first);
        await second.setWeights(weights);
        const bits = (saved: typeof weights) =>
          saved.map(({ name, tensor }) => [name, [...tensor.dataSync()]]);
        expect(bits(await second.getWeights())).toEqual(bits(weights));
        const ends = [first, second].map((optimizer) => {
          for (const [i, each] of variables.entries()) each.assign(middle[i] as tf.Variable);
          train(optimizer, variables, 8, 12);
          return valuesOf(...variables);
        });
        expect(ends[1]).toEqual(ends[0]);
        expect(ends[0].every(Number.isFinite)).toBe(true);
      });

      test('leaves no tensor behind, over a thousand steps where they are fused', () => {
        const empty = tf.memory().numTensors;
        const x = variable('x');
        const optimizer = make();
        const gradient = tf.tensor(gradientAt(1), shape);
        optimizer.applyGradients({ x: gradient });
        const before = tf.memory().numTensors;
        for (let t = 0; t < (fused ? 1000 : 50); t++) optimizer.applyGradients({ x: gradient });
        expect(tf.memory().numTensors).toBe(before);
        optimizer.dispose();
        tf.dispose([x, gradient]);
        expect(tf.memory().numTensors).toBe(empty);
      });

      test('takes the first step of a variable that joins later as a new optimizer does', () => {
        const [early, late] = [variable('early'), variable('late')];
        const optimizer = make();
        // Lookahead counts the steps of all variables: twelve is a multiple of each k.
        train(optimizer, [early], 1, 12);
        train(optimizer, [late], 13, 13);
        const joined = valuesOf(late);
        late.dispose();
        const again = variable('late');
        train(make(), [again], 13, 13);
        expect(joined).toEqual(valuesOf(again));
      });
    });
  });

  test('a schedule gives the rate of each step', async () => {
    await use('tensorflow', true);
    followsItsLoop(() => adam({ lr: cosine(0.1, 15), groups: [{ variables: /x/, b1: 0.5 }] }));
  });

  test('SAM goes where its float64 loop goes, and leaves no tensor behind', async () => {
    await use('tensorflow', true);
    const x = variable('x');
    const optimizer = sam(gradientDescent({ lr: 0.02 }), { rho: 0.3 });
    const loss = () => tf.tidy(() => x.square().mul([1, 3]).sum()) as tf.Scalar;
    const p = Float64Array.from(numbers(6, 1));
    const step = optimizer.pathStep(shape);
    for (let t = 0; t < 20; t++) {
      optimizer.step(loss);
      step(p, (at) => at.map((value, i) => 2 * [1, 3][i % 2] * value));
      for (const [i, value] of valuesOf(x).entries()) expect(value).toBeCloseTo(p[i], 5);
    }
    const before = tf.memory().numTensors;
    for (let t = 0; t < 1000; t++) optimizer.step(loss);
    expect(tf.memory().numTensors).toBe(before);
  });
});
