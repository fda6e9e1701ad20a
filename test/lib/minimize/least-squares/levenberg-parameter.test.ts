import fc from 'fast-check';
import { cholesky, solveCholesky } from 'optlab';
import { euclideanNorm } from '../../../../lib/src/linalg/norm';
import { solveDamped } from '../../../../lib/src/minimize/least-squares/damped';
import { levenbergParameter } from '../../../../lib/src/minimize/least-squares/levenberg-parameter';

/** R with entries on its diagonal from 1/2 on, q, and a scale. */
const triangles = fc.integer({ min: 1, max: 5 }).chain((n) => {
  const numbers = (length: number) =>
    fc
      .array(fc.integer({ min: -50, max: 50 }), { minLength: length, maxLength: length })
      .map((k) => k.map((i) => i / 10));
  return fc.tuple(numbers(n * n), numbers(n), numbers(n)).map(([entries, q, scale]) => ({
    n,
    r: Float64Array.from(entries, (each, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      return j < i ? 0 : j > i ? each : each < 0 ? each - 0.5 : each + 0.5;
    }),
    q: Float64Array.from(q),
    scale: Float64Array.from(scale, (each) => Math.abs(each) + 0.2),
  }));
});

/** (R'R + E^2)^-1 R'q by the normal equations. */
function byNormalEquations(r: Float64Array, q: Float64Array, e: Float64Array): Float64Array {
  const n = q.length;
  const matrix = new Float64Array(n * n);
  const right = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      right[i] += r[k * n + i] * q[k];
      for (let j = 0; j < n; j++) matrix[i * n + j] += r[k * n + i] * r[k * n + j];
    }
    matrix[k * n + k] += e[k] ** 2;
  }
  const factor = cholesky(matrix, n);
  if (!factor) throw new Error('not positive definite');
  return solveCholesky(factor, right);
}

const close = (x: Float64Array, y: Float64Array, tolerance: number) =>
  expect(Math.max(...x.map((each, i) => Math.abs(each - y[i])))).toBeLessThan(
    tolerance * Math.max(1, euclideanNorm(y)),
  );

test('rotations solve the damped problem as the normal equations do', () => {
  fc.assert(
    fc.property(triangles, ({ r, q, scale, n }) => {
      const { solution, triangle } = solveDamped(r, q, scale);
      close(solution, byNormalEquations(r, q, scale), 1e-8);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let [before, after] = [i === j ? scale[i] ** 2 : 0, 0];
          for (let k = 0; k < n; k++) {
            before += r[k * n + i] * r[k * n + j];
            after += triangle[k * n + i] * triangle[k * n + j];
          }
          expect(after).toBeCloseTo(before, 8);
        }
      }
    }),
  );
});

test('the step is the one of lambda, and as long as the radius within a tenth, or the shorter one of Gauss and Newton', () => {
  fc.assert(
    fc.property(triangles, fc.double({ min: 1e-3, max: 10, noNaN: true }), ({ r, q, scale }, radius) => {
      const { lambda, step } = levenbergParameter({ r, q, scale, radius }, 0);
      const length = euclideanNorm(step.map((each, j) => scale[j] * each));
      close(
        step,
        byNormalEquations(
          r,
          q,
          scale.map((each) => Math.sqrt(lambda) * each),
        ),
        1e-6,
      );
      expect(length).toBeLessThanOrEqual(1.1 * radius * (1 + 1e-12));
      if (lambda > 0) expect(length).toBeGreaterThanOrEqual(0.9 * radius * (1 - 1e-12));
    }),
    { numRuns: 500 },
  );
});

test('a zero on the diagonal of R is no obstacle', () => {
  const r = Float64Array.of(2, 1, 0, 0);
  const { lambda, step } = levenbergParameter(
    { r, q: Float64Array.of(4, 0), scale: Float64Array.of(1, 1), radius: 0.5 },
    0,
  );
  expect(lambda).toBeGreaterThan(0);
  expect(Math.abs(euclideanNorm(step) / 0.5 - 1)).toBeLessThanOrEqual(0.1);
});
