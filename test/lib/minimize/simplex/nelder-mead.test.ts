import fc from 'fast-check';
import { type Bounds, type MinimizeResult, minimize, nelderMead } from 'optlab';
import {
  advanced,
  extent,
  initialPoints,
  sorted,
  standard,
} from '../../../../lib/src/minimize/simplex/simplex';
import recorded from '../../../oracles/nelder-mead.json';
import { problemNamed } from '../../../support/problems';

interface Options {
  adaptive?: boolean;
  xatol?: number;
  fatol?: number;
  maxfev?: number;
}

interface Run {
  problem: string;
  options: Options;
  bounds?: unknown;
}

const results = new Map<Run, MinimizeResult>();

/** Our result of a run of SciPy's, computed once. */
function resultOf(run: Run): MinimizeResult {
  const result = results.get(run) ?? minimized(run);
  results.set(run, result);
  return result;
}

function minimized({ problem, options, bounds }: Run): MinimizeResult {
  const { f, x0 } = problemNamed(problem);
  const { maxfev: maxfun, ...rest } = options;
  return minimize(f, x0, {
    method: 'nelder-mead',
    ...rest,
    ...(maxfun ? { maxfun } : {}),
    ...(bounds ? { bounds: bounds as Bounds } : {}),
  });
}

const named = recorded.results.map(
  (each) =>
    [each.problem, JSON.stringify(each.options), 'bounds' in each ? 'within bounds' : '', each] as const,
);

describe("SciPy's Nelder-Mead", () => {
  test.each(named)('%s %s %s', (_, _options, _bounds, expected) => {
    const { fun, success, nfev } = resultOf(expected);
    expect(success).toBe(expected.success);
    // At the limit of evaluations SciPy forgets the points of the iteration that it breaks off.
    expect(fun).toBeLessThanOrEqual(expected.fun + 1e-6 * (1 + Math.abs(expected.fun)));
    if (success) expect(Math.abs(nfev - expected.nfev)).toBeLessThanOrEqual(0.05 * expected.nfev);
  });

  test('takes the same steps, but for rounding: nine of ten counts are equal', () => {
    const same = recorded.results.filter((each) => resultOf(each).nfev === each.nfev);
    expect(same.length).toBeGreaterThan(0.9 * recorded.results.length);
  });
});

describe('a simplex', () => {
  const bowl = (x: Float64Array) => x.reduce((sum, each, i) => sum + (i + 1) * (each - 1) ** 2, 0);
  const points = fc.integer({ min: 1, max: 5 }).chain((n) =>
    fc.array(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: n, maxLength: n }), {
      minLength: n + 1,
      maxLength: n + 1,
    }),
  );

  test('begins with each coordinate moved by 5 %, and zero by 0.00025', () => {
    const [first, ...others] = initialPoints(Float64Array.of(2, 0));
    expect([...first]).toEqual([2, 0]);
    expect(others.map((each) => [...each])).toEqual([
      [2.1, 0],
      [2, 0.00025],
    ]);
  });

  test('stays in order, never loses its best point, and lowers its worst or shrinks', () => {
    fc.assert(
      fc.property(points, (given) => {
        const start = given.map((each) => Float64Array.from(each));
        let simplex = sorted({ points: start, values: start.map(bowl) });
        for (let k = 0; k < 20; k++) {
          const next = advanced(simplex, standard, bowl, (x) => x);
          expect([...next.values]).toEqual([...next.values].sort((a, b) => a - b));
          expect(next.values).toEqual(next.points.map(bowl));
          expect(next.values[0]).toBeLessThanOrEqual(simplex.values[0]);
          const lowered = next.values[next.values.length - 1] <= simplex.values[simplex.values.length - 1];
          expect(lowered || extent(next).ofPoints < extent(simplex).ofPoints).toBe(true);
          simplex = next;
        }
      }),
      { numRuns: 100 },
    );
  });

  test('moves with its problem: a shift and a scale of the coordinates change no decision', () => {
    const f = ([a, b]: Float64Array) => (a - 1) ** 2 + 3 * (b + 2) ** 4;
    const given = [
      [0, 0],
      [1, 0],
      [0, 1],
    ];
    const plain = minimize(f, given[0], { method: 'nelder-mead', initialSimplex: given, maxiter: 40 });
    // Powers of two, so that nothing is rounded.
    const moved = minimize(([a, b]) => f(Float64Array.of(a / 4, b / 4)), [0, 0], {
      method: 'nelder-mead',
      initialSimplex: given.map((point) => point.map((each) => 4 * each)),
      maxiter: 40,
    });
    expect(moved.nfev).toBe(plain.nfev);
    expect([...moved.x]).toEqual([...plain.x].map((each) => 4 * each));
  });
});

describe('minimize with nelder-mead', () => {
  const valley = ([a, b]: Float64Array) => 100 * (b - a ** 2) ** 2 + (1 - a) ** 2;

  test('asks for no gradient', () => {
    const grad = () => {
      throw new Error('asked for the gradient');
    };
    const result = minimize({ value: valley, grad }, [-1.2, 1], { method: 'nelder-mead' });
    expect(result).toMatchObject({ success: true, njev: 0, status: 0 });
    expect(result.jac).toHaveLength(0);
    expect(result.message).toBe('The points differ by xatol at most, and their values by fatol.');
  });

  test('finds a kink, where gradients mislead', () => {
    const { x, success } = minimize(([a, b]) => Math.abs(a - 1) + 2 * Math.abs(b + 3), [4, 4], {
      method: 'nelder-mead',
    });
    expect(success).toBe(true);
    expect(Math.abs(x[0] - 1) + Math.abs(x[1] + 3)).toBeLessThan(1e-3);
  });

  test('takes NaN for high, even at a neighbor of the start', () => {
    const f = ([a]: Float64Array) => (a > 2 ? Number.NaN : (a - 1.9) ** 2);
    const { x, success } = minimize(f, [1.99], { method: 'nelder-mead' });
    expect(success).toBe(true);
    expect(x[0]).toBeCloseTo(1.9, 3);
  });

  test('needs in ten dimensions what Gao and Han say: coefficients that go with them', () => {
    const { f, x0 } = problemNamed('variably_dimensioned10');
    const options = { method: 'nelder-mead', maxfun: 20_000 } as const;
    const adaptive = minimize(f, x0, { ...options, adaptive: true });
    expect(adaptive.success).toBe(true);
    expect(adaptive.fun).toBeLessThan(1e-6);
  });

  test('in one dimension, adaptive or not', () => {
    for (const adaptive of [false, true]) {
      const { x, success } = minimize(([a]) => (a - 3) ** 2, [0], { method: 'nelder-mead', adaptive });
      expect(success).toBe(true);
      expect(x[0]).toBeCloseTo(3, 3);
    }
  });

  test('a flat function ends where it began', () => {
    const { x, success } = minimize(() => 7, [2, 2], { method: 'nelder-mead' });
    expect(success).toBe(true);
    expect([...x]).toEqual([2, 2]);
  });

  test('a function without lower bound ends by a limit', () => {
    expect(minimize(([a]) => -a, [1], { method: 'nelder-mead' }).success).toBe(false);
  });

  test('stops at 200 evaluations a coordinate, or at the limit that was given alone', () => {
    let k = 0;
    const falling = () => -k++;
    const run = (limits: object) => minimize(falling, [1, 1], { method: 'nelder-mead', ...limits });
    expect(run({})).toMatchObject({ status: 1, nfev: 400, success: false });
    expect(run({ maxiter: 300 })).toMatchObject({ status: 1, nit: 300 });
    expect(run({ maxfun: 3000 })).toMatchObject({ status: 1, nfev: 3000 });
  });

  test('keeps every point within bounds', () => {
    const bounds: Bounds = [
      [0, 0.5],
      [null, 2],
    ];
    const f = (x: Float64Array) => {
      if (x[0] < 0 || x[0] > 0.5 || x[1] > 2) throw new Error(`asked at ${x}`);
      return valley(x);
    };
    const { x, fun } = minimize(f, [3, 3], { method: 'nelder-mead', bounds });
    expect(fun).toBeCloseTo(0.25, 4);
    expect(x[0]).toBe(0.5);
  });

  test.each<[string, object, string]>([
    ['a negative xatol', { xatol: -1 }, 'nelder-mead: xatol must be a number, 0 or more, but was -1.'],
    ['a fatol of NaN', { fatol: Number.NaN }, 'nelder-mead: fatol'],
    [
      'adaptive that is no boolean',
      { adaptive: 1 },
      'nelder-mead: adaptive must be true or false, but was 1.',
    ],
    [
      'a simplex of two points',
      {
        initialSimplex: [
          [0, 0],
          [1, 1],
        ],
      },
      'nelder-mead: initialSimplex must be 3 points of 2 finite numbers',
    ],
    ['a point of another length', { initialSimplex: [[0, 0], [1, 1], [1]] }, 'nelder-mead: initialSimplex'],
    ['a misspelt option', { adaptve: true }, 'Did you mean adaptive?'],
    [
      'the option of another method',
      { lineSearch: () => undefined },
      'minimize: lineSearch must be left out',
    ],
  ])('%s is refused', (_, options, message) => {
    expect(() => minimize(valley, [1, 1], { method: 'nelder-mead', ...options })).toThrow(message);
  });
});

test('is a method to hand over as well as a name', () => {
  const f = (x: Float64Array) => Math.abs(x[0] - 1) + (x[1] + 2) ** 2;
  const named = minimize(f, [4, 4], { method: 'nelder-mead', xatol: 1e-6 });
  expect(minimize(f, [4, 4], { method: nelderMead({ xatol: 1e-6 }) })).toEqual(named);
  expect(() => nelderMead({ xtol: 1 } as never)).toThrow('Did you mean xatol?');
});
