import { cholesky, type MinimizeMethod, type MinimizeOptions, minimize } from 'optlab';
import { problemNamed } from '../../support/problems';

type F = (x: Float64Array) => number;
type Gradient = (x: Float64Array) => ArrayLike<number>;

/** A problem with one more coordinate, which begins a billion away from its place. */
const besideBillion = (name: string): { f: F; grad: Gradient; x0: number[]; n: number } => {
  const { f, grad, x0, n } = problemNamed(name);
  return {
    n,
    x0: [...x0, 1e9],
    f: (x) => f(x.subarray(0, n)) + (x[n] - 1) ** 2,
    grad: (x) => [...Array.from(grad(x.subarray(0, n))), 2 * (x[n] - 1)],
  };
};

test.each<[string, MinimizeMethod]>([
  ['box_three_dimensional', 'bfgs'],
  ['brown_almost_linear10', 'bfgs'],
  ['osborne1', 'lbfgs'],
  ['watson9', 'lbfgsb'],
  ['rosenbrock', 'cg'],
])('%s is minimized by %s beside a coordinate a billion times as large', (name, method) => {
  const { f, grad, x0, n } = besideBillion(name);
  const { success, x } = minimize(f, x0, { method, grad } as MinimizeOptions);
  expect(success).toBe(true);
  const { f: alone, grad: ofAlone } = problemNamed(name);
  const slopes = Array.from(ofAlone(x.subarray(0, n)), Math.abs);
  expect(Math.max(...slopes)).toBeLessThan(1.1e-5);
  expect(alone(x.subarray(0, n))).toBeLessThan(alone(Float64Array.from(x0.slice(0, n))));
});

describe.each<MinimizeMethod>(['dogleg', 'trust-ncg', 'bfgs', 'lbfgs', 'lbfgsb', 'newton'])(
  '%s',
  (method) => {
    // A step of rosenbrock's is of size 1, and one digit of 1e12 of size 1e-4.
    test.each([1e8, 1e12])('finds the minimizer of a function that is %d higher', (height) => {
      for (const name of ['rosenbrock', 'wood', 'chebyquad8', 'osborne1']) {
        const { f, grad, x0 } = problemNamed(name);
        const { success, x, message } = minimize((x) => f(x) + height, x0, {
          method,
          grad,
        } as MinimizeOptions);
        expect(message).toMatch(/gradient is below gtol/);
        expect(success).toBe(true);
        const slopes = Array.from(grad(x), Math.abs);
        expect(Math.max(...slopes)).toBeLessThanOrEqual(1e-5);
      }
    });
  },
);

test('within bounds, a function whose squared gradients vanish has no lower point, and no other fault', () => {
  for (const size of [1e-170, 1e-300]) {
    const { status, x } = minimize(([a, b]) => size * ((a - 1) ** 2 + (b - 2) ** 2), [0, 0], {
      grad: ([a, b]) => [2 * size * (a - 1), 2 * size * (b - 2)],
      gtol: 0,
      bounds: [
        [-1, 3],
        [0, 1],
      ],
    });
    expect(status).toBe(2);
    expect([...x]).toEqual([0, 0]);
  }
});

test('a negative matrix has no Cholesky factor, however uncertain its entries', () => {
  for (const eps of [1e-16, 0.5, 2]) expect(cholesky(Float64Array.of(-1), 1, eps)).toBeUndefined();
});

test('steps that hardly change anything end a run, which says so', () => {
  const bowl: F = (x) => x[0] ** 2;
  const lineSearch = ({ x, fun }: { x: Float64Array; fun: number }) => ({ step: 1, x: x.slice(), fun });
  const { status, nit, message } = minimize(bowl, [1], {
    method: 'bfgs',
    grad: (x) => [2 * x[0]],
    lineSearch,
  });
  expect(status).toBe(2);
  expect(nit).toBeLessThan(20);
  expect(message).toMatch(/^Ten steps in a row have hardly changed x or f/);
});

test('the projected gradient tells whether a run within bounds goes on', () => {
  // The gradient at the bound is a billion and stays so, while the projected one falls.
  const curvatures = [1, 1e3, 1e6, 1e9];
  const f: F = (x) => curvatures.reduce((sum, c, i) => sum + (c * (x[i] - 1) ** 2) / 2, 1e9 * x[4]);
  const grad: Gradient = (x) => [...curvatures.map((c, i) => c * (x[i] - 1)), 1e9];
  const bounds = [...curvatures.map(() => [-10, 10] as const), [0, 1e9] as const];
  const { success } = minimize(f, [0, 0, 0, 0, 1e9], { grad, bounds, gtol: 1e-6 });
  expect(success).toBe(true);
});
