import { problem } from './problem';

const [root90, root10] = [Math.sqrt(90), Math.sqrt(10)];

/** Two valleys as Rosenbrock's, coupled; a saddle point is in the way. */
export const wood = problem({
  name: 'wood',
  number: 14,
  m: 6,
  x0: [-3, -1, -3, -1],
  minima: [0],
  residual: ([x1, x2, x3, x4], i) =>
    [
      10 * (x2 - x1 ** 2),
      1 - x1,
      root90 * (x4 - x3 ** 2),
      1 - x3,
      root10 * (x2 + x4 - 2),
      (x2 - x4) / root10,
    ][i - 1],
  slopes: ([x1, , x3], i) =>
    [
      [-20 * x1, 10, 0, 0],
      [-1, 0, 0, 0],
      [0, 0, -2 * root90 * x3, root90],
      [0, 0, -1, 0],
      [0, root10, 0, root10],
      [0, 1 / root10, 0, -1 / root10],
    ][i - 1],
  f(x) {
    const [first, second] = [x[1] - x[0] * x[0], x[3] - x[2] * x[2]];
    const [sum, difference] = [x[1] + x[3] - 2, x[1] - x[3]];
    return (
      100 * first * first +
      (1 - x[0]) ** 2 +
      90 * second * second +
      (1 - x[2]) ** 2 +
      10 * sum * sum +
      0.1 * difference * difference
    );
  },
  grad(x) {
    const [first, second] = [200 * (x[1] - x[0] * x[0]), 180 * (x[3] - x[2] * x[2])];
    const [sum, difference] = [20 * (x[1] + x[3] - 2), 0.2 * (x[1] - x[3])];
    return Float64Array.of(
      -2 * first * x[0] - 2 * (1 - x[0]),
      first + sum + difference,
      -2 * second * x[2] - 2 * (1 - x[2]),
      second + sum - difference,
    );
  },
});
