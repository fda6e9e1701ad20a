import { problem, repeated, sparse, type TestProblem } from './problem';

/** Rosenbrock's curved valley in each pair of coordinates: separable pairs, not the chained form. */
function valleys(name: string, number: number, n: number): TestProblem {
  return problem({
    name,
    number,
    m: n,
    x0: repeated(n, -1.2, 1),
    minima: [0],
    residual: (x, i) => (i % 2 === 1 ? 10 * (x[i] - x[i - 1] ** 2) : 1 - x[i - 2]),
    slopes: (x, i) => (i % 2 === 1 ? sparse(n, [i, -20 * x[i - 1]], [i + 1, 10]) : sparse(n, [i - 1, -1])),
    f(x) {
      let sum = 0;
      for (let i = 0; i < n; i += 2) {
        const bend = x[i + 1] - x[i] * x[i];
        const rest = 1 - x[i];
        sum += 100 * bend * bend + rest * rest;
      }
      return sum;
    },
    grad(x, slopes = new Float64Array(n)) {
      for (let i = 0; i < n; i += 2) {
        const bend = x[i + 1] - x[i] * x[i];
        slopes[i] = -400 * x[i] * bend - 2 * (1 - x[i]);
        slopes[i + 1] = 200 * bend;
      }
      return slopes;
    },
  });
}

export const rosenbrock = valleys('rosenbrock', 1, 2);

/** @param n an even number */
export const extendedRosenbrock = (n: number): TestProblem => valleys(`extended_rosenbrock${n}`, 21, n);
