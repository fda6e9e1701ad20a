import fc from 'fast-check';
import {
  exactStep,
  fixedStep,
  hagerZhangDirection,
  type Iterate,
  lineSearchMethod,
  minimize,
  polakRibiere,
} from 'optlab';
import { createProblem } from '../../../lib/src/minimize/problem';
import { problemNamed } from '../../support/problems';
import { largest, positiveDefinite, times, vectors } from '../linalg/symmetric-matrices';

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, part, i) => sum + part * b[i], 0);
const directions = [
  ['Polak and Ribière', polakRibiere],
  ['Hager and Zhang', hagerZhangDirection],
] as const;

/** A direction at the end of one step: from the origin along -g0 by `step`, to where the gradient is g1. */
function second(create: typeof polakRibiere, g0: number[], g1: number[], step = 1) {
  const n = g0.length;
  const direction = create()(createProblem('test', { value: () => 0 }, n));
  const from: Iterate = { x: new Float64Array(n), fun: 1, jac: Float64Array.from(g0) };
  const to: Iterate = { x: Float64Array.from(g0, (g) => -step * g), fun: 0, jac: Float64Array.from(g1) };
  const first = direction.at(from).slice();
  direction.learn?.(from, to);
  return { first, next: direction.at(to).slice(), direction, from, to };
}

describe.each(directions)('the conjugate gradient method of %s', (_, create) => {
  test('minimizes a quadratic of n variables in n steps with exact line searches', () => {
    const cases = positiveDefinite.chain((square) => fc.tuple(fc.constant(square), vectors(square.n)));
    fc.assert(
      fc.property(cases, ([{ n, a }, x0]) => {
        // A diagonal that dominates keeps rounding, which breaks conjugacy, small.
        const matrix = a.map((entry, at) => entry / largest(a) + (at % (n + 1) === 0 ? n : 0));
        const method = lineSearchMethod(
          create(),
          exactStep((d) => times(matrix, Float64Array.from(d))),
        );
        const result = minimize((x) => dot(x, times(matrix, x)) / 2, x0, {
          method,
          grad: (x) => times(matrix, x),
          gtol: 1e-9 * (largest(x0) || 1),
        });
        expect(result.success).toBe(true);
        expect(result.nit).toBeLessThanOrEqual(n);
      }),
    );
  });

  test('goes along directions that are conjugate, and past gradients that are orthogonal', () => {
    const eigenvalues = [1, 2, 5, 10];
    const { trace = [] } = minimize(
      (x) =>
        dot(
          x,
          x.map((xi, i) => eigenvalues[i] * xi),
        ) / 2,
      [1, 1, 1, 1],
      {
        method: lineSearchMethod(
          create(),
          exactStep((d) => Array.from(d, (di, i) => eigenvalues[i] * di)),
        ),
        grad: (x) => x.map((xi, i) => eigenvalues[i] * xi),
        gtol: 1e-10,
        trace: true,
      },
    );
    const steps = trace.slice(1).map(({ x }, k) => x.map((xi, i) => xi - trace[k].x[i]));
    expect(steps).toHaveLength(4);
    for (let k = 0; k < 4; k++) {
      for (let l = 0; l < k; l++) {
        const image = steps[l].map((part, i) => eigenvalues[i] * part);
        const size = Math.sqrt(dot(steps[k], steps[k]) * dot(image, image));
        expect(Math.abs(dot(steps[k], image))).toBeLessThanOrEqual(1e-12 * size + 1e-16);
        const product = Math.abs(dot(trace[k].jac, trace[l].jac));
        expect(product).toBeLessThanOrEqual(
          1e-12 * trace[k].gradientNorm * trace[l].gradientNorm * 4 + 1e-16,
        );
      }
    }
  });

  test('starts along the steepest descent, and again once it is told to forget', () => {
    const { first, direction, to } = second(create, [1, -2], [0.5, 3]);
    expect([...first]).toEqual([-1, 2]);
    expect(direction.reset?.()).toBe(true);
    expect([...direction.at(to)]).toEqual([-0.5, -3]);
    expect(direction.reset?.()).toBe(false);
  });

  test('descends after every pair of gradients', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }).chain((n) => fc.tuple(vectors(n), vectors(n))),
        ([g0, g1]) => {
          fc.pre(largest(g0) > 0 && largest(g1) > 0);
          const { next } = second(create, g0, g1);
          expect(dot(next, g1)).toBeLessThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('expects the decrease of the step before as its first trial', () => {
    const { direction, from, to, next } = second(create, [2, 0], [0, 1], 0.25);
    // f fell by 0.25 * 4 to first order, and the slope is now -|g|^2 = -1.
    expect(dot(next, to.jac)).toBe(-1);
    expect(direction.trial?.(to, from)).toBe(1);
  });

  test('converges where the line search never does what it wants, too', () => {
    const method = lineSearchMethod(create(), fixedStep(1e-3));
    const { f, grad, x0 } = problemNamed('beale');
    const { trace = [] } = minimize(f, x0, { method, grad, trace: true, maxiter: 2000 });
    expect(trace[trace.length - 1].gradientNorm).toBeLessThan(1e-2 * trace[0].gradientNorm);
  });
});

describe('the formulas', () => {
  test("beta of Polak and Ribière is max(0, g1'(g1 - g0) / |g0|^2)", () => {
    // g1'(g1 - g0) = 13 - 1 = 12 and |g0|^2 = 5
    expect([...second(polakRibiere, [1, 2], [-3, 2]).next]).toEqual([3 - 2.4, -2 - 4.8]);
    // g1'(g1 - g0) < 0: the steepest descent
    expect([...second(polakRibiere, [4, 4], [1, 2]).next]).toEqual([-1, -2]);
  });

  test("beta of Hager and Zhang is (y - 2 d |y|^2 / d'y)'g1 / d'y", () => {
    // g0 = (1, 2), d = (-1, -2), g1 = (-3, 2): y = (-4, 0), d'y = 4, |y|^2 = 16, y'g1 = 12, d'g1 = -1
    const beta = (12 - (2 * 16 * -1) / 4) / 4;
    expect([...second(hagerZhangDirection, [1, 2], [-3, 2]).next]).toEqual([3 - beta, -2 - 2 * beta]);
  });

  test("beta of Hager and Zhang does not fall below 0.4 d'g0 / |d|^2, which is -0.4 after the first step", () => {
    // y = (-1, 4), d = -g0 = (-1, 0), d'y = 1, |y|^2 = 17, y'g1 = 16, d'g1 = 0: beta = 16, no bound
    expect([...second(hagerZhangDirection, [1, 0], [0, 4]).next]).toEqual([-16, -4]);
    // y = (-9, 1), d'y = 9, |y|^2 = 82, y'g1 = 73, d'g1 = 8: beta = (73 - 1312 / 9) / 9 = -8.1
    const { next } = second(hagerZhangDirection, [1, 0], [-8, 1]);
    expect(next[0]).toBeCloseTo(8.4, 12);
    expect(next[1]).toBe(-1);
  });

  test("g'd <= -7/8 |g|^2 with Hager and Zhang's, wherever the slope has risen", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }).chain((n) => fc.tuple(vectors(n), vectors(n))),
        ([g0, g1]) => {
          const y = g1.map((g, i) => g - g0[i]);
          fc.pre(largest(g1) > 0 && -dot(g0, y) > 0);
          const { next } = second(hagerZhangDirection, g0, g1);
          const size = dot(g1, g1) + Math.sqrt(dot(next, next) * dot(g1, g1));
          expect(dot(next, g1)).toBeLessThanOrEqual((-7 / 8) * dot(g1, g1) + 1e-14 * size);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('Hager and Zhang restart where the slope has not risen', () => {
    expect([...second(hagerZhangDirection, [1, 0], [2, 1]).next]).toEqual([-2, -1]);
  });
});
