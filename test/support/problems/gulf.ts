import { problem } from './problem';

const m = 99;
const y = Array.from({ length: m }, (_, at) => 25 + (-50 * Math.log((at + 1) / 100)) ** (2 / 3));

/** Gulf research and development. The paper's "y_i m i x2" is a misprint of y_i - x2. */
export const gulf = problem({
  name: 'gulf',
  number: 11,
  m,
  x0: [5, 2.5, 0.15],
  minima: [0],
  residual: ([x1, x2, x3], i) => Math.exp(-(Math.abs(y[i - 1] - x2) ** x3) / x1) - i / 100,
  slopes([x1, x2, x3], i) {
    const distance = y[i - 1] - x2;
    const power = Math.abs(distance) ** x3;
    const share = Math.exp(-power / x1) / x1;
    return [
      (share * power) / x1,
      (share * x3 * power) / distance,
      -share * power * Math.log(Math.abs(distance)),
    ];
  },
  f([x1, x2, x3]) {
    let total = 0;
    for (let i = 1; i <= m; i++) {
      const rest = Math.exp(-(Math.abs(y[i - 1] - x2) ** x3) / x1) - i / 100;
      total += rest * rest;
    }
    return total;
  },
  grad([x1, x2, x3]) {
    const total = new Float64Array(3);
    for (let i = 1; i <= m; i++) {
      const distance = y[i - 1] - x2;
      const logarithm = Math.log(Math.abs(distance));
      const power = Math.exp(x3 * logarithm);
      const decay = Math.exp(-power / x1);
      const share = (2 * (decay - i / 100) * decay * power) / x1;
      total[0] += share / x1;
      total[1] += (share * x3) / distance;
      total[2] -= share * logarithm;
    }
    return total;
  },
});
