import { problem } from './problem';

/** Two cubics; from the standard start most methods find the local minimizer. */
export const freudensteinRoth = problem({
  name: 'freudenstein_roth',
  number: 2,
  m: 2,
  x0: [0.5, -2],
  minima: [0, 48.9842],
  residual: ([x1, x2], i) =>
    i === 1 ? -13 + x1 + ((5 - x2) * x2 - 2) * x2 : -29 + x1 + ((x2 + 1) * x2 - 14) * x2,
  slopes: ([, x2], i) => [1, i === 1 ? (10 - 3 * x2) * x2 - 2 : (3 * x2 + 2) * x2 - 14],
});
