import { definedAs, integers, interval, matrix, positive, reals, sequence, vector } from 'optlab';
import type { Identities, Slips } from './entry';

/** A step across the kink of its slope must be small. */
const huber = (x: number, d: number) => (Math.abs(x) <= d ? x ** 2 / 2 : d * (Math.abs(x) - d / 2));
const logits = { z: vector('n'), y: vector('n') };
const binary = { z: interval(-8, 8), t: interval(0, 1) };
const data = { X: matrix('n', 'd'), w: vector('d'), y: vector('n') };
const layer = { W: matrix('m', 'n'), x: vector('n'), y: vector('m') };
const square = { W: matrix('n', 'n'), x: vector('n'), y: vector('n') };
const weights = { p: sequence(positive(), 'n'), q: sequence(positive(), 'n') };
const distributions = {
  u: vector('n'),
  v: vector('n'),
  p: definedAs('softmax(u)'),
  q: definedAs('softmax(v)'),
};
const curvature = { z: vector('n'), v: vector('n'), p: definedAs('softmax(z)') };
const direction = { u: vector('n'), w: vector('n', { nonzero: true }) };
const real = { x: interval(-8, 8) };
const goodfellow = 'Goodfellow, Bengio, Courville, Deep Learning';
const hastie = 'Hastie, Tibshirani, Friedman, The Elements of Statistical Learning';
const cover = 'Cover, Thomas, Elements of Information Theory';
const boyd = 'Boyd, Vandenberghe, Convex Optimization';

export const identities: Identities = {
  'the gradient of cross-entropy in the logits': {
    claim: ["grad(log(total(exp(z))) - y'*z, z)", '=', 'softmax(z) - y'],
    assumptions: logits,
    verdict: 'proved',
    source: `${goodfellow}, 6.2.2.3`,
  },
  'the gradient of cross-entropy with smoothed labels': {
    claim: ["grad(log(total(exp(z))) - ((1 - a)*y + a*u)'*z, z)", '=', 'softmax(z) - (1 - a)*y - a*u'],
    assumptions: { ...logits, u: vector('n'), a: interval(0, 1) },
    verdict: 'proved',
    source: 'Szegedy et al. 2016, Rethinking the Inception Architecture, 7',
  },
  'the Hessian of log-sum-exp times a vector': {
    claim: ['hessian(log(total(exp(z))), z)*v', '=', "p.*v - p*(p'*v)"],
    assumptions: curvature,
    verdict: 'proved',
    source: `${boyd}, 3.1.5`,
  },
  'the softmax does not see a shift': {
    claim: ['exp(a + c)/(exp(a + c) + exp(b + c))', '=', 'exp(a)/(exp(a) + exp(b))'],
    assumptions: { a: interval(-5, 5), b: interval(-5, 5), c: interval(-5, 5) },
    verdict: 'proved',
    source: `${goodfellow}, 4.1`,
  },
  'two logits make a sigmoid': {
    claim: ['exp(a)/(exp(a) + exp(b))', '=', 'sigmoid(a - b)'],
    assumptions: { a: interval(-5, 5), b: interval(-5, 5) },
    verdict: 'proved',
    source: `${hastie}, 4.4`,
  },
  'the gradient of binary cross-entropy in the logit': {
    claim: ['diff(-t*log(sigmoid(z)) - (1 - t)*log(1 - sigmoid(z)), z)', '=', 'sigmoid(z) - t'],
    assumptions: binary,
    verdict: 'proved',
    source: `${goodfellow}, 6.2.2.2`,
  },
  'the gradient of the logistic loss': {
    claim: ['diff(log(1 + exp(-y*z)), z)', '=', '-y*sigmoid(-y*z)'],
    assumptions: { y: interval(-2, 2), z: interval(-3, 3) },
    verdict: 'proved',
    source: `${hastie}, 4.4.1`,
  },
  'the softplus has the sigmoid as its slope': {
    claim: ['diff(log(1 + exp(x)), x)', '=', 'sigmoid(x)'],
    assumptions: real,
    verdict: 'proved',
    source: `${goodfellow}, 3.10`,
  },
  'the sigmoid is odd about a half': {
    claim: ['sigmoid(-x)', '=', '1 - sigmoid(x)'],
    assumptions: real,
    verdict: 'proved',
    source: `${goodfellow}, 3.10`,
  },
  "the sigmoid's slope": {
    claim: ['diff(sigmoid(x), x)', '=', 'sigmoid(x)*(1 - sigmoid(x))'],
    assumptions: real,
    verdict: 'proved',
    source: `${goodfellow}, 3.10`,
  },
  "the sigmoid's slope is at most a quarter": {
    claim: ['diff(sigmoid(x), x)', '<=', '1/4'],
    assumptions: real,
    verdict: 'held',
    source: 'LeCun et al. 1998, Efficient BackProp, 4.4',
  },
  'the hyperbolic tangent is a sigmoid': {
    claim: ['tanh(x)', '=', '2*sigmoid(2*x) - 1'],
    assumptions: real,
    verdict: 'proved',
    source: `${goodfellow}, 6.3.2`,
  },
  'the slope of the hyperbolic tangent': {
    claim: ['diff(tanh(x), x)', '=', '1 - tanh(x)^2'],
    assumptions: real,
    verdict: 'proved',
    source: `${goodfellow}, 6.5.9`,
  },
  'the slope of SiLU': {
    claim: ['diff(x*sigmoid(x), x)', '=', 'sigmoid(x)*(1 + x*(1 - sigmoid(x)))'],
    assumptions: real,
    verdict: 'proved',
    source: 'Elfwing, Uchibe, Doya 2018, Sigmoid-weighted linear units, 2.1',
  },
  'the slope of log-cosh': {
    claim: ['diff(log((exp(x) + exp(-x))/2), x)', '=', 'tanh(x)'],
    assumptions: real,
    verdict: 'proved',
    source: 'Saleh, Saleh 2022, Statistical properties of the log-cosh loss, 2',
  },
  'the gradient of the mean squared error': {
    claim: ['grad(norm(X*w - y)^2/(2*n), w)', '=', "X'*(X*w - y)/n"],
    assumptions: data,
    verdict: 'proved',
    source: `${hastie}, 3.2`,
  },
  "the gradient of a linear layer's weights": {
    claim: ['grad(norm(W*x - y)^2/2, W)', '=', "(W*x - y)*x'"],
    assumptions: layer,
    verdict: 'proved',
    source: `${goodfellow}, 6.5.6`,
  },
  'the gradient that a linear layer passes back': {
    claim: ['grad(norm(W*x - y)^2/2, x)', '=', "W'*(W*x - y)"],
    assumptions: layer,
    verdict: 'proved',
    source: `${goodfellow}, 6.5.6`,
  },
  'the gradient through a tanh layer': {
    claim: ["grad(y'*tanh(W*x), W)", '=', "(y - y.*tanh(W*x).*tanh(W*x))*x'"],
    assumptions: layer,
    verdict: 'proved',
    source: `${goodfellow}, 6.5.6`,
  },
  'the gradient of a two-layer linear network': {
    claim: ['grad(norm(B*A*x - y)^2/2, A)', '=', "B'*(B*A*x - y)*x'"],
    assumptions: { A: matrix('k', 'n'), B: matrix('m', 'k'), x: vector('n'), y: vector('m') },
    verdict: 'proved',
    source: 'Saxe, McClelland, Ganguli 2014, Exact solutions to the nonlinear dynamics of learning, 1',
  },
  'the slope of the Huber loss is clipped': {
    claim: ['diff(select(abs(x) <= d, x^2/2, d*(abs(x) - d/2)), x)', '=', 'max(-d, min(x, d))'],
    assumptions: { x: reals(), d: positive() },
    verdict: 'held',
    source: `Huber 1964; ${hastie}, 10.6`,
    outside: ({ x, d }) => [
      (huber(x + 1e-7, d) - huber(x - 1e-7, d)) / 2e-7,
      Math.sign(x) * Math.min(Math.abs(x), d),
    ],
  },
  "a weight's length has no gradient under normalization": {
    claim: ["w'*grad(u'*w/norm(w), w)", '=', '0'],
    assumptions: direction,
    verdict: 'proved',
    source: 'Salimans, Kingma 2016, Weight normalization, 2.1',
  },
  'the gradient of the cosine similarity': {
    claim: ["grad(u'*w/norm(w), w)", '=', "u/norm(w) - (u'*w)*w/norm(w)^3"],
    assumptions: direction,
    verdict: 'proved',
    source: 'Salimans, Kingma 2016, Weight normalization, 2.1',
  },
  'cross-entropy is entropy plus divergence': {
    claim: [
      '-sum(i, 1, n, p[i]*log(q[i]))',
      '=',
      '-sum(i, 1, n, p[i]*log(p[i])) + sum(i, 1, n, p[i]*log(p[i]/q[i]))',
    ],
    assumptions: weights,
    verdict: 'held',
    source: `${goodfellow}, 3.13`,
  },
  'the divergence is not negative': {
    claim: ["p'*(log(p) - log(q))", '>=', '0'],
    assumptions: distributions,
    verdict: 'held',
    source: `${cover}, 2.6.3`,
  },
  "Pinsker's inequality": {
    claim: ['norm1(p - q)^2/2', '<=', "p'*(log(p) - log(q))"],
    assumptions: distributions,
    verdict: 'held',
    source: `${cover}, 11.6`,
  },
  'log-sum-exp lies above the maximum': {
    claim: ['log(total(exp(z)))', '>=', 'max(z)'],
    assumptions: logits,
    verdict: 'held',
    source: `${boyd}, 3.1.5`,
  },
  'log-sum-exp lies at most log n above the maximum': {
    claim: ['log(total(exp(z)))', '<=', 'max(z) + log(n)'],
    assumptions: logits,
    verdict: 'held',
    source: `${boyd}, 3.1.5`,
  },
  'two outcomes have at most one bit': {
    claim: ['-(p*log(p) + (1 - p)*log(1 - p))', '<=', 'log(2)'],
    assumptions: { p: interval(0, 1) },
    verdict: 'held',
    source: `${cover}, 2.1`,
  },
  'the uniform distribution has the largest entropy': {
    claim: ["-(p'*log(p))", '<=', 'log(n)'],
    assumptions: { n: integers(1, 4), u: vector('n'), p: definedAs('softmax(u)') },
    verdict: 'held',
    source: `${cover}, 2.6.4`,
  },
  'the quadratic loss is its own Bregman distance': {
    claim: ['x^2/2 - y^2/2 - y*(x - y)', '=', '(x - y)^2/2'],
    assumptions: { x: reals(), y: reals() },
    verdict: 'proved',
    source: 'Bregman 1967; Bubeck 2015, Convex Optimization, 4',
  },
};

export const slips: Slips = {
  'the sign of the softmax gradient': {
    claim: ["grad(log(total(exp(z))) - y'*z, z)", '=', 'y - softmax(z)'],
    assumptions: logits,
    source: `softmax(z) - y: ${goodfellow}, 6.2.2.3`,
    refuted: 'at n = 1, z = 1, y = -1 the left side is 2, the right side -2',
  },
  'the softmax gradient squared': {
    claim: ["grad(log(total(exp(z))) - y'*z, z)", '=', 'softmax(z).*softmax(z) - y'],
    assumptions: logits,
    source: `softmax(z) - y: ${goodfellow}, 6.2.2.3`,
    refuted: 'at n = 2, z = [1, 1], y = [1, 1] the left side is [-0.5, -0.5], the right side [-0.75, -0.75]',
  },
  "the softmax's Jacobian is diagonal": {
    claim: ['hessian(log(total(exp(z))), z)*v', '=', 'p.*v - p.*p.*v'],
    assumptions: curvature,
    source: `diag(p) - p p': ${boyd}, 3.1.5`,
    refuted:
      'at n = 2, z = [1, 1], v = [1, 1], p = [0.5, 0.5] the left side is [0, 0], the right side [0.25, 0.25]',
  },
  "the sigmoid's slope without its second factor": {
    claim: ['diff(sigmoid(x), x)', '=', 'sigmoid(x)'],
    assumptions: real,
    source: `sigmoid(x) (1 - sigmoid(x)): ${goodfellow}, 3.10`,
    refuted: 'at x = 1 the left side is 0.196612, the right side 0.731059',
  },
  'the sigmoid is odd': {
    claim: ['sigmoid(-x)', '=', '-sigmoid(x)'],
    assumptions: real,
    source: `1 - sigmoid(x): ${goodfellow}, 3.10`,
    refuted: 'at x = 1 the left side is 0.268941, the right side -0.731059',
  },
  "the mean squared error's gradient without 1/n": {
    claim: ['grad(norm(X*w - y)^2/(2*n), w)', '=', "X'*(X*w - y)"],
    assumptions: data,
    source: `X'(X w - y)/n: ${hastie}, 3.2`,
    refuted: 'at n = 2, d = 1, X = [1, 1], w = 1, y = [1, 2] the left side is -0.5, the right side -1',
  },
  "the squared error's gradient without its two": {
    claim: ['grad(norm(X*w - y)^2, w)', '=', "X'*(X*w - y)"],
    assumptions: data,
    source: `2 X'(X w - y): ${hastie}, 3.2`,
    refuted: 'at n = 1, d = 1, X = -1, w = 1, y = 1 the left side is 4, the right side 2',
  },
  'the data without their transpose': {
    claim: ['grad(norm(W*x - y)^2/2, x)', '=', 'W*(W*x - y)'],
    assumptions: square,
    source: `W'(W x - y): ${hastie}, 3.2`,
    refuted:
      'at n = 2, W = [[1, 1], [0, 1]], x = [1, 1], y = [1, 1] the left side is [1, 1], the right side [1, 0]',
  },
  "a linear layer's gradient transposed": {
    claim: ['grad(norm(W*x - y)^2/2, W)', '=', "x*(W*x - y)'"],
    assumptions: square,
    source: `(W x - y) x': ${goodfellow}, 6.5.6`,
    refuted:
      'at n = 2, W = [[1, 1], [1, 1]], x = [1, 1], y = [1, 2] the left side is [[1, 1], [0, 0]], the right side [[1, 0], [1, 0]]',
  },
  'the divergence is symmetric': {
    claim: ["p'*(log(p) - log(q))", '=', "q'*(log(q) - log(p))"],
    assumptions: distributions,
    source: `it is not: ${goodfellow}, 3.13`,
    refuted:
      'at n = 2, u = [1, 2], v = [1, 1], p = [0.268941, 0.731059], q = [0.5, 0.5] the left side is 0.110944, the right side 0.120115',
  },
  'cross-entropy with the divergence reversed': {
    claim: [
      '-sum(i, 1, n, p[i]*log(q[i]))',
      '=',
      '-sum(i, 1, n, p[i]*log(p[i])) + sum(i, 1, n, q[i]*log(q[i]/p[i]))',
    ],
    assumptions: weights,
    source: `with sum p log(p/q): ${goodfellow}, 3.13`,
    refuted: 'at n = 1, p = [2], q = [1] the left side is 0, the right side -2.07944',
  },
  "Pinsker's inequality without its half": {
    claim: ['norm1(p - q)^2', '<=', "p'*(log(p) - log(q))"],
    assumptions: distributions,
    source: `norm1(p - q)^2/2: ${cover}, 11.6`,
    refuted:
      'at n = 2, u = [1, 2], v = [1, 1], p = [0.268941, 0.731059], q = [0.5, 0.5] the left side is 0.213552, the right side 0.110944, which is not <=',
  },
  'log-sum-exp is the maximum': {
    claim: ['log(total(exp(z)))', '=', 'max(z)'],
    assumptions: logits,
    source: `between max and max + log n: ${boyd}, 3.1.5`,
    refuted: 'at n = 2, z = [1, 1] the left side is 1.69315, the right side 1',
  },
  'the Huber loss continued as d |x|': {
    claim: ['select(abs(x) <= d, x^2/2, d*abs(x))', '<=', 'x^2/2'],
    assumptions: { x: reals(), d: positive() },
    source: 'd (|x| - d/2), which meets the parabola: Huber 1964',
    refuted: 'at x = -0.05, d = 0.03 the left side is 0.0015, the right side 0.00125, which is not <=',
  },
  'the logistic loss with labels 0 and 1 in place of -1 and 1': {
    claim: ['log(1 + exp(-t*z))', '=', '-t*log(sigmoid(z)) - (1 - t)*log(1 - sigmoid(z))'],
    assumptions: { t: integers(0, 1), z: interval(-3, 3) },
    source: `y = 2t - 1 in the first: ${hastie}, 4.4.1`,
    refuted: 'at t = 0, z = 1 the left side is 0.693147, the right side 1.31326',
  },
};
