import fc from 'fast-check';
import {
  adam,
  checkInvariant,
  descend,
  displaySymbol,
  gradientDescent,
  InvalidInput,
  type Invariant,
  InvariantError,
  minimize,
  type TracePoint,
} from 'optlab';

const rosenbrock = ([x, y]: Float64Array) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
const gradient = ([x, y]: Float64Array) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)];
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, each, i) => sum + each * b[i], 0);
const minus = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a, (each, i) => each - b[i]);

interface Quasi {
  x: number[];
  g: number[];
  H: number[][];
}

/** BFGS on Rosenbrock with a backtracking search, written out: x, gradient and inverse Hessian estimate at each step. */
const bfgsRun = (slip = 0): Quasi[] => {
  let H = [
    [1, 0],
    [0, 1],
  ];
  let x = [-1.2, 1];
  const at = (p: number[]) => Float64Array.from(p);
  const states: Quasi[] = [{ x, g: gradient(at(x)), H }];
  for (let k = 0; k < 25; k++) {
    const g = gradient(at(x));
    const d = H.map((row) => -dot(row, g));
    let t = 1;
    while (rosenbrock(at(x.map((each, i) => each + t * d[i]))) > rosenbrock(at(x)) + 1e-4 * t * dot(g, d))
      t /= 2;
    const next = x.map((each, i) => each + t * d[i]);
    const [s, y] = [minus(next, x), minus(gradient(at(next)), g)];
    const rho = (1 + slip) / dot(y, s);
    if (dot(y, s) > 0) {
      const left = [0, 1].map((i) => [0, 1].map((j) => Number(i === j) - rho * s[i] * y[j]));
      const half = left.map((row) => [0, 1].map((j) => row[0] * H[0][j] + row[1] * H[1][j]));
      H = half.map((row, i) => [0, 1].map((j) => dot(row, left[j]) + rho * s[i] * s[j]));
    }
    x = next;
    states.push({ x, g: gradient(at(x)), H });
  }
  return states;
};

const secant: Invariant<Quasi> = (state, previous) => {
  if (!previous) return undefined;
  const [s, y] = [minus(state.x, previous.x), minus(state.g, previous.g)];
  return dot(y, s) > 0 ? [state.H.map((row) => dot(row, y)), s] : undefined;
};

describe('an invariant', () => {
  test('H y = s holds at every step of BFGS, to rounding times the conditioning', () => {
    const conditioning = ({ H: [[a, b], [, c]] }: Quasi) => {
      const [mean, half] = [(a + c) / 2, Math.hypot((a - c) / 2, b)];
      return Math.max(1, (mean + half) / Math.max(mean - half, 1e-12));
    };
    const check = checkInvariant(bfgsRun(), { 'H y = s': secant }, { conditioning });
    expect(check.invariants[0].checked).toBeGreaterThan(15);
    expect(check.invariants[0].deviation).toBeLessThan(1e-9);
    expect(() => checkInvariant(bfgsRun(1e-3), { 'H y = s': secant }, { conditioning })).toThrow(
      InvariantError,
    );
    expect(() => checkInvariant(bfgsRun(1e-3), { 'H y = s': secant }, { conditioning })).toThrow(
      /H y = s is violated first at state 1: entry \d of the left side is .*, the right side|of the right side/,
    );
  });

  test('holds along the trace of minimize: descent, and the Wolfe conditions', () => {
    const { trace } = minimize(rosenbrock, [-1.2, 1], { grad: gradient, trace: true });
    const points = trace as TracePoint[];
    const check = checkInvariant(
      points,
      {
        'f falls': (state, previous) => previous && previous.fun - state.fun,
        'sufficient decrease': (state, previous) =>
          previous && previous.fun + 1e-4 * dot(previous.jac, minus(state.x, previous.x)) - state.fun,
        curvature: (state, previous) => {
          if (!previous) return undefined;
          const s = minus(state.x, previous.x);
          return dot(state.jac, s) - 0.9 * dot(previous.jac, s);
        },
      },
      { scale: (state) => Math.abs(state.fun) },
    );
    expect(check.states).toBe(points.length);
    expect(check.invariants.map(({ checked }) => checked)).toEqual(Array(3).fill(points.length - 1));
  });

  test('is violated by a minimizer that does not descend, and the first step is named', () => {
    const bowl = (x: Float64Array) => x[0] ** 2;
    const grad = (x: Float64Array) => [2 * x[0]];
    const falls: Invariant<Float64Array> = (x, previous) => previous && bowl(previous) - bowl(x);
    const good = descend(bowl, [1], gradientDescent({ lr: 0.4 }), { steps: 30, grad });
    expect(checkInvariant(good.path, { falls }).holds).toBe(true);
    const bad = descend(bowl, [1], gradientDescent({ lr: 1.1 }), { steps: 3, grad });
    expect(() => checkInvariant(bad.path, { falls })).toThrow(
      'falls is violated first at state 1: the slack is -0.44',
    );
    const overshoot = descend(bowl, [1], adam({ lr: 0.3 }), { steps: 30, grad });
    expect(() => checkInvariant(overshoot.path, { falls })).toThrow(InvariantError);
  });

  test.each<[string, Invariant<number>, boolean]>([
    ['equal numbers', () => [1, 1], true],
    ['numbers equal to rounding', () => [0.1 + 0.2, 0.3], true],
    ['numbers apart by 1e-12', () => [1, 1 + 1e-12], false],
    ['vectors', () => [[1, 2], Float64Array.of(1, 2)], true],
    [
      'vectors with one entry off',
      () => [
        [1, 2],
        [1, 2.001],
      ],
      false,
    ],
    [
      'a small entry beside a large one',
      () => [
        [1e9, 1e-12],
        [1e9, 0],
      ],
      true,
    ],
    [
      'rows',
      () => [
        [
          [1, 0],
          [0, 1],
        ],
        [
          [1, 0],
          [0, 1],
        ],
      ],
      true,
    ],
    [
      'rows with a sign off',
      () => [
        [
          [1, 0],
          [0, 1],
        ],
        [
          [1, 0],
          [0, -1],
        ],
      ],
      false,
    ],
    ['zero and zero', () => [0, 0], true],
    ['zero and nearly zero', () => [0, 1e-300], false],
    ['NaN and NaN', () => [Number.NaN, Number.NaN], false],
    ['infinity and infinity', () => [Infinity, Infinity], false],
    ['a slack of 0', () => 0, true],
    ['a slack of -1e-300', () => -1e-300, false],
    ['a slack of NaN', () => Number.NaN, false],
    ['true', () => true, true],
    ['false', () => false, false],
    ['nothing ever', () => undefined, false],
  ])('of %s', (_, invariant, holds) => {
    const act = () => checkInvariant([1, 2, 3], { it: invariant }).holds;
    if (holds) expect(act()).toBe(true);
    else expect(act).toThrow(InvariantError);
  });

  test('accepts rounding in proportion to the units, the conditioning and the scale', () => {
    const off: Invariant<number> = () => [1, 1 + 1e-10];
    expect(() => checkInvariant([1], { off })).toThrow(
      /a relative difference of 1e-10 where rounding explains 2\.22045e-13/,
    );
    expect(checkInvariant([1], { off }, { conditioning: 1e3 }).holds).toBe(true);
    expect(checkInvariant([1], { off }, { units: 1e6 }).holds).toBe(true);
    expect(checkInvariant([1], { off: () => [0, 1e-10] }, { scale: 1e4 }).holds).toBe(true);
    expect(checkInvariant([1], { off: () => -1e-10 }, { scale: 1e4 }).holds).toBe(true);
  });

  test('names the first violation of several, wherever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (a, b) => {
        try {
          checkInvariant(
            Array.from({ length: 41 }, (_, k) => k),
            { a: (k) => k < a, b: (k) => b - k - 0.5 },
          );
        } catch (error) {
          const { check, message } = error as InvariantError;
          return (
            check.invariants[0].violation?.k === a &&
            check.invariants[1].violation?.k === b &&
            message.includes(`at state ${Math.min(a, b)}`)
          );
        }
        return false;
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('is shown in a row with where it came closest to failing', () => {
    const shown = checkInvariant([3, 1, 2], { positive: (x) => x })[displaySymbol]();
    expect(shown['text/plain']).toMatch(/^✓ 1 invariant held at every one of 3 states/);
    expect(shown['text/markdown']).toContain('| positive | 3 | 1 | 1 | 0 | true |');
  });
});

const check =
  (...given: unknown[]) =>
  () =>
    (checkInvariant as (...all: unknown[]) => unknown)(...given);
test.each<[string, () => unknown, string]>([
  ['no states', check(undefined, { a: () => true }), 'minimize keeps its iterates where trace is true'],
  ['an empty path', check([], { a: () => true }), 'one state or more'],
  ['no invariants', check([1], {}), 'one function or more'],
  ['an invariant of text', check([1], { a: 'x > 0' }), 'checkInvariant: a must be a function'],
  ['a text in place of sides', check([1], { a: () => 'yes' }), 'checkInvariant: a at state 0 must be'],
  ['a promise', check([1], { a: async () => true }), 'was a promise'],
  ['sides of different lengths', check([1], { a: () => [[1], [1, 2]] }), 'a vector of 1 and a vector of 2'],
  ['a number and a vector', check([1], { a: () => [1, [1]] }), 'a number and a vector of 1'],
  ['empty sides', check([1], { a: () => [[], []] }), 'checkInvariant: a at state 0'],
  ['three sides', check([1], { a: () => [1, 1, 1] }), 'checkInvariant: a at state 0'],
  ['a conditioning below 1', check([1], { a: () => true }, { conditioning: 0 }), 'conditioning must be'],
  [
    'a conditioning that is NaN somewhere',
    check([1], { a: () => true }, { conditioning: () => Number.NaN }),
    'conditioning at state 0',
  ],
  ['a misspelt option', check([1], { a: () => true }, { unit: 3 }), 'Did you mean units?'],
])('%s is refused', (_, act, message) => {
  expect(act).toThrow(InvalidInput);
  expect(act).toThrow(message);
});
