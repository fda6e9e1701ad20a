import * as tf from '@tensorflow/tfjs';
import { adam, displaySymbol, gradientDescent, InvalidInput, momentum, muon, sam } from 'optlab';
import { problemOf } from '../matrix/problems';

beforeAll(() => tf.setBackend('cpu'));
afterEach(() => tf.disposeVariables());

const { start, shape, f, grad } = problemOf('tall');

/** The same problem as a loss of a tf.Variable. */
const lossOf = (w: tf.Variable) => (): tf.Scalar => {
  const value = tf.customGrad((x) => {
    const values = (x as tf.Tensor).dataSync();
    return {
      value: tf.scalar(f(values)),
      gradFunc: (dy: tf.Tensor) => tf.tensor(grad(values), shape).mul(dy),
    };
  })(w);
  return value as tf.Scalar;
};

test('with rho = 0 it takes the steps of the optimizer inside', () => {
  const ends = [0, 1].map((k) => {
    const w = tf.variable(tf.tensor(start, shape));
    const inside = adam({ lr: 0.05 });
    const wrapped = sam(inside, { rho: 0 });
    const loss = lossOf(w);
    for (let t = 0; t < 10; t++) {
      if (k === 0) wrapped.step(loss);
      else inside.minimize(loss);
    }
    const end = [...w.dataSync()];
    w.dispose();
    return end;
  });
  expect(ends[0]).toEqual(ends[1]);
});

test.each([false, true])('in float32 it goes where its float64 steps go, with adaptive = %p', (adaptive) => {
  const w = tf.variable(tf.tensor(start, shape));
  const optimizer = sam(gradientDescent({ lr: 0.002 }), { rho: 0.3, adaptive });
  const p = Float64Array.from(start);
  const step = optimizer.pathStep(shape);
  for (let t = 0; t < 10; t++) {
    expect(optimizer.step(lossOf(w)) / f(p)).toBeCloseTo(1, 5);
    step(p, (at) => Float64Array.from(grad(at)));
  }
  for (const [i, value] of w.dataSync().entries()) expect(value).toBeCloseTo(p[i], 4);
});

test('the step up is of length rho over all variables together', () => {
  const [a, b] = [tf.variable(tf.scalar(3), true, 'a'), tf.variable(tf.scalar(4), true, 'b')];
  const seen: number[][] = [];
  const loss = () => {
    seen.push([a.dataSync()[0], b.dataSync()[0]]);
    return a.square().add(b.square()) as tf.Scalar;
  };
  expect(sam(gradientDescent({ lr: 0 }), { rho: 0.5 }).step(loss)).toBe(25);
  expect(seen[0]).toEqual([3, 4]);
  expect(seen[1][0]).toBeCloseTo(3.3, 6);
  expect(seen[1][1]).toBeCloseTo(4.4, 6);
  expect([a, b].map((each) => each.dataSync()[0])).toEqual([3, 4]);
});

test('a loss that throws at the second point leaves no tensor behind', () => {
  const w = tf.variable(tf.scalar(3));
  const before = tf.memory().numTensors;
  let calls = 0;
  const loss = () => {
    if (calls++ > 0) throw new Error('no more');
    return w.square() as tf.Scalar;
  };
  expect(() => sam(adam()).step(loss)).toThrow('no more');
  expect(tf.memory().numTensors).toBe(before);
});

test('a loss that throws at the second point leaves the variables where they were', () => {
  const w = tf.variable(tf.tensor1d([1, 2]));
  let calls = 0;
  const loss = () => {
    calls++;
    if (calls === 2) throw new Error('no second time');
    return w.square().sum() as tf.Scalar;
  };
  expect(() => sam(gradientDescent({ lr: 1 })).step(loss)).toThrow('no second time');
  expect([...w.dataSync()]).toEqual([1, 2]);
});

test('only the variables that are named move', () => {
  const [a, b] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))];
  sam(gradientDescent({ lr: 0.1 })).step(() => a.mul(b).square() as tf.Scalar, [a]);
  expect(a.dataSync()[0]).toBeLessThan(1);
  expect(b.dataSync()[0]).toBe(1);
});

test('a thousand steps leave no tensor behind', () => {
  const w = tf.variable(tf.tensor2d([5, -3, 1, 2], [2, 2]));
  const optimizer = sam(momentum({ lr: 0.01 }), { adaptive: true });
  const loss = () => w.square().sum() as tf.Scalar;
  optimizer.step(loss);
  const before = tf.memory().numTensors;
  for (let t = 0; t < 1000; t++) optimizer.step(loss);
  expect(tf.memory().numTensors).toBe(before);
});

test('model.compile is told what to do instead', () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  const compile = () => model.compile({ optimizer: sam(adam()) as never, loss: 'meanSquaredError' });
  expect(compile).toThrow(InvalidInput);
  expect(compile).toThrow('call sam(...).step(() => loss) for each batch');
  expect(() => sam(sam(adam()) as never)).toThrow('must be a tf.Optimizer, but was SAM');
});

test.each<[string, () => unknown, string]>([
  ['no optimizer', () => sam(undefined as never), 'sam: the optimizer inside must be a tf.Optimizer'],
  ['a maker instead of an optimizer', () => sam(adam as never), 'but was the function Adam'],
  [
    'a negative rho',
    () => sam(adam(), { rho: -1 }),
    'sam: rho must be a finite number, 0 or more, but was -1',
  ],
  ['an infinite rho', () => sam(adam(), { rho: Infinity }), 'sam: rho'],
  [
    'a text for a truth value',
    () => sam(adam(), { adaptive: 'yes' as never }),
    'sam: adaptive must be true or false',
  ],
  [
    'an unknown option',
    () => sam(adam(), { radius: 1 } as never),
    'sam: option must be one of rho, adaptive',
  ],
  ['no loss', () => sam(adam()).step(5 as never), 'sam: loss must be a function'],
  [
    'float64 steps around an optimizer that has none',
    () => sam(tf.train.sgd(1)).pathStep([2]),
    'sam: the optimizer inside must be made by one of the rules',
  ],
])('%s is refused', (_what, act, message) => {
  expect(act).toThrow(message);
});

test('it shows its mathematics, with the name of the optimizer inside', () => {
  const shown = sam(muon(), { adaptive: true, rho: 0.5 })[displaySymbol]();
  expect(shown['text/plain']).toContain('ASAM, around Muon (rho = 0.5)');
  expect(shown['text/latex']).toContain('\\nabla f(\\theta_{t-1} + \\epsilon_t)');
});
