import { problem, repeated, rowOf, sparse, sum, type TestProblem } from './problem';

export const brownBadlyScaled = problem({
  name: 'brown_badly_scaled',
  number: 4,
  m: 3,
  x0: [1, 1],
  minima: [0],
  residual: ([x1, x2], i) => [x1 - 1e6, x2 - 2e-6, x1 * x2 - 2][i - 1],
  slopes: ([x1, x2], i) =>
    [
      [1, 0],
      [0, 1],
      [x2, x1],
    ][i - 1],
  f: (x) => (x[0] - 1e6) ** 2 + (x[1] - 2e-6) ** 2 + (x[0] * x[1] - 2) ** 2,
  grad(x) {
    const product = 2 * (x[0] * x[1] - 2);
    return Float64Array.of(2 * (x[0] - 1e6) + product * x[1], 2 * (x[1] - 2e-6) + product * x[0]);
  },
});

/** Brown and Dennis: fourth powers, of large residuals. */
export const brownDennis = problem({
  name: 'brown_dennis',
  number: 16,
  m: 20,
  x0: [25, 5, -5, -1],
  minima: [85822.2],
  residual([x1, x2, x3, x4], i) {
    const t = i / 5;
    return (x1 + t * x2 - Math.exp(t)) ** 2 + (x3 + x4 * Math.sin(t) - Math.cos(t)) ** 2;
  },
  slopes([x1, x2, x3, x4], i) {
    const t = i / 5;
    const first = 2 * (x1 + t * x2 - Math.exp(t));
    const second = 2 * (x3 + x4 * Math.sin(t) - Math.cos(t));
    return [first, t * first, second, Math.sin(t) * second];
  },
});

/** All residuals are linear but the last, a product. */
export function brownAlmostLinear(n: number): TestProblem {
  const productBut = (x: ArrayLike<number>, left: number): number => {
    let product = 1;
    for (let j = 0; j < n; j++) if (j !== left) product *= x[j];
    return product;
  };
  return problem({
    name: `brown_almost_linear${n}`,
    number: 27,
    m: n,
    x0: repeated(n, 0.5),
    minima: [0, 1],
    residual(x, i) {
      if (i === n) return productBut(x, -1) - 1;
      return x[i - 1] + sum(n, (j) => x[j - 1]) - (n + 1);
    },
    slopes(x, i) {
      if (i === n) return rowOf(n, (j) => productBut(x, j - 1));
      return sparse(n, [i, 1]).map((own) => own + 1);
    },
  });
}
