import { problem, repeated, sparse, sum, type TestProblem, type Vector } from './problem';

export function linearFullRank(n: number, m: number): TestProblem {
  return problem({
    name: `linear_full_rank${n}`,
    number: 32,
    m,
    x0: repeated(n, 1),
    minima: [m - n],
    residual: (x, i) => (i <= n ? x[i - 1] : 0) - (2 / m) * sum(n, (j) => x[j - 1]) - 1,
    slopes: (_, i) => (i <= n ? sparse(n, [i, 1]) : new Float64Array(n)).map((own) => own - 2 / m),
  });
}

/** Every residual is a multiple of one sum: the minimizers fill a hyperplane. */
export function linearRank1(n: number, m: number): TestProblem {
  const weighted = (x: Vector): number => sum(n, (j) => j * x[j - 1]);
  return problem({
    name: `linear_rank1_${n}`,
    number: 33,
    m,
    x0: repeated(n, 1),
    minima: [(m * (m - 1)) / (2 * (2 * m + 1))],
    residual: (x, i) => i * weighted(x) - 1,
    slopes: (_, i) => Float64Array.from({ length: n }, (_x, j) => i * (j + 1)),
  });
}

/** Rank 1 with columns and rows of zeros: f does not depend on the first and the last variable. */
export function linearRank1Zeros(n: number, m: number): TestProblem {
  const isInner = (j: number, count: number): boolean => j > 1 && j < count;
  return problem({
    name: `linear_rank1_zeros${n}`,
    number: 34,
    m,
    x0: repeated(n, 1),
    minima: [(m ** 2 + 3 * m - 6) / (2 * (2 * m - 3))],
    residual(x, i) {
      if (!isInner(i, m)) return -1;
      return (i - 1) * sum(n, (j) => (isInner(j, n) ? j * x[j - 1] : 0)) - 1;
    },
    slopes: (_, i) =>
      Float64Array.from({ length: n }, (_x, j) =>
        isInner(i, m) && isInner(j + 1, n) ? (i - 1) * (j + 1) : 0,
      ),
  });
}
