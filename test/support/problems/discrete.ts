import { problem, sparse, sum, type TestProblem, type Vector } from './problem';

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
  /** All sums over j of green(i, j) v_j; of green(j, i) v_j too, since it is symmetric. */
  const greenTimes = (v: Float64Array): Float64Array => {
    const product = new Float64Array(n);
    let [below, above] = [0, 0];
    for (let i = 0, j = n - 1; i < n; i++, j--) {
      below += (i + 1) * h * v[i];
      product[i] += (1 - (i + 1) * h) * below;
      product[j] += (j + 1) * h * above;
      above += (1 - (j + 1) * h) * v[j];
    }
    return product;
  };
  const residualsAt = (x: Vector): Float64Array => {
    const cubes = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      const shifted = x[j] + (j + 1) * h + 1;
      cubes[j] = shifted * shifted * shifted;
    }
    const residuals = greenTimes(cubes);
    for (let j = 0; j < n; j++) residuals[j] = x[j] + (h * residuals[j]) / 2;
    return residuals;
  };
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
    f(x) {
      const residuals = residualsAt(x);
      let total = 0;
      for (let j = 0; j < n; j++) total += residuals[j] * residuals[j];
      return total;
    },
    grad(x) {
      const residuals = residualsAt(x);
      const total = greenTimes(residuals);
      for (let j = 0; j < n; j++) {
        const shifted = x[j] + (j + 1) * h + 1;
        total[j] = 2 * residuals[j] + 3 * h * shifted * shifted * total[j];
      }
      return total;
    },
  });
}
