import fc from 'fast-check';
import {
  checkStationary,
  displaySymbol,
  InvalidInput,
  minimize,
  type StationaryCheckOptions,
  StationaryError,
  type StationaryKind,
} from 'optlab';

type F = (x: Float64Array) => number;
type G = (x: Float64Array) => number[];

const rosenbrock: F = ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
const rosenbrockGradient: G = ([x, y]) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)];

const points: readonly [string, F, G, number[], StationaryKind][] = [
  ['a bowl', ([x, y]) => x * x + 3 * y * y, ([x, y]) => [2 * x, 6 * y], [0, 0], 'minimum'],
  ['a bowl far out', ([x]) => (x - 1e6) ** 2 + 5, ([x]) => [2 * (x - 1e6)], [1e6], 'minimum'],
  ['a tiny bowl', ([x]) => 1e-9 * (x - 2) ** 2, ([x]) => [2e-9 * (x - 2)], [2], 'minimum'],
  ['a dome', ([x, y]) => 4 - x * x - y * y + x * y, ([x, y]) => [-2 * x + y, -2 * y + x], [0, 0], 'maximum'],
  ['a saddle', ([x, y]) => x * y, ([x, y]) => [y, x], [0, 0], 'saddle'],
  [
    'a saddle off the axes',
    ([x, y]) => (x - 1) ** 2 - (y + 2) ** 2,
    ([x, y]) => [2 * (x - 1), -2 * (y + 2)],
    [1, -2],
    'saddle',
  ],
  ['the valley of Rosenbrock', rosenbrock, rosenbrockGradient, [1, 1], 'minimum'],
  ['a crest of the sine', ([x]) => Math.sin(x), ([x]) => [Math.cos(x)], [Math.PI / 2], 'maximum'],
  ['a trough of the sine', ([x]) => Math.sin(x), ([x]) => [Math.cos(x)], [-Math.PI / 2], 'minimum'],
  ['exp(x) - x', ([x]) => Math.exp(x) - x, ([x]) => [Math.exp(x) - 1], [0], 'minimum'],
];
const kinds: readonly StationaryKind[] = ['minimum', 'maximum', 'saddle'];

const says = (f: F, x: number[], options: StationaryCheckOptions) => {
  try {
    return checkStationary(f, x, options).verdict;
  } catch (error) {
    if (error instanceof StationaryError) return error.check.verdict;
    throw error;
  }
};

describe('a stationary point', () => {
  const cases = points.flatMap(([name, f, grad, x, own]) =>
    kinds.map((kind) => [name, kind, f, grad, x, own] as const),
  );
  test.each(cases)('%s is a %s only if it is', (_, kind, f, grad, x, own) => {
    const expected = kind === own ? 'holds' : 'fails';
    expect(says(f, x, { kind })).toBe(expected);
    expect(says(f, x, { kind, grad })).toBe(expected);
  });

  test.each(points)('%s is none a little aside', (_, f, grad, x, kind) => {
    const aside = x.map((each) => each + 1e-5 * Math.max(1, Math.abs(each)));
    expect(says(f, aside, { kind })).toBe('fails');
    expect(says(f, aside, { kind, grad })).toBe('fails');
  });

  test.each<[string, F, number[], StationaryKind, string]>([
    ['x^4', ([x]) => x ** 4, [0], 'minimum', 'undecided'],
    ['x^4', ([x]) => x ** 4, [0], 'maximum', 'fails'],
    ['x^3', ([x]) => x ** 3, [0], 'minimum', 'fails'],
    ['x^3', ([x]) => x ** 3, [0], 'maximum', 'fails'],
    ['x^3', ([x]) => x ** 3, [0], 'saddle', 'holds'],
    ['a constant', () => 7, [1, 2], 'minimum', 'undecided'],
    ['a trough', ([x, y]) => (x + y) ** 2, [1, -1], 'minimum', 'undecided'],
    ['a trough', ([x, y]) => (x + y) ** 2, [1, -1], 'maximum', 'fails'],
    ['a trough that bends down', ([x, y]) => x ** 2 - y ** 4, [0, 0], 'minimum', 'fails'],
    ['the monkey saddle', ([x, y]) => x ** 3 - 3 * x * y * y, [0, 0], 'minimum', 'fails'],
    ['the monkey saddle', ([x, y]) => x ** 3 - 3 * x * y * y, [0, 0], 'saddle', 'holds'],
    ["Peano's surface", ([x, y]) => (y - x * x) * (y - 3 * x * x), [0, 0], 'minimum', 'fails'],
    ['a slope', ([x]) => x, [0], 'minimum', 'fails'],
    ['a kink', ([x]) => Math.abs(x), [0], 'maximum', 'fails'],
    ['outside the domain', ([x]) => Math.log(x), [-1], 'minimum', 'fails'],
  ])('%s', (_, f, x, kind, verdict) => {
    expect(says(f, x, { kind })).toBe(verdict);
  });

  test('of a kink no minimum is claimed by a Hessian', () => {
    expect(says(([x]) => Math.abs(x), [0], { kind: 'minimum' })).not.toBe('holds');
  });

  test('that is degenerate says so, and can be accepted', () => {
    const act = () => checkStationary(([x, y]) => (x + y) ** 2, [1, -1], { kind: 'minimum' });
    expect(act).toThrow(/degenerate, and the Hessian does not decide; no better point/);
    const accepted = checkStationary(([x, y]) => (x + y) ** 2, [1, -1], {
      kind: 'minimum',
      semidefinite: true,
    });
    expect(accepted.found).toBe('degenerate');
    expect(accepted.summary).toMatch(/no proof/);
  });

  test.each<[string, StationaryCheckOptions, RegExp]>([
    [
      'a gradient of another function',
      { kind: 'minimum', grad: ([x, y]) => [2 * (x - 1), 2 * (y - 1)] },
      /fails|Jacobian|hess/,
    ],
    [
      'a gradient that does not vanish',
      { kind: 'minimum', grad: () => [1, 0] },
      /grad is not the gradient of f/,
    ],
    [
      'a Hessian of another function',
      {
        kind: 'minimum',
        hess: () => [
          [2, 0],
          [0, 2],
        ],
      },
      /hess is not the Hessian of f/,
    ],
  ])('is refused for %s', (_, options, message) => {
    const saddle: F = ([x, y]) => (x - 1) ** 2 - (y - 1) ** 2;
    expect(() => checkStationary(saddle, [1, 1], options)).toThrow(StationaryError);
    if (options.hess || options.grad?.length === 0)
      expect(() => checkStationary(saddle, [1, 1], options)).toThrow(message);
  });

  test('is what minimize finds, to its own tolerance', () => {
    const { x } = minimize(rosenbrock, [-1.2, 1], { grad: rosenbrockGradient, gtol: 1e-10 });
    expect(checkStationary(rosenbrock, x, { kind: 'minimum', grad: rosenbrockGradient }).holds).toBe(true);
    const early = minimize(rosenbrock, [-1.2, 1], { grad: rosenbrockGradient, gtol: 1e-1 });
    expect(() => checkStationary(rosenbrock, early.x, { kind: 'minimum', grad: rosenbrockGradient })).toThrow(
      StationaryError,
    );
  });

  test('has the inertia of its Hessian, whatever quadratic it is of', () => {
    const entry = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 3, maxLength: 3 }), entry, entry, ([a, b, c], p, q) => {
        const determinant = 4 * a * c - b * b;
        fc.pre(determinant !== 0);
        const f: F = ([x, y]) => a * (x - p) ** 2 + b * (x - p) * (y - q) + c * (y - q) ** 2;
        const kind = determinant < 0 ? 'saddle' : a > 0 ? 'minimum' : 'maximum';
        return kinds.every((each) => (says(f, [p, q], { kind: each }) === 'holds') === (each === kind));
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});

describe('bounds', () => {
  const f: F = ([x, y]) => (x + 1) ** 2 + (y - 1) ** 2;
  test('hold coordinates with a multiplier of the right sign', () => {
    const check = checkStationary(f, [0, 1], {
      kind: 'minimum',
      bounds: [
        [0, null],
        [null, null],
      ],
    });
    expect(check.multipliers?.[0]).toBeCloseTo(2, 8);
    expect(check.multipliers?.[1]).toBe(0);
    expect(check.eigenvalues).toHaveLength(1);
  });
  test.each<[string, number[], StationaryCheckOptions, string]>([
    [
      'a bound that f falls away from',
      [1, 1],
      {
        kind: 'minimum',
        bounds: [
          [1, 5],
          [0, 2],
        ],
      },
      'holds',
    ],
    [
      'the other end',
      [5, 1],
      {
        kind: 'minimum',
        bounds: [
          [1, 5],
          [0, 2],
        ],
      },
      'fails',
    ],
    [
      'the other end as a maximum',
      [5, 2],
      {
        kind: 'maximum',
        bounds: [
          [1, 5],
          [1.5, 2],
        ],
      },
      'holds',
    ],
    [
      'a free coordinate with a slope',
      [0, 1.5],
      {
        kind: 'minimum',
        bounds: [
          [0, 1],
          [0, 2],
        ],
      },
      'fails',
    ],
    [
      'a point outside',
      [-1, 1],
      {
        kind: 'minimum',
        bounds: [
          [0, 1],
          [0, 2],
        ],
      },
      'fails',
    ],
    [
      'a bound without force',
      [-1, 1],
      {
        kind: 'minimum',
        bounds: [
          [-1, 1],
          [0, 2],
        ],
      },
      'undecided',
    ],
    [
      'a corner',
      [0, 2],
      {
        kind: 'minimum',
        bounds: [
          [0, 1],
          [2, 3],
        ],
      },
      'holds',
    ],
  ])('%s', (_, x, options, verdict) => {
    expect(says(f, x, options)).toBe(verdict);
    expect(says(f, x, { ...options, grad: ([a, b]) => [2 * (a + 1), 2 * (b - 1)] })).toBe(verdict);
  });
  test('are not left by differences', () => {
    const inside: F = ([x]) => (x < 0 ? Number.NaN : x + Math.sqrt(x + 1e-3));
    expect(checkStationary(inside, [0], { kind: 'minimum', bounds: [[0, 1]] }).holds).toBe(true);
  });
});

describe('input', () => {
  const check = (f: unknown, x: unknown, options: unknown) => () =>
    checkStationary(f as never, x as never, options as never);
  const f = ([x]: number[]) => x * x;
  test.each<[string, () => unknown, string]>([
    ['no options', check(f, [0], undefined), "an object such as { kind: 'minimum' }"],
    ['a misspelt option', check(f, [0], { kind: 'minimum', gard: f }), 'Did you mean grad?'],
    ['an unknown kind', check(f, [0], { kind: 'minimun' }), "kind must be 'minimum', 'maximum' or 'saddle'"],
    [
      'a gradient of another length',
      check(f, [0], { kind: 'minimum', grad: () => [1, 2] }),
      'an array of 1 numbers',
    ],
    [
      'a Hessian of another size',
      check(f, [0], { kind: 'minimum', hess: () => [[1, 2]] }),
      '1 rows of 1 numbers',
    ],
    ['bounds for a saddle', check(f, [0], { kind: 'saddle', bounds: [[0, 1]] }), 'left out for a saddle'],
    ['bounds in the wrong order', check(f, [0], { kind: 'minimum', bounds: [[1, 0]] }), 'lower < upper'],
    ['too few bounds', check(f, [0], { kind: 'minimum', bounds: [] }), '1 pairs'],
    ['an f of text', check(() => '3', [0], { kind: 'minimum' }), 'f(x) must be a number, but was "3"'],
    ['NaN in x', check(f, [Number.NaN], { kind: 'minimum' }), 'finite numbers'],
    ['a tolerance of 2', check(f, [0], { kind: 'minimum', tolerance: 2 }), 'between 0 and 1'],
    ['semidefinite in words', check(f, [0], { kind: 'minimum', semidefinite: 'yes' }), 'true or false'],
  ])('%s is refused', (_, act, message) => {
    expect(act).toThrow(InvalidInput);
    expect(act).toThrow(message);
  });
});

test('a report shows the point, the gradient and the eigenvalues', () => {
  const shown = checkStationary(([x, y]) => x * y, [0, 0], { kind: 'saddle', grad: ([x, y]) => [y, x] })[
    displaySymbol
  ]();
  expect(shown['text/plain']).toMatch(
    /^✓ \[0, 0\] is a saddle: the gradient is zero to rounding, the eigenvalues of the Hessian are \[-1, 1\]/,
  );
  expect(shown['text/markdown']).toContain('| coordinate | x | gradient |');
});
