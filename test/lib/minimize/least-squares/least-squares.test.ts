import fc from 'fast-check';
import {
  type LeastSquaresOptions,
  type LeastSquaresResult,
  leastSquares,
  leastSquaresMessages,
  minimize,
} from 'optlab';
import recorded from '../../../oracles/least-squares.json';
import { problemNamed } from '../../../support/problems';

const { residuals: rosenbrock, jacobian: rosenbrockJacobian } = problemNamed('rosenbrock');

type Run = (typeof recorded.results)[0];

/** From the standard start of a problem, or a multiple of it. */
const fitted = (name: string, times = 1, options: LeastSquaresOptions = {}) => {
  const { residuals, jacobian, x0 } = problemNamed(name);
  const start = x0.map((each) => times * each);
  return leastSquares(residuals, start, { jac: jacobian, ...options });
};

const results = new Map<Run, LeastSquaresResult>();

/** Our result of a run of SciPy's, computed once. */
function resultOf(run: Run): LeastSquaresResult {
  const result = results.get(run) ?? fitted(run.problem, run.times);
  results.set(run, result);
  return result;
}

describe("SciPy's least_squares(method='lm')", () => {
  test.each(recorded.results.map((each) => [each.problem, each.times, each] as const))(
    '%s from %i times its start',
    (_, _times, expected) => {
      const { cost, success } = resultOf(expected);
      if (expected.status === 0) return expect(cost).toBeLessThan(1.5 * expected.cost);
      expect(success).toBe(true);
      expect(cost).toBeLessThanOrEqual(expected.cost * (1 + 1e-6) + 1e-20);
    },
  );

  test('takes the same steps, but for rounding: six of seven runs have the same count and status', () => {
    const same = recorded.results.filter((run) => {
      const { nfev, status } = resultOf(run);
      return nfev === run.nfev && status === run.status;
    });
    expect(same.length).toBeGreaterThan((6 / 7) * recorded.results.length - 1);
  });

  test.each(recorded.options.map((each) => [JSON.stringify(each.options), each] as const))(
    'with the options %s',
    (_, expected) => {
      const {
        x_scale: xScale,
        max_nfev: maxfun,
        ...tolerances
      } = expected.options as unknown as Record<string, number>;
      const limits = { ...(xScale ? { xScale } : {}), ...(maxfun ? { maxfun } : {}) };
      const result = fitted(expected.problem, 1, { ...tolerances, ...limits });
      expect(result).toMatchObject({ status: expected.status, nfev: expected.nfev });
      expect(Math.abs(result.cost / expected.cost - 1)).toBeLessThan(1e-9);
      for (const [i, each] of expected.x.entries()) expect(result.x[i]).toBeCloseTo(each, 6);
    },
  );
});

describe('a fit', () => {
  test('has the fields of SciPy, at the point that it found', () => {
    const result = leastSquares(rosenbrock, [-1.2, 1], { jac: rosenbrockJacobian });
    expect(result).toMatchObject({ cost: 0, optimality: 0, success: true, status: 1 });
    expect([...result.x]).toEqual([1, 1]);
    expect(result.jac.map((row) => [...row])).toEqual([
      [-20, 10],
      [-1, 0],
    ]);
    expect(result.message).toBe(leastSquaresMessages[1]);
    expect(result.njev).toBe(result.nit + 1);
  });

  test('counts what it asks', () => {
    const counts = { nfev: 0, njev: 0 };
    const f = (x: Float64Array) => {
      counts.nfev++;
      return rosenbrock(x);
    };
    const jac = (x: Float64Array) => {
      counts.njev++;
      return rosenbrockJacobian(x);
    };
    expect(leastSquares(f, [-1.2, 1], { jac })).toMatchObject(counts);
  });

  test.each(['bard', 'kowalik_osborne', 'osborne1', 'gaussian', 'box_three_dimensional'])(
    'of %s finds the same without Jacobian',
    (name) => {
      const { residuals, x0 } = problemNamed(name);
      const result = leastSquares(residuals, x0);
      expect(result.success).toBe(true);
      expect(result.cost).toBeLessThanOrEqual(fitted(name).cost * (1 + 1e-6) + 1e-16);
    },
  );

  test('of a line is that of the normal equations', () => {
    const numbers = fc.integer({ min: -100, max: 100 }).map((each) => each / 10);
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 3, maxLength: 12 }), numbers, numbers, (y, a0, b0) => {
        const line = (p: Float64Array) => y.map((each, i) => p[0] + p[1] * i - each);
        const { x, success, grad } = leastSquares(line, [a0, b0], { jac: () => y.map((_, i) => [1, i]) });
        const mean = y.reduce((sum, each) => sum + each, 0) / y.length;
        const center = (y.length - 1) / 2;
        const covariance = y.reduce((sum, each, i) => sum + (i - center) * (each - mean), 0);
        const slope = covariance / y.reduce((sum, _, i) => sum + (i - center) ** 2, 0);
        expect(success).toBe(true);
        expect(x[1]).toBeCloseTo(slope, 6);
        expect(x[0]).toBeCloseTo(mean - slope * center, 6);
        expect(Math.max(...grad.map(Math.abs))).toBeLessThan(1e-5);
      }),
      { numRuns: 100 },
    );
  });

  test('does not depend on the units of the variables', () => {
    const { residuals, jacobian, x0 } = problemNamed('osborne1');
    // Powers of two, so that nothing is rounded.
    const units = [1, 1024, 2 ** -20, 8, 2 ** 30];
    const measured = (z: Float64Array) => z.map((each, j) => each * units[j]);
    const plain = fitted('osborne1');
    const scaled = leastSquares(
      (z) => residuals(measured(z)),
      x0.map((each, j) => each / units[j]),
      { jac: (z) => jacobian(measured(z)).map((row) => measured(Float64Array.from(row))) },
    );
    expect(scaled.nfev).toBe(plain.nfev);
    expect(Math.abs(scaled.cost / plain.cost - 1)).toBeLessThan(1e-12);
    for (const [i, each] of measured(scaled.x).entries()) expect(each / plain.x[i]).toBeCloseTo(1, 9);
  });

  test('is as low as that of BFGS, in fewer evaluations', () => {
    for (const name of ['bard', 'kowalik_osborne', 'beale', 'helical_valley', 'brown_almost_linear10']) {
      const { f, grad, x0 } = problemNamed(name);
      const [lm, bfgs] = [fitted(name), minimize(f, x0, { grad })];
      expect(2 * lm.cost).toBeLessThanOrEqual(bfgs.fun * (1 + 1e-6) + 1e-9);
      expect(lm.nfev).toBeLessThan(bfgs.nfev);
    }
  });

  test('lowers the cost at every step that the callback sees, and ends when it says so', () => {
    const costs: number[] = [];
    const callback = (_: Float64Array, cost: number, nit: number) => costs.push(cost) === 4 && nit === 4;
    const result = leastSquares(rosenbrock, [-1.2, 1], { jac: rosenbrockJacobian, callback });
    expect(result).toMatchObject({ status: -2, success: false, nit: 4, cost: costs[3] });
    expect(costs).toEqual([...costs].sort((a, b) => b - a));
  });

  test('ends when its time is over, or its signal is aborted before or meanwhile, with the best point', () => {
    const run = (options: LeastSquaresOptions) =>
      leastSquares(rosenbrock, [-1.2, 1], { jac: rosenbrockJacobian, ...options });
    expect(run({ maxtime: 0 })).toMatchObject({ status: 5, success: false, nit: 0, nfev: 1 });
    expect(run({ signal: AbortSignal.abort() })).toMatchObject({
      status: 6,
      success: false,
      nit: 0,
      nfev: 1,
    });
    const controller = new AbortController();
    const callback = (_x: Float64Array, _cost: number, nit: number) => {
      if (nit === 2) controller.abort();
    };
    const result = run({ signal: controller.signal, callback });
    expect(result).toMatchObject({ status: 6, nit: 2, message: 'The signal ended it.' });
    expect(result.cost).toBe(run({ callback: (_x, _cost, nit) => nit === 2 }).cost);
    expect([...result.jac.flatMap((row) => [...row])]).toEqual(
      Array.from(rosenbrockJacobian(result.x)).flatMap((row) => [...row]),
    );
    const { x, status } = run({ maxtime: 1e6, signal: new AbortController().signal });
    expect(x).toEqual(run({}).x);
    expect(status).toBe(run({}).status);
  });

  test('keeps every iterate on request, with what is known of it', () => {
    const { trace = [], ...result } = leastSquares(rosenbrock, [-1.2, 1], {
      jac: rosenbrockJacobian,
      trace: true,
    });
    expect(trace).toHaveLength(result.nit + 1);
    expect([...trace[0].x]).toEqual([-1.2, 1]);
    expect(trace[0].step).toBe(0);
    expect(trace[result.nit]).toMatchObject({ cost: result.cost, gradientNorm: result.optimality });
    for (const [k, { x, cost, grad, gradientNorm, step }] of trace.entries()) {
      const f = rosenbrock(x);
      expect(cost).toBeCloseTo((f[0] ** 2 + f[1] ** 2) / 2, 12);
      const [[a, b], [c, d]] = rosenbrockJacobian(x);
      expect(grad[0]).toBeCloseTo(a * f[0] + c * f[1], 10);
      expect(grad[1]).toBeCloseTo(b * f[0] + d * f[1], 10);
      expect(gradientNorm).toBe(Math.max(...grad.map(Math.abs)));
      if (k === 0) continue;
      expect(step).toBeCloseTo(Math.hypot(x[0] - trace[k - 1].x[0], x[1] - trace[k - 1].x[1]), 12);
      expect(cost).toBeLessThan(trace[k - 1].cost);
    }
    expect(leastSquares(rosenbrock, [-1.2, 1])).not.toHaveProperty('trace');
  });

  test('of variables that have the same effect finds one of the many', () => {
    const { x, success, cost } = leastSquares(([a, b]) => [a + b - 3, 2 * (a + b - 3), 1], [0, 0]);
    expect(success).toBe(true);
    expect(x[0] + x[1]).toBeCloseTo(3, 8);
    expect(cost).toBeCloseTo(0.5, 10);
  });

  test('leaves a variable that nothing depends on', () => {
    const { x, success } = leastSquares(([a]) => [a - 1, 2 * a - 2], [5, 7]);
    expect(success).toBe(true);
    expect(x[0]).toBeCloseTo(1, 8);
    expect(x[1]).toBe(7);
  });

  test('steps around where the model is not defined', () => {
    const { x, success } = leastSquares(([a]) => [Math.log(a) - 1, Math.sqrt(a) - Math.exp(0.5)], [0.01]);
    expect(success).toBe(true);
    expect(x[0]).toBeCloseTo(Math.E, 6);
  });

  test('with a Jacobian that is not finite ends there, with the point', () => {
    const result = leastSquares(([a]) => [a], [1], { jac: () => [[Number.NaN]] });
    expect(result).toMatchObject({ status: -1, success: false, nit: 0, cost: 0.5 });
  });

  test('with a Jacobian of the wrong sign takes no step, and ends', () => {
    const result = leastSquares(([a]) => [a - 1], [3], { jac: () => [[-1]] });
    expect(result.nit).toBe(0);
    expect([...result.x]).toEqual([3]);
    expect(result.nfev).toBeLessThanOrEqual(100);
  });

  test('that is exact at the start takes no step', () => {
    expect(leastSquares(([a]) => [a - 1, 0], [1])).toMatchObject({ nit: 0, cost: 0, status: 1 });
  });

  test('without tolerances ends when float64 shows no more progress', () => {
    const result = fitted('kowalik_osborne', 1, { ftol: 0, xtol: 0, gtol: 0, maxfun: 10_000 });
    expect(result.success).toBe(true);
    expect(result.nfev).toBeLessThan(1000);
  });
});

describe('what is refused', () => {
  const one = ([a]: Float64Array) => [a, a];
  const message = 'leastSquares: what residuals returns must be an array of one or more numbers, but was';
  test.each<[string, () => unknown, string]>([
    ['no function', () => leastSquares([1] as never, [1]), 'leastSquares: residuals must be a function'],
    ['an x0 of NaN', () => leastSquares(one, [Number.NaN]), 'leastSquares: x0'],
    ['an empty x0', () => leastSquares(one, []), 'leastSquares: x0'],
    ['a number for residuals', () => leastSquares((() => 3) as never, [1]), `${message} 3.`],
    ['a promise', () => leastSquares((async () => [1]) as never, [1]), `${message} a promise`],
    ['no residuals', () => leastSquares(() => [], [1]), `${message} [].`],
    ['texts', () => leastSquares(() => ['1'] as never, [1]), `${message} ["1"].`],
    [
      'fewer residuals than variables',
      () => leastSquares(one, [1, 2, 3]),
      'leastSquares: the number of residuals must be 3 or more, the number of variables, but was 2.',
    ],
    [
      'a residual of infinity at x0',
      () => leastSquares(([a]) => [a, 1 / a], [0]),
      'leastSquares: residual 1 at x0 must be a finite number, but was Infinity. Start where the model is defined.',
    ],
    [
      'residuals of changing number',
      () => leastSquares((x) => (x[0] === 1 ? [1, 2] : [1]), [1]),
      'leastSquares: the number of residuals must be 2, as at the first point, but was 1.',
    ],
    [
      'a Jacobian of too few rows',
      () => leastSquares(one, [1], { jac: () => [[1]] }),
      'leastSquares: what jac returns must be 2 rows, one a residual, of 1 number, one a coordinate',
    ],
    [
      'a Jacobian of too long rows',
      () => leastSquares(one, [1], { jac: () => [[1], [1, 2]] }),
      'leastSquares: row 1 of what jac returns',
    ],
    [
      'a text for jac',
      () => leastSquares(one, [1], { jac: '2-point' as never }),
      'leastSquares: jac must be',
    ],
    ['a negative ftol', () => leastSquares(one, [1], { ftol: -1 }), 'leastSquares: ftol'],
    ['a factor of 0', () => leastSquares(one, [1], { factor: 0 }), 'leastSquares: factor'],
    ['an xScale of 0', () => leastSquares(one, [1], { xScale: 0 }), 'leastSquares: xScale'],
    ['an xScale of another length', () => leastSquares(one, [1], { xScale: [1, 2] }), 'leastSquares: xScale'],
    ['a fraction for maxfun', () => leastSquares(one, [1], { maxfun: 1.5 }), 'leastSquares: maxfun'],
    ['a time in words', () => leastSquares(one, [1], { maxtime: '1s' as never }), 'leastSquares: maxtime'],
    ['no signal', () => leastSquares(one, [1], { signal: {} as never }), 'leastSquares: signal'],
    ['a trace in words', () => leastSquares(one, [1], { trace: 'yes' as never }), 'leastSquares: trace'],
    ['no callback', () => leastSquares(one, [1], { callback: 1 as never }), 'leastSquares: callback'],
    ['a misspelt option', () => leastSquares(one, [1], { xscale: 1 } as never), 'Did you mean xScale?'],
  ])('%s', (_, call, expected) => {
    expect(call).toThrow(expected);
  });
});
