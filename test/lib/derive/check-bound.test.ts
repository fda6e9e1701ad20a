import fc from 'fast-check';
import {
  type BoundCheckOptions,
  type BoundDomain,
  BoundError,
  checkBound,
  displaySymbol,
  InvalidInput,
  integers,
  interval,
  matrix,
  positive,
  random,
  reals,
  sequence,
  spd,
  vector,
} from 'optlab';

// biome-ignore lint/suspicious/noExplicitAny: the table holds functions of boxes and of names
type Side = any;

const says = (f: Side, bound: Side, domain: BoundDomain, options?: BoundCheckOptions) => {
  try {
    return checkBound(f, bound, domain as never, options).verdict;
  } catch (error) {
    if (error instanceof BoundError) return error.check.verdict;
    throw error;
  }
};

const [b1, b2] = [0.9, 0.999];
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, each, i) => sum + each * b[i], 0);

describe('a bound', () => {
  test.each<[string, Side, Side, BoundDomain, string]>([
    ['x(1-x) <= 1/4', ([x]: number[]) => x * (1 - x), 0.25, [[0, 1]], 'holds'],
    ['x(1-x) <= 0.2499', ([x]: number[]) => x * (1 - x), 0.2499, [[0, 1]], 'fails'],
    ['sin x <= x', ([x]: number[]) => Math.sin(x), ([x]: number[]) => x, [[0, 10]], 'holds'],
    [
      'sin x <= x on both sides of 0',
      ([x]: number[]) => Math.sin(x),
      ([x]: number[]) => x,
      [[-1, 10]],
      'fails',
    ],
    ['exp(x) >= 1 + x', ([x]: number[]) => 1 + x, ([x]: number[]) => Math.exp(x), [[-5, 5]], 'holds'],
    [
      'exp(x) <= 1 + x + x^2 to 1.7',
      ([x]: number[]) => Math.exp(x),
      ([x]: number[]) => 1 + x + x * x,
      [[-1, 1.7]],
      'holds',
    ],
    [
      'exp(x) <= 1 + x + x^2 to 1.8',
      ([x]: number[]) => Math.exp(x),
      ([x]: number[]) => 1 + x + x * x,
      [[-1, 1.8]],
      'fails',
    ],
    [
      'the mean of two',
      ([x, y]: number[]) => Math.sqrt(x * y),
      ([x, y]: number[]) => (x + y) / 2,
      [
        [0, 9],
        [0, 9],
      ],
      'holds',
    ],
    [
      'Himmelblau >= 0',
      0,
      ([x, y]: number[]) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
      [
        [-5, 5],
        [-5, 5],
      ],
      'holds',
    ],
    [
      'Himmelblau >= 1e-4',
      1e-4,
      ([x, y]: number[]) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
      [
        [-5, 5],
        [-5, 5],
      ],
      'fails',
    ],
    [
      'Rosenbrock >= 1e-3',
      1e-3,
      ([x, y]: number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
      [
        [-2, 2],
        [-1, 3],
      ],
      'fails',
    ],
    [
      'a corner only',
      ([x, y, z]: number[]) => x + y + z,
      2.999,
      [
        [0, 1],
        [0, 1],
        [0, 1],
      ],
      'fails',
    ],
    ['a narrow peak', ([x]: number[]) => Math.exp(-(((x - 0.7371) / 1e-3) ** 2)), 0.9, [[0, 1]], 'fails'],
    ['where it is undefined', ([x]: number[]) => Math.log(x), 5, [[-0.01, 1]], 'undefined'],
    ['a pole', ([x]: number[]) => 1 / x, 1e9, [[0, 1]], 'fails'],
    ['equality', ([x]: number[]) => (x + 1) ** 2, ([x]: number[]) => x * x + 2 * x + 1, [[-3, 3]], 'holds'],
    ['a formula', 'x^2', 'x', { x: [0, 1] }, 'holds'],
    ['a formula further out', 'x^2', 'x', { x: [0, 1.01] }, 'fails'],
    ['Cauchy-Schwarz', 'abs(dot(u, v))', 'norm(u)*norm(v)', { u: vector(3), v: vector(3) }, 'holds'],
    [
      'Cauchy-Schwarz less a percent',
      'abs(dot(u, v))',
      '0.99*norm(u)*norm(v)',
      { u: vector(3), v: vector(3) },
      'fails',
    ],
    [
      'the triangle inequality turned',
      'norm(u) + norm(v)',
      'norm(u + v)',
      { u: vector(2), v: vector(2) },
      'fails',
    ],
    [
      'the trace bounds the quadratic form',
      'dot(v, A*v)',
      'trace(A)*dot(v, v)',
      { A: spd(3), v: vector(3) },
      'holds',
    ],
    [
      'half the trace does not',
      'dot(v, A*v)',
      '0.5*trace(A)*dot(v, v)',
      { A: spd(3), v: vector(3) },
      'fails',
    ],
    ['the norms of a vector', 'norm1(v)', 'sqrt(4)*norm(v)', { v: vector(4) }, 'holds'],
    ['the norms of a vector, too tight', 'norm1(v)', '1.99*norm(v)', { v: vector(4) }, 'fails'],
    [
      'a function of names',
      ({ A, v }: { A: number[][]; v: number[] }) =>
        dot(
          v,
          A.map((row) => dot(row, v)),
        ),
      ({ A, v }: { A: number[][]; v: number[] }) => (A[0][0] + A[1][1]) * dot(v, v),
      { A: spd(2), v: vector(2) },
      'holds',
    ],
    [
      'a product of a matrix and a vector',
      'norm(A*v)',
      '2*norm(v)',
      { A: matrix(2, 2), v: vector(2) },
      'fails',
    ],
    ['Bernoulli', '1 + n*x', '(1+x)^n', { x: interval(-1, 5), n: integers(1, 9) }, 'holds'],
    ['Bernoulli below -1', '1 + n*x', '(1+x)^n', { x: interval(-4, 5), n: integers(1, 9) }, 'fails'],
    ['AM-GM for all numbers', '2*a*b', 'a^2 + b^2', { a: reals(), b: reals() }, 'holds'],
    ['AM-GM with a slip', '2.01*a*b', 'a^2 + b^2', { a: reals(), b: reals() }, 'fails'],
    ['log x <= x - 1', 'log(x)', 'x - 1', { x: positive() }, 'holds'],
    ['log x <= x - 1.001', 'log(x)', 'x - 1.001', { x: positive() }, 'fails'],
    [
      'the step of Adam is at most the rate',
      'abs((1-b)*g/sqrt((1-c)*g^2))',
      '1',
      { b: interval(0, 1), c: interval(0, 1), g: interval(0.1, 5) },
      'fails',
    ],
    [
      'the mean is below the largest',
      'sum(i, 1, 3, g[i])/3',
      'max(g[1], g[2], g[3])',
      { g: sequence(reals(), 3) },
      'holds',
    ],
  ])('%s', (_, f, bound, domain, verdict) => {
    expect(says(f, bound, domain)).toBe(verdict);
  });

  test('of Adam by the sharp factor (1-b1)/sqrt((1-b2)(1-b1^2/b2)) is kept by all gradients and neared by growing ones', () => {
    const steps = 60;
    const step = (g: ArrayLike<number>) => {
      let [m, v] = [0, 0];
      for (let t = 0; t < g.length; t++) [m, v] = [b1 * m + (1 - b1) * g[t], b2 * v + (1 - b2) * g[t] ** 2];
      return v === 0 ? 0 : Math.abs(m) / Math.sqrt(v);
    };
    const sharp = (1 - b1) / Math.sqrt((1 - b2) * (1 - b1 ** 2 / b2));
    const box = Array.from({ length: steps }, () => [0, 1] as const);
    const check = checkBound(step, sharp, box, { points: 1000 });
    expect(check.tightest.ratio).toBeGreaterThan(0.9);
    expect(says(step, 3, box, { points: 1000 })).toBe('fails');
  });

  test('from below', () => {
    expect(says((x: number[]) => Math.cosh(x[0]), 1, [[-2, 2]], { relation: '>=', sharp: true })).toBe(
      'holds',
    );
    expect(says((x: number[]) => Math.cosh(x[0]), 1.0001, [[-2, 2]], { relation: '>=' })).toBe('fails');
    expect(() => checkBound((x) => x[0], 1, [[0, 2]], { relation: '>=' })).toThrow(
      'at x = [0] f is 0, which is not >= the bound, 1',
    );
  });

  test('that is called sharp must be reached', () => {
    const f = ([x, y]: Float64Array) => x * y;
    const domain = [
      [0, 1],
      [0, 1],
    ] as const;
    expect(
      checkBound(f, ([x, y]) => (x * x + y * y) / 2, domain, { sharp: true }).tightest.slack,
    ).toBeLessThan(1e-3);
    expect(() => checkBound(f, ([x, y]) => x * x + y * y, domain, { sharp: true })).toThrow(
      /not sharp: it comes closest .* a ratio of 0\.5/,
    );
    expect(checkBound(f, 1.1, domain, { sharp: 0.2 }).holds).toBe(true);
    expect(says(f, 1.1, domain, { sharp: 0.05 })).toBe('not sharp');
  });

  test('names a simple counterexample', () => {
    expect(() => checkBound('(a + b)^2', 'a^2 + b^2', { a: reals(), b: reals() })).toThrow(
      'checkBound: at a = 1, b = 1 f is 4, which is not <= the bound, 2',
    );
  });
});

describe('a violation hidden in a thousandth of the volume', () => {
  const cases = [1, 2, 3].flatMap((n) => [1, 2, 3, 4].map((seed) => [n, seed] as const));
  test.each(cases)('of %i dimensions is found wherever it is (%i)', (n, seed) => {
    const source = random(seed);
    const half = 1e-3 ** (1 / n) / 2;
    const center = Array.from({ length: n }, () => source.uniform(half, 1 - half));
    const f = (x: Float64Array) => (x.every((each, i) => Math.abs(each - center[i]) < half) ? 1 : 0);
    const box = center.map(() => [0, 1] as const);
    expect(says(f, 0.5, box)).toBe('fails');
    const names = Object.fromEntries(center.map((_, i) => [`p${i}`, interval(0, 1)]));
    expect(
      says((p: Record<string, number>) => f(Float64Array.from(center, (_, i) => p[`p${i}`])), 0.5, names),
    ).toBe('fails');
  });
});

test('the largest value of a random quadratic is the bound that holds, and a little less fails', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -20, max: 20 }),
      fc.integer({ min: -20, max: 20 }),
      fc.integer({ min: 1, max: 9 }),
      (p, q, a) => {
        const f = ([x, y]: Float64Array) => 5 - a * (x - p / 20) ** 2 - (y - q / 20) ** 2;
        const box = [
          [-1, 1],
          [-1, 1],
        ] as const;
        const options = { points: 300, searches: 4 };
        return (
          says(f, 5, box, { ...options, sharp: true }) === 'holds' &&
          says(f, 5 - 1e-4, box, options) === 'fails'
        );
      },
    ),
    { numRuns: 40, seed: 7 },
  );
});

test('a report tells points, the tightest one and the ratio, the same for a seed', () => {
  const check = () =>
    checkBound(
      (x) => x[0] ** 2,
      ([x]) => 2 * x,
      [[0, 1]],
      { seed: 3 },
    );
  expect(check().summary).toMatch(
    /^f <= the bound held at \d+ points, found by a search for a violation, which is no proof; it comes closest at x = \[1\], where f is 1 and the bound 2, a ratio of 0\.5$/,
  );
  expect(check().points).toBeGreaterThan(10000);
  expect(check().summary).toBe(check().summary);
  expect(check()[displaySymbol]()['text/plain']).toMatch(/^✓ f <= the bound held/);
});

const check =
  (...given: unknown[]) =>
  () =>
    (checkBound as (...all: unknown[]) => unknown)(...given);
const f = (x: number[]) => x[0];
test.each<[string, () => unknown, string]>([
  ['no domain', check(f, 1), 'checkBound: domain must be'],
  ['an empty box', check(f, 1, []), 'one range or more'],
  ['ends in the wrong order', check(f, 1, [[1, 0]]), 'low <= high'],
  ['an end of text', check(f, 1, [['0', 1]]), 'low <= high'],
  [
    'an f of nothing',
    check(undefined, 1, [[0, 1]]),
    'checkBound: f must be a number, a formula, or a function',
  ],
  ['a bound of NaN', check(f, Number.NaN, [[0, 1]]), 'checkBound: bound must be'],
  ['a formula on a box', check('x', 1, [[0, 1]]), 'Give the ranges by name'],
  ['an unknown name', check('y', 1, { x: [0, 1] }), 'y has no assumption'],
  ['a formula that is a vector', check('v', 1, { v: vector(2) }), 'a number at every point'],
  ['a promise', check(async () => 1, 1, [[0, 1]]), 'must be a number, but was a promise'],
  ['an unknown relation', check(f, 1, [[0, 1]], { relation: '<' }), "'<=' or '>='"],
  ['a misspelt option', check(f, 1, [[0, 1]], { shrap: true }), 'Did you mean sharp?'],
  ['sharp in words', check(f, 1, [[0, 1]], { sharp: 'yes' }), 'sharp must be'],
  ['points without end', check(f, 1, [[0, 1]], { points: Infinity }), 'a whole number from 1'],
])('%s is refused', (_, act, message) => {
  expect(act).toThrow(InvalidInput);
  expect(act).toThrow(message);
});

describe('cancellation near zero inside a function', () => {
  const half = ([x]: number[]) => (1 - Math.cos(x)) / x ** 2;
  const verdict = (f: (x: number[]) => number, bound: number, range: [number, number], relation = '<=') => {
    try {
      return checkBound(f as never, bound, [range], { relation: relation as '<=' }).verdict;
    } catch (error) {
      return (error as BoundError).check.verdict;
    }
  };
  test.each<[number, number]>([
    [1e-12, 1],
    [1e-9, 1],
    [5e-9, 1e-2],
    [1e-8, 3],
  ])('is no violation over %p to %p', (low, high) => {
    expect(verdict(half, 0.5, [low, high])).toBe('holds');
    expect(verdict(half, 0.4, [low, Math.min(high, 1)], '>=')).toBe('holds');
    expect(verdict(([x]) => (Math.exp(x) - 1 - x) / x ** 2, 0.72, [low, Math.min(high, 1)])).toBe('holds');
    expect(checkBound('(1 - cos(x))/x^2', 0.5, { x: [low, high] }).holds).toBe(true);
  });

  test.each<[string, (x: number[]) => number, number]>([
    ['a bound that is too small by a ten-thousandth', half, 0.4999],
    ['the jumps of floor', ([x]) => x - Math.floor(x), 0.4],
    ['jumps that gather at zero', ([x]) => 1 / x - Math.floor(1 / x), 0.5],
    ['a narrow peak', ([x]) => Math.exp(-(((x - 1e-8) / 1e-9) ** 2)), 0.5],
    ['a single step', ([x]) => (x < 1e-8 ? 1 : 0), 0.5],
    ['a pole', ([x]) => 1 / x, 1e8],
  ])('does not excuse %s', (_, f, bound) => {
    expect(verdict(f, bound, [1e-9, 1])).toBe('fails');
  });
});

test('a report tells at how many points rounding was the excuse', () => {
  const square = ([a, b]: Float64Array) => (a + b) ** 2 - (a * a + 2 * a * b + b * b);
  const box = [
    [0, 1],
    [0, 1],
  ] as const;
  const { summary } = checkBound(square, 0, box, { points: 500, searches: 0 });
  expect(summary).toMatch(/points \(at [1-9]\d* of them f is beyond it by no more than rounding explains\)/);
  expect(checkBound(square, 1, box, { points: 500, searches: 0 }).summary).not.toMatch(/rounding/);
});
