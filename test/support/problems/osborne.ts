import { problem } from './problem';

const y1 = [
  0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.85, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628,
  0.603, 0.58, 0.558, 0.538, 0.522, 0.506, 0.49, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.42, 0.414,
  0.411, 0.406,
];

/** A fit of two exponentials and a constant. */
export const osborne1 = problem({
  name: 'osborne1',
  number: 17,
  m: 33,
  x0: [0.5, 1.5, -1, 0.01, 0.02],
  minima: [5.46489e-5],
  residual([x1, x2, x3, x4, x5], i) {
    const t = 10 * (i - 1);
    return y1[i - 1] - (x1 + x2 * Math.exp(-t * x4) + x3 * Math.exp(-t * x5));
  },
  slopes([, x2, x3, x4, x5], i) {
    const t = 10 * (i - 1);
    const [first, second] = [Math.exp(-t * x4), Math.exp(-t * x5)];
    return [-1, -first, -second, t * x2 * first, t * x3 * second];
  },
});

const y2 = [
  1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655, 0.616,
  0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495,
  0.5, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653, 0.672,
  0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739, 0.71, 0.729, 0.72, 0.636, 0.581,
  0.428, 0.292, 0.162, 0.098, 0.054,
];

/** A fit of an exponential and three bells: heights x1 to x4, rates x5 to x8, places x9 to x11. */
export const osborne2 = problem({
  name: 'osborne2',
  number: 19,
  m: 65,
  x0: [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5],
  minima: [4.01377e-2],
  residual(x, i) {
    const t = (i - 1) / 10;
    let model = x[0] * Math.exp(-t * x[4]);
    for (let k = 1; k < 4; k++) model += x[k] * Math.exp(-((t - x[7 + k]) ** 2) * x[4 + k]);
    return y2[i - 1] - model;
  },
  slopes(x, i) {
    const t = (i - 1) / 10;
    const row = new Array<number>(11).fill(0);
    const decay = Math.exp(-t * x[4]);
    row[0] = -decay;
    row[4] = t * x[0] * decay;
    for (let k = 1; k < 4; k++) {
      const distance = t - x[7 + k];
      const bell = Math.exp(-(distance ** 2) * x[4 + k]);
      row[k] = -bell;
      row[4 + k] = x[k] * bell * distance ** 2;
      row[7 + k] = -2 * x[k] * bell * x[4 + k] * distance;
    }
    return row;
  },
  f(x) {
    let total = 0;
    for (let i = 0; i < 65; i++) {
      const t = i / 10;
      let rest = y2[i] - x[0] * Math.exp(-t * x[4]);
      for (let k = 1; k < 4; k++) {
        const distance = t - x[7 + k];
        rest -= x[k] * Math.exp(-distance * distance * x[4 + k]);
      }
      total += rest * rest;
    }
    return total;
  },
  grad(x) {
    const total = new Float64Array(11);
    const [bells, distances] = [new Float64Array(4), new Float64Array(4)];
    for (let i = 0; i < 65; i++) {
      const t = i / 10;
      const decay = Math.exp(-t * x[4]);
      let rest = y2[i] - x[0] * decay;
      for (let k = 1; k < 4; k++) {
        distances[k] = t - x[7 + k];
        bells[k] = Math.exp(-distances[k] * distances[k] * x[4 + k]);
        rest -= x[k] * bells[k];
      }
      const twice = 2 * rest;
      total[0] -= twice * decay;
      total[4] += twice * t * x[0] * decay;
      for (let k = 1; k < 4; k++) {
        const weighted = twice * bells[k];
        total[k] -= weighted;
        total[4 + k] += weighted * x[k] * distances[k] * distances[k];
        total[7 + k] -= 2 * weighted * x[k] * x[4 + k] * distances[k];
      }
    }
    return total;
  },
});
