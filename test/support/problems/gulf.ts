import { problem } from './problem';

const m = 99;
const yAt = (t: number): number => 25 + (-50 * Math.log(t)) ** (2 / 3);

/** Gulf research and development. The paper's "y_i m i x2" is a misprint of y_i - x2. */
export const gulf = problem({
  name: 'gulf',
  number: 11,
  m,
  x0: [5, 2.5, 0.15],
  minima: [0],
  residual: ([x1, x2, x3], i) => Math.exp(-(Math.abs(yAt(i / 100) - x2) ** x3) / x1) - i / 100,
  slopes([x1, x2, x3], i) {
    const distance = yAt(i / 100) - x2;
    const power = Math.abs(distance) ** x3;
    const share = Math.exp(-power / x1) / x1;
    return [
      (share * power) / x1,
      (share * x3 * power) / distance,
      -share * power * Math.log(Math.abs(distance)),
    ];
  },
});
