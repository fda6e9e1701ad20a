import fc from 'fast-check';
import {
  backtracking,
  cholesky,
  lineSearchMethod,
  minimize,
  newton,
  solveCholesky,
  symmetricEigen,
} from 'optlab';
import { createProblem } from '../../../lib/src/minimize/problem';
import {
  inUnits,
  largest,
  positiveDefinite,
  rowsOf,
  type Square,
  symmetricMatrices,
  times,
  units,
  vectors,
} from '../linalg/symmetric-matrices';

const withVector = (squares: fc.Arbitrary<Square>) =>
  squares.chain((square) => fc.tuple(fc.constant(square), vectors(square.n)));

/** Newton's direction where the gradient and the Hessian are as given. */
function directionOf({ n, a }: Square, jac: ArrayLike<number>): Float64Array {
  const problem = createProblem('test', { value: () => 0, hess: () => a }, n);
  return newton()(problem).at({ x: new Float64Array(n), fun: 0, jac: Float64Array.from(jac) });
}
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, part, i) => sum + part * b[i], 0);

describe("Newton's direction", () => {
  test('is the exact one wherever the Hessian is positive definite', () => {
    fc.assert(
      fc.property(withVector(positiveDefinite), ([square, jac]) => {
        const exact = solveCholesky(cholesky(square.a, square.n) as Float64Array, jac);
        fc.pre(jac.some((slope) => slope !== 0));
        expect(directionOf(square, jac)).toEqual(exact.map((part) => -part));
      }),
    );
  });

  test('descends always, whatever the Hessian', () => {
    fc.assert(
      fc.property(withVector(symmetricMatrices), ([square, jac]) => {
        fc.pre(jac.some((slope) => slope !== 0));
        const direction = directionOf(square, jac);
        expect(dot(direction, jac)).toBeLessThan(0);
        expect(direction.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('is the steepest descent where the Hessian says nothing', () => {
    const nothing = (entry: number) => ({ n: 2, a: new Float64Array(4).fill(entry) });
    expect([...directionOf(nothing(Number.NaN), [1, -2])]).toEqual([-1, 2]);
    expect([...directionOf(nothing(Infinity), [1, -2])]).toEqual([-1, 2]);
    expect([...directionOf(nothing(0), [1, -2])]).toEqual([-1, 2]);
  });

  test('turns a negative curvature into a positive one of its size', () => {
    expect([...directionOf({ n: 2, a: Float64Array.of(2, 0, 0, -4) }, [2, 4])]).toEqual([-1, -1]);
  });

  test('leaves a ridge that leads straight to a saddle point', () => {
    const [along, across] = directionOf({ n: 2, a: Float64Array.of(2, 0, 0, -2) }, [2, 0]);
    expect(along).toBe(-1);
    expect(Math.abs(across)).toBe(1);
  });

  test.each([1e-12, -1e-12])('leaves it on the side where f falls, by a slope of %d', (slope) => {
    const [, across] = directionOf({ n: 2, a: Float64Array.of(2, 0, 0, -2) }, [2, slope]);
    expect(across).toBeCloseTo(-Math.sign(slope), 9);
  });

  test('is the same in other units, exactly', () => {
    const cases = withVector(positiveDefinite).chain(([square, jac]) =>
      fc.tuple(fc.constant(square), fc.constant(jac), units(square.n)),
    );
    fc.assert(
      fc.property(cases, ([square, jac, scales]) => {
        fc.pre(jac.some((slope) => slope !== 0));
        const there = directionOf(
          { n: square.n, a: inUnits(square, scales) },
          jac.map((slope, i) => slope * scales[i]),
        );
        expect(there.map((part, i) => part * scales[i])).toEqual(directionOf(square, jac));
      }),
    );
  });
});

describe("Newton's method", () => {
  test('ends on a quadratic function after one step', () => {
    fc.assert(
      fc.property(withVector(positiveDefinite), ([{ n, a }, b]) => {
        // f = x'Ax / 2 - b'x from 0
        const grad = (x: Float64Array) => times(a, x).map((part, i) => part - b[i]);
        const f = (x: Float64Array) => dot(x, times(a, x)) / 2 - dot(b, x);
        const { nit, success } = minimize(f, new Array(n).fill(0), { method: 'newton', grad, hess: () => a });
        expect(success).toBe(true);
        expect(nit).toBe(largest(b) <= 1e-5 ? 0 : 1);
      }),
    );
  });

  const f = (x: Float64Array) => 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2;
  const grad = (x: Float64Array) => [
    -400 * x[0] * (x[1] - x[0] ** 2) - 2 * (1 - x[0]),
    200 * (x[1] - x[0] ** 2),
  ];
  const hess = (x: Float64Array) => [
    [1200 * x[0] ** 2 - 400 * x[1] + 2, -400 * x[0]],
    [-400 * x[0], 200],
  ];

  test('converges quadratically: the errors of x are squared from step to step', () => {
    // f = sum of exp(x_i) - x_i + coupling^2 has its minimum at 0, where the Hessian is 1 + 2 coupling.
    const sum = (x: Float64Array) => x.reduce((total, xi) => total + xi, 0);
    const { trace = [] } = minimize(
      (x) => x.reduce((total, xi) => total + Math.exp(xi) - xi, sum(x) ** 2),
      [0.8, -0.5, 0.3],
      {
        method: 'newton',
        grad: (x) => x.map((xi) => Math.exp(xi) - 1 + 2 * sum(x)),
        hess: (x) => Array.from(x, (xi, i) => Array.from(x, (_, j) => 2 + (i === j ? Math.exp(xi) : 0))),
        gtol: 1e-14,
        trace: true,
      },
    );
    const errors = trace.map(({ x }) => largest(x));
    const pairs = errors.slice(1).map((error, k) => [error, errors[k]]);
    const near = pairs.filter(([after, before]) => before < 0.1 && after > 1e-15);
    expect(near.length).toBeGreaterThanOrEqual(2);
    for (const [after, before] of near) expect(after).toBeLessThanOrEqual(before ** 2);
  });

  test('takes the same path in any coordinates: x = M z + c', () => {
    const rotation = fc.tuple(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      vectors(2),
    );
    fc.assert(
      fc.property(rotation, ([angle, s0, s1, c]) => {
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const m = [
          [cos * s0, -sin * s1],
          [sin * s0, cos * s1],
        ];
        const xOf = (z: ArrayLike<number>) => Float64Array.from(m, (row, i) => dot(row, z) + c[i]);
        const transposed = (v: ArrayLike<number>) => [0, 1].map((j) => m[0][j] * v[0] + m[1][j] * v[1]);
        // z0 with x(z0) = (-1.2, 1)
        const [p, q] = [-1.2 - c[0], 1 - c[1]];
        const z0 = [(cos * p + sin * q) / s0, (-sin * p + cos * q) / s1];
        const options = { method: 'newton', trace: true, maxiter: 5, gtol: 0 } as const;
        const there = minimize((z) => f(xOf(z)), z0, {
          ...options,
          grad: (z) => transposed(grad(xOf(z))),
          hess: (z) => {
            const h = hess(xOf(z));
            return [0, 1].map((i) =>
              [0, 1].map((j) => dot(transposed(h.map((row) => transposed(row)[j])), [1 - i, i])),
            );
          },
        });
        const here = minimize(f, [-1.2, 1], { ...options, grad, hess });
        there.trace?.forEach(({ x: z }, k) => {
          const expected = here.trace?.[k].x as Float64Array;
          xOf(z).forEach((xi, i) => {
            expect(Math.abs(xi - expected[i])).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(expected[i])));
          });
        });
      }),
      { numRuns: 50 },
    );
  });

  test.each(['newton', 'newton-cg', 'dogleg', 'trust-ncg'] as const)(
    '%s leaves the neighborhood of a saddle point for a minimizer',
    (method) => {
      const saddle = (x: Float64Array) => x[0] ** 4 / 4 - x[0] ** 2 / 2 + x[1] ** 2;
      const slopes = (x: Float64Array) => [x[0] ** 3 - x[0], 2 * x[1]];
      for (const start of [
        [1e-4, 1],
        [-1e-3, 0],
        [0.3, 1e-9],
      ]) {
        const { x, success } = minimize(saddle, start, { method, grad: slopes });
        expect(success).toBe(true);
        expect(x[0]).toBeCloseTo(Math.sign(start[0]), 4);
        expect(x[1]).toBeCloseTo(0, 4);
      }
    },
  );

  test('leaves a saddle point that gradients lead straight into', () => {
    const { x, fun } = minimize((x) => x[0] ** 2 - x[1] ** 2 + x[1] ** 4, [1, 0], {
      method: 'newton',
      grad: (x) => [2 * x[0], -2 * x[1] + 4 * x[1] ** 3],
      hess: (x) => [
        [2, 0],
        [0, -2 + 12 * x[1] ** 2],
      ],
    });
    expect(fun).toBeCloseTo(-0.25, 8);
    expect(Math.abs(x[1])).toBeCloseTo(Math.SQRT1_2, 4);
  });

  test('lowers f at every step, from starts of every curvature', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 2 }),
        (x0) => {
          const { trace = [], success } = minimize(f, x0, { method: 'newton', grad, hess, trace: true });
          expect(success).toBe(true);
          trace.slice(1).forEach(({ fun }, k) => {
            expect(fun).toBeLessThanOrEqual(trace[k].fun);
          });
        },
      ),
    );
  });

  test('is a direction that any line search goes with', () => {
    const method = lineSearchMethod(newton(), backtracking({ shrink: 0.1 }));
    expect(minimize(f, [-1.2, 1], { method, grad, hess }).success).toBe(true);
  });

  test('is as good from differences as from the Hessian itself', () => {
    const given = minimize(f, [-1.2, 1], { method: 'newton', grad, hess });
    const found = minimize(f, [-1.2, 1], { method: 'newton', grad });
    expect(found.nit).toBe(given.nit);
    expect(largest(found.x.map((xi, i) => xi - given.x[i]))).toBeLessThan(1e-6);
  });

  test('finds the minimizer of a quadratic of condition 1e12 to its last digits', () => {
    const square = { n: 2, a: Float64Array.of(1, 1 - 1e-12, 1 - 1e-12, 1) };
    expect(symmetricEigen(rowsOf(square)).values[0]).toBeGreaterThan(0);
    const hessian = rowsOf(square);
    const { x } = minimize((x) => dot(x, times(square.a, x)) / 2, [3, -2], {
      method: 'newton',
      grad: (x) => times(square.a, x),
      hess: () => hessian,
      gtol: 1e-16,
    });
    expect(largest(x)).toBeLessThan(1e-3);
  });
});
