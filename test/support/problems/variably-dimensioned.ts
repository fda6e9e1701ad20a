import { problem, rowOf, sparse, sum, type TestProblem, type Vector } from './problem';

export function variablyDimensioned(n: number): TestProblem {
  const weighted = (x: Vector): number => sum(n, (j) => j * (x[j - 1] - 1));
  return problem({
    name: `variably_dimensioned${n}`,
    number: 25,
    m: n + 2,
    x0: Array.from({ length: n }, (_, j) => 1 - (j + 1) / n),
    minima: [0],
    residual: (x, i) => (i <= n ? x[i - 1] - 1 : weighted(x) ** (i - n)),
    slopes(x, i) {
      if (i <= n) return sparse(n, [i, 1]);
      const factor = i === n + 1 ? 1 : 2 * weighted(x);
      return rowOf(n, (j) => j * factor);
    },
    f(x) {
      const square = weighted(x) ** 2;
      return sum(n, (j) => (x[j - 1] - 1) ** 2) + square + square * square;
    },
    grad(x) {
      const s = weighted(x);
      const factor = 2 * s + 4 * s ** 3;
      return Float64Array.from({ length: n }, (_, j) => 2 * (x[j] - 1) + (j + 1) * factor);
    },
  });
}
