import { problem } from './problem';

const y = [1.5, 2.25, 2.625];

export const beale = problem({
  name: 'beale',
  number: 5,
  m: 3,
  x0: [1, 1],
  minima: [0],
  residual: ([x1, x2], i) => y[i - 1] - x1 * (1 - x2 ** i),
  slopes: ([x1, x2], i) => [x2 ** i - 1, i * x1 * x2 ** (i - 1)],
  f(x) {
    const a = 1.5 - x[0] * (1 - x[1]);
    const b = 2.25 - x[0] * (1 - x[1] * x[1]);
    const c = 2.625 - x[0] * (1 - x[1] ** 3);
    return a * a + b * b + c * c;
  },
  grad(x) {
    const a = 2 * (1.5 - x[0] * (1 - x[1]));
    const b = 2 * (2.25 - x[0] * (1 - x[1] * x[1]));
    const c = 2 * (2.625 - x[0] * (1 - x[1] ** 3));
    return Float64Array.of(
      a * (x[1] - 1) + b * (x[1] * x[1] - 1) + c * (x[1] ** 3 - 1),
      x[0] * (a + 2 * b * x[1] + 3 * c * x[1] * x[1]),
    );
  },
});
