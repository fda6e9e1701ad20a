import * as tf from '@tensorflow/tfjs-core';
import { InvalidInput, type MinimizeOptions, minimize } from 'optlab';
import { ends, expectConsistent, methodNames } from './every-method';

const bowl = (x: Float64Array) => 0.5 * x.reduce((sum, xi, i) => sum + (i + 1) * xi * xi, 0);
const bowlGrad = (x: Float64Array) => x.map((xi, i) => (i + 1) * xi);
const withoutGradient = (method: string) => method === 'nelder-mead';

test('every method of the documentation is tried', () => {
  expect([...methodNames].sort()).toEqual(
    [
      'gradient-descent',
      'newton',
      'newton-cg',
      'cg',
      'cg-hager-zhang',
      'bfgs',
      'lbfgs',
      'lbfgsb',
      'dogleg',
      'trust-ncg',
      'nelder-mead',
    ].sort(),
  );
});

describe.each(methodNames)('%s', (method) => {
  const bounded = method === 'lbfgsb' ? { bounds: undefined } : {};
  const run = (
    f: (x: Float64Array) => number,
    x0: readonly number[],
    options: { grad?: (x: Float64Array) => ArrayLike<number>; [option: string]: unknown } = {},
  ) => {
    const { grad, ...rest } = options;
    const result = ends(f, x0, method, {
      ...bounded,
      ...rest,
      ...(grad && !withoutGradient(method) ? { grad } : {}),
    } as never);
    expectConsistent(result, f, x0);
    return result;
  };

  test('finds its way around NaN and infinity inside the search interval', () => {
    for (const outside of [Number.NaN, Infinity]) {
      const f = (x: Float64Array) => (x[0] > 0 ? x[0] - Math.log(x[0]) : outside) + (x[1] - 2) ** 2;
      const grad = (x: Float64Array) => [x[0] > 0 ? 1 - 1 / x[0] : outside, 2 * (x[1] - 2)];
      for (const start of [0.01, 5]) {
        const { success, x } = run(f, [start, -3], { grad });
        expect(success).toBe(true);
        expect(x[0]).toBeCloseTo(1, 3);
        expect(x[1]).toBeCloseTo(2, 3);
      }
    }
  });

  test('survives a gradient that is NaN in places', () => {
    const grad = (x: Float64Array) => (x[0] < 2 ? [Number.NaN, 0] : bowlGrad(x));
    const { jac, status } = run(bowl, [4, 4], { grad });
    if (withoutGradient(method)) return expect(status).toBe(0);
    expect([2, 3]).toContain(status);
    expect(jac.every(Number.isFinite)).toBe(true);
  });

  test.each<[string, (x: Float64Array) => number, (x: Float64Array) => number[]]>([
    ['a line', (x) => -x[0], () => [-1]],
    ['a dome', (x) => -(x[0] ** 2), (x) => [-2 * x[0]]],
    ['a cubic', (x) => x[0] ** 3, (x) => [3 * x[0] ** 2]],
    ['a cliff', (x) => (x[0] > 5 ? -Infinity : -x[0]), () => [-1]],
  ])('says that %s has no lower bound', (shape, f, grad) => {
    const result = ends(f, [shape === 'a cubic' ? -1 : 1], method, withoutGradient(method) ? {} : { grad });
    expect(result.success).toBe(false);
    // A straight line does not tell a simplex to go farther each time: it goes on until it is told to stop.
    const isSlow = shape === 'a line' && method === 'nelder-mead';
    expect(result.status).toBe(isSlow ? 1 : 4);
  });

  test('starts at the optimum, and stays', () => {
    const { nit, nfev, success, x } = run(bowl, [0, 0], { grad: bowlGrad });
    expect(success).toBe(true);
    expect([...x].every((xi) => Math.abs(xi) <= 1e-4)).toBe(true);
    if (!withoutGradient(method)) expect([nit, nfev]).toEqual([0, 1]);
  });

  test('stays in a flat region', () => {
    const plateau = (x: Float64Array) => Math.max(0, Math.abs(x[0]) - 1) ** 2;
    const grad = (x: Float64Array) => [2 * Math.sign(x[0]) * Math.max(0, Math.abs(x[0]) - 1)];
    expect(run(plateau, [0.5], { grad })).toMatchObject({ success: true, fun: 0 });
    expect(run(plateau, [3], { grad }).fun).toBeLessThan(1e-8);
    expect(run(() => 7, [1, 2, 3], { grad: () => [0, 0, 0] })).toMatchObject({ success: true, fun: 7 });
  });

  test('has no point without coordinates', () => {
    expect(() => run(bowl, [], { grad: bowlGrad })).toThrow('minimize: x0 must be an array of one or more');
  });

  test('takes one variable', () => {
    const f = (x: Float64Array) => (x[0] - 3) ** 4 + (x[0] - 3) ** 2;
    const { success, x } = run(f, [-2], { grad: (at) => [4 * (at[0] - 3) ** 3 + 2 * (at[0] - 3)] });
    expect(success).toBe(true);
    expect(x[0]).toBeCloseTo(3, 4);
  });

  test('ends on a badly scaled function, with a lower value', () => {
    const scales = [1e-6, 1, 1e6];
    const f = (x: Float64Array) => scales.reduce((sum, scale, i) => sum + (scale * (x[i] - 1)) ** 2, 0);
    const grad = (x: Float64Array) => scales.map((scale, i) => 2 * scale ** 2 * (x[i] - 1));
    const { fun } = run(f, [0, 0, 0], { grad });
    expect(fun).toBeLessThan(1e-3 * 1e12);
  });

  test('ends on |x|, which has no slope at its minimizer', () => {
    const f = (x: Float64Array) => x.reduce((sum, xi) => sum + Math.abs(xi), 0);
    for (const x0 of [[1], [3, -0.7], [1e-3, 5, -2]]) {
      const { fun } = run(f, x0, { grad: (x) => x.map(Math.sign) });
      expect(fun).toBeLessThan(f(Float64Array.from(x0)));
    }
  });

  test.each<[string, unknown]>([
    ['NaN in it', [1, Number.NaN]],
    ['infinity in it', [1, Infinity]],
    ['a text in it', [1, '2']],
    ['a text', '12'],
    ['null', null],
    ['a number', 3],
    ['holes', new Array(2)],
  ])('refuses an x0: %s', (_, x0) => {
    const call = () => minimize(bowl, x0 as never, { method } as MinimizeOptions);
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow('minimize: x0 must be an array of one or more finite numbers');
  });

  test.each<[string, () => unknown, string]>([
    ['a promise', async () => 1, 'minimize: what f returns must be a number, but was a promise.'],
    ['a tensor', () => tf.scalar(1), 'minimize: what f returns must be a number, but was'],
    ['an array', () => [1], 'minimize: what f returns must be a number, but was [1].'],
    ['a big integer', () => 1n, 'minimize: what f returns must be a number, but was 1n.'],
    ['nothing', () => undefined, 'minimize: what f returns must be a number, but was undefined.'],
    ['NaN at the start', () => Number.NaN, 'minimize: f(x0) must be a finite number, but was NaN.'],
    ['infinity at the start', () => Infinity, 'minimize: f(x0) must be a finite number, but was Infinity.'],
  ])('refuses an f that returns %s', (_, f, message) => {
    const call = () => minimize(f as never, [1, 2], { method } as MinimizeOptions);
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(message);
  });

  test('refuses a gradient that is a promise, a tensor, too short, or of texts', () => {
    if (withoutGradient(method)) return expect(method).toBe('nelder-mead');
    for (const result of [
      Promise.resolve([1, 2]),
      tf.tensor1d([1, 2]),
      [1],
      ['1', '2'],
      null,
      undefined,
      2,
    ]) {
      const call = () => minimize(bowl, [1, 2], { method, grad: () => result as never } as MinimizeOptions);
      expect(call).toThrow(InvalidInput);
      expect(call).toThrow('minimize: what grad returns must be 2 numbers, one a coordinate, but was');
    }
  });

  test('lets an error of f through, and one of the callback', () => {
    const broken = () => {
      throw new RangeError('mine');
    };
    expect(() => minimize(broken, [1], { method } as MinimizeOptions)).toThrow(new RangeError('mine'));
    const late = (x: Float64Array) => (x[0] === 1 ? 1 : broken());
    expect(() => minimize(late, [1], { method } as MinimizeOptions)).toThrow(new RangeError('mine'));
    expect(() => minimize(bowl, [1, 1], { method, callback: broken } as MinimizeOptions)).toThrow('mine');
  });

  test.each(['methd', 'gToL', 'maxIter', 'jac', 'tolerance'])(
    'refuses the option %s with a list of those that exist',
    (option) => {
      const call = () => minimize(bowl, [1], { method, [option]: 1 } as never);
      expect(call).toThrow(InvalidInput);
      expect(call).toThrow(/one of method, (grad|maxiter), /);
    },
  );

  test('names the worst coordinate of a wrong gradient', () => {
    if (withoutGradient(method)) return expect(method).toBe('nelder-mead');
    const slips: [string, (g: Float64Array) => void][] = [
      [
        'a sign',
        (g) => {
          g[1] *= -1;
        },
      ],
      [
        'all signs',
        (g) => {
          for (let i = 0; i < 3; i++) g[i] *= i === 1 ? -3 : -1;
        },
      ],
      [
        'a neighbor',
        (g) => {
          g[1] = 5 * g[2] + 4;
        },
      ],
      [
        'a constant',
        (g) => {
          g[1] += 8;
        },
      ],
    ];
    for (const [, slip] of slips) {
      const grad = (x: Float64Array) => {
        const g = bowlGrad(x);
        slip(g);
        return g;
      };
      const result = run(bowl, [1, 2, 1.5], { grad });
      expect(result.success).toBe(false);
      expect(result.message).toContain('component 1 ');
    }
  });

  test('ends at once where a limit is nothing', () => {
    const far = [3, -4];
    const value = bowl(Float64Array.from(far));
    expect(run(bowl, far, { grad: bowlGrad, maxiter: 0 })).toMatchObject({ nit: 0, status: 1, fun: value });
    expect(run(bowl, far, { grad: bowlGrad, maxfun: 1 })).toMatchObject({ status: 1, success: false });
    expect(run(bowl, far, { grad: bowlGrad, maxtime: 0 })).toMatchObject({ status: 5, success: false });
    expect(run(bowl, far, { grad: bowlGrad, signal: AbortSignal.abort() })).toMatchObject({ status: 6 });
  });

  test('keeps the points that f is given and what it is told apart from its own', () => {
    const spoil = (x: Float64Array) => {
      const value = bowl(x);
      x.fill(99);
      return value;
    };
    const shared = new Float64Array(2);
    const grad = (x: Float64Array) => {
      shared.set(bowlGrad(x));
      x.fill(-99);
      return shared;
    };
    const start = Float64Array.of(3, -4);
    const options = (withoutGradient(method) ? { method } : { method, grad }) as MinimizeOptions;
    const clean = (withoutGradient(method) ? { method } : { method, grad: bowlGrad }) as MinimizeOptions;
    const { x, nfev } = minimize(spoil, start, options);
    expect([...start]).toEqual([3, -4]);
    const other = minimize(bowl, start, clean);
    expect(x).toEqual(other.x);
    expect(nfev).toBe(other.nfev);
  });
});

test('bounds that cross are refused, with the coordinate', () => {
  const call = () =>
    minimize(bowl, [1, 1], {
      method: 'lbfgsb',
      bounds: [
        [0, 1],
        [2, 1],
      ],
    } as never);
  expect(call).toThrow(InvalidInput);
  expect(call).toThrow('bounds of coordinate 1 must be');
});

test.each(methodNames.filter((name) => name !== 'lbfgsb' && name !== 'nelder-mead'))(
  '%s refuses bounds that it would ignore',
  (method) => {
    const call = () =>
      minimize(bowl, [1, 1], {
        method,
        bounds: [
          [0, 1],
          [0, 1],
        ],
      } as never);
    expect(call).toThrow(InvalidInput);
  },
);
