import { definedAs, integers, interval, matrix, positive, reals, vector } from 'optlab';
import type { Identities, Slips } from './entry';

const shrunk = { x: reals(), u: reals(), tau: positive(), s: definedAs('sign(u)*max(abs(u) - tau, 0)') };
const penalized = { w: reals(), g: reals(), a: positive(), lambda: positive() };
const ridge = { X: matrix('n', 'd'), y: vector('n'), lambda: interval(0.1, 10) };
const block = {
  n: integers(1, 4),
  x: vector('n'),
  u: vector('n', { nonzero: true }),
  tau: positive(),
  s: definedAs('max(1 - tau/norm(u), 0)*u'),
};
const parikh = 'Parikh, Boyd 2014, Proximal Algorithms';
const hastie = 'Hastie, Tibshirani, Friedman, The Elements of Statistical Learning';
const loshchilov = 'Loshchilov, Hutter 2019, Decoupled weight decay';
const soft = 'sign(u)*max(abs(u) - tau, 0)';

export const identities: Identities = {
  'soft thresholding solves the L1 problem': {
    claim: ['(x - u)^2/2 + tau*abs(x)', '>=', '(s - u)^2/2 + tau*abs(s)'],
    assumptions: shrunk,
    verdict: 'held',
    source: `${parikh}, 6.5.2`,
  },
  'soft thresholding as two ramps': {
    claim: [`${soft}`, '=', 'max(u - tau, 0) - max(-u - tau, 0)'],
    assumptions: shrunk,
    verdict: 'held',
    source: `${parikh}, 6.5.2`,
  },
  "Moreau's decomposition for L1": {
    claim: [`${soft} + max(-tau, min(u, tau))`, '=', 'u'],
    assumptions: shrunk,
    verdict: 'held',
    source: `${parikh}, 2.5`,
  },
  'the Huber function is the envelope of the absolute value': {
    claim: ['(s - u)^2/2 + tau*abs(s)', '=', 'select(abs(u) <= tau, u^2/2, tau*abs(u) - tau^2/2)'],
    assumptions: shrunk,
    verdict: 'held',
    source: `${parikh}, 3.1`,
  },
  'soft thresholding does not stretch': {
    claim: [`abs(${soft} - sign(x)*max(abs(x) - tau, 0))`, '<=', 'abs(u - x)'],
    assumptions: shrunk,
    verdict: 'held',
    source: `${parikh}, 2.3`,
  },
  'the proximal map of the squared norm shrinks': {
    claim: ['(x - u)^2/2 + lambda*x^2/2', '>=', '(u/(1 + lambda) - u)^2/2 + lambda*(u/(1 + lambda))^2/2'],
    assumptions: { x: reals(), u: reals(), lambda: positive() },
    verdict: 'proved',
    source: `${parikh}, 2.2`,
  },
  "the value of the squared norm's proximal problem": {
    claim: ['(u/(1 + lambda) - u)^2/2 + lambda*(u/(1 + lambda))^2/2', '=', 'lambda*u^2/(2*(1 + lambda))'],
    assumptions: { u: reals(), lambda: positive() },
    verdict: 'proved',
    source: `${parikh}, 3.1`,
  },
  'the elastic net shrinks after its threshold': {
    claim: [
      '(x - u)^2/2 + tau*abs(x) + lambda*x^2/2',
      '>=',
      '(s/(1 + lambda) - u)^2/2 + tau*abs(s/(1 + lambda)) + lambda*(s/(1 + lambda))^2/2',
    ],
    assumptions: { ...shrunk, lambda: positive() },
    verdict: 'held',
    source: `${parikh}, 6.5.3`,
  },
  'block soft thresholding solves the group problem': {
    claim: ['norm(x - u)^2/2 + tau*norm(x)', '>=', 'norm(s - u)^2/2 + tau*norm(s)'],
    assumptions: block,
    verdict: 'held',
    source: `${parikh}, 6.5.1`,
  },
  'hard thresholding solves the L0 problem': {
    claim: ['(x - u)^2/2 + lambda*(x != 0)', '>=', 'min(u^2/2, lambda)'],
    assumptions: { x: reals(), u: reals(), lambda: positive() },
    verdict: 'held',
    source: 'Blumensath, Davies 2008, Iterative thresholding',
  },
  'clipping a gradient bounds its length': {
    claim: ['norm(g*min(1, c/norm(g)))', '<=', 'c*(1 + 1e-12)'],
    assumptions: { g: vector('n', { nonzero: true }), c: positive() },
    verdict: 'held',
    source: 'Pascanu, Mikolov, Bengio 2013, algorithm 1',
  },
  'projecting onto an interval is clipping': {
    claim: ['(x - u)^2', '>=', '(max(-1, min(u, 1)) - u)^2'],
    assumptions: { x: interval(-1, 1, { open: false }), u: reals() },
    verdict: 'held',
    source: `${parikh}, 6.2.4`,
  },
  'weight decay is L2 for plain descent': {
    claim: ['w - a*diff(g*w + lambda*w^2/2, w)', '=', '(1 - a*lambda)*w - a*g'],
    assumptions: penalized,
    verdict: 'proved',
    source: `${loshchilov}, proposition 1`,
  },
  "ridge regression's gradient": {
    claim: ["grad(norm(X*w - y)^2/2 + lambda*(w'*w)/2, w)", '=', "(X'*X + lambda*identity(d))*w - X'*y"],
    assumptions: { ...ridge, w: vector('d') },
    verdict: 'proved',
    source: `${hastie}, 3.4.1`,
  },
  "ridge regression's closed form": {
    claim: ["(X'*X + lambda*I)*(inv(X'*X + lambda*I)*X'*y)", '=', "X'*y"],
    assumptions: ridge,
    verdict: 'proved',
    source: `${hastie}, 3.4.1`,
  },
  'ridge regression in its dual form': {
    claim: ["inv(X'*X + lambda*I)*X'*y", '=', "X'*inv(X*X' + lambda*I)*y"],
    assumptions: ridge,
    verdict: 'proved',
    source: 'Saunders, Gammerman, Vovk 1998, Ridge regression in dual variables',
  },
  'ridge regression shrinks each direction': {
    claim: ['d^2/(d^2 + lambda)', '<', '1'],
    assumptions: { d: positive(), lambda: positive() },
    verdict: 'proved',
    source: `${hastie}, 3.4.1`,
  },
  'early stopping filters like a ridge': {
    claim: ['1 - (1 - a*h)^n', '=', 'a*h*sum(i, 0, n - 1, (1 - a*h)^i)'],
    assumptions: { a: interval(0, 1), h: interval(0, 1), n: integers(1, 20) },
    verdict: 'proved',
    source: 'Goodfellow, Bengio, Courville, Deep Learning, 7.8',
  },
  'the lasso on orthonormal columns': {
    claim: [
      '(w - u)^2/2 + lambda*abs(w)',
      '>=',
      'select(abs(u) <= lambda, u^2/2, lambda*abs(u) - lambda^2/2)',
    ],
    assumptions: { w: reals(), u: reals(), lambda: positive() },
    verdict: 'held',
    source: `${hastie}, 3.4.3`,
  },
  'L1 is at most sqrt(n) times L2': {
    claim: ['norm1(x)', '<=', 'sqrt(n)*norm(x)'],
    assumptions: { n: integers(1, 5), x: vector('n') },
    verdict: 'held',
    source: 'Golub, Van Loan, Matrix Computations, 2.2.2',
  },
};

export const slips: Slips = {
  'soft thresholding without its sign': {
    claim: ['max(abs(u) - tau, 0)', '=', 'max(u - tau, 0) - max(-u - tau, 0)'],
    assumptions: shrunk,
    source: `sign(u) in front: ${parikh}, 6.5.2`,
    refuted: 'at u = -2, tau = 1, s = -1 the left side is 1, the right side -1',
  },
  'soft thresholding by half the threshold': {
    claim: [
      '(x - u)^2/2 + tau*abs(x)',
      '>=',
      '(sign(u)*max(abs(u) - tau/2, 0) - u)^2/2 + tau*abs(sign(u)*max(abs(u) - tau/2, 0))',
    ],
    assumptions: shrunk,
    source: `tau: ${parikh}, 6.5.2`,
    refuted:
      'at x = 0.5, u = 0.75, tau = 0.25, s = 0.5 the left side is 0.15625, the right side 0.164063, which is not >=',
  },
  'hard thresholding solves the L1 problem': {
    claim: ['(x - u)^2/2 + tau*abs(x)', '>=', '(h - u)^2/2 + tau*abs(h)'],
    assumptions: { x: reals(), u: reals(), tau: positive(), h: definedAs('select(abs(u) > tau, u, 0)') },
    source: `soft thresholding: ${parikh}, 6.5.2`,
    refuted:
      'at x = 0, u = 0.9, tau = 0.5, h = 0.9 the left side is 0.405, the right side 0.45, which is not >=',
  },
  'E8: the squared L2 norm gives exact zeros': {
    claim: ['u/(1 + tau)', '=', 'sign(u)*max(abs(u) - tau, 0)'],
    assumptions: { u: reals(), tau: positive() },
    source: `it shrinks; L1 thresholds: ${parikh}, 2.2 and 6.5.2`,
    refuted: 'at u = 1, tau = 1 the left side is 0.5, the right side 0',
  },
  'the proximal map of the squared norm subtracts': {
    claim: ['(x - u)^2/2 + lambda*x^2/2', '>=', '(u - lambda*u - u)^2/2 + lambda*(u - lambda*u)^2/2'],
    assumptions: { x: reals(), u: reals(), lambda: positive() },
    source: `u/(1 + lambda): ${parikh}, 2.2`,
    refuted: 'at x = 1, u = 1, lambda = 2 the left side is 1, the right side 3, which is not >=',
  },
  'block soft thresholding without its floor': {
    claim: ['norm(x - u)^2/2 + tau*norm(x)', '>=', 'norm(c - u)^2/2 + tau*norm(c)'],
    assumptions: { n: block.n, x: block.x, u: block.u, tau: block.tau, c: definedAs('(1 - tau/norm(u))*u') },
    source: `max(1 - tau/|u|, 0) u: ${parikh}, 6.5.1`,
    refuted: 'at n = 1, x = 1, u = 1, tau = 2, c = -1 the left side is 2, the right side 4, which is not >=',
  },
  'the hard threshold of the L0 problem is lambda': {
    claim: ['(x - u)^2/2 + lambda*(x != 0)', '>=', 'select(abs(u) > lambda, lambda, u^2/2)'],
    assumptions: { x: reals(), u: reals(), lambda: positive() },
    source: 'sqrt(2 lambda): Blumensath, Davies 2008',
    refuted: 'at x = 2, u = 10, lambda = 11 the left side is 43, the right side 50, which is not >=',
  },
  'weight decay without the learning rate': {
    claim: ['w - a*diff(g*w + lambda*w^2/2, w)', '=', '(1 - lambda)*w - a*g'],
    assumptions: penalized,
    source: `1 - a lambda: ${loshchilov}, proposition 1`,
    refuted: 'at w = 1, g = 1, a = 2, lambda = 1 the left side is -3, the right side -2',
  },
  'weight decay is L2 for scaled steps': {
    claim: ['w - a*(g + lambda*w)/sqrt(v)', '=', '(1 - a*lambda)*w - a*g/sqrt(v)'],
    assumptions: { ...penalized, v: positive() },
    source: `only for v = 1: ${loshchilov}, proposition 2`,
    refuted: 'at w = 1, g = 1, a = 1, lambda = 1, v = 2 the left side is -0.414214, the right side -0.707107',
  },
  "ridge regression's penalty without its two": {
    claim: ['diff(lambda*w^2, w)', '=', 'lambda*w'],
    assumptions: penalized,
    source: `2 lambda w, or lambda/2 w^2: ${hastie}, 3.4.1`,
    refuted: 'at w = 1, lambda = 1 the left side is 2, the right side 1',
  },
  'ridge regression subtracts the penalty': {
    claim: ["(X'*X + lambda*I)*inv(X'*X - lambda*I)*X'*y", '=', "X'*y"],
    assumptions: { X: matrix('n', 1), y: vector('n'), lambda: interval(20, 30) },
    source: `plus: ${hastie}, 3.4.1`,
    refuted: 'at n = 1, X = 1, y = 1, lambda = 25 the left side is -1.08333, the right side 1',
  },
  "clipping by the norm leaves the direction's length": {
    claim: ['norm(g*min(1, c/norm(g)))', '=', 'c'],
    assumptions: { g: vector('n', { nonzero: true }), c: positive() },
    source: 'shorter gradients stay: Pascanu, Mikolov, Bengio 2013, algorithm 1',
    refuted: 'at n = 1, g = 1, c = 2 the left side is 1, the right side 2',
  },
  'clipping each entry keeps the direction': {
    claim: ['max(-c, min(g, c))/max(-c, min(h, c))', '=', 'g/h'],
    assumptions: { g: positive(), h: positive(), c: positive() },
    source: 'it does not; scaling by the norm does: Goodfellow, Bengio, Courville, 10.11.1',
    refuted: 'at g = 1, h = 2, c = 1 the left side is 1, the right side 0.5',
  },
  'L1 is at most L2': {
    claim: ['norm1(x)', '<=', 'norm(x)'],
    assumptions: { x: vector('n') },
    source: 'times sqrt(n): Golub, Van Loan, Matrix Computations, 2.2.2',
    refuted: 'at n = 2, x = [1, 1] the left side is 2, the right side 1.41421, which is not <=',
  },
};
