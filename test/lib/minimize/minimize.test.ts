import fc from 'fast-check';
import { backtracking, centralDifferences, exactStep, fixedStep, minimize } from 'optlab';
import { problems } from '../optim/oracles';

const bowl = (x: Float64Array) => 0.5 * (x[0] ** 2 + 10 * x[1] ** 2);
const grad = (x: Float64Array) => [x[0], 10 * x[1]];

/** Of the tests of line searches and of what ends a minimization: the method that shows them most plainly. */
const method = 'gradient-descent';

describe('gradient descent with backtracking', () => {
  test('finds the minimizer of a quadratic', () => {
    const { f, grad: slope } = problems.quadratic;
    const result = minimize(f, [2, -1.5], { method, grad: slope });
    // A x = b with A = [[3, 1], [1, 2]] and b = [1, -1]
    expect(result.x[0]).toBeCloseTo(0.6, 5);
    expect(result.x[1]).toBeCloseTo(-0.8, 5);
    expect(result).toMatchObject({ success: true, status: 0, message: 'The gradient is below gtol.' });
    expect(Math.max(...result.jac.map(Math.abs))).toBeLessThanOrEqual(1e-5);
  });

  test('finds it without gradient too, with its evaluations counted', () => {
    let calls = 0;
    const result = minimize(
      (x) => {
        calls++;
        return bowl(x);
      },
      [1, 1],
      { method },
    );
    expect(result.success).toBe(true);
    expect(result.nfev).toBe(calls);
    expect(result.njev).toBe(result.nit + 1);
  });

  test('walks down the valley of Rosenbrock', () => {
    const { f, grad: slope } = problems.rosenbrock;
    const result = minimize(f, [-1.2, 1], { method, grad: slope, maxiter: 50_000 });
    expect(result.success).toBe(true);
    expect(result.x[0]).toBeCloseTo(1, 3);
  });

  test('never climbs, and meets the condition of Armijo at every step', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.double({ min: -9, max: 9, noNaN: true }),
        (c, x0) => {
          const f = (x: Float64Array) => 0.5 * c * x[0] ** 2 + Math.cos(x[0]);
          const { trace = [] } = minimize(f, [x0], {
            method,
            grad: (x) => [c * x[0] - Math.sin(x[0])],
            trace: true,
          });
          trace.slice(1).forEach(({ fun, step }, k) => {
            const before = trace[k];
            expect(fun).toBeLessThanOrEqual(before.fun - 1e-4 * step * before.gradientNorm ** 2);
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  test('keeps every iterate that it is asked for', () => {
    const { trace = [], nit, x, fun } = minimize(bowl, [3, 1], { method, grad, trace: true });
    expect(trace).toHaveLength(nit + 1);
    expect([...trace[0].x]).toEqual([3, 1]);
    expect(trace[nit].x).toEqual(x);
    expect(trace[nit].fun).toBe(fun);
    expect(minimize(bowl, [3, 1], { grad }).trace).toBeUndefined();
  });
});

describe('line searches', () => {
  test('the exact step takes the path of steepest descent, whose ratio is ((L - m) / (L + m))^2 at worst', () => {
    const { trace = [] } = minimize(bowl, [10, 1], {
      method,
      grad,
      lineSearch: exactStep((d) => [d[0], 10 * d[1]]),
      trace: true,
    });
    // The classical worst start, x = (L/m, 1), meets the bound at every step.
    trace.slice(1, 20).forEach(({ fun }, k) => {
      expect(fun / trace[k].fun).toBeCloseTo((9 / 11) ** 2, 6);
    });
  });

  test('a fixed step is gradient descent with a learning rate', () => {
    const { trace = [] } = minimize(bowl, [1, 1], {
      method,
      grad,
      lineSearch: fixedStep(0.05),
      maxiter: 4,
      trace: true,
    });
    expect(trace.map(({ x }) => [...x])[2]).toEqual([0.95 ** 2, 0.25]);
  });

  test('a fixed step that is too long ends with the best point before infinity', () => {
    const result = minimize(bowl, [1, 1], { method, grad, lineSearch: fixedStep(0.3), maxiter: 10_000 });
    expect(result).toMatchObject({ status: 3, success: false });
    expect(bowl(result.x)).toBe(result.fun);
    expect(result.fun).toBeLessThanOrEqual(bowl(Float64Array.of(1, 1)));
  });

  test.each<[() => unknown, string]>([
    [() => backtracking({ c1: 0 }), 'backtracking: c1 must be between 0 and 1, but was 0.'],
    [() => backtracking({ shrink: 1 }), 'backtracking: shrink'],
    [() => backtracking({ initial: -1 }), 'backtracking: initial'],
    [() => fixedStep(0), 'fixedStep: step'],
  ])('%s is refused', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('what ends a minimization', () => {
  test('a start at the optimum takes no iteration', () => {
    expect(minimize(bowl, [0, 0], { grad })).toMatchObject({
      nit: 0,
      nfev: 1,
      njev: 1,
      success: true,
      fun: 0,
    });
  });

  test('the maximum of iterations, none included', () => {
    expect(minimize(bowl, [1, 1], { method, grad, maxiter: 3 })).toMatchObject({
      status: 1,
      success: false,
      nit: 3,
    });
    expect(minimize(bowl, [1, 1], { method, grad, maxiter: 0 })).toMatchObject({
      status: 1,
      nit: 0,
      fun: 5.5,
    });
  });

  test('a function without lower bound', () => {
    expect(minimize((x) => -x[0], [0], { grad: () => [-1] })).toMatchObject({ status: 4, success: false });
    expect(minimize((x) => -(x[0] ** 2), [1], { grad: (x) => [-2 * x[0]] }).status).toBe(4);
    expect(minimize((x) => (x[0] > 5 ? -Infinity : -x[0]), [0], { grad: () => [-1] }).status).toBe(4);
  });

  test('a gradient that points the wrong way', () => {
    const result = minimize(bowl, [1, 1], { method, grad: (x) => [-x[0], -10 * x[1]] });
    expect(result).toMatchObject({ status: 2, nit: 0, success: false });
    expect([...result.x]).toEqual([1, 1]);
  });

  test('a gradient of NaN', () => {
    const result = minimize(bowl, [4, 4], {
      method,
      grad: (x) => (x[1] < 2 ? [Number.NaN, 0] : grad(x)),
    });
    expect(result).toMatchObject({ status: 3, success: false });
    expect(result.jac.every(Number.isFinite)).toBe(true);
  });

  test('steps around where the function is not defined', () => {
    const f = (x: Float64Array) => x[0] - Math.log(x[0]);
    const result = minimize(f, [0.01], { grad: (x) => [1 - 1 / x[0]] });
    expect(result.success).toBe(true);
    expect(result.x[0]).toBeCloseTo(1, 4);
  });

  test('the callback, with the point that it saw', () => {
    const result = minimize(bowl, [1, 1], { method, grad, callback: (_x, _fun, nit) => nit === 2 });
    expect(result).toMatchObject({ status: 99, nit: 2, success: false });
  });
});

describe('what cannot be minimized is refused', () => {
  test.each<[string, () => unknown, string | RegExp]>([
    [
      'no coordinate',
      () => minimize(bowl, []),
      'minimize: x0 must be an array of one or more finite numbers, but was [].',
    ],
    ['infinity in x0', () => minimize(bowl, [1, Infinity]), 'minimize: x0'],
    [
      'NaN at the start',
      () => minimize(() => Number.NaN, [1]),
      'minimize: f(x0) must be a finite number, but was NaN.',
    ],
    [
      'a result that is no number',
      () => minimize((() => '1') as never, [1]),
      'what f returns must be a number, but was "1".',
    ],
    [
      'an unknown method',
      () => minimize(bowl, [1, 1], { method: 'bfg' as never }),
      /^minimize: method must be one of gradient-descent, .* but was "bfg"/,
    ],
    [
      'a gradient of another length',
      () => minimize(bowl, [1, 1], { grad: () => [1, 2, 3] }),
      'what grad returns must be 2 numbers',
    ],
    ['a negative gtol', () => minimize(bowl, [1, 1], { gtol: -1 }), 'minimize: gtol'],
    ['a negative maxiter', () => minimize(bowl, [1, 1], { maxiter: -1 }), 'minimize: maxiter'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});

describe('central differences', () => {
  test.each(Object.entries(problems))('agree with the gradient of %s by hand', (name, { f, grad: slope }) => {
    const length = name === 'illconditioned6' ? 6 : 2;
    const point = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
      minLength: length,
      maxLength: length,
    });
    fc.assert(
      fc.property(point, (x) => {
        const exact = slope(x);
        const scale = Math.max(1, ...exact.map(Math.abs));
        centralDifferences(f, x).forEach((part, i) => {
          expect(Math.abs(part - exact[i]) / scale).toBeLessThan(1e-7);
        });
      }),
    );
  });
});
