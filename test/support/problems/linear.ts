import { problem, repeated, rowOf, sparse, sum, type TestProblem, type Vector } from './problem';

function sumOf(x: Vector): number {
  let total = 0;
  for (let j = 0; j < x.length; j++) total += x[j];
  return total;
}

export function linearFullRank(n: number, m: number): TestProblem {
  return problem({
    name: `linear_full_rank${n}`,
    number: 32,
    m,
    x0: repeated(n, 1),
    minima: [m - n],
    residual: (x, i) => (i <= n ? x[i - 1] : 0) - (2 / m) * sum(n, (j) => x[j - 1]) - 1,
    slopes: (_, i) => (i <= n ? sparse(n, [i, 1]) : new Float64Array(n)).map((own) => own - 2 / m),
    f(x) {
      const shift = (2 / m) * sumOf(x) + 1;
      let total = (m - n) * shift * shift;
      for (let j = 0; j < n; j++) total += (x[j] - shift) * (x[j] - shift);
      return total;
    },
    grad(x) {
      const total = sumOf(x);
      const shift = (2 / m) * total + 1;
      const all = (4 / m) * (total - m * shift);
      return Float64Array.from(x, (xj) => 2 * (xj - shift) - all);
    },
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
    slopes: (_, i) => rowOf(n, (j) => i * j),
    f(x) {
      const all = weighted(x);
      let total = 0;
      for (let i = 1; i <= m; i++) total += (i * all - 1) * (i * all - 1);
      return total;
    },
    grad(x) {
      const all = weighted(x);
      let share = 0;
      for (let i = 1; i <= m; i++) share += 2 * i * (i * all - 1);
      const total = new Float64Array(n);
      for (let j = 0; j < n; j++) total[j] = share * (j + 1);
      return total;
    },
  });
}

/** Rank 1 with columns and rows of zeros: f does not depend on the first and the last variable. */
export function linearRank1Zeros(n: number, m: number): TestProblem {
  const isInner = (j: number, count: number): boolean => j > 1 && j < count;
  const weighted = (x: Vector): number => {
    let total = 0;
    for (let j = 1; j < n - 1; j++) total += (j + 1) * x[j];
    return total;
  };
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
    slopes: (_, i) => rowOf(n, (j) => (isInner(i, m) && isInner(j, n) ? (i - 1) * j : 0)),
    f(x) {
      const all = weighted(x);
      let total = 2;
      for (let i = 1; i < m - 1; i++) total += (i * all - 1) * (i * all - 1);
      return total;
    },
    grad(x) {
      const all = weighted(x);
      let share = 0;
      for (let i = 1; i < m - 1; i++) share += 2 * i * (i * all - 1);
      const total = new Float64Array(n);
      for (let j = 1; j < n - 1; j++) total[j] = share * (j + 1);
      return total;
    },
  });
}
