import fc from 'fast-check';
import { type Iterate, minimize, newtonCg } from 'optlab';
import { eisenstatWalker } from '../../../lib/src/minimize/directions/forcing';
import { createProblem } from '../../../lib/src/minimize/problem';
import { problemNamed } from '../../support/problems';
import {
  largest,
  positiveDefinite,
  type Square,
  symmetricMatrices,
  times,
  vectors,
} from '../linalg/symmetric-matrices';

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, part, i) => sum + part * b[i], 0);
const length = (a: ArrayLike<number>) => Math.sqrt(dot(a, a));
const withGradient = (squares: fc.Arbitrary<Square>) =>
  squares
    .chain((square) => fc.tuple(fc.constant(square), vectors(square.n)))
    .filter(([, jac]) => largest(jac) > 0);

/** The direction where the Hessian is as given, along gradients of these multiples of one. */
function directionsOf({ n, a }: Square, jac: number[], sizes: number[]): Float64Array[] {
  const problem = createProblem('test', { value: () => 0, hessp: (_, v) => times(a, v) }, n);
  const direction = newtonCg()(problem);
  return sizes.map((size) => {
    const from: Iterate = { x: new Float64Array(n), fun: 0, jac: Float64Array.from(jac, (g) => size * g) };
    return direction.at(from);
  });
}

describe('the truncated Newton direction', () => {
  test('solves the Newton system to the forcing term where the Hessian is positive definite', () => {
    fc.assert(
      fc.property(withGradient(positiveDefinite), ([square, jac]) => {
        const sizes = [1, 0.1, 0.001];
        const etas = [0.3, 0.9 * 0.1 ** 2, 0.9 * 0.01 ** 2];
        directionsOf(square, jac, sizes).forEach((direction, k) => {
          const g = jac.map((slope) => sizes[k] * slope);
          const residual = times(square.a, direction).map((part, i) => part + g[i]);
          expect(length(residual)).toBeLessThanOrEqual(etas[k] * length(g) * (1 + 1e-9));
        });
      }),
    );
  });

  test('descends always, whatever the Hessian', () => {
    fc.assert(
      fc.property(withGradient(symmetricMatrices), ([square, jac]) => {
        for (const direction of directionsOf(square, jac, [1, 1e-3])) {
          expect(dot(direction, jac)).toBeLessThan(0);
          expect(direction.every(Number.isFinite)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is the steepest descent, as long as its curvature says, where that is negative', () => {
    const [direction] = directionsOf({ n: 2, a: Float64Array.of(-4, 0, 0, -4) }, [2, 0], [1]);
    expect([...direction]).toEqual([-0.5, 0]);
  });

  test('is no longer than x is far, or 1, where there is no curvature', () => {
    const [direction] = directionsOf({ n: 2, a: new Float64Array(4) }, [3e-5, 4e-5], [1]);
    expect(direction[0]).toBeCloseTo(-0.6, 12);
    expect(direction[1]).toBeCloseTo(-0.8, 12);
  });

  test('keeps what conjugate gradients had reached before they met negative curvature', () => {
    // The first direction -g = (-1, -0.5) has curvature 3 - 0.25; the second one would be the negative axis.
    const square = { n: 2, a: Float64Array.of(3, 0, 0, -1) };
    const [direction] = directionsOf(square, [1, 0.5], [1]);
    const t = 1.25 / 2.75;
    expect(direction[0]).toBeCloseTo(-t, 12);
    expect(direction[1]).toBeCloseTo(-t / 2, 12);
  });
});

describe("the forcing terms of Eisenstat and Walker's second choice", () => {
  test('begin at 0.3, never exceed it, and fall with the square of the gradient', () => {
    const forcing = eisenstatWalker();
    const etas = [1, 10, 5, 0.5, 0.005].map(forcing);
    [0.3, 0.3, 0.225, 0.009, 9e-5].forEach((expected, k) => {
      expect(etas[k]).toBeCloseTo(expected, 12);
    });
  });

  test('do not depend on the units of f', () => {
    const [one, other] = [eisenstatWalker(), eisenstatWalker()];
    for (const size of [3, 2, 0.7, 0.01, 1e-6]) expect(other(size * 2 ** 20)).toBe(one(size));
  });
});

describe('newton-cg', () => {
  test('converges faster than linearly: the ratio of the errors falls to 0', () => {
    const scales = [1, 4, 9, 16, 25];
    const { trace = [] } = minimize(
      (x) => x.reduce((sum, xi, i) => sum + scales[i] * (Math.exp(xi) - xi), 0),
      [0.8, -0.7, 0.9, -0.4, 0.5],
      {
        method: 'newton-cg',
        grad: (x) => x.map((xi, i) => scales[i] * (Math.exp(xi) - 1)),
        hessp: (x, v) => v.map((vi, i) => scales[i] * Math.exp(x[i]) * vi),
        gtol: 1e-12,
        trace: true,
      },
    );
    const errors = trace.map(({ x }) => length(x));
    expect(errors.pop()).toBeLessThan(1e-12);
    const ratios = errors.slice(1).map((error, k) => error / errors[k]);
    expect(ratios[ratios.length - 1]).toBeLessThan(1e-2);
  });

  test('minimizes a function of 1000 variables with products alone', () => {
    const { f, grad, x0 } = problemNamed('extended_rosenbrock1000');
    const { success, fun, nhev } = minimize(f, x0, {
      method: 'newton-cg',
      grad,
      hessp: (x, v) => {
        const image = new Float64Array(v.length);
        for (let i = 0; i < v.length; i += 2) {
          image[i] = (1200 * x[i] ** 2 - 400 * x[i + 1] + 2) * v[i] - 400 * x[i] * v[i + 1];
          image[i + 1] = -400 * x[i] * v[i] + 200 * v[i + 1];
        }
        return image;
      },
    });
    expect(success).toBe(true);
    expect(fun).toBeLessThan(1e-6);
    // A Hessian would have taken 1000 products.
    expect(nhev).toBeLessThan(300);
  });
});
