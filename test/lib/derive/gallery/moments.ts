import { integers, interval, nonzero, positive, reals, sequence } from 'optlab';
import type { Identities, Slips } from './entry';

const average = { b: interval(0, 1), n: integers(1, 20) };
const history = { ...average, g: sequence(reals(), 'n') };
const adam = {
  g: nonzero(),
  b1: interval(0, 1),
  b2: interval(0, 1),
  t: integers(1, 20),
};
const bounded = {
  n: integers(1, 8),
  p: interval(0.5, 0.95),
  q: interval('p^2', 1),
  g: sequence(reals(), 'n'),
};
const kingma = 'Kingma, Ba 2015, Adam';
const sutskever = 'Sutskever et al. 2013, On the importance of initialization and momentum';
const schedule = { n: integers(1, 40) };

export const identities: Identities = {
  'bias correction of the first moment': {
    claim: ['(1 - b)*sum(i, 1, n, b^(n-i)*c)', '=', 'c*(1 - b^n)'],
    assumptions: { ...average, c: reals() },
    verdict: 'proved',
    source: `${kingma}, 3`,
  },
  'the weights of a moving average and its start sum to one': {
    claim: ['(1 - b)*sum(i, 1, n, b^(n-i)) + b^n', '=', '1'],
    assumptions: average,
    verdict: 'proved',
    source: `${kingma}, 3`,
  },
  'one more step of a moving average': {
    claim: ['b*sum(i, 1, n, b^(n-i)*g[i]) + h', '=', 'sum(i, 1, n, b^(n+1-i)*g[i]) + h'],
    assumptions: { ...history, h: reals() },
    verdict: 'proved',
    source: `${kingma}, 3`,
  },
  "Adam's first step is the learning rate": {
    claim: ['((1 - b1)*g/(1 - b1))/sqrt((1 - b2)*g^2/(1 - b2))', '=', 'sign(g)'],
    assumptions: adam,
    verdict: 'held',
    source: `${kingma}, 2.1`,
  },
  "Adam's corrections in one factor": {
    claim: ['(m/(1 - b1^t))/sqrt(v/(1 - b2^t))', '=', 'sqrt(1 - b2^t)/(1 - b1^t)*m/sqrt(v)'],
    assumptions: { ...adam, m: reals(), v: positive() },
    verdict: 'held',
    source: `${kingma}, 2`,
  },
  "Adam does not see the gradient's scale": {
    claim: ['(c*m)/sqrt(c^2*v)', '=', 'm/sqrt(v)'],
    assumptions: { m: reals(), v: positive(), c: positive() },
    verdict: 'proved',
    source: `${kingma}, 2.1`,
  },
  "E19: the sharp bound on Adam's step": {
    claim: [
      '((1 - p)*sum(i, 1, n, p^(n-i)*g[i]))^2',
      '<=',
      '(1 - p)^2/((1 - q)*(1 - p^2/q))*(1 - q)*sum(i, 1, n, q^(n-i)*g[i]^2)',
    ],
    assumptions: bounded,
    verdict: 'held',
    source: `Cauchy-Schwarz; ${kingma}, 2.1`,
  },
  'averaged and classical momentum': {
    claim: ['a*(b*v + (1 - b)*g)', '=', '(a*(1 - b))*(b*v/(1 - b) + g)'],
    assumptions: { a: positive(), b: interval(0, 1), v: reals(), g: reals() },
    verdict: 'proved',
    source: `${sutskever}, 2`,
  },
  "Nesterov's momentum looks ahead": {
    claim: ['b*(b*v - a*g) - a*g', '=', 'b^2*v - (1 + b)*a*g'],
    assumptions: { a: positive(), b: interval(0, 1), v: reals(), g: reals() },
    verdict: 'proved',
    source: `${sutskever}, 2; Bengio et al. 2013, 3.5`,
  },
  'constant gradients are amplified by 1/(1 - b)': {
    claim: ['(1 - b)*sum(i, 0, n - 1, b^i)', '=', '1 - b^n'],
    assumptions: average,
    verdict: 'proved',
    source: `${sutskever}, 2`,
  },
  'the mean age of a moving average': {
    claim: ['(1 - b)^2*sum(i, 0, n, i*b^i)', '<=', 'b'],
    assumptions: average,
    verdict: 'held',
    source: `${kingma}, 3`,
  },
  'decoupled decay in one step': {
    claim: ['w - a*(g + lambda*w)', '=', '(1 - a*lambda)*w - a*g'],
    assumptions: { w: reals(), a: positive(), g: reals(), lambda: positive() },
    verdict: 'proved',
    source: 'Loshchilov, Hutter 2019, Decoupled weight decay, 2',
  },
  "AdaGrad's sums of steps": {
    claim: ['sum(i, 1, n, g[i]^2/sqrt(sum(j, 1, i, g[j]^2)))', '<=', '2*sqrt(sum(i, 1, n, g[i]^2))'],
    assumptions: { g: sequence(positive(), 'n') },
    verdict: 'held',
    source: 'Duchi, Hazan, Singer 2011, lemma 4',
  },
  'the cosine schedule halves angles': {
    claim: ['(1 + cos(pi*t))/2', '=', 'cos(pi*t/2)^2'],
    assumptions: { t: interval(0, 1) },
    verdict: 'held',
    source: 'Loshchilov, Hutter 2017, SGDR, eq. 5',
  },
  'the cosine schedule spends half of the budget': {
    claim: ['sum(i, 0, n, (1 + cos(pi*i/n))/2)', '=', '(n + 1)/2'],
    assumptions: schedule,
    verdict: 'held',
    source: 'Loshchilov, Hutter 2017, SGDR, eq. 5',
  },
  'linear warmup spends half of the budget': {
    claim: ['sum(i, 1, n, i/n)', '=', '(n + 1)/2'],
    assumptions: schedule,
    verdict: 'proved',
    source: 'Goyal et al. 2017, Accurate, large minibatch SGD, 2.2',
  },
  'exponential decay by its half-life': {
    claim: ['exp(-log(2)*n/h)', '=', '(1/2)^(n/h)'],
    assumptions: { h: positive(), ...schedule },
    verdict: 'held',
    source: 'Goodfellow, Bengio, Courville, Deep Learning, 8.3.1',
  },
  'the running mean of the iterates': {
    claim: ['(n*m + x)/(n + 1)', '=', 'm + (x - m)/(n + 1)'],
    assumptions: { ...schedule, m: reals(), x: reals() },
    verdict: 'proved',
    source: 'Polyak, Juditsky 1992',
  },
  'n small steps on one gradient are one large step': {
    claim: ['w - sum(i, 1, n, a*g)', '=', 'w - n*a*g'],
    assumptions: { ...schedule, w: reals(), a: positive(), g: reals() },
    verdict: 'proved',
    source: 'Goyal et al. 2017, Accurate, large minibatch SGD, 2.1',
  },
  'the centered second moment': {
    claim: ['b*v + (1 - b)*g^2 - (b*m + (1 - b)*g)^2', '=', 'b*(v - m^2) + b*(1 - b)*(g - m)^2'],
    assumptions: { b: interval(0, 1), v: reals(), m: reals(), g: reals() },
    verdict: 'proved',
    source: 'Hinton 2012, lecture 6e; Graves 2013, eq. 39',
  },
};

export const slips: Slips = {
  'bias correction with b^(t+1)': {
    claim: ['(1 - b)*sum(i, 1, n, b^(n-i)*c)', '=', 'c*(1 - b^(n+1))'],
    assumptions: { ...average, c: reals() },
    source: `b^n: ${kingma}, 3`,
    refuted: 'at b = 0.1, n = 1, c = 1 the left side is 0.9, the right side 0.99',
  },
  'bias correction with b in place of b^n': {
    claim: ['(1 - b)*sum(i, 1, n, b^(n-i)*c)', '=', 'c*(1 - b)'],
    assumptions: { ...average, c: reals() },
    source: `b^n: ${kingma}, 3`,
    refuted: 'at b = 0.1, n = 2, c = 1 the left side is 0.99, the right side 0.9',
  },
  'bias correction that multiplies': {
    claim: ['(1 - b)*sum(i, 1, n, b^(n-i)*c)*(1 - b^n)', '=', 'c'],
    assumptions: { ...average, c: reals() },
    source: `divide by 1 - b^n: ${kingma}, 3`,
    refuted: 'at b = 0.1, n = 1, c = 1 the left side is 0.81, the right side 1',
  },
  'a moving average with its weights reversed': {
    claim: ['(1 - b)*sum(i, 1, n, b^(n-i)*g[i])', '=', '(1 - b)*sum(i, 1, n, b^i*g[i])'],
    assumptions: history,
    source: `b^(n-i): ${kingma}, 3`,
    refuted: 'at b = 0.1, n = 1, g = [1] the left side is 0.9, the right side 0.09',
  },
  'E1: Adam multiplies by v': {
    claim: ['m/(1 - b1^t)*v/sqrt(1 - b2^t)', '=', 'm/(1 - b1^t)/sqrt(v/(1 - b2^t))'],
    assumptions: { ...adam, m: reals(), v: positive() },
    source: `divides by sqrt(v/(1 - b2^t)): ${kingma}, algorithm 1`,
    refuted: 'at b1 = 0.1, b2 = 0.1, t = 1, m = 1, v = 1 the left side is 1.17121, the right side 1.05409',
  },
  'E2: Adam without its second moment': {
    claim: ['m', '=', 'm/sqrt(v)'],
    assumptions: { m: reals(), v: positive() },
    source: `m/sqrt(v): ${kingma}, algorithm 1`,
    refuted: 'at m = 1, v = 2 the left side is 1, the right side 0.707107',
  },
  'Adam divides by v without its root': {
    claim: ['m/v', '=', 'm/sqrt(v)'],
    assumptions: { m: reals(), v: positive() },
    source: `by sqrt(v): ${kingma}, algorithm 1`,
    refuted: 'at m = 1, v = 2 the left side is 0.5, the right side 0.707107',
  },
  'E5: averaged momentum is classical momentum': {
    claim: ['(1 - b)*sum(i, 1, n, b^(n-i)*g[i])', '=', 'sum(i, 1, n, b^(n-i)*g[i])'],
    assumptions: history,
    source: `with the rate a/(1 - b): ${sutskever}, 2`,
    refuted: 'at b = 0.1, n = 1, g = [1] the left side is 0.9, the right side 1',
  },
  'E5: the forms agree from any start': {
    claim: ['b*v + (1 - b)*g', '=', '(1 - b)*(b*v + g)'],
    assumptions: { b: interval(0, 1), v: reals(), g: reals() },
    source: `from v = 0: ${sutskever}, 2`,
    refuted: 'at b = 0.1, v = 1, g = 1 the left side is 1, the right side 0.99',
  },
  "E19: Adam's step is at most the learning rate": {
    claim: ['abs((1 - b1)*g/sqrt((1 - b2)*g^2))', '<=', '1'],
    assumptions: { b1: interval(0.5, 0.95), b2: interval(0.9, 1), g: nonzero() },
    source: `at most (1 - b1)/sqrt((1 - b2)(1 - b1^2/b2)): ${kingma}, 2.1`,
    refuted: 'at b1 = 0.75, b2 = 0.95, g = 1 the left side is 1.11803, the right side 1, which is not <=',
  },
  "E19: eps does not break the scale's invariance": {
    claim: ['c*g/(sqrt((c*g)^2) + eps)', '=', 'g/(sqrt(g^2) + eps)'],
    assumptions: { c: positive(), g: positive(), eps: interval(0.001, 0.1) },
    source: `for eps = 0 only: ${kingma}, 2.1`,
    refuted: 'at c = 2, g = 1, eps = 0.01 the left side is 0.995025, the right side 0.990099',
  },
  "Nesterov's momentum is heavy ball": {
    claim: ['b*(b*v - a*g) - a*g', '=', 'b*v - a*g'],
    assumptions: { a: positive(), b: interval(0, 1), v: reals(), g: reals() },
    source: `it looks one step ahead: ${sutskever}, 2`,
    refuted: 'at a = 1, b = 0.1, v = 1, g = 1 the left side is -1.09, the right side -0.9',
  },
  'the cosine schedule without its half': {
    claim: ['1 + cos(pi*t)', '=', 'cos(pi*t/2)^2'],
    assumptions: { t: interval(0, 1) },
    source: '(1 + cos)/2: Loshchilov, Hutter 2017, eq. 5',
    refuted: 'at t = 0.1 the left side is 1.95106, the right side 0.975528',
  },
  'warmup from zero spends (n + 1)/2': {
    claim: ['sum(i, 0, n - 1, i/n)', '=', '(n + 1)/2'],
    assumptions: schedule,
    source: '(n - 1)/2 from zero: Goyal et al. 2017, 2.2',
    refuted: 'at n = 1 the left side is 0, the right side 1',
  },
  'the variance as the second moment': {
    claim: ['b*v + (1 - b)*g^2', '=', 'b*v + (1 - b)*(g - m)^2'],
    assumptions: { b: interval(0, 1), v: positive(), g: reals(), m: reals() },
    source: `it is not centered: ${kingma}, 2.1`,
    refuted: 'at b = 0.1, v = 1, g = 1, m = 1 the left side is 1, the right side 0.1',
  },
  'decay applied twice': {
    claim: ['(1 - a*lambda)*w - a*(g + lambda*w)', '=', 'w - a*(g + lambda*w)'],
    assumptions: { w: reals(), a: positive(), g: reals(), lambda: positive() },
    source: 'once: Loshchilov, Hutter 2019, 2',
    refuted: 'at w = 1, a = 1, g = 1, lambda = 1 the left side is -2, the right side -1',
  },
};
