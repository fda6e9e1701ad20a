import { problem, repeated, sparse, sum, type TestProblem, type Vector } from './problem';

const least: Readonly<Record<number, number>> = { 6: 2.28767e-3, 9: 1.39976e-6, 12: 4.72238e-10 };

/** A polynomial that solves a differential equation: ill conditioned more and more with n. */
export function watson(n: 6 | 9 | 12): TestProblem {
  const polynomial = (x: Vector, t: number): number => sum(n, (j) => x[j - 1] * t ** (j - 1));
  return problem({
    name: `watson${n}`,
    number: 20,
    m: 31,
    x0: repeated(n, 0),
    minima: [least[n]],
    residual(x, i) {
      if (i === 30) return x[0];
      if (i === 31) return x[1] - x[0] ** 2 - 1;
      const t = i / 29;
      const derivative = sum(n - 1, (j) => j * x[j] * t ** (j - 1));
      return derivative - polynomial(x, t) ** 2 - 1;
    },
    slopes(x, i) {
      if (i === 30) return sparse(n, [1, 1]);
      if (i === 31) return sparse(n, [1, -2 * x[0]], [2, 1]);
      const t = i / 29;
      const twice = 2 * polynomial(x, t);
      return Float64Array.from({ length: n }, (_, j) => (j > 0 ? j * t ** (j - 1) : 0) - twice * t ** j);
    },
  });
}
