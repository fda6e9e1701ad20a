import { problem } from './problem';

/** Biggs' fit of three exponentials, EXP6; besides zero it has a local minimum. */
export const biggs = problem({
  name: 'biggs_exp6',
  number: 18,
  m: 13,
  x0: [1, 2, 1, 1, 1, 1],
  minima: [0, 5.65565e-3],
  residual([x1, x2, x3, x4, x5, x6], i) {
    const t = i / 10;
    const y = Math.exp(-t) - 5 * Math.exp(-10 * t) + 3 * Math.exp(-4 * t);
    return x3 * Math.exp(-t * x1) - x4 * Math.exp(-t * x2) + x6 * Math.exp(-t * x5) - y;
  },
  slopes([x1, x2, x3, x4, x5, x6], i) {
    const t = i / 10;
    const [e1, e2, e5] = [Math.exp(-t * x1), Math.exp(-t * x2), Math.exp(-t * x5)];
    return [-t * x3 * e1, t * x4 * e2, e1, -e2, -t * x6 * e5, e5];
  },
});
