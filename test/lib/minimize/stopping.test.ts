import {
  backtracking,
  bfgs,
  centralDifferences,
  fixedStep,
  InvalidInput,
  lineSearchMethod,
  type MinimizeMethod,
  type MinimizeOptions,
  minimize,
  strongWolfe,
} from 'optlab';
import { problems } from '../optim/oracles';

const { f: rosenbrock, grad } = problems.rosenbrock;
const start = [-1.2, 1];
const byGradients: MinimizeMethod[] = ['gradient-descent', 'bfgs', 'lbfgs', 'cg', 'cg-hager-zhang', 'newton'];

describe.each(byGradients)('limits of %s', (method) => {
  const run = (options: Partial<MinimizeOptions>) =>
    minimize(rosenbrock, start, { method, grad, ...options } as MinimizeOptions);

  test('no more than maxfun evaluations', () => {
    for (const maxfun of [1, 2, 3, 5, 8, 13]) {
      let calls = 0;
      const counting = (x: Float64Array) => {
        calls++;
        return rosenbrock(x);
      };
      const result = minimize(counting, start, { method, grad, maxfun } as MinimizeOptions);
      expect(calls).toBeLessThanOrEqual(maxfun);
      expect(result).toMatchObject({ status: 1, success: false, nfev: calls });
      expect(result.message).toBe('The maximum number of evaluations was reached.');
    }
  });

  test('maxtime, and a signal that is aborted before or meanwhile', () => {
    expect(run({ maxtime: 0 })).toMatchObject({ status: 5, nfev: 1, nit: 0, success: false });
    expect(run({ signal: AbortSignal.abort() })).toMatchObject({ status: 6, nfev: 1, success: false });
    const controller = new AbortController();
    const callback = (_x: Float64Array, _fun: number, nit: number) => {
      if (nit === 2) controller.abort();
    };
    expect(run({ signal: controller.signal, callback })).toMatchObject({ status: 6, nit: 2 });
  });

  test('the callback that says true', () => {
    expect(run({ callback: (_x, _fun, nit) => nit === 2 })).toMatchObject({ status: 99, nit: 2 });
    expect(run({ callback: () => 1, maxiter: 3 })).toMatchObject({ status: 1, nit: 3 });
  });

  test('whatever ends it, the result is the best point that was seen', () => {
    for (const maxfun of [2, 4, 7, 12, 20]) {
      let lowest = Infinity;
      const watching = (x: Float64Array) => {
        const value = rosenbrock(x);
        lowest = Math.min(lowest, value);
        return value;
      };
      // Trial points that the search has not asked for the gradient of do not count.
      const { x, fun, jac } = minimize(watching, start, { method, grad, maxfun } as MinimizeOptions);
      expect(fun).toBe(rosenbrock(x));
      expect([...jac]).toEqual([...grad(x)]);
      const valuesOnly = method === 'gradient-descent' || method === 'newton';
      if (valuesOnly) expect(fun).toBeLessThanOrEqual(rosenbrock(Float64Array.from(start)));
      else expect(fun).toBe(lowest);
    }
  });

  test('ftol ends it where f changes little, as a success', () => {
    const result = run({ gtol: 0, ftol: 1e-3, maxiter: 100_000 });
    expect(result).toMatchObject({ success: true, message: 'The function changes by less than ftol.' });
  });
});

describe('the best point', () => {
  test('is kept when a step that is too long climbs', () => {
    const bowl = (x: Float64Array) => x[0] ** 2;
    const options = { grad: (x: Float64Array) => [2 * x[0]], maxiter: 5 };
    const result = minimize(bowl, [1], {
      ...options,
      method: 'gradient-descent',
      lineSearch: fixedStep(1.1),
    });
    expect(result).toMatchObject({ status: 1, fun: 1 });
  });
});

describe('a wrong gradient is named with its worst coordinate', () => {
  const n = 7;
  const valley = (x: Float64Array) => x.reduce((sum, xi, i) => sum + (i + 1) * (xi - i) ** 2, 0);
  const right = (x: Float64Array) => x.map((xi, i) => 2 * (i + 1) * (xi - i));

  test.each(byGradients)('%s', (method) => {
    const wrong = (x: Float64Array) => {
      const slope = right(x);
      slope[1] *= 1.01;
      slope[4] *= -1;
      return slope;
    };
    const { status, message, nfev } = minimize(valley, new Float64Array(n).fill(9), {
      method,
      grad: wrong,
    } as MinimizeOptions);
    expect(status).toBe(2);
    expect(message).toMatch(
      /^The gradient is wrong: its component 4 is -[\d.]+, where differences of f give [\d.]+\.$/,
    );
    expect(nfev).toBeLessThan(1000);
  });

  test('among a hundred thousand coordinates, by few evaluations', () => {
    const many = 100_000;
    const at = 65_432;
    const sphere = (x: Float64Array) => {
      let sum = 0;
      for (let i = 0; i < x.length; i++) sum += x[i] ** 2;
      return sum;
    };
    // Wrong enough to point uphill.
    const wrong = (x: Float64Array) => x.map((xi, i) => (i === at ? -1e9 * xi : 2 * xi));
    const options: MinimizeOptions = { method: 'lbfgs', grad: wrong, lineSearch: strongWolfe({ maxfun: 5 }) };
    const result = minimize(sphere, new Float64Array(many).fill(1), options);
    expect(result.status).toBe(2);
    expect(result.nfev).toBeLessThan(100);
    expect(result.message).toContain(`its component ${at} is -1000000000, where differences of f give 2`);
  });

  test('a right gradient is not called wrong where only the precision is at its end', () => {
    const exact = minimize(valley, new Float64Array(n).fill(9), { grad: right, gtol: 0 });
    if (exact.status === 2) expect(exact.message).toContain('agrees with differences of f');
    const far = minimize((x) => 1e9 + x[0] ** 4, [0.7], {
      method: 'gradient-descent',
      grad: (x) => [4 * x[0] ** 3],
      gtol: 1e-12,
    });
    expect(far.status).toBe(2);
    expect(far.message).toContain('agrees with differences of f');
  });

  test('nor is one slope of a kink', () => {
    const { status, message, x } = minimize((at) => Math.abs(at[0]), [1.3], {
      grad: (at) => [Math.sign(at[0])],
    });
    expect(status).toBe(2);
    expect(message).toContain('f has a kink there');
    expect(Math.abs(x[0])).toBeLessThan(1e-12);
  });

  test('differences are not compared with themselves', () => {
    const { message } = minimize((at) => Math.abs(at[0]) ** 0.5, [1.3], { method: 'bfgs' });
    expect(message).not.toContain('agrees');
  });
});

describe('objectives', () => {
  const value = (x: Float64Array) => rosenbrock(x);

  test('bring their derivatives along, both at once where they can', () => {
    let [values, pairs] = [0, 0];
    const objective = {
      value: (x: Float64Array) => {
        values++;
        return value(x);
      },
      valueAndGrad: (x: Float64Array) => {
        pairs++;
        return { value: value(x), grad: grad(x) };
      },
    };
    const result = minimize(objective, start);
    expect(result).toMatchObject({ success: true, nfev: pairs, njev: pairs });
    expect(values).toBe(0);
    expect(minimize(value, start, { grad })).toMatchObject({ nit: result.nit, nfev: pairs, fun: result.fun });
  });

  test('keep their own this', () => {
    class Shifted {
      readonly center = 3;
      value(x: Float64Array) {
        return (x[0] - this.center) ** 2;
      }
      grad(x: Float64Array) {
        return [2 * (x[0] - this.center)];
      }
    }
    expect(minimize(new Shifted(), [0]).x[0]).toBeCloseTo(3, 6);
  });

  test('may keep and change the points and the arrays that they get and give', () => {
    const buffer = new Float64Array(2);
    const reusing = (x: Float64Array) => {
      buffer.set(grad(x));
      x.fill(Number.NaN);
      return buffer;
    };
    const spoiling = (x: Float64Array) => {
      const result = value(x);
      x.fill(Number.NaN);
      return result;
    };
    const clean = minimize(value, start, { grad });
    expect(minimize(spoiling, start, { grad: reusing })).toMatchObject({ fun: clean.fun, nfev: clean.nfev });
  });

  test('without gradient they are minimized by differences', () => {
    const { x, success, nfev, njev } = minimize(rosenbrock, start);
    expect(success).toBe(true);
    expect(x[0]).toBeCloseTo(1, 4);
    expect(nfev).toBe(njev * 5);
    expect(centralDifferences(rosenbrock, x).every((slope) => Math.abs(slope) < 1e-4)).toBe(true);
  });
});

describe('what is refused', () => {
  const bowl = (x: Float64Array) => x[0] ** 2;
  const with1 = (options: unknown) => () => minimize(bowl, [1], options as MinimizeOptions);

  test.each<[string, () => unknown, string]>([
    ["SciPy's name", with1({ method: 'L-BFGS' }), 'Did you mean lbfgs?'],
    ["SciPy's name in capitals", with1({ method: 'BFGS' }), 'Did you mean bfgs?'],
    ['a method that is a number', with1({ method: 3 }), 'minimize: method must be one of'],
    [
      'an option of another method',
      with1({ method: 'bfgs', memory: 5 }),
      'minimize: memory must be left out with',
    ],
    ['an option of none', with1({ maxiters: 5 }), 'Did you mean maxiter?'],
    ['a direction as method', with1({ method: bfgs() }), 'lineSearchMethod(direction, lineSearch)'],
    ['a maxfun that is negative', with1({ maxfun: -1 }), 'minimize: maxfun must be a whole number'],
    [
      'a maxtime that is no number',
      with1({ maxtime: '1s' }),
      'minimize: maxtime must be a number of seconds',
    ],
    ['an ftol of NaN', with1({ ftol: Number.NaN }), 'minimize: ftol must be a number, 0 or more'],
    ['a signal that is none', with1({ signal: {} }), 'minimize: signal must be an AbortSignal'],
    ['a gradient that is no function', with1({ grad: [1] }), 'minimize: grad must be a function'],
    ['a curvature that is none', with1({ curvature: 'damped' }), 'bfgs: curvature must be "skip" or "damp"'],
    [
      'a memory of half a step',
      with1({ method: 'lbfgs', memory: 0.5 }),
      'lbfgs: memory must be a whole number',
    ],
    [
      'an objective without value',
      () => minimize({ grad: bowl } as never, [1]),
      'or an objective { value, grad }',
    ],
    ['a promise', () => minimize((async () => 1) as never, [1]), 'but was a promise'],
    [
      'a tensor',
      () => minimize((() => ({ dataSync: () => [1] })) as never, [1]),
      'For a function of tensors there is tensorObjective.',
    ],
    [
      'NaN in x0',
      () => minimize(bowl, [1, Number.NaN]),
      'minimize: x0 must be an array of one or more finite',
    ],
    ['no coordinate', () => minimize(() => 1, []), 'minimize: x0 must be an array of one or more finite'],
    ['c2 below c1', () => strongWolfe({ c1: 0.5, c2: 0.1 }), 'strongWolfe: c2 must be between'],
    ['no line search', () => lineSearchMethod(bfgs(), 1 as never), 'lineSearchMethod: lineSearch must be'],
    [
      'a line search that finds something else',
      () => minimize(bowl, [1], { method: lineSearchMethod(bfgs(), () => ({ step: 1 }) as never) }),
      'what a line search finds must be',
    ],
    ['interpolate in words', () => backtracking({ interpolate: 'yes' as never }), 'must be true or false'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(message);
  });
});
