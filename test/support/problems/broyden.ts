import { problem, repeated, sparse, type TestProblem } from './problem';

export function broydenTridiagonal(n: number): TestProblem {
  return problem({
    name: `broyden_tridiagonal${n}`,
    number: 30,
    m: n,
    x0: repeated(n, -1),
    minima: [0],
    residual: (x, i) => (3 - 2 * x[i - 1]) * x[i - 1] - (i > 1 ? x[i - 2] : 0) - 2 * (i < n ? x[i] : 0) + 1,
    slopes(x, i) {
      const row = sparse(n, [i, 3 - 4 * x[i - 1]]);
      if (i > 1) row[i - 2] = -1;
      if (i < n) row[i] = -2;
      return row;
    },
  });
}

/** Five variables below each, and one above. */
export function broydenBanded(n: number): TestProblem {
  const band = (i: number): number[] => {
    const [low, high] = [Math.max(1, i - 5), Math.min(n, i + 1)];
    return Array.from({ length: high - low + 1 }, (_, k) => low + k).filter((j) => j !== i);
  };
  return problem({
    name: `broyden_banded${n}`,
    number: 31,
    m: n,
    x0: repeated(n, -1),
    minima: [0],
    residual: (x, i) =>
      x[i - 1] * (2 + 5 * x[i - 1] ** 2) + 1 - band(i).reduce((sum, j) => sum + x[j - 1] * (1 + x[j - 1]), 0),
    slopes: (x, i) =>
      sparse(n, [i, 2 + 15 * x[i - 1] ** 2], ...band(i).map((j) => [j, -1 - 2 * x[j - 1]] as const)),
  });
}
