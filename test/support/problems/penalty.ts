import { problem, repeated, rowOf, sparse, sum, type TestProblem } from './problem';

const a = Math.sqrt(1e-5);
const least1: Readonly<Record<number, number>> = { 4: 2.24997e-5, 10: 7.08765e-5 };
const least2: Readonly<Record<number, number>> = { 4: 9.37629e-6, 10: 2.9366e-4 };

/** A sphere of radius 1/2 as a penalty, and a weak pull outwards. */
export function penalty1(n: 4 | 10): TestProblem {
  return problem({
    name: `penalty1_${n}`,
    number: 23,
    m: n + 1,
    x0: Array.from({ length: n }, (_, i) => i + 1),
    minima: [least1[n]],
    residual: (x, i) => (i <= n ? a * (x[i - 1] - 1) : sum(n, (j) => x[j - 1] ** 2) - 0.25),
    slopes: (x, i) => (i <= n ? sparse(n, [i, a]) : rowOf(n, (j) => 2 * x[j - 1])),
  });
}

/** An ellipsoid as a penalty, and weak exponentials. */
export function penalty2(n: 4 | 10): TestProblem {
  const power = (x: number): number => Math.exp(x / 10);
  return problem({
    name: `penalty2_${n}`,
    number: 24,
    m: 2 * n,
    x0: repeated(n, 0.5),
    minima: [least2[n]],
    residual(x, i) {
      if (i === 1) return x[0] - 0.2;
      if (i <= n) return a * (power(x[i - 1]) + power(x[i - 2]) - power(i) - power(i - 1));
      if (i < 2 * n) return a * (power(x[i - n]) - power(-1));
      return sum(n, (j) => (n - j + 1) * x[j - 1] ** 2) - 1;
    },
    slopes(x, i) {
      if (i === 1) return sparse(n, [1, 1]);
      if (i <= n) return sparse(n, [i, (a * power(x[i - 1])) / 10], [i - 1, (a * power(x[i - 2])) / 10]);
      if (i < 2 * n) return sparse(n, [i - n + 1, (a * power(x[i - n])) / 10]);
      return rowOf(n, (j) => 2 * (n - j + 1) * x[j - 1]);
    },
  });
}
