import { problem, repeated, sum, type TestProblem, type Vector } from './problem';

/** From the standard start most methods end at a local minimizer, whose value for n = 10 is 2.79506e-5. */
export function trigonometric(n: number): TestProblem {
  const missing = (x: Vector): number => n - sum(n, (j) => Math.cos(x[j - 1]));
  const own = (xi: number, i: number): number => i * (1 - Math.cos(xi)) - Math.sin(xi);
  return problem({
    name: `trigonometric${n}`,
    number: 26,
    m: n,
    x0: repeated(n, 1 / n),
    minima: n === 10 ? [0, 2.79506e-5] : [0],
    residual: (x, i) => missing(x) + own(x[i - 1], i),
    slopes(x, i) {
      const row = Float64Array.from(x, Math.sin);
      row[i - 1] += i * Math.sin(x[i - 1]) - Math.cos(x[i - 1]);
      return row;
    },
    f(x) {
      const all = missing(x);
      return sum(n, (i) => (all + own(x[i - 1], i)) ** 2);
    },
    grad(x) {
      const all = missing(x);
      const residuals = Float64Array.from({ length: n }, (_, i) => all + own(x[i], i + 1));
      const total = sum(n, (i) => residuals[i - 1]);
      return residuals.map((r, i) => {
        const sine = Math.sin(x[i]);
        return 2 * (total * sine + r * ((i + 1) * sine - Math.cos(x[i])));
      });
    },
  });
}
