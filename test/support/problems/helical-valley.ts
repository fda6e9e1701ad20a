import { problem } from './problem';

/** A valley that winds around the third axis. The angle is counted in turns, from -1/4 to 3/4. */
const angle = (x1: number, x2: number): number => Math.atan(x2 / x1) / (2 * Math.PI) + (x1 < 0 ? 0.5 : 0);

export const helicalValley = problem({
  name: 'helical_valley',
  number: 7,
  m: 3,
  x0: [-1, 0, 0],
  minima: [0],
  residual: ([x1, x2, x3], i) =>
    [10 * (x3 - 10 * angle(x1, x2)), 10 * (Math.sqrt(x1 * x1 + x2 * x2) - 1), x3][i - 1],
  slopes([x1, x2], i) {
    const square = x1 * x1 + x2 * x2;
    const turn = 100 / (2 * Math.PI * square);
    const radius = 10 / Math.sqrt(square);
    return [
      [turn * x2, -turn * x1, 10],
      [radius * x1, radius * x2, 0],
      [0, 0, 1],
    ][i - 1];
  },
  f(x) {
    const height = x[2] - 10 * angle(x[0], x[1]);
    const rest = Math.sqrt(x[0] * x[0] + x[1] * x[1]) - 1;
    return 100 * (height * height + rest * rest) + x[2] * x[2];
  },
  grad(x) {
    const square = x[0] * x[0] + x[1] * x[1];
    const radius = Math.sqrt(square);
    const height = 200 * (x[2] - 10 * angle(x[0], x[1]));
    const turn = (10 * height) / (2 * Math.PI * square);
    const outward = (200 * (radius - 1)) / radius;
    return Float64Array.of(turn * x[1] + outward * x[0], -turn * x[0] + outward * x[1], height + 2 * x[2]);
  },
});
