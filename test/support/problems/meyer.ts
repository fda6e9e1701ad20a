import { problem } from './problem';

const y = [
  34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872,
];

/** The resistance of a thermistor: the hardest fit of the set, f(x0) being near 1e9. */
export const meyer = problem({
  name: 'meyer',
  number: 10,
  m: 16,
  x0: [0.02, 4000, 250],
  minima: [87.9458],
  residual: ([x1, x2, x3], i) => x1 * Math.exp(x2 / (45 + 5 * i + x3)) - y[i - 1],
  slopes([x1, x2, x3], i) {
    const shifted = 45 + 5 * i + x3;
    const power = Math.exp(x2 / shifted);
    return [power, (x1 * power) / shifted, (-x1 * x2 * power) / shifted ** 2];
  },
});
