import { problem, repeated, sparse, type TestProblem, type Vector } from './problem';

export function broydenTridiagonal(n: number): TestProblem {
  const residualAt = (x: Vector, j: number): number =>
    (3 - 2 * x[j]) * x[j] - (j > 0 ? x[j - 1] : 0) - 2 * (j + 1 < n ? x[j + 1] : 0) + 1;
  return problem({
    name: `broyden_tridiagonal${n}`,
    number: 30,
    m: n,
    x0: repeated(n, -1),
    minima: [0],
    residual: (x, i) => residualAt(x, i - 1),
    slopes(x, i) {
      const row = sparse(n, [i, 3 - 4 * x[i - 1]]);
      if (i > 1) row[i - 2] = -1;
      if (i < n) row[i] = -2;
      return row;
    },
    f(x) {
      let total = 0;
      for (let j = 0; j < n; j++) {
        const rest = residualAt(x, j);
        total += rest * rest;
      }
      return total;
    },
    grad(x) {
      const total = new Float64Array(n);
      for (let j = 0; j < n; j++) {
        const twice = 2 * residualAt(x, j);
        total[j] += twice * (3 - 4 * x[j]);
        if (j > 0) total[j - 1] -= twice;
        if (j + 1 < n) total[j + 1] -= 2 * twice;
      }
      return total;
    },
  });
}

/** Five variables below each, and one above. */
export function broydenBanded(n: number): TestProblem {
  const band = (i: number): number[] => {
    const [low, high] = [Math.max(1, i - 5), Math.min(n, i + 1)];
    return Array.from({ length: high - low + 1 }, (_, k) => low + k).filter((j) => j !== i);
  };
  const residualAt = (x: Vector, i: number): number => {
    let rest = x[i] * (2 + 5 * x[i] * x[i]) + 1;
    for (let j = Math.max(0, i - 5); j <= Math.min(n - 1, i + 1); j++) if (j !== i) rest -= x[j] * (1 + x[j]);
    return rest;
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
    f(x) {
      let total = 0;
      for (let i = 0; i < n; i++) {
        const rest = residualAt(x, i);
        total += rest * rest;
      }
      return total;
    },
    grad(x) {
      const total = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        const twice = 2 * residualAt(x, i);
        total[i] += twice * (2 + 15 * x[i] * x[i]);
        for (let j = Math.max(0, i - 5); j <= Math.min(n - 1, i + 1); j++) {
          if (j !== i) total[j] -= twice * (1 + 2 * x[j]);
        }
      }
      return total;
    },
  });
}
