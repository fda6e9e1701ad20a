import * as tf from '@tensorflow/tfjs';
import { descend, displaySymbol, type RuleOptimizer, rule } from 'optlab';
import { leave, use, valuesOf, vector, ways } from './support';

/** A rate that shrinks by a factor each step, with momentum; c also is the largest rate so far of its variable. */
const shrinking = rule({
  name: 'Shrinking',
  hyper: { lr: 1, mu: 0.9 },
  state: { m: 0 },
  scalars: { c: 1 },
  step: ['c = c*mu', 'm = m/2 + g', 'p = p - lr*c*m'],
});

/** The same by hand. */
const byHand = (p: number, steps: number): number => {
  let [x, m, c] = [p, 0, 1];
  for (let step = 0; step < steps; step++) {
    c *= 0.9;
    m = m / 2 + x / 4;
    x -= c * m;
  }
  return x;
};

/** A step on x^2/8 each. */
const bowlStep = (optimizer: RuleOptimizer, ...variables: tf.Variable[]): void => {
  const gradients = variables.map((variable) => ({ name: variable.name, tensor: variable.div(4) }));
  optimizer.applyGradients(gradients);
  tf.dispose(gradients.map(({ tensor }) => tensor));
};

afterEach(leave);

describe.each(ways)('a rule with scalar state on the %s backend, fused: %s', (backend, fused) => {
  beforeEach(() => use(backend, fused));

  test('takes the steps that it says', () => {
    const [a, b] = [vector('a', [3, -2, 1]), vector('b', [8])];
    const optimizer = shrinking();
    for (let step = 0; step < 7; step++) bowlStep(optimizer, a, b);
    valuesOf(a, b).forEach((x, i) => {
      expect(x).toBeCloseTo(byHand([3, -2, 1, 8][i], 7), 5);
    });
  });

  test('keeps one number for each variable', () => {
    const [early, late] = [vector('early', [1]), vector('late', [1])];
    const optimizer = shrinking();
    for (let step = 0; step < 5; step++) bowlStep(optimizer, early);
    bowlStep(optimizer, early, late);
    expect(late.dataSync()[0]).toBeCloseTo(byHand(1, 1), 6);
    expect(early.dataSync()[0]).toBeCloseTo(byHand(1, 6), 6);
  });

  test('goes on from its saved state as if nothing had happened', async () => {
    const w = vector('w', [3, -2, 1]);
    const first = shrinking();
    for (let step = 0; step < 5; step++) bowlStep(first, w);
    const weights = await first.getWeights();
    expect(weights.map(({ name }) => name)).toEqual(['iter', 'w/m', 'w/c']);
    const second = shrinking();
    await second.setWeights(weights);
    const start = w.dataSync().slice();
    const ends = [first, second].map((optimizer) => {
      w.assign(tf.tensor1d(start));
      for (let step = 0; step < 4; step++) bowlStep(optimizer, w);
      return valuesOf(w);
    });
    expect(ends[1]).toEqual(ends[0]);
    const saved = await Promise.all([first, second].map((optimizer) => optimizer.getWeights()));
    expect(saved[1].map(({ tensor }) => [...tensor.dataSync()])).toEqual(
      saved[0].map(({ tensor }) => [...tensor.dataSync()]),
    );
  });
});

test('the saved number is the float64 number itself', async () => {
  await use('cpu', true);
  const w = vector('w', [1]);
  const optimizer = rule({
    name: 'Thirds',
    hyper: { lr: 1 },
    scalars: { c: -0.1 },
    step: ['c = c/3', 'p = p - lr*c*g'],
  })();
  bowlStep(optimizer, w);
  const bits = (await optimizer.getWeights())[1].tensor;
  expect(bits.dtype).toBe('int32');
  const [high, low] = bits.dataSync<'int32'>();
  // Two 32-bit words, the upper one first.
  expect(new Float64Array(Int32Array.of(low, high).buffer)[0]).toBe(-0.1 / 3);
});

test('a descent follows it in float64', () => {
  const { x } = descend(([p]) => p ** 2 / 8, [3], shrinking(), { steps: 9, grad: ([p]) => [p / 4] });
  expect(x[0]).toBeCloseTo(byHand(3, 9), 14);
});

test('the formula shows it with its steps', () => {
  expect(shrinking[displaySymbol]()['text/latex']).toContain('c_t &= c_{t-1} \\mu');
});

test('the order of the lines decides whether a line reads the old number or the new one', () => {
  const after = rule({
    name: 'After',
    hyper: { lr: 1 },
    scalars: { c: 5 },
    step: ['p = p - lr*c*g', 'c = c - 2'],
  });
  const { path } = descend(() => 0, [0], after(), { steps: 3, grad: () => [-1] });
  expect(path.map(([x]) => x)).toEqual([0, 5, 8, 9]);
});

describe('what is wrong is refused', () => {
  const define = (change: object) => (): unknown =>
    rule({
      name: 'Test',
      hyper: { lr: 1 },
      scalars: { c: 1 },
      step: ['c = c/2', 'p = p - lr*c*g'],
      ...change,
    });
  test.each<[string, object, string]>([
    ['an array in a scalar', { step: ['c = c*g', 'p = p - lr*c*g'] }, 'value of c must be one number'],
    ['a number that never changes', { step: ['p = p - lr*c*g'] }, 'state c must be assigned by a line'],
    ['a number that nobody reads', { step: ['c = 2', 'p = p - lr*g'] }, 'state c must be read'],
    ['the name of a hyper-parameter', { scalars: { lr: 1 } }, 'the name of state lr must be another one'],
    ['no number to start from', { scalars: { c: null } }, 'initial value of state c must be a finite number'],
    ['no object', { scalars: 1 }, 'Test: scalars must be an object of initial values by name'],
    ['a name of an option', { hyper: { lr: 1, groups: 1 } }, 'the name of an option must be none of groups'],
  ])('%s', (_, change, message) => {
    expect(define(change)).toThrow(message);
  });

  test.each<[string, () => tf.Tensor]>([
    ['a float32 number', () => tf.scalar(1)],
    ['half of the bits', () => tf.tensor1d([1], 'int32')],
  ])('weights with %s', async (_, made) => {
    await use('cpu', true);
    const weights = [
      { name: 'iter', tensor: tf.scalar(1, 'int32') },
      { name: 'w/m', tensor: tf.tensor1d([1]) },
      { name: 'w/c', tensor: made() },
    ];
    await expect(shrinking().setWeights(weights)).rejects.toThrow('the two halves of a float64 number');
  });

  test('weights without it', async () => {
    const weights = [
      { name: 'iter', tensor: tf.scalar(1, 'int32') },
      { name: 'w/m', tensor: tf.tensor1d([1]) },
    ];
    await expect(shrinking().setWeights(weights)).rejects.toThrow('must be complete: m, c');
  });
});
