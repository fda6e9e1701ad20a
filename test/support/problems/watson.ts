import { problem, repeated, sparse, type TestProblem, type Vector } from './problem';

const least: Readonly<Record<number, number>> = { 6: 2.28767e-3, 9: 1.39976e-6, 12: 4.72238e-10 };

/** A polynomial that solves a differential equation: ill conditioned more and more with n. */
export function watson(n: 6 | 9 | 12): TestProblem {
  // Of all t, row by row: the powers of a polynomial, and their derivatives.
  const powers = Float64Array.from(
    { length: 29 * n },
    (_, at) => ((Math.floor(at / n) + 1) / 29) ** (at % n),
  );
  const rates = powers.map((_, at) => (at % n > 0 ? (at % n) * powers[at - 1] : 0));
  /** The value and the residual at the t of a row. */
  const rowAt = (x: Vector, row: number): [number, number] => {
    let [value, derivative] = [0, 0];
    for (let j = 0; j < n; j++) {
      value += x[j] * powers[row * n + j];
      derivative += x[j] * rates[row * n + j];
    }
    return [value, derivative - value * value - 1];
  };
  return problem({
    name: `watson${n}`,
    number: 20,
    m: 31,
    x0: repeated(n, 0),
    minima: [least[n]],
    residual(x, i) {
      if (i === 30) return x[0];
      if (i === 31) return x[1] - x[0] ** 2 - 1;
      return rowAt(x, i - 1)[1];
    },
    slopes(x, i) {
      if (i === 30) return sparse(n, [1, 1]);
      if (i === 31) return sparse(n, [1, -2 * x[0]], [2, 1]);
      const twice = 2 * rowAt(x, i - 1)[0];
      const row: number[] = [];
      for (let at = (i - 1) * n; at < i * n; at++) row.push(rates[at] - twice * powers[at]);
      return row;
    },
    f(x) {
      const last = x[1] - x[0] * x[0] - 1;
      let total = x[0] * x[0] + last * last;
      for (let row = 0; row < 29; row++) {
        const rest = rowAt(x, row)[1];
        total += rest * rest;
      }
      return total;
    },
    grad(x) {
      const total = new Float64Array(n);
      const last = 2 * (x[1] - x[0] * x[0] - 1);
      total[0] = 2 * x[0] * (1 - last);
      total[1] = last;
      for (let row = 0; row < 29; row++) {
        const [value, rest] = rowAt(x, row);
        for (let j = 0; j < n; j++) {
          total[j] += 2 * rest * (rates[row * n + j] - 2 * value * powers[row * n + j]);
        }
      }
      return total;
    },
  });
}
