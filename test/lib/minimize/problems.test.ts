import { centralDifferences } from 'optlab';
import oracle from '../../oracles/minimize.json';
import recorded from '../../oracles/problems.json';
import { problemNamed, problems, type TestProblem, type Vector } from '../../support/problems';

/** The largest difference, relative to the largest entry. */
function distance(a: Vector, b: Vector): number {
  const scale = Math.max(...b.map(Math.abs), Number.MIN_VALUE);
  return Math.max(...Array.from(a, (each, i) => Math.abs(each - b[i]))) / scale;
}

const largest = (x: Vector): number => Math.max(...x.map(Math.abs));
const squares = (x: Float64Array): number => x.reduce((sum, each) => sum + each * each, 0);

/** 2 J'r. */
function gradientOf({ n, residuals, jacobian }: TestProblem, x: Vector): Float64Array {
  const r = residuals(x);
  const gradient = new Float64Array(n);
  jacobian(x).forEach((row, i) => {
    for (let j = 0; j < n; j++) gradient[j] += 2 * r[i] * row[j];
  });
  return gradient;
}

const near = (each: TestProblem): number[] => each.x0.map((x, i) => x + 0.01 * Math.sin(3 * i + 1));

test('all 35 problems are there, each under a name of its own', () => {
  expect(new Set(problems.map(({ number }) => number)).size).toBe(35);
  expect(new Set(problems.map(({ name }) => name)).size).toBe(problems.length);
  expect(recorded.results.map(({ problem }) => problem)).toEqual(problems.map(({ name }) => name));
});

describe.each(problems.map((each) => [each.name, each] as const))('%s', (name, each) => {
  const { f, grad, residuals, jacobian, x0, n, m, minima } = each;
  const numpy = recorded.results.find(({ problem }) => problem === name) as (typeof recorded.results)[0];

  test('has the value and the slope that numpy finds at the start', () => {
    expect(x0).toHaveLength(n);
    expect(Math.abs(f(x0) / numpy.f0 - 1)).toBeLessThan(1e-12);
    expect(Math.abs(largest(grad(x0)) / numpy.gradInf0 - 1)).toBeLessThan(1e-12);
  });

  test('has the gradient that complex steps find near the start', () => {
    if (!numpy.near) return expect(name).toBe('extended_rosenbrock1000');
    expect(Math.abs(f(numpy.near.x) / numpy.near.f - 1)).toBeLessThan(1e-12);
    expect(distance(grad(numpy.near.x), numpy.near.grad)).toBeLessThan(1e-12);
  });

  test("is the sum of the squares of its residuals, and its gradient 2 J'r", () => {
    const x = near(each);
    expect(residuals(x)).toHaveLength(m);
    expect(Math.abs(squares(residuals(x)) / f(x) - 1)).toBeLessThan(1e-12);
    expect(distance(gradientOf(each, x), grad(x))).toBeLessThan(1e-12);
  });

  test('has the Jacobian that differences find', () => {
    const x = near(each);
    const r = residuals(x);
    const rows = jacobian(x);
    // The large problem repeats its first residuals.
    for (let i = 0; i < (n > 200 ? 2 : m); i++) {
      const row = centralDifferences((at) => residuals(at)[i], x);
      // Truncation, and rounding over the step of differences.
      const allowed = 1e-6 * largest(rows[i]) + Number.EPSILON ** (2 / 3) * Math.abs(r[i]);
      expect(largest(row.map((slope, j) => slope - rows[i][j]))).toBeLessThanOrEqual(allowed);
    }
  });

  test('has a published minimum that a SciPy method comes near', () => {
    const found = Object.values(numpy.methods ?? largeRuns(name)).map(({ fun }) => fun);
    // Six digits are published; SciPy stops at a slope of 1e-5, which leaves up to 1e-6 of f.
    const gap = Math.min(
      ...minima.flatMap((least) => found.map((fun) => Math.abs(fun - least) / (1 + 5 * least))),
    );
    expect(gap).toBeLessThan(1e-6);
  });
});

const largeRuns = (name: string) =>
  (oracle.results.find(({ problem }) => problem === name) as (typeof oracle.results)[0]).methods;

test.each(oracle.results)('$problem starts as the oracle says', ({ problem, x0, f0, gradInf0 }) => {
  const each = problemNamed(problem);
  const start = Array.isArray(x0)
    ? x0
    : Array.from({ length: x0.n }, (_, i) => x0.pattern[i % x0.pattern.length]);
  expect(distance(each.x0, start)).toBeLessThan(1e-15);
  expect(Math.abs(each.f(each.x0) / f0 - 1)).toBeLessThan(1e-12);
  expect(Math.abs(largest(each.grad(each.x0)) / gradInf0 - 1)).toBeLessThan(1e-12);
});
