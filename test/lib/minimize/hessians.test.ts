import fc from 'fast-check';
import { InvalidInput, minimize } from 'optlab';
import { createProblem } from '../../../lib/src/minimize/problem';
import { problems } from '../../support/problems';
import { positiveDefinite, times, vectors } from '../linalg/symmetric-matrices';

/** f = sum of exp(x_i x_{i+1}) and its derivatives: a Hessian that is neither constant nor definite. */
const wavy = {
  value: (x: Float64Array) => x.reduce((sum, xi, i) => (i > 0 ? sum + Math.exp(x[i - 1] * xi) : 0), 0),
  grad: (x: Float64Array) => {
    const slopes = new Float64Array(x.length);
    for (let i = 1; i < x.length; i++) {
      const e = Math.exp(x[i - 1] * x[i]);
      slopes[i] += e * x[i - 1];
      slopes[i - 1] += e * x[i];
    }
    return slopes;
  },
  hess: (x: Float64Array) => {
    const rows = Array.from(x, () => new Float64Array(x.length));
    for (let i = 1; i < x.length; i++) {
      const e = Math.exp(x[i - 1] * x[i]);
      rows[i][i] += e * x[i - 1] ** 2;
      rows[i - 1][i - 1] += e * x[i] ** 2;
      rows[i][i - 1] += e * (1 + x[i - 1] * x[i]);
      rows[i - 1][i] += e * (1 + x[i - 1] * x[i]);
    }
    return rows;
  },
};
const hessp = (x: Float64Array, v: Float64Array) =>
  times(Float64Array.from(wavy.hess(x).flatMap((r) => [...r])), v);
const points = fc.integer({ min: 2, max: 5 }).chain((n) => {
  const coordinates = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), {
    minLength: n,
    maxLength: n,
  });
  return fc.tuple(coordinates, coordinates).map(([x, v]) => [Float64Array.from(x), Float64Array.from(v)]);
});

describe('the Hessian and its products', () => {
  const sources = [
    ['hess', { ...wavy }, 1e-15],
    ['hessp', { value: wavy.value, grad: wavy.grad, hessp }, 1e-15],
    ['differences of gradients', { value: wavy.value, grad: wavy.grad }, 1e-8],
    ['differences of differences', { value: wavy.value }, 1e-4],
  ] as const;

  test.each(sources)('are right from %s', (_, parts, tolerance) => {
    fc.assert(
      fc.property(points, ([x, v]) => {
        const n = x.length;
        const problem = createProblem('test', parts, n);
        const expected = Float64Array.from(wavy.hess(x).flatMap((row) => [...row]));
        const size = Math.exp(1.5 ** 2) * 10;
        problem.hessian(x).forEach((entry, at) => {
          expect(Math.abs(entry - expected[at])).toBeLessThanOrEqual(tolerance * size);
        });
        const image = times(expected, v);
        problem.hessianProduct(x, v).forEach((part, i) => {
          expect(Math.abs(part - image[i])).toBeLessThanOrEqual(tolerance * size * n);
        });
      }),
      { numRuns: 50 },
    );
  });

  test.each(sources)('are symmetric to the last bit from %s', (_, parts) => {
    fc.assert(
      fc.property(points, ([x]) => {
        const n = x.length;
        const matrix = createProblem('test', parts, n).hessian(x);
        matrix.forEach((entry, at) => {
          expect(entry).toBe(matrix[(at % n) * n + Math.floor(at / n)]);
        });
      }),
      { numRuns: 20 },
    );
  });

  test('of a quadratic come back from differences almost exactly, in whatever units', () => {
    const cases = positiveDefinite.chain((square) =>
      fc.tuple(fc.constant(square), vectors(square.n), vectors(square.n), fc.integer({ min: -9, max: 9 })),
    );
    fc.assert(
      fc.property(cases, ([{ n, a }, start, along, power]) => {
        const x = Float64Array.from(start);
        const v = Float64Array.from(along, (part) => part * 10 ** power);
        const parts = { value: () => 0, grad: (at: Float64Array) => times(a, at) };
        const image = times(a, v);
        const size = times(
          a.map(Math.abs),
          v.map((part) => Math.max(...v.map(Math.abs), Math.abs(part))),
        );
        createProblem('test', parts, n)
          .hessianProduct(x, v)
          .forEach((part, i) => {
            expect(Math.abs(part - image[i])).toBeLessThanOrEqual(1e-9 * size[i]);
          });
      }),
    );
  });

  test.each(problems.filter(({ n }) => n <= 12).map((problem) => [problem.name, problem] as const))(
    'agree with second differences of f along a line from the start of %s',
    (_, { f, grad, x0, n }) => {
      const x = Float64Array.from(x0);
      const v = x.map((xi, i) => Math.max(1e-2, Math.abs(xi)) * Math.cos(i + 1));
      const product = createProblem('test', { value: f, grad }, n).hessianProduct(x, v);
      const at = (t: number) => f(x.map((xi, i) => xi + t * v[i]));
      const t = 1e-4;
      const second = (at(t) - 2 * at(0) + at(-t)) / t ** 2;
      const curvature = product.reduce((sum, part, i) => sum + part * v[i], 0);
      const size = product.reduce((sum, part, i) => sum + Math.abs(part * v[i]), 0);
      const rounding = (16 * Number.EPSILON * at(0)) / t ** 2;
      expect(Math.abs(curvature - second)).toBeLessThanOrEqual(1e-5 * size + rounding);
    },
  );

  test('lean on one side where the gradient has only one', () => {
    const parts = {
      value: (x: Float64Array) => x[0] * Math.log(x[0]),
      grad: (x: Float64Array) => [Math.log(x[0]) + 1],
    };
    const [curvature] = createProblem('test', parts, 1).hessian(Float64Array.of(5e-6));
    // log(x + h) - log(x) over h with h = 6e-6
    expect(curvature).toBeGreaterThan(1e5);
    expect(curvature).toBeLessThan(2e5);
  });

  test('count the calls of hess and hessp, and ask for the same Hessian once', () => {
    const problem = createProblem('test', wavy, 2);
    const x = Float64Array.of(1, 2);
    problem.hessian(x);
    problem.hessianProduct(x, x);
    problem.hessian(x);
    expect(problem.nhev).toBe(1);
    const { nhev, njev } = minimize((x) => x[0] ** 2, [1], {
      method: 'newton',
      grad: (x) => [2 * x[0]],
      hess: () => [[2]],
    });
    expect([nhev, njev]).toEqual([1, 2]);
  });

  test('are told to be as precise as their source', () => {
    const noiseOf = (parts: object) => createProblem('test', { value: () => 0, ...parts }, 1).hessianNoise;
    expect(noiseOf({ hess: () => [1] })).toBe(2 ** -52);
    expect(noiseOf({ grad: () => [1] })).toBeCloseTo(3.7e-11, 12);
    expect(noiseOf({})).toBeCloseTo(1.1e-7, 8);
    expect(noiseOf({ grad: () => [1], noise: 1e-7 })).toBeGreaterThan(1e-5);
  });
});

describe('a hess that is none is refused', () => {
  const newton = (hess: unknown, n = 2) =>
    minimize((x) => x.reduce((sum, xi) => sum + xi ** 2, 0), new Array(n).fill(1), {
      method: 'newton',
      hess: hess as never,
    });

  test.each<[string, unknown, string]>([
    [
      'no function',
      [[1]],
      'minimize: hess must be a function from a Float64Array to the rows of the Hessian',
    ],
    ['a number', () => 1, 'what hess returns must be 2 rows of 2 numbers, or 4 numbers, but was 1.'],
    ['too few rows', () => [[2, 0]], 'what hess returns must be 2 rows of 2 numbers'],
    [
      'too long a row',
      () => [
        [2, 0],
        [0, 2, 0],
      ],
      'what hess returns in row 1 must be 2 numbers',
    ],
    ['three numbers', () => [2, 0, 2], 'what hess returns must be 2 rows of 2 numbers, or 4 numbers'],
    [
      'texts',
      () => [
        ['2', '0'],
        ['0', '2'],
      ],
      'what hess returns in row 0 must be 2 numbers',
    ],
    [
      'a promise',
      async () => [
        [2, 0],
        [0, 2],
      ],
      'what hess returns must be 2 rows of 2 numbers, or 4 numbers, but was a promise.',
    ],
    ['nothing', () => undefined, 'what hess returns must be 2 rows of 2 numbers'],
    [
      'a matrix that is not symmetric',
      () => [
        [2, 1],
        [0, 2],
      ],
      'what hess returns must be symmetric, but was 0 in row 1, column 0, and 1 in row 0, column 1.',
    ],
  ])('%s', (_, hess, message) => {
    expect(() => newton(hess)).toThrow(InvalidInput);
    expect(() => newton(hess)).toThrow(message);
  });

  test('but one that rounds differently on both sides is not', () => {
    const { success } = newton(() => [
      [2, 1e-3],
      [1e-3 + 1e-16, 2],
    ]);
    expect(success).toBe(true);
  });

  test('nor one that is not finite, without which the method goes on', () => {
    const { success, x } = newton(() => [
      [Number.NaN, 0],
      [0, 2],
    ]);
    expect(success).toBe(true);
    expect(x[0]).toBeCloseTo(0, 5);
  });

  test('a hessp that returns another number of parts', () => {
    const call = () => minimize((x) => x[0] ** 2, [1], { method: 'newton-cg', hessp: () => [1, 2] });
    expect(call).toThrow('minimize: what hessp returns must be 1 number, one a coordinate');
  });
});
