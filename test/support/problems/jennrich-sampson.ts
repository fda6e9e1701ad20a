import { problem } from './problem';

export const jennrichSampson = problem({
  name: 'jennrich_sampson',
  number: 6,
  m: 10,
  x0: [0.3, 0.4],
  minima: [124.362],
  residual: ([x1, x2], i) => 2 + 2 * i - (Math.exp(i * x1) + Math.exp(i * x2)),
  slopes: ([x1, x2], i) => [-i * Math.exp(i * x1), -i * Math.exp(i * x2)],
});
