import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import {
  estimateNoise,
  formulaObjective,
  InvalidInput,
  minimize,
  random,
  strongWolfe,
  tensorObjective,
} from 'optlab';
import { needs } from '../../../support/prerequisite';

const rosenbrock = tensorObjective(
  (x) => {
    const [a, b] = tf.split(x, 2) as [tf.Tensor, tf.Tensor];
    return tf.sum(tf.add(tf.mul(100, tf.square(tf.sub(b, tf.square(a)))), tf.square(tf.sub(1, a))));
  },
  { shape: 2 },
);

/** Features without structure, and labels that no plane separates. */
const [m, n] = [60, 5];
const { normal } = random(3);
const X = Array.from({ length: m }, () => Array.from({ length: n }, () => normal()));
const y = X.map((row) => (row[0] - 0.5 * row[1] + normal() > 0 ? 1 : -1));

const logistic = () => {
  const [features, labels] = [tf.tensor2d(X), tf.tensor1d(y)];
  const f = tensorObjective(
    (w: tf.Tensor1D) => {
      const margins = tf.mul(labels, tf.dot(features, w));
      return tf.add(tf.mean(tf.softplus(tf.neg(margins))), tf.mul(0.05, tf.sum(tf.square(w))));
    },
    { shape: n },
  );
  return { f, dispose: () => tf.dispose([features, labels]) };
};
const exact = formulaObjective('total(softplus(-y .* (X*w)))/m + 0.05*dot(w, w)', { w: n }, { X, y, m });

const onBackend = (backend: string) => () => {
  beforeAll(async () => {
    await tf.setBackend(backend);
    await tf.ready();
  });

  test('value and gradient are those of the formula, to float32', () => {
    const { f, dispose } = logistic();
    const w = [0.3, -0.2, 0.1, 0.5, -1];
    expect(f.value(w)).toBeCloseTo(exact.value(w), 6);
    const { value, grad } = f.valueAndGrad(w);
    expect(value).toBeCloseTo(exact.value(w), 6);
    const expected = exact.grad(w);
    grad.forEach((slope, i) => {
      expect(slope).toBeCloseTo(expected[i], 6);
    });
    dispose();
  });

  test.each(['bfgs', 'lbfgs', 'cg', 'cg-hager-zhang'] as const)(
    '%s finds the minimizer of the formula',
    (method) => {
      const { f, dispose } = logistic();
      const truth = minimize(exact, new Float64Array(n), { method: 'bfgs', gtol: 1e-10 });
      expect(truth.success).toBe(true);
      const { x, success } = minimize(f, new Float64Array(n), { method });
      expect(success).toBe(true);
      x.forEach((weight, i) => {
        expect(Math.abs(weight - truth.x[i])).toBeLessThan(1e-4);
      });
      dispose();
    },
  );

  test('a thousand evaluations leave no tensor behind', () => {
    const { f, dispose } = logistic();
    const before = tf.memory().numTensors;
    const w = new Float64Array(n);
    for (let i = 0; i < 500; i++) {
      w[i % n] = Math.sin(i);
      f.value(w);
      f.valueAndGrad(w);
    }
    f.noiseAt(w);
    expect(tf.memory().numTensors).toBe(before);
    dispose();
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

describe('in float32', () => {
  beforeAll(() => tf.setBackend('cpu'));

  test('the valley of Rosenbrock is followed to its end in spite of the noise', () => {
    const { x, success } = minimize(rosenbrock, [-1.2, 1], { method: 'bfgs', gtol: 1e-3 });
    expect(success).toBe(true);
    expect(Math.abs(x[0] - 1)).toBeLessThan(1e-2);
  });

  test('a gradient that cannot fall to gtol ends in a defined way', () => {
    const { status, nfev, x } = minimize(rosenbrock, [-1.2, 1], { method: 'bfgs', gtol: 1e-12 });
    expect([0, 2]).toContain(status);
    expect(nfev).toBeLessThan(2000);
    expect(Math.abs(x[0] - 1)).toBeLessThan(1e-2);
  });

  test('an f that fails leaves no tensor behind', () => {
    const failing = tensorObjective(
      (x) => {
        tf.square(x);
        throw new Error('no value here');
      },
      { shape: 3 },
    );
    const before = tf.memory().numTensors;
    expect(() => failing.value([1, 2, 3])).toThrow('no value here');
    expect(() => failing.grad([1, 2, 3])).toThrow('no value here');
    expect(tf.memory().numTensors).toBe(before);
  });

  const on =
    (f: unknown, options: unknown = { shape: 2 }) =>
    () =>
      tensorObjective(f as never, options as never).value([1, 2]);
  const bowl = (x: tf.Tensor) => tf.sum(tf.square(x));
  test.each<[string, () => unknown, string]>([
    ['no function', on(5), 'tensorObjective: f must be a function from a tensor to a scalar tensor'],
    ['no options', () => tensorObjective(bowl, undefined as never), 'options must be an object with shape'],
    ['no shape', on(bowl, {}), 'shape must be the length of a vector, or a list of lengths'],
    [
      'a shape with 0',
      on(bowl, { shape: [2, 0] }),
      'shape must be the length of a vector, or a list of lengths',
    ],
    ['an unknown option', on(bowl, { shape: 2, nois: 1 }), 'Did you mean noise?'],
    [
      'a vector from f',
      on((x: tf.Tensor) => x),
      'a tensor of type float32 and shape [2]. Reduce it by tf.sum or tf.mean.',
    ],
    ['a number from f', on(() => 5), 'what f returns must be a scalar tensor of type float32, but was 5.'],
    ['a promise from f', on(async (x: tf.Tensor) => bowl(x)), 'but was a promise.'],
    ['a whole number from f', on(() => tf.scalar(1, 'int32')), 'a tensor of type int32'],
    ['a point of another length', on(bowl, { shape: 3 }), 'x must be an array of 3 numbers'],
  ])('%s: refused with a sentence', (_, call, message) => {
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(message);
  });
});

describe('estimateNoise', () => {
  const smooth = (x: Float64Array) => 3 + Math.sin(x[0]) * Math.exp(x[1]);

  test.each([1e-3, 1e-5, 1e-7, 1e-9])('finds errors with a standard deviation of %p', (deviation) => {
    const noises = Array.from({ length: 20 }, (_, seed) => {
      const errors = random(seed);
      return estimateNoise((x) => smooth(x) + deviation * errors.normal(), [0.2, 0.5]).absolute / deviation;
    });
    for (const noise of noises) {
      expect(noise).toBeGreaterThan(0.1);
      expect(noise).toBeLessThan(10);
    }
    const mean = noises.reduce((sum, noise) => sum + Math.log(noise), 0) / noises.length;
    expect(Math.abs(mean)).toBeLessThan(0.5);
  });

  test('finds the rounding of float32, and none in a constant', () => {
    const rounded = estimateNoise((x) => Math.fround(smooth(x)), [0.2, 0.5]).relative;
    // Uniform errors of half a unit in the last place of a number between 4 and 8.
    expect(rounded).toBeGreaterThan(1e-8);
    expect(rounded).toBeLessThan(2e-7);
    expect(estimateNoise(() => 5, [1]).absolute).toBe(0);
    expect(estimateNoise(() => Number.NaN, [1]).absolute).toBe(0);
  });

  test('refuses what it cannot use', () => {
    expect(() => estimateNoise(5 as never, [1])).toThrow('estimateNoise: f must be a function');
    expect(() => estimateNoise(() => '5' as never, [1])).toThrow(
      'what f returns must be a number, but was "5".',
    );
    expect(() => estimateNoise(smooth, [1], { spacing: 0 })).toThrow(
      'spacing must be a positive, finite number',
    );
  });
});

describe('a function with noisy values and an exact gradient', () => {
  const { value, grad } = formulaObjective('1000 + 100*(x[2] - x[1]^2)^2 + (1 - x[1])^2', { x: 2 });
  const rounded = { value: (x: Float64Array) => Math.fround(value(x)), grad };
  const noiseAt = (x: Float64Array) => estimateNoise(rounded.value, x).relative;

  test.each(['bfgs', 'lbfgs', 'cg', 'cg-hager-zhang'] as const)(
    'is minimized by %s where its noise is known',
    (method) => {
      const { x, success } = minimize({ ...rounded, noiseAt }, [-1.2, 1], { method });
      expect(success).toBe(true);
      x.forEach((coordinate) => {
        expect(Math.abs(coordinate - 1)).toBeLessThan(1e-4);
      });
    },
  );

  test('is minimized from everywhere where its noise is known, and not where lines are searched as if it were exact', () => {
    const { uniform } = random(1);
    const starts = Array.from({ length: 30 }, () => [uniform(-2, 2), uniform(-2, 2)]);
    const far = { value: (x: Float64Array) => Math.fround(1e5 + value(x)), grad };
    const successes = (objective: object, options: object) =>
      starts.filter((start) => {
        const f = { ...far, ...objective };
        return minimize(f, start, { method: 'cg-hager-zhang', maxiter: 2000, ...options }).success;
      }).length;
    const known = { noiseAt: (x: Float64Array) => estimateNoise(far.value, x).relative };
    expect(successes(known, {})).toBe(30);
    expect(successes({ noise: 0 }, { lineSearch: strongWolfe() })).toBeLessThan(30);
  });
});
