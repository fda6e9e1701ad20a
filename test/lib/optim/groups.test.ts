import * as tf from '@tensorflow/tfjs';
import katex from 'katex';
import {
  adam,
  descend,
  displaySymbol,
  type Group,
  gradientDescent,
  momentum,
  type RuleOptimizer,
  rule,
} from 'optlab';
import { leave, use, valuesOf, vector, ways } from './support';

const step = (optimizer: RuleOptimizer, ...variables: tf.Variable[]): void => {
  const gradients = variables.map((variable) => ({ name: variable.name, tensor: tf.onesLike(variable) }));
  optimizer.applyGradients(gradients);
  tf.dispose(gradients.map(({ tensor }) => tensor));
};

const again = (optimizer: RuleOptimizer): RuleOptimizer => {
  type Class = tf.serialization.SerializableConstructor<RuleOptimizer> & {
    fromConfig(cls: unknown, config: object): RuleOptimizer;
  };
  const cls = optimizer.constructor as unknown as Class;
  return cls.fromConfig(cls, JSON.parse(JSON.stringify(optimizer.getConfig())));
};

afterEach(leave);

describe.each(ways)('groups on the %s backend, fused: %s', (backend, fused) => {
  beforeEach(() => use(backend, fused));

  test('give their variables other hyper-parameters, and leave the rest to those of all', () => {
    const variables = ['a/kernel', 'a/bias', 'b/kernel', 'b/bias'].map((name) => vector(name, [0, 0]));
    const optimizer = gradientDescent({
      lr: 1,
      groups: [
        { variables: /bias$/, lr: (t) => 10 * t },
        { variables: ['b/kernel'], lr: 0 },
      ],
    });
    step(optimizer, ...variables);
    expect(valuesOf(...variables)).toEqual([-1, -1, -10, -10, 0, 0, -10, -10]);
    step(optimizer, ...variables);
    expect(valuesOf(...variables)).toEqual([-2, -2, -30, -30, 0, 0, -30, -30]);
  });

  test('are equal to optimizers of their own', () => {
    const names = ['k1', 'b1', 'k2', 'b2'];
    const joint = names.map((name) => vector(name, [1, -2, 3]));
    const optimizer = adam({ lr: 0.1, groups: [{ variables: /^b/, lr: 0.01, b1: 0.5 }] });
    for (let t = 0; t < 5; t++) step(optimizer, ...joint);
    const expected = joint.map(({ name }) => {
      const alone = vector(`${name}-alone`, [1, -2, 3]);
      const own = name.startsWith('b') ? adam({ lr: 0.01, b1: 0.5 }) : adam({ lr: 0.1 });
      for (let t = 0; t < 5; t++) step(own, alone);
      return valuesOf(alone);
    });
    expect(joint.map((variable) => valuesOf(variable))).toEqual(expected);
  });

  test('share a sum over all variables', () => {
    const normalized = rule({
      name: 'Normalized together',
      hyper: { lr: 1 },
      step: ['p = p - lr*g/globalNorm(g)'],
    });
    const [a, b, c] = [vector('a', [0, 0]), vector('b', [0]), vector('c', [7])];
    const optimizer = normalized({ groups: [{ variables: ['b'], lr: 10 }] });
    optimizer.applyGradients({ a: tf.tensor1d([1, 2]), b: tf.tensor1d([2]), c: null });
    [-1 / 3, -2 / 3, -20 / 3, 7].forEach((expected, i) => {
      expect(valuesOf(a, b, c)[i]).toBeCloseTo(expected, 5);
    });
  });
});

describe('a group is found', () => {
  beforeEach(() => use('cpu', true));

  test('by shape, in a function that is asked once for each variable', () => {
    const asked: string[] = [];
    const isVector = ({ name, shape }: { name: string; shape: readonly number[] }) => {
      asked.push(name);
      return shape.length === 1;
    };
    const matrix = tf.variable(tf.zeros([1, 1]), true, 'matrix');
    const row = vector('row', [0]);
    const optimizer = gradientDescent({ lr: 1, groups: [{ variables: isVector, lr: 2 }] });
    for (let t = 0; t < 3; t++) step(optimizer, matrix, row);
    expect(valuesOf(matrix as tf.Variable, row)).toEqual([-3, -6]);
    expect(asked).toEqual(['matrix', 'row']);
  });

  test('by a pattern that remembers where it was', () => {
    const variables = ['bias1', 'bias2', 'bias3'].map((name) => vector(name, [0]));
    const optimizer = gradientDescent({ lr: 0, groups: [{ variables: /bias/g, lr: 1 }] });
    step(optimizer, ...variables);
    expect(valuesOf(...variables)).toEqual([-1, -1, -1]);
  });

  test('in a descent, where the point is a variable x', () => {
    const optimizer = gradientDescent({ lr: 0, groups: [{ variables: ['x'], lr: 0.5 }] });
    expect(descend(() => 0, [1], optimizer, { steps: 1, grad: () => [1] }).x[0]).toBe(0.5);
  });
});

describe('groups are saved', () => {
  test('with patterns and names', () => {
    const groups = [
      { variables: /Dense_1\/bias$/i, lr: 0.5 },
      { variables: ['my_kernel'], b: 0.25 },
    ];
    const optimizer = again(momentum({ lr: 2, groups, onNaN: 'skip' }));
    expect(optimizer.settings).toEqual(momentum({ lr: 2, groups, onNaN: 'skip' }).settings);
  });

  test('in a model that is saved and loaded', async () => {
    await use('cpu', true);
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    const groups = [{ variables: /dense_Dense_1.bias_x|bias/, lr: 0.25 }];
    model.compile({ optimizer: gradientDescent({ lr: 1, groups }), loss: 'meanSquaredError' });
    let saved: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      }),
      { includeOptimizer: true },
    );
    const copy = await tf.loadLayersModel(tf.io.fromMemory(saved as tf.io.ModelArtifacts));
    expect((copy.optimizer as RuleOptimizer).settings.layers).toEqual([
      [{ variables: /dense_Dense_1.bias_x|bias/, hyper: { lr: 0.25 } }],
    ]);
  });

  test.each<[string, Group<{ lr: number }>, string]>([
    ['a function', { variables: () => true, lr: 1 }, 'A function cannot be saved'],
    ['a schedule', { variables: ['a'], lr: () => 1 }, 'A function cannot be saved'],
  ])('but not with %s', (_, group, message) => {
    expect(() => gradientDescent({ groups: [group] }).getConfig()).toThrow(message);
  });
});

test('an optimizer shows its groups', () => {
  const groups = [
    { variables: /bias$/, lr: 0.5 },
    { variables: ['a', 'b_1'], lr: 2 },
    { variables: () => false, lr: 0 },
  ];
  const { 'text/plain': text, 'text/latex': latex } = gradientDescent({ lr: 1, groups })[displaySymbol]();
  expect(text).toContain(
    'for /bias$/: lr = 0.5\n  for a, b_1: lr = 2\n  for variables that a function chooses: lr = 0\n',
  );
  expect(latex).toContain('&\\text{for a, b\\_1:} \\quad \\eta = 2 \\\\');
  const options = { displayMode: true, strict: 'error', throwOnError: true } as const;
  expect(katex.renderToString(String(latex).replace(/^\$\$|\$\$$/g, ''), options)).toContain('katex');
});

describe('groups that are wrong are refused', () => {
  test.each<[string, unknown, string]>([
    ['no array', { variables: /a/, lr: 1 }, 'Adam: groups must be an array of { variables'],
    ['null in the array', [null], 'Adam: group 1 must be an object'],
    ['no variables', [{ lr: 1 }], 'Adam: group 1: variables must be a regular expression, an array of names'],
    ['a bare name', [{ variables: 'a', lr: 1 }], 'variables must be a regular expression'],
    ['no name', [{ variables: [], lr: 1 }], 'variables must be a regular expression'],
    ['an unknown hyper-parameter', [{ variables: /a/, rate: 1 }], 'Adam: group 1: option must be one of'],
    ['no hyper-parameter', [{ variables: /a/ }], 'Adam: group 1 must be with one of lr, b1, b2, eps'],
    ['a value outside the limits', [{ variables: /a/, b1: 1 }], 'Adam: group 1: b1 must be a number from 0'],
    ['a text', [{ variables: /a/, lr: '1' }], 'Adam: group 1: lr must be a finite number'],
  ])('%s', (_, groups, message) => {
    expect(() => adam({ groups } as never)).toThrow(message);
  });

  test('a variable in two of them, before anything changes', async () => {
    await use('cpu', true);
    const w = vector('w', [0]);
    const groups = [
      { variables: /w/, lr: 1 },
      { variables: ['w'], lr: 2 },
    ];
    expect(() => step(gradientDescent({ groups }), w)).toThrow(
      'the variable w must be in one group, or in none, but was in groups 1 and 2',
    );
    expect(valuesOf(w)).toEqual([0]);
  });

  test('an answer that is neither true nor false', async () => {
    await use('cpu', true);
    const optimizer = gradientDescent({ groups: [{ variables: (() => 'yes') as never, lr: 1 }] });
    expect(() => step(optimizer, vector('w', [0]))).toThrow('for w must be true or false, but was "yes"');
  });

  test('a schedule that leaves the limits', async () => {
    await use('cpu', true);
    const optimizer = gradientDescent({ groups: [{ variables: ['w'], lr: (t) => -t }] });
    expect(() => step(optimizer, vector('w', [0]))).toThrow(
      'lr at step 1 must be a finite number, 0 or more',
    );
  });
});
