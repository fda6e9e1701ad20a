import { definedAs, integers, positive, reals, sequence } from 'optlab';
import type { Identities, Slips } from './entry';

const sample = { n: integers(1, 5), x: sequence(reals(), 'n'), m: definedAs('sum(i, 1, n, x[i])/n') };
const several = { ...sample, n: integers(2, 5) };
const fans = { m: integers(1, 50), n: integers(1, 50) };
const wasserman = 'Wasserman, All of Statistics';
const bishop = 'Bishop, Pattern Recognition and Machine Learning';

export const identities: Identities = {
  'the variance as a mean of squares': {
    claim: ['sum(i, 1, n, (x[i] - m)^2)/n', '=', 'sum(i, 1, n, x[i]^2)/n - m^2'],
    assumptions: sample,
    verdict: 'proved',
    source: `${wasserman}, 3.3`,
  },
  'bias and variance of a constant prediction': {
    claim: ['sum(i, 1, n, (x[i] - c)^2)/n', '=', 'sum(i, 1, n, (x[i] - m)^2)/n + (m - c)^2'],
    assumptions: { ...sample, c: reals() },
    verdict: 'proved',
    source: 'Geman, Bienenstock, Doursat 1992, Neural networks and the bias/variance dilemma, 2.2',
  },
  'the mean, one value at a time': {
    claim: ['(n*m + x)/(n + 1)', '=', 'm + (x - m)/(n + 1)'],
    assumptions: { n: integers(1, 50), m: reals(), x: reals() },
    verdict: 'proved',
    source: 'Welford 1962; Knuth, TAOCP 2, 4.2.2',
  },
  'the sum of squares, one value at a time': {
    claim: ['(x - m)^2*n/(n + 1)', '=', '(x - m)*(x - (n*m + x)/(n + 1))'],
    assumptions: { n: integers(1, 50), m: reals(), x: reals() },
    verdict: 'proved',
    source: 'Welford 1962; Knuth, TAOCP 2, 4.2.2',
  },
  "Glorot's uniform range has Glorot's variance": {
    claim: ['(2*sqrt(6/(m + n)))^2/12', '=', '2/(m + n)'],
    assumptions: fans,
    verdict: 'proved',
    source: 'Glorot, Bengio 2010, eq. 12 and 16',
  },
  "He's uniform range has He's variance": {
    claim: ['(2*sqrt(6/n))^2/12', '=', '2/n'],
    assumptions: fans,
    verdict: 'proved',
    source: 'He et al. 2015, Delving deep into rectifiers, eq. 10',
  },
  "Glorot's variance is the harmonic mean of both wishes": {
    claim: ['2/(1/(1/m) + 1/(1/n))', '=', '2/(m + n)'],
    assumptions: fans,
    verdict: 'proved',
    source: 'Glorot, Bengio 2010, 4.2.1',
  },
  "He's gain for a leaky slope": {
    claim: ['(1/2 + a^2/2)*(2/((1 + a^2)*n))*n', '=', '1'],
    assumptions: { a: reals(), n: integers(1, 50) },
    verdict: 'proved',
    source: 'He et al. 2015, Delving deep into rectifiers, eq. 15',
  },
  'the score of the normal in its mean': {
    claim: ['diff(-(x - mu)^2/(2*s^2) - log(s), mu)', '=', '(x - mu)/s^2'],
    assumptions: { x: reals(), mu: reals(), s: positive() },
    verdict: 'proved',
    source: `${bishop}, 2.3.4`,
  },
  'the score of the normal in its scale': {
    claim: ['diff(-(x - mu)^2/(2*s^2) - log(s), s)', '=', '((x - mu)^2 - s^2)/s^3'],
    assumptions: { x: reals(), mu: reals(), s: positive() },
    verdict: 'proved',
    source: `${bishop}, 2.3.4`,
  },
  'least squares is likelihood under normal noise': {
    claim: ['diff(sum(i, 1, n, (x[i] - c)^2)/(2*s^2), c)', '=', 'n*(c - m)/s^2'],
    assumptions: { ...sample, c: reals(), s: positive() },
    verdict: 'proved',
    source: `${bishop}, 3.1.1`,
  },
  'normalization leaves no mean': {
    claim: ['sum(i, 1, n, (x[i] - m)/s)', '=', '0'],
    assumptions: { ...sample, s: positive() },
    verdict: 'proved',
    source: 'Ioffe, Szegedy 2015, Batch normalization, 3',
  },
  'differences of pairs hold twice the variance': {
    claim: ['sum(i, 1, n, sum(j, 1, n, (x[i] - x[j])^2))/n^2', '=', '2*sum(i, 1, n, (x[i] - m)^2)/n'],
    assumptions: sample,
    verdict: 'held',
    source: `${wasserman}, 3.3`,
  },
  'the mean of squares is at least the square of the mean': {
    claim: ['m^2', '<=', 'sum(i, 1, n, x[i]^2)/n'],
    assumptions: sample,
    verdict: 'held',
    source: `${wasserman}, 4.2`,
  },
  'the harmonic mean is at most the arithmetic': {
    claim: ['n/sum(i, 1, n, 1/x[i])', '<=', 'sum(i, 1, n, x[i])/n'],
    assumptions: { x: sequence(positive(), 'n') },
    verdict: 'held',
    source: 'Hardy, Littlewood, Polya, Inequalities, 2.5',
  },
  'means of equal batches have the mean of all': {
    claim: ['sum(k, 1, K, sum(i, 1, B, x[(k - 1)*B + i])/B)/K', '=', 'sum(i, 1, K*B, x[i])/(K*B)'],
    assumptions: { K: integers(1, 3), B: integers(1, 3), x: sequence(reals(), 'K*B') },
    verdict: 'held',
    source: 'Goyal et al. 2017, Accurate, large minibatch SGD, 2.1',
  },
};

export const slips: Slips = {
  'the variance without the mean': {
    claim: ['sum(i, 1, n, (x[i] - m)^2)/n', '=', 'sum(i, 1, n, x[i]^2)/n'],
    assumptions: sample,
    source: `less m^2: ${wasserman}, 3.3`,
    refuted: 'at n = 1, x = [1], m = 1 the left side is 0, the right side 1',
  },
  'the variance with its terms exchanged': {
    claim: ['sum(i, 1, n, (x[i] - m)^2)/n', '=', 'm^2 - sum(i, 1, n, x[i]^2)/n'],
    assumptions: sample,
    source: `the mean of squares less m^2: ${wasserman}, 3.3`,
    refuted: 'at n = 3, x = [1, 2, 0], m = 1 the left side is 0.666667, the right side -0.666667',
  },
  'n for n - 1 in the sample variance': {
    claim: ['sum(i, 1, n, (x[i] - m)^2)/(n - 1)', '=', 'sum(i, 1, n, x[i]^2)/n - m^2'],
    assumptions: several,
    source: `divided by n - 1 on both sides: ${wasserman}, 3.4`,
    refuted: 'at n = 2, x = [1, 2], m = 1.5 the left side is 0.5, the right side 0.25',
  },
  'bias that is not squared': {
    claim: ['sum(i, 1, n, (x[i] - c)^2)/n', '=', 'sum(i, 1, n, (x[i] - m)^2)/n + (m - c)'],
    assumptions: { ...sample, c: reals() },
    source: '(m - c)^2: Geman, Bienenstock, Doursat 1992, 2.2',
    refuted: 'at n = 1, x = [1], m = 1, c = 2 the left side is 1, the right side -1',
  },
  "Glorot's variance for He's": {
    claim: ['(2*sqrt(6/(m + n)))^2/12', '=', '2/n'],
    assumptions: fans,
    source: '2/(m + n): Glorot, Bengio 2010, eq. 16',
    refuted: 'at m = 1, n = 1 the left side is 1, the right side 2',
  },
  'the variance of a range of half-width a is a^2/12': {
    claim: ['(2*sqrt(3/n))^2/12', '=', '3/(12*n)'],
    assumptions: fans,
    source: `(2a)^2/12 = a^2/3: ${wasserman}, 3.4`,
    refuted: 'at n = 1 the left side is 1, the right side 0.25',
  },
  "Glorot's variance is the arithmetic mean": {
    claim: ['(1/m + 1/n)/2', '=', '2/(m + n)'],
    assumptions: fans,
    source: 'the harmonic mean of m and n in the denominator: Glorot, Bengio 2010, 4.2.1',
    refuted: 'at m = 1, n = 2 the left side is 0.75, the right side 0.666667',
  },
  "He's gain without the half": {
    claim: ['(1 + a^2)*(2/((1 + a^2)*n))*n', '=', '1'],
    assumptions: { a: reals(), n: integers(1, 50) },
    source: 'half of a symmetric input is passed: He et al. 2015, eq. 15',
    refuted: 'at a = 1, n = 1 the left side is 2, the right side 1',
  },
  'the score of the normal without its variance': {
    claim: ['diff(-(x - mu)^2/(2*s^2) - log(s), mu)', '=', 'x - mu'],
    assumptions: { x: reals(), mu: reals(), s: positive() },
    source: `(x - mu)/s^2: ${bishop}, 2.3.4`,
    refuted: 'at x = 1, mu = 2, s = 2 the left side is -0.25, the right side -1',
  },
  'the running mean divided by n': {
    claim: ['(n*m + x)/(n + 1)', '=', 'm + (x - m)/n'],
    assumptions: { n: integers(1, 50), m: reals(), x: reals() },
    source: 'by n + 1: Welford 1962',
    refuted: 'at n = 1, m = 1, x = 2 the left side is 1.5, the right side 2',
  },
  'the mean of ratios is the ratio of means': {
    claim: ['sum(i, 1, n, x[i]/y[i])/n', '=', 'sum(i, 1, n, x[i])/sum(i, 1, n, y[i])'],
    assumptions: { n: integers(1, 4), x: sequence(positive(), 'n'), y: sequence(positive(), 'n') },
    source: `they differ: ${wasserman}, 3.1`,
    refuted: 'at n = 2, x = [1, 1], y = [1, 2] the left side is 0.75, the right side 0.666667',
  },
  'means of unequal batches have the mean of all': {
    claim: ['(sum(i, 1, n, x[i])/n + y)/2', '=', '(sum(i, 1, n, x[i]) + y)/(n + 1)'],
    assumptions: { n: integers(1, 5), x: sequence(reals(), 'n'), y: reals() },
    source: 'weighted by their sizes: Goyal et al. 2017, 2.1',
    refuted: 'at n = 2, x = [1, 1], y = 2 the left side is 1.5, the right side 1.33333',
  },
};
