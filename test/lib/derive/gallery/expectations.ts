import { bernoulli, interval, normal, positive, reals, uniform } from 'optlab';
import type { Identities, Slips } from './entry';

/** The mean of a function of a normal variable around zero, by the midpoint rule. */
const gaussian = (f: (z: number) => number, s: number) =>
  mean((u) => f(s * u) * Math.exp((-u * u) / 2), 10) * (20 / Math.sqrt(2 * Math.PI));

/** The mean of a function over (-r, r), by the midpoint rule. */
function mean(f: (u: number) => number, r: number): number {
  const cells = 20_000;
  const at = (i: number) => f(r * ((2 * i + 1) / cells - 1));
  return Array.from({ length: cells }, (_, i) => at(i)).reduce((sum, value) => sum + value, 0) / cells;
}

const normalNoise = { s: positive(), z: normal(0, 's') };
const shifted = { m: reals(), s: positive(), x: normal('m', 's') };
const dropout = { a: reals(), p: interval(0, 1), k: bernoulli('1-p') };
const error = { s: positive(), u: uniform('-s/2', 's/2') };
const he = 'He et al. 2015, Delving deep into rectifiers';
const srivastava = 'Srivastava et al. 2014, Dropout';
const wasserman = 'Wasserman, All of Statistics';

export const identities: Identities = {
  'half of a normal signal passes a rectifier': {
    claim: ['E(relu(z)^2)', '=', 's^2/2'],
    assumptions: normalNoise,
    verdict: 'held',
    source: `${he}, eq. 8`,
    outside: ({ s }) => [gaussian((z) => Math.max(z, 0) ** 2, s), s ** 2 / 2],
  },
  'the mean of a rectified normal': {
    claim: ['E(relu(z))', '=', 's/sqrt(2*pi)'],
    assumptions: normalNoise,
    verdict: 'held',
    source: `${he}, 2.2`,
    outside: ({ s }) => [gaussian((z) => Math.max(z, 0), s), s / Math.sqrt(2 * Math.PI)],
  },
  'the second moment about the mean': {
    claim: ['E((x - m)^2)', '=', 's^2'],
    assumptions: shifted,
    verdict: 'proved',
    source: `${wasserman}, 3.3`,
    outside: ({ s }) => [gaussian((z) => z * z, s), s * s],
  },
  'the second moment about zero': {
    claim: ['E(x^2)', '=', 'm^2 + s^2'],
    assumptions: shifted,
    verdict: 'proved',
    source: `${wasserman}, 3.3`,
    outside: ({ m, s }) => [gaussian((z) => (m + z) ** 2, s), m * m + s * s],
  },
  'bias and variance of an estimator': {
    claim: ['E((x - t)^2)', '=', 'Var(x) + (E(x) - t)^2'],
    assumptions: { ...shifted, t: reals() },
    verdict: 'proved',
    source: `${wasserman}, 6.3`,
    outside: ({ m, s, t }) => [gaussian((z) => (m + z - t) ** 2, s), s * s + (m - t) ** 2],
  },
  'a uniform rounding error has the variance s^2/12': {
    claim: ['E(u^2)', '=', 's^2/12'],
    assumptions: error,
    verdict: 'proved',
    source: 'Bennett 1948; Gray, Neuhoff 1998, Quantization, II',
    outside: ({ s }) => [mean((u) => u * u, s / 2), s ** 2 / 12],
  },
  'inverted dropout is unbiased': {
    claim: ['E(k*a/(1 - p))', '=', 'a'],
    assumptions: dropout,
    verdict: 'proved',
    source: `${srivastava}, 10`,
    outside: ({ a, p }) => [p * 0 + (1 - p) * (a / (1 - p)), a],
  },
  'the variance of inverted dropout': {
    claim: ['Var(k*a/(1 - p))', '=', 'a^2*p/(1 - p)'],
    assumptions: dropout,
    verdict: 'proved',
    source: `${srivastava}, 10`,
    outside: ({ a, p }) => [p * a ** 2 + (1 - p) * (a / (1 - p) - a) ** 2, (a ** 2 * p) / (1 - p)],
  },
};

export const slips: Slips = {
  'a rectifier passes all of a normal signal': {
    claim: ['E(relu(z)^2)', '=', 's^2'],
    assumptions: normalNoise,
    source: `s^2/2: ${he}, eq. 8`,
    refuted: 'at s = 1 the left side is 0.5, the right side 1',
    outside: ({ s }) => [gaussian((z) => Math.max(z, 0) ** 2, s), s ** 2],
  },
  'the second moment is the square of the mean': {
    claim: ['E(x^2)', '=', 'E(x)^2'],
    assumptions: shifted,
    source: `plus the variance: ${wasserman}, 3.3`,
    refuted: 'at m = 1, s = 1 the left side is 2, the right side 1',
    outside: ({ m, s }) => [gaussian((z) => (m + z) ** 2, s), m * m],
  },
  'the mean passes through a function': {
    claim: ['E(relu(z))', '=', 'relu(E(z))'],
    assumptions: normalNoise,
    source: `s/sqrt(2 pi): ${he}, 2.2`,
    refuted: 'at s = 1 the left side is 0.398942, the right side 0',
    outside: ({ s }) => [gaussian((z) => Math.max(z, 0), s), 0],
  },
  "an estimator's error without its bias": {
    claim: ['E((x - t)^2)', '=', 'Var(x)'],
    assumptions: { ...shifted, t: reals() },
    source: `plus (E(x) - t)^2: ${wasserman}, 6.3`,
    refuted: 'at m = 1, s = 1, t = 2 the left side is 2, the right side 1',
    outside: ({ m, s, t }) => [gaussian((z) => (m + z - t) ** 2, s), s * s],
  },
  'a uniform rounding error has the variance s^2/3': {
    claim: ['E(u^2)', '=', 's^2/3'],
    assumptions: error,
    source: 's^2/12: Bennett 1948',
    refuted: 'at s = 1 the left side is 0.0833333, the right side 0.333333',
    outside: ({ s }) => [mean((u) => u * u, s / 2), s ** 2 / 3],
  },
  'dropout without its scale is unbiased': {
    claim: ['E(k*a)', '=', 'a'],
    assumptions: dropout,
    source: `divide by 1 - p: ${srivastava}, 10`,
    refuted: 'at a = 1, p = 0.1 the left side is 0.9, the right side 1',
    outside: ({ a, p }) => [(1 - p) * a, a],
  },
};
