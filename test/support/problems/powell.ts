import { problem, repeated, sparse, type TestProblem } from './problem';

export const powellBadlyScaled = problem({
  name: 'powell_badly_scaled',
  number: 3,
  m: 2,
  x0: [0, 1],
  minima: [0],
  residual: ([x1, x2], i) => (i === 1 ? 1e4 * x1 * x2 - 1 : Math.exp(-x1) + Math.exp(-x2) - 1.0001),
  slopes: ([x1, x2], i) => (i === 1 ? [1e4 * x2, 1e4 * x1] : [-Math.exp(-x1), -Math.exp(-x2)]),
});

/** Four coordinates a block. The Hessian at the minimizer, 0, has rank 2. */
function singular(name: string, number: number, n: number): TestProblem {
  const root5 = Math.sqrt(5);
  const root10 = Math.sqrt(10);
  return problem({
    name,
    number,
    m: n,
    x0: repeated(n, 3, -1, 0, 1),
    minima: [0],
    residual(x, i) {
      const at = i - 1 - ((i - 1) % 4);
      const [x1, x2, x3, x4] = [x[at], x[at + 1], x[at + 2], x[at + 3]];
      return [x1 + 10 * x2, root5 * (x3 - x4), (x2 - 2 * x3) ** 2, root10 * (x1 - x4) ** 2][(i - 1) % 4];
    },
    slopes(x, i) {
      const at = i - 1 - ((i - 1) % 4);
      const middle = 2 * (x[at + 1] - 2 * x[at + 2]);
      const outer = 2 * root10 * (x[at] - x[at + 3]);
      const rows = [
        [1, 10, 0, 0],
        [0, 0, root5, -root5],
        [0, middle, -2 * middle, 0],
        [outer, 0, 0, -outer],
      ];
      const entries = rows[(i - 1) % 4].map((value, j) => [at + j + 1, value] as const);
      return sparse(n, ...entries);
    },
    f(x) {
      let sum = 0;
      for (let i = 0; i < n; i += 4) {
        const first = x[i] + 10 * x[i + 1];
        const second = x[i + 2] - x[i + 3];
        const middle = (x[i + 1] - 2 * x[i + 2]) ** 2;
        const outer = (x[i] - x[i + 3]) ** 2;
        sum += first * first + 5 * second * second + middle * middle + 10 * outer * outer;
      }
      return sum;
    },
    grad(x) {
      const slopes = new Float64Array(n);
      for (let i = 0; i < n; i += 4) {
        const first = 2 * (x[i] + 10 * x[i + 1]);
        const second = 10 * (x[i + 2] - x[i + 3]);
        const middle = 4 * (x[i + 1] - 2 * x[i + 2]) ** 3;
        const outer = 40 * (x[i] - x[i + 3]) ** 3;
        slopes[i] = first + outer;
        slopes[i + 1] = 10 * first + middle;
        slopes[i + 2] = second - 2 * middle;
        slopes[i + 3] = -second - outer;
      }
      return slopes;
    },
  });
}

export const powellSingular = singular('powell_singular', 13, 4);

/** @param n a multiple of 4 */
export const extendedPowell = (n: number): TestProblem => singular(`extended_powell${n}`, 22, n);
