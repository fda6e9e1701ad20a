import { problem } from './problem';

const y = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39];

/** Besides its minimizer, f falls to 17.4286 where x2 and x3 go to minus infinity. */
export const bard = problem({
  name: 'bard',
  number: 8,
  m: 15,
  x0: [1, 1, 1],
  minima: [8.21487e-3, 17.4286],
  residual: ([x1, x2, x3], u) => y[u - 1] - (x1 + u / ((16 - u) * x2 + Math.min(u, 16 - u) * x3)),
  slopes([, x2, x3], u) {
    const v = 16 - u;
    const w = Math.min(u, v);
    const share = u / (v * x2 + w * x3) ** 2;
    return [-1, v * share, w * share];
  },
});
