import { problem } from './problem';

const y = [0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];
const us = [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];

/** A rational fit; f also falls to 1.02734e-3 towards infinity. */
export const kowalikOsborne = problem({
  name: 'kowalik_osborne',
  number: 15,
  m: 11,
  x0: [0.25, 0.39, 0.415, 0.39],
  minima: [3.07505e-4, 1.02734e-3],
  residual([x1, x2, x3, x4], i) {
    const u = us[i - 1];
    return y[i - 1] - (x1 * (u ** 2 + u * x2)) / (u ** 2 + u * x3 + x4);
  },
  slopes([x1, x2, x3, x4], i) {
    const u = us[i - 1];
    const above = u ** 2 + u * x2;
    const below = u ** 2 + u * x3 + x4;
    const falls = (x1 * above) / below ** 2;
    return [-above / below, (-x1 * u) / below, u * falls, falls];
  },
});
