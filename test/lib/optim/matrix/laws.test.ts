import katex from 'katex';
import {
  adafactor,
  adam,
  descend,
  displaySymbol,
  gradientDescent,
  InvalidInput,
  lookahead,
  matrixRule,
  muon,
  shampoo,
  symmetricEigen,
} from 'optlab';
import { follow, problemOf } from './problems';

type Matrix = number[][];

const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, each, k) => sum + each * b[k][j], 0)));
const turned = (a: Matrix): Matrix => a[0].map((_, j) => a.map((row) => row[j]));
const reshaped = (values: ArrayLike<number>, columns: number): Matrix =>
  Array.from({ length: values.length / columns }, (_, i) =>
    Array.from(values).slice(i * columns, (i + 1) * columns),
  );

/** An orthogonal matrix: the eigenvectors of a symmetric one. */
const orthogonal = (n: number, seed: number): Matrix =>
  symmetricEigen(
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => Math.sin(seed * (i + 1) * (j + 1))),
    ),
  ).vectors.map((vector) => [...vector]);

const singularValues = (a: Matrix): number[] =>
  [...symmetricEigen(a.length < a[0].length ? product(a, turned(a)) : product(turned(a), a)).values].map(
    (each) => Math.sqrt(Math.max(0, each)),
  );

/** Where one step from 0 along a constant gradient leads. */
const firstStep = (optimizer: Parameters<typeof descend>[2], gradient: Matrix): Matrix => {
  const shape = [gradient.length, gradient[0].length];
  const grad = () => gradient.flat();
  const { x } = descend(() => 0, gradient.flat().fill(0), optimizer, { steps: 1, grad, shape });
  return reshaped(x, shape[1]);
};

const numbers = (rows: number, columns: number, seed: number): Matrix =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => Math.sin((seed + 2) * (i * columns + j + 1) ** 2)),
  );

test.each([1, 2, 3, 4, 5])(
  'a step of Muon has all singular values near 1, whatever those of the gradient: %p',
  (seed) => {
    const gradient = product(numbers(6, 4, seed), [
      [1, 0, 0, 0],
      [0, 10, 0, 0],
      [0, 0, 5, 0],
      [0, 0, 0, 3],
    ]);
    const step = firstStep(muon({ lr: 1, wd: 0, outputs: 'first', steps: 10 }), gradient);
    for (const value of singularValues(step)) {
      // The polynomial maps [0.65, 1.25] into itself; sqrt(6/4) is the scale of the step.
      expect(value / Math.sqrt(1.5)).toBeGreaterThan(0.65);
      expect(value / Math.sqrt(1.5)).toBeLessThan(1.25);
    }
  },
);

test.each([
  ['Muon', () => muon({ lr: 0.1, wd: 0 })],
  ['Shampoo', () => shampoo({ lr: 0.1, eps: 0.1 })],
  ['Shampoo with the length of the gradient', () => shampoo({ lr: 0.001, eps: 0.1, graft: 'sgd' })],
] as const)("%s turns with its variable: f(U W V) is minimized along U' path V'", (_name, make) => {
  const { f, grad, start, shape } = problemOf('tall');
  const [u, v] = [orthogonal(shape[0], 1.3), orthogonal(shape[1], 0.7)];
  const there = (w: ArrayLike<number>): number[] => product(product(u, reshaped(w, shape[1])), v).flat();
  const back = (w: ArrayLike<number>): number[] =>
    product(product(turned(u), reshaped(w, shape[1])), turned(v)).flat();
  const plain = descend(f, start, make(), { steps: 10, grad, shape });
  const changed = descend((w) => f(there(w)), back(start), make(), {
    steps: 10,
    grad: (w) => back(grad(there(w))),
    shape,
  });
  for (const [i, value] of there(changed.x).entries()) expect(value).toBeCloseTo(plain.x[i], 9);
});

test('Adafactor keeps the squares exactly where they are of rank one', () => {
  const [rows, columns] = [
    [1, 2, -3],
    [0.5, -1, 2, 4],
  ];
  const gradient = rows.map((row) => columns.map((column) => row * column));
  const free = { lr: 1, eps1: 0, eps2: 1, clip: 1e9 };
  // Then g / sqrt(v) is the sign of g at the first step.
  const step = firstStep(adafactor(free), gradient);
  for (const [i, row] of gradient.entries()) {
    for (const [j, each] of row.entries()) expect(step[i][j]).toBeCloseTo(-Math.sign(each), 12);
  }
  const crooked = firstStep(adafactor(free), [
    [1, 2],
    [3, 4],
  ]).flat();
  expect(crooked.some((each) => Math.abs(each + 1) > 0.01)).toBe(true);
});

test('the first step of Adafactor has the root mean square lr, relative to that of the variable', () => {
  for (const problem of ['tall', 'wide', 'vector', 'stack'] as const) {
    const { start } = problemOf(problem);
    const { x } = follow(adafactor({ lr: 0.1, clip: 1 }), problem, 1);
    const rms = (of: number[]) => Math.sqrt(of.reduce((sum, each) => sum + each ** 2, 0) / of.length);
    expect(rms(start.map((each: number, i: number) => x[i] - each)) / rms(start)).toBeLessThanOrEqual(
      0.1 + 1e-12,
    );
  }
});

test('Shampoo scales a diagonal problem as AdaGrad would, since both sides see the same squares', () => {
  const curvatures = [1, 100, 10_000];
  const grad = (w: ArrayLike<number>): number[] =>
    Array.from(w, (each, i) => (i % 4 === 0 ? curvatures[i / 4] * each : 0));
  const start = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  const diagonal = descend(() => 0, start, shampoo({ lr: 0.1, eps: 1e-12 }), {
    steps: 5,
    grad,
    shape: [3, 3],
  });
  const vector = descend(() => 0, start, shampoo({ lr: 0.1, eps: 1e-12 }), { steps: 5, grad });
  for (const [i, value] of diagonal.x.entries()) expect(value).toBeCloseTo(vector.x[i], 9);
});

test('Lookahead with k = 1 and alpha = 1 is the optimizer inside; with alpha = 0 it comes back', () => {
  const inside = () => adam({ lr: 0.1 });
  const whole = follow(lookahead(inside(), { k: 1, alpha: 1 }), 'tall');
  expect(whole.path).toEqual(follow(inside(), 'tall').path);
  const none = follow(lookahead(gradientDescent({ lr: 1e-3 }), { k: 5, alpha: 0 }), 'tall');
  for (const [i, value] of none.x.entries()) expect(value).toBeCloseTo(none.path[0][i], 12);
});

test.each([
  ['Adafactor', adafactor, ['torch', 'optax'].map((form) => adafactor({ form: form as 'optax' }))],
  ['Muon', muon, [muon({ nesterov: false, scale: 'adamw' }), muon({ outputs: 'first', lr: (t) => 1 / t })]],
  ['Shampoo', shampoo, [shampoo({ graft: 'sgd' }), shampoo({ graft: 'adagrad' })]],
  ['Lookahead', lookahead(muon()), [lookahead(adam())]],
])('%s shows LaTeX that can be set, and says what is not elementwise', (name, rule, variants) => {
  for (const shown of [rule, ...variants].map((each) => each[displaySymbol]())) {
    const tex = String(shown['text/latex']).replaceAll('$$', '');
    expect(() => katex.renderToString(tex, { throwOnError: true, strict: 'error' })).not.toThrow();
    expect(shown['text/plain']).toContain(name);
    if (name !== 'Lookahead') expect(tex).toContain('Not elementwise');
  }
});

const still = { steps: 1, grad: () => [0, 0], shape: [1, 2] };
test.each<[string, () => unknown, string]>([
  ['a negative rate', () => muon({ lr: -1 }), 'Muon: lr must be a finite number, 0 or more, but was -1'],
  ['momentum 1', () => muon({ b: 1 }), 'Muon: b must be a number from 0'],
  [
    'half a step of the iteration',
    () => muon({ steps: 2.5 }),
    'Muon: steps must be a whole number from 1 to 99',
  ],
  [
    'an unknown scale',
    () => muon({ scale: 'big' as never }),
    'Muon: scale must be one of "original", "adamw"',
  ],
  ['a misspelt option', () => muon({ nestrov: true } as never), 'Did you mean nesterov?'],
  ['eps 0', () => shampoo({ eps: 0 }), 'Shampoo: eps must be'],
  ['roots every 0 steps', () => shampoo({ every: 0 }), 'Shampoo: every must be a whole number, 1 or more'],
  [
    'a size that changes',
    () => descend(() => 0, [0, 0], shampoo({ maxSize: () => 2 }), still),
    'Shampoo: maxSize',
  ],
  ['a clip of 0', () => adafactor({ clip: 0 }), 'Adafactor: clip must be'],
  ['an unknown form', () => adafactor({ form: 'keras' as never }), 'Adafactor: form must be one of'],
  ['a k of 0', () => lookahead(adam(), { k: 0 }), 'lookahead: k must be a whole number, 1 or more'],
  ['an alpha of 2', () => lookahead(adam(), { alpha: 2 }), 'lookahead: alpha must be a number from 0 to 1'],
  [
    'no optimizer inside',
    () => lookahead(adam as never),
    'lookahead: the optimizer inside must be a tf.Optimizer',
  ],
  [
    'a shape of another size',
    () => descend(() => 0, [1, 2, 3], muon(), { shape: [2, 2] }),
    'whose product is 3',
  ],
  [
    'a shape that is none',
    () => descend(() => 0, [1], muon(), { shape: 1 as never }),
    'descend: shape must be',
  ],
  ['no definition', () => matrixRule(undefined as never), 'matrixRule: definition must be an object'],
  [
    'a definition without a step',
    () => matrixRule({ ...muon.definition, step: 1 as never }),
    'Muon: step must be a function',
  ],
  ['an unknown part', () => matrixRule({ ...muon.definition, steps: [] } as never), 'Did you mean step?'],
])('%s is refused', (_what, act, message) => {
  expect(act).toThrow(InvalidInput);
  expect(act).toThrow(message);
});
