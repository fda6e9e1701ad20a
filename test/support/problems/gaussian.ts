import { problem } from './problem';

const half = [0.0009, 0.0044, 0.0175, 0.054, 0.1295, 0.242, 0.3521, 0.3989];
const y = [...half, ...half.slice(0, -1).reverse()];

/** A fit of the normal density. */
export const gaussian = problem({
  name: 'gaussian',
  number: 9,
  m: 15,
  x0: [0.4, 1, 0],
  minima: [1.12793e-8],
  residual: ([x1, x2, x3], i) => x1 * Math.exp((-x2 * ((8 - i) / 2 - x3) ** 2) / 2) - y[i - 1],
  slopes([x1, x2, x3], i) {
    const distance = (8 - i) / 2 - x3;
    const bell = Math.exp((-x2 * distance ** 2) / 2);
    return [bell, (-x1 * bell * distance ** 2) / 2, x1 * bell * x2 * distance];
  },
});
