import { problem, sparse, sum, type TestProblem } from './problem';

const start = (n: number): number[] =>
  Array.from({ length: n }, (_, j) => {
    const t = (j + 1) / (n + 1);
    return t * (t - 1);
  });

/** The boundary value problem u'' = (u + t + 1)^3 / 2, u(0) = u(1) = 0, by differences. */
export function discreteBoundaryValue(n: number): TestProblem {
  const h = 1 / (n + 1);
  return problem({
    name: `discrete_boundary_value${n}`,
    number: 28,
    m: n,
    x0: start(n),
    minima: [0],
    residual: (x, i) =>
      2 * x[i - 1] - (i > 1 ? x[i - 2] : 0) - (i < n ? x[i] : 0) + (h ** 2 * (x[i - 1] + i * h + 1) ** 3) / 2,
    slopes(x, i) {
      const row = sparse(n, [i, 2 + 1.5 * h ** 2 * (x[i - 1] + i * h + 1) ** 2]);
      if (i > 1) row[i - 2] = -1;
      if (i < n) row[i] = -1;
      return row;
    },
  });
}

/** The same problem as an integral equation: every residual depends on every variable. */
export function discreteIntegralEquation(n: number): TestProblem {
  const h = 1 / (n + 1);
  /** Green's function, whose first argument is the place of the residual. */
  const green = (i: number, j: number): number => (j <= i ? (1 - i * h) * j * h : i * h * (1 - j * h));
  return problem({
    name: `discrete_integral_equation${n}`,
    number: 29,
    m: n,
    x0: start(n),
    minima: [0],
    residual(x, i) {
      return x[i - 1] + (h * sum(n, (j) => green(i, j) * (x[j - 1] + j * h + 1) ** 3)) / 2;
    },
    slopes: (x, i) =>
      Float64Array.from({ length: n }, (_, at) => {
        const j = at + 1;
        return (j === i ? 1 : 0) + 1.5 * h * green(i, j) * (x[at] + j * h + 1) ** 2;
      }),
  });
}
