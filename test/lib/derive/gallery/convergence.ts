import { definedAs, integers, interval, positive, reals, spd, vector } from 'optlab';
import type { Identities, Slips } from './entry';

const bowl = { A: spd('n'), x: vector('n'), L: definedAs('eigmax(A)'), mu: definedAs('eigmin(A)') };
const range = { mu: positive(), L: interval('mu', Infinity) };
const convex = { x: reals(), y: reals() };
const steps = { n: integers(1, 40) };
const nesterov = 'Nesterov, Introductory Lectures on Convex Optimization';
const nocedal = 'Nocedal, Wright, Numerical Optimization';
const bottou = 'Bottou, Curtis, Nocedal 2018, Optimization Methods for Large-Scale Machine Learning';
const polya = 'Hardy, Littlewood, Polya, Inequalities';

export const identities: Identities = {
  'a step of 1/L lowers a quadratic by the descent lemma': {
    claim: ["(x - A*x/L)'*A*(x - A*x/L)/2", '<=', "x'*A*x/2 - (A*x)'*(A*x)/(2*L)"],
    assumptions: bowl,
    verdict: 'held',
    source: `${nesterov}, 1.2.3`,
  },
  'the gradient bounds the distance from the least value': {
    claim: ["x'*A*x/2", '<=', "(A*x)'*(A*x)/(2*mu)"],
    assumptions: bowl,
    verdict: 'held',
    source: 'Polyak 1963; Karimi, Nutini, Schmidt 2016, 2',
  },
  cocoercivity: {
    claim: ["(A*x)'*(A*x)", '<=', "L*(x'*A*x)"],
    assumptions: bowl,
    verdict: 'held',
    source: `${nesterov}, 2.1.1`,
  },
  'a step of 1/L shrinks the value by 1 - mu/L': {
    claim: ["(x - A*x/L)'*A*(x - A*x/L)", '<=', "(1 - mu/L)*(x'*A*x)"],
    assumptions: bowl,
    verdict: 'held',
    source: 'Karimi, Nutini, Schmidt 2016, theorem 1',
  },
  'steepest descent with exact steps': {
    claim: ["x'*A*x - ((A*x)'*(A*x))^2/((A*x)'*A*(A*x))", '<=', "((L - mu)/(L + mu))^2*(x'*A*x)"],
    assumptions: { ...bowl, x: vector('n', { nonzero: true }) },
    verdict: 'held',
    source: `${nocedal}, theorem 3.3`,
  },
  'both ends contract alike at the best rate': {
    claim: ['1 - 2/(L + mu)*mu', '=', '(L - mu)/(L + mu)'],
    assumptions: range,
    verdict: 'proved',
    source: 'Polyak, Introduction to Optimization, 1.4',
  },
  "heavy ball's factor is the root of its momentum": {
    claim: ['((sqrt(L) - sqrt(mu))/(sqrt(L) + sqrt(mu)))^2', '=', '(1 - 2/(1 + sqrt(L)/sqrt(mu)))^2'],
    assumptions: range,
    verdict: 'proved',
    source: 'Polyak 1964, Some methods of speeding up the convergence',
  },
  'accelerated descent beats plain descent': {
    claim: ['1 - sqrt(mu/L)', '<=', '1 - mu/L'],
    assumptions: range,
    verdict: 'held',
    source: `${nesterov}, 2.2`,
  },
  'a convex function lies above its tangent': {
    claim: ['exp(x) + exp(x)*(y - x)', '<=', 'exp(y)'],
    assumptions: { x: interval(-3, 3), y: interval(-3, 3) },
    verdict: 'held',
    source: `${nesterov}, 2.1.1`,
  },
  'the three-point identity': {
    claim: ["2*(x - y)'*(x - z)", '=', 'norm(x - y)^2 + norm(x - z)^2 - norm(y - z)^2'],
    assumptions: { x: vector('n'), y: vector('n'), z: vector('n') },
    verdict: 'proved',
    source: 'Bubeck 2015, Convex Optimization, 3.1',
  },
  "Young's inequality with a weight": {
    claim: ['x*y', '<=', 'a*x^2/2 + y^2/(2*a)'],
    assumptions: { ...convex, a: positive() },
    verdict: 'proved',
    source: `${polya}, 2.7`,
  },
  'powers of a contraction decay exponentially': {
    claim: ['(1 - 1/k)^n', '<=', 'exp(-n/k)'],
    assumptions: { k: interval(1, Infinity), ...steps },
    verdict: 'held',
    source: `${nocedal}, 2.2`,
  },
  'the logarithm lies below its tangent': {
    claim: ['log(1 + x)', '<=', 'x'],
    assumptions: { x: interval(-1, 10) },
    verdict: 'held',
    source: `${polya}, 2.15`,
  },
  'the geometric series': {
    claim: ['sum(i, 0, n - 1, q^i)', '=', '(1 - q^n)/(1 - q)'],
    assumptions: { q: interval(0, 1), ...steps },
    verdict: 'proved',
    source: 'Knuth, TAOCP 1, 1.2.3',
  },
  'the derivative of the geometric series': {
    claim: ['(1 - q)^2*sum(i, 1, n, i*q^(i-1))', '=', '1 - (n + 1)*q^n + n*q^(n+1)'],
    assumptions: { q: interval(0, 1), ...steps },
    verdict: 'held',
    source: 'Knuth, TAOCP 1, 1.2.3',
  },
  'harmonic sums grow like the logarithm': {
    claim: ['sum(i, 1, n, 1/i)', '<=', '1 + log(n)'],
    assumptions: steps,
    verdict: 'held',
    source: 'Knuth, TAOCP 1, 1.2.7',
  },
  'harmonic sums grow no slower than the logarithm': {
    claim: ['sum(i, 1, n, 1/i)', '>=', 'log(n + 1)'],
    assumptions: steps,
    verdict: 'held',
    source: 'Knuth, TAOCP 1, 1.2.7',
  },
  'steps of 1/sqrt(i) sum to at most 2 sqrt(n)': {
    claim: ['sum(i, 1, n, 1/sqrt(i))', '<=', '2*sqrt(n)'],
    assumptions: steps,
    verdict: 'held',
    source: 'Zinkevich 2003, theorem 1',
  },
  'squares of harmonic steps have a finite sum': {
    claim: ['sum(i, 1, n, 1/i^2)', '<=', '2 - 1/n'],
    assumptions: steps,
    verdict: 'held',
    source: 'Robbins, Monro 1951',
  },
  'sums of 1/(i (i + 1)) telescope': {
    claim: ['sum(i, 1, n, 1/(i*(i + 1)))', '=', 'n/(n + 1)'],
    assumptions: steps,
    verdict: 'held',
    source: 'Knuth, TAOCP 1, 1.2.3',
  },
  "the weights of Nesterov's sequence": {
    claim: ['((1 + sqrt(1 + 4*t^2))/2)^2 - (1 + sqrt(1 + 4*t^2))/2', '=', 't^2'],
    assumptions: { t: positive() },
    verdict: 'proved',
    source: 'Nesterov 1983; Beck, Teboulle 2009, 4',
  },
  "Newton's method for a reciprocal squares the error": {
    claim: ['1 - a*x*(2 - a*x)', '=', '(1 - a*x)^2'],
    assumptions: { a: reals(), x: reals() },
    verdict: 'proved',
    source: `${nocedal}, 11.1`,
  },
  "Newton's method for a root squares the error": {
    claim: ['(x + a/x)/2 - sqrt(a)', '=', '(x - sqrt(a))^2/(2*x)'],
    assumptions: { a: positive(), x: positive() },
    verdict: 'proved',
    source: 'Higham, Accuracy and Stability, 1.16',
  },
  'the noise floor of constant steps': {
    claim: ['(1 - a*m)^2*(a*s^2/(m*(2 - a*m))) + a^2*s^2', '=', 'a*s^2/(m*(2 - a*m))'],
    assumptions: { m: positive(), a: interval(0, '1/m'), s: positive() },
    verdict: 'proved',
    source: `${bottou}, 4.2`,
  },
  "Polyak's step leaves the square of the slack": {
    claim: ['d^2 - 2*(f/g^2)*f + (f/g^2)^2*g^2', '=', 'd^2 - f^2/g^2'],
    assumptions: { d: positive(), f: positive(), g: positive() },
    verdict: 'proved',
    source: 'Polyak, Introduction to Optimization, 5.3',
  },
  'the error of an averaged iterate': {
    claim: ['sum(i, 1, n, (1 - a)^i)/n', '<=', '1/(a*n)'],
    assumptions: { a: interval(0, 1), ...steps },
    verdict: 'held',
    source: 'Polyak, Juditsky 1992',
  },
};

export const slips: Slips = {
  'the descent lemma with a step of 2/L': {
    claim: ["(x - 2*A*x/L)'*A*(x - 2*A*x/L)/2", '<=', "x'*A*x/2 - (A*x)'*(A*x)/(2*L)"],
    assumptions: bowl,
    source: `a step of 1/L: ${nesterov}, 1.2.3`,
    refuted: 'at n = 1, A = 1, x = 1, L = 1, mu = 1 the left side is 0.5, the right side 0, which is not <=',
  },
  'the descent lemma without its half': {
    claim: ["(x - A*x/L)'*A*(x - A*x/L)/2", '<=', "x'*A*x/2 - (A*x)'*(A*x)/L"],
    assumptions: bowl,
    source: `divided by 2 L: ${nesterov}, 1.2.3`,
    refuted: 'at n = 1, A = 1, x = 1, L = 1, mu = 1 the left side is 0, the right side -0.5, which is not <=',
  },
  'the Polyak-Lojasiewicz inequality with L': {
    claim: ["x'*A*x/2", '<=', "(A*x)'*(A*x)/(2*L)"],
    assumptions: bowl,
    source: 'divided by 2 mu: Karimi, Nutini, Schmidt 2016, 2',
    refuted:
      'at n = 2, A = [[2, 1], [1, 2]], x = [1, 2], L = 3, mu = 1 the left side is 7, the right side 6.83333, which is not <=',
  },
  'steepest descent contracts faster than it does': {
    claim: ["x'*A*x - ((A*x)'*(A*x))^2/((A*x)'*A*(A*x))", '<=', "((L - mu)/(L + 3*mu))^2*(x'*A*x)"],
    assumptions: { ...bowl, x: vector('n', { nonzero: true }) },
    source: `L + mu: ${nocedal}, theorem 3.3`,
    refuted:
      'at n = 2, A = [[2, 1], [1, 2]], x = [0.5, -1], L = 3, mu = 1 the left side is 0.375, the right side 0.166667, which is not <=',
  },
  'the best rate is 1/L': {
    claim: ['1 - mu/L', '=', '(L - mu)/(L + mu)'],
    assumptions: range,
    source: '2/(L + mu): Polyak, Introduction to Optimization, 1.4',
    refuted: 'at mu = 1, L = 2 the left side is 0.5, the right side 0.333333',
  },
  'acceleration contracts faster than it does': {
    claim: ['1 - mu/L', '<=', '1 - sqrt(mu/L)'],
    assumptions: range,
    source: `1 - sqrt(mu/L) is the smaller one: ${nesterov}, 2.2`,
    refuted: 'at mu = 1, L = 2 the left side is 0.5, the right side 0.292893, which is not <=',
  },
  'every step of gradient descent shrinks the error': {
    claim: ['abs(1 - a*L)', '<', '1'],
    assumptions: { L: positive(), a: positive() },
    source: `for a < 2/L: ${nesterov}, 1.2.3`,
    refuted: 'at L = 1, a = 2 the left side is 1, the right side 1, which is not <',
  },
  'a step of up to 4/L shrinks the value': {
    claim: ['(x - a*2*x)^2', '<=', 'x^2'],
    assumptions: { x: reals(), a: interval(0, 2) },
    source: `for a <= 2/L = 1: ${nesterov}, 1.2.3`,
    refuted: 'at x = 1, a = 1.5 the left side is 4, the right side 1, which is not <=',
  },
  'the harmonic sum is the logarithm': {
    claim: ['sum(i, 1, n, 1/i)', '=', 'log(n) + 1'],
    assumptions: steps,
    source: 'between log(n + 1) and log(n) + 1: Knuth, TAOCP 1, 1.2.7',
    refuted: 'at n = 2 the left side is 1.5, the right side 1.69315',
  },
  'the geometric series with n + 1': {
    claim: ['sum(i, 0, n - 1, q^i)', '=', '(1 - q^(n+1))/(1 - q)'],
    assumptions: { q: interval(0, 1), ...steps },
    source: 'q^n: Knuth, TAOCP 1, 1.2.3',
    refuted: 'at q = 0.1, n = 1 the left side is 1, the right side 1.1',
  },
  'powers of a contraction from above': {
    claim: ['exp(-n/k)', '<=', '(1 - 1/k)^n'],
    assumptions: { k: interval(1, Infinity), ...steps },
    source: `the other direction: ${nocedal}, 2.2`,
    refuted: 'at k = 2, n = 1 the left side is 0.606531, the right side 0.5, which is not <=',
  },
  "Young's inequality without its halves": {
    claim: ['2*x*y', '<=', 'x^2/2 + y^2/2'],
    assumptions: convex,
    source: `x y <= x^2/2 + y^2/2: ${polya}, 2.7`,
    refuted: 'at x = 1, y = 1 the left side is 2, the right side 1, which is not <=',
  },
  "Newton's method for a root without its half": {
    claim: ['x + a/x - sqrt(a)', '=', '(x - sqrt(a))^2/(2*x)'],
    assumptions: { a: positive(), x: positive() },
    source: '(x + a/x)/2: Higham, Accuracy and Stability, 1.16',
    refuted: 'at a = 1, x = 1 the left side is 1, the right side 0',
  },
  'every function lies above its tangents': {
    claim: ['x^3 + 3*x^2*(y - x)', '<=', 'y^3'],
    assumptions: convex,
    source: `every convex one: ${nesterov}, 2.1.1`,
    refuted: 'at x = -1, y = 1 the left side is 5, the right side 1, which is not <=',
  },
  'the three-point identity with a sign': {
    claim: ["2*(x - y)'*(x - z)", '=', 'norm(x - y)^2 + norm(x - z)^2 + norm(y - z)^2'],
    assumptions: { x: vector('n'), y: vector('n'), z: vector('n') },
    source: 'minus the last: Bubeck 2015, Convex Optimization, 3.1',
    refuted: 'at n = 1, x = 1, y = 0, z = 1 the left side is 0, the right side 2',
  },
  'the noise floor vanishes with constant steps': {
    claim: ['(1 - a*m)^2*s^2 + a^2*s^2', '<=', '(1 - a*m)^2*s^2'],
    assumptions: { m: positive(), a: interval(0, '1/m'), s: positive() },
    source: `a s^2/(m (2 - a m)) remains: ${bottou}, 4.2`,
    refuted: 'at m = 1, a = 0.1, s = 1 the left side is 0.82, the right side 0.81, which is not <=',
  },
};
