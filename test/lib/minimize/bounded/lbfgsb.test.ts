import fc from 'fast-check';
import { type Bounds, minimize } from 'optlab';
import recorded from '../../../oracles/bounded.json';
import oracle from '../../../oracles/minimize.json';
import { problemNamed, problems } from '../../../support/problems';
import { type BoundedQuadratic, bestOfAllActiveSets, boundedQuadratics, gradient, value } from './quadratics';

const near = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  Math.max(...Array.from(x, (each, i) => Math.abs(each - y[i]) / Math.max(1, Math.abs(y[i]))));

const inside = (x: ArrayLike<number>, bounds: Bounds): boolean =>
  bounds.every(([low, high], i) => x[i] >= (low ?? -Infinity) && x[i] <= (high ?? Infinity));

/** f, which fails the test where it is asked outside the bounds. */
const guarded = (f: (x: Float64Array) => number, bounds: Bounds) => (x: Float64Array) => {
  if (!inside(x, bounds)) throw new Error(`asked at ${x}, outside ${JSON.stringify(bounds)}`);
  return f(x);
};

describe("SciPy's runs within bounds", () => {
  test.each(oracle.bounded.map((run) => [run.problem, run] as const))('%s, to 1e-6', (name, run) => {
    const { f, grad } = problemNamed(name);
    const bounds = run.bounds as unknown as Bounds;
    const result = minimize(guarded(f, bounds), run.x0, { grad, bounds });
    expect(result).toMatchObject({ success: true, status: 0 });
    expect(Math.abs(result.fun - run.fun)).toBeLessThan(1e-6);
    expect(near(result.x, run.x)).toBeLessThan(1e-6);
  });

  test.each(oracle.bounded.map((run) => [run.problem, run] as const))('%s, without gradient', (name, run) => {
    const bounds = run.bounds as unknown as Bounds;
    const result = minimize(guarded(problemNamed(name).f, bounds), run.x0, { bounds });
    expect(result.success).toBe(true);
    expect(near(result.x, run.x)).toBeLessThan(1e-6);
  });

  test.each(recorded.results.map((run) => [run.problem, run.kind, run] as const))(
    '%s, %s',
    (name, kind, run) => {
      const { f, grad, x0 } = problemNamed(name);
      const bounds = run.bounds as unknown as Bounds;
      const result = minimize(guarded(f, bounds), x0, { grad, bounds, trace: true });
      // Meyer's residuals are differences of numbers a thousand times as large, so that f carries a thousand rounding
      // errors, and at the minimizer these hide what gtol asks for; SciPy stops there because f has not changed.
      if (name !== 'meyer' || kind !== 'fixed') expect(result.success).toBe(true);
      for (const { x } of result.trace ?? []) expect(inside(x, bounds)).toBe(true);
      const values = (result.trace ?? []).map(({ fun }) => fun);
      values.slice(1).forEach((fun, k) => {
        expect(fun).toBeLessThanOrEqual(values[k] + 1e-14 * Math.abs(values[k]));
      });
      // The values are recorded with a gtol of 1e-8.
      const { fun } = minimize(f, x0, { grad, bounds, gtol: 1e-8 });
      expect(fun - run.fun).toBeLessThan(1e-12 * (1 + Math.abs(run.fun)));
    },
  );

  test('take no more evaluations here, where both stop by their gradients', () => {
    // With ftol = 0 SciPy also stops where f is flat to the last digit, as on Meyer's problem.
    const runs = recorded.results.filter(({ success, problem }) => success && problem !== 'meyer');
    const ours = runs.map(({ problem, bounds }) => {
      const { f, grad, x0 } = problemNamed(problem);
      return minimize(f, x0, { grad, bounds: bounds as unknown as Bounds }).nfev;
    });
    const total = (counts: number[]) => counts.reduce((sum, each) => sum + each, 0);
    expect(total(ours)).toBeLessThanOrEqual(total(runs.map(({ nfev }) => nfev)));
  });
});

describe('on quadratics in boxes', () => {
  const boundsOf = ({ lower, upper }: BoundedQuadratic): Bounds =>
    Array.from(lower, (low, i) => [low, upper[i]] as const);
  const solve = (q: BoundedQuadratic, options: object = {}) =>
    minimize(
      guarded((x) => value(q, x), boundsOf(q)),
      q.x0,
      { grad: (x) => gradient(q, x), bounds: boundsOf(q), gtol: 1e-9, ...options },
    );

  test('it finds the best of all active sets', () => {
    fc.assert(
      fc.property(boundedQuadratics(4), (q) => {
        const best = bestOfAllActiveSets(q);
        const { x } = solve(q);
        expect(near(x, best)).toBeLessThan(1e-7);
      }),
      { numRuns: 300 },
    );
  });

  test('it meets the conditions of Karush, Kuhn and Tucker', () => {
    fc.assert(
      fc.property(boundedQuadratics(12), (q) => {
        const { x, success } = solve(q, { gtol: 1e-5 });
        expect(success).toBe(true);
        const g = gradient(q, x);
        x.forEach((each, i) => {
          expect(each).toBeGreaterThanOrEqual(q.lower[i]);
          expect(each).toBeLessThanOrEqual(q.upper[i]);
          if (each - q.lower[i] > 1e-5) expect(g[i]).toBeLessThanOrEqual(1e-5);
          if (q.upper[i] - each > 1e-5) expect(g[i]).toBeGreaterThanOrEqual(-1e-5);
        });
      }),
      { numRuns: 200 },
    );
  });

  test('a bound that holds is met exactly', () => {
    fc.assert(
      fc.property(boundedQuadratics(6), (q) => {
        const { x } = solve(q);
        const g = gradient(q, x);
        x.forEach((each, i) => {
          if (g[i] > 1e-3) expect(each).toBe(q.lower[i]);
          if (g[i] < -1e-3) expect(each).toBe(q.upper[i]);
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('without bounds', () => {
  const small = problems.filter(({ n }) => n <= 50);

  test.each([undefined, 'infinite'] as const)('the first steps are those of L-BFGS (bounds: %s)', (kind) => {
    for (const name of ['rosenbrock', 'beale', 'wood', 'trigonometric10']) {
      const { f, grad, x0 } = problemNamed(name);
      const bounds: Bounds | undefined =
        kind && x0.map((_, i) => (i % 2 ? [null, undefined] : [-Infinity, Infinity]));
      const limited = { grad, maxiter: 6, trace: true };
      const [a, b] = [
        minimize(f, x0, { method: 'lbfgs', ...limited }),
        minimize(f, x0, { method: 'lbfgsb', bounds, ...limited }),
      ];
      expect(b.trace).toHaveLength(7);
      for (const [k, { x }] of (b.trace ?? []).entries()) {
        expect(near(x, a.trace?.[k].x ?? [])).toBeLessThan(1e-6);
      }
    }
  });

  test.each(small.map((each) => [each.name, each] as const))('%s ends as low as with L-BFGS', (_, each) => {
    const { f, grad, x0 } = each;
    const a = minimize(f, x0, { method: 'lbfgs', grad });
    const b = minimize(f, x0, { method: 'lbfgsb', grad });
    if (!a.success) return expect(b.fun).toBeLessThan(f(x0));
    expect(b.success).toBe(true);
    expect(b.fun - a.fun).toBeLessThan(1e-5 * (1 + Math.abs(a.fun)));
  });
});

describe('the ends of bounds', () => {
  const bowl = (x: Float64Array) => (x[0] - 3) ** 2 + (x[1] + 2) ** 2;

  test('an x0 outside is moved to the nearest point inside, as in SciPy', () => {
    const asked: number[][] = [];
    const f = (x: Float64Array) => {
      asked.push([...x]);
      return bowl(x);
    };
    const { x } = minimize(f, [10, -10], {
      bounds: [
        [0, 1],
        [-1, 5],
      ],
    });
    expect(asked[0]).toEqual([1, -1]);
    expect([...x]).toEqual([1, -1]);
  });

  test('fixed coordinates stay, and the others are minimized', () => {
    const { x, success, jac } = minimize(bowl, [7, 7], {
      bounds: [
        [4, 4],
        [null, null],
      ],
    });
    expect(success).toBe(true);
    expect(x[0]).toBe(4);
    expect(x[1]).toBeCloseTo(-2, 5);
    expect(jac[0]).toBe(0);
  });

  test('if all are fixed there is nothing to do', () => {
    const result = minimize(bowl, [0, 0], {
      bounds: [
        [1, 1],
        [2, 2],
      ],
      grad: (x) => [2 * (x[0] - 3), 2 * (x[1] + 2)],
    });
    const message = 'The projected gradient is below gtol.';
    expect(result).toMatchObject({ success: true, nit: 0, nfev: 1, message });
    expect([...result.x]).toEqual([1, 2]);
  });

  test('f is not asked beyond them, where it may have no value', () => {
    // The entropy of two shares: its slope is infinite at 0.
    const f = ([p, q]: Float64Array) => p * Math.log(p) + q * Math.log(q) + p;
    const bounds: Bounds = [
      [1e-9, 1],
      [1e-9, 1],
    ];
    const { x, success } = minimize(guarded(f, bounds), [0.5, 1], { bounds });
    expect(success).toBe(true);
    expect(x[0]).toBeCloseTo(Math.exp(-2), 5);
    expect(x[1]).toBeCloseTo(Math.exp(-1), 5);
  });

  test('differences at a bound are as exact as elsewhere', () => {
    const f = ([a, b]: Float64Array) => Math.exp(a) + Math.sin(b);
    const { jac } = minimize(f, [0, 0], {
      bounds: [
        [0, 1],
        [-1, 0],
      ],
      maxiter: 0,
    });
    expect(jac[0]).toBeCloseTo(1, 8);
    expect(jac[1]).toBeCloseTo(1, 8);
  });

  test('an interval narrower than the step of differences is enough', () => {
    const bounds: Bounds = [
      [1, 1 + 1e-9],
      [-5, 5],
    ];
    const { x, success } = minimize(guarded(bowl, bounds), [1, 0], { bounds });
    expect(success).toBe(true);
    expect(x[0]).toBe(1 + 1e-9);
  });

  test('a start at the minimizer in a corner takes no step', () => {
    expect(
      minimize(bowl, [1, -1], {
        bounds: [
          [0, 1],
          [-1, 5],
        ],
      }),
    ).toMatchObject({ nit: 0, success: true });
  });

  test('a function without lower bound is found out where a bound is missing', () => {
    const down = { grad: () => [-1, -1] };
    const f = (x: Float64Array) => -x[0] - x[1];
    expect(
      minimize(f, [0, 0], {
        ...down,
        bounds: [
          [0, 1],
          [0, null],
        ],
      }).success,
    ).toBe(false);
    const { x } = minimize(f, [0, 0], {
      ...down,
      bounds: [
        [0, 1],
        [0, 1e9],
      ],
    });
    expect([...x]).toEqual([1, 1e9]);
  });

  test('NaN inside the bounds is stepped around', () => {
    const f = ([a]: Float64Array) => (a > 2.5 ? Number.NaN : (a - 2) ** 2);
    const { x, success } = minimize(f, [0], { grad: ([a]) => [2 * (a - 2)], bounds: [[0, 100]] });
    expect(success).toBe(true);
    expect(x[0]).toBeCloseTo(2, 5);
  });
});

describe('what is refused', () => {
  const f = (x: Float64Array) => x[0] ** 2;
  test.each<[string, unknown, string]>([
    [
      'bounds that cross',
      [
        [0, 1],
        [2, 1],
      ],
      'minimize: bounds of coordinate 1 must be a pair [lower, upper] of numbers with lower <= upper, or null for no bound, but was [2, 1].',
    ],
    ['too few', [[0, 1]], 'minimize: the number of bounds must be 2, one pair a coordinate, but was 1.'],
    [
      'no pair',
      [
        [0, 1],
        [0, 1, 2],
      ],
      'bounds of coordinate 1 must be a pair',
    ],
    [
      'NaN',
      [
        [0, Number.NaN],
        [0, 1],
      ],
      'bounds of coordinate 0 must be',
    ],
    [
      'texts',
      [
        ['0', '1'],
        [0, 1],
      ],
      'bounds of coordinate 0 must be',
    ],
    [
      'no number above',
      [
        [Infinity, Infinity],
        [0, 1],
      ],
      'bounds of coordinate 0 must be',
    ],
    ['a missing pair', [[0, 1], null], 'bounds of coordinate 1 must be'],
    ['no list', { lb: [0, 0], ub: [1, 1] }, 'minimize: bounds must be an array of pairs'],
    ['nothing', null, 'minimize: bounds must be an array of pairs'],
  ])('%s', (_, bounds, message) => {
    expect(() => minimize(f, [0, 0], { bounds: bounds as never })).toThrow(message);
  });

  test('bounds for a method that would not keep them', () => {
    expect(() => minimize(f, [0], { method: 'bfgs', bounds: [[0, 1]] } as never)).toThrow(
      'minimize: bounds must be left out with the method bfgs, but was [[...]]. It is for nelder-mead and lbfgsb.',
    );
  });

  test.each([0, -1, 2.5, Number.NaN, '3'])('a memory of %p', (memory) => {
    expect(() => minimize(f, [1], { method: 'lbfgsb', memory: memory as never })).toThrow('lbfgsb: memory');
  });
});
