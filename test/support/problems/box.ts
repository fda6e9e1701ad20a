import { problem } from './problem';

/** Box's three-dimensional function: zero at (1, 10, 1), at (10, 1, -1), and wherever x1 = x2 and x3 = 0. */
export const box = problem({
  name: 'box_three_dimensional',
  number: 12,
  m: 10,
  x0: [0, 10, 20],
  minima: [0],
  residual([x1, x2, x3], i) {
    const t = i / 10;
    return Math.exp(-t * x1) - Math.exp(-t * x2) - x3 * (Math.exp(-t) - Math.exp(-10 * t));
  },
  slopes([x1, x2], i) {
    const t = i / 10;
    return [-t * Math.exp(-t * x1), t * Math.exp(-t * x2), Math.exp(-10 * t) - Math.exp(-t)];
  },
});
