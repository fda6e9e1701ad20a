import { definedAs, integers, interval, matrix, positive, reals, sequence, spd, vector } from 'optlab';
import type { Identities, Slips } from './entry';

const scaled = { x: interval(-10, 10), s: interval(0.1, 1) };
const code = { ...scaled, z: integers(-8, 8) };
const weights = { n: integers(1, 4), w: sequence(reals(), 'n') };
const products = {
  n: integers(1, 4),
  a: sequence(reals(), 'n'),
  b: sequence(reals(), 'n'),
  y: reals(),
  z: reals(),
};
const three = {
  a: positive(),
  b: positive(),
  c: positive(),
  s: reals(),
  m: definedAs('a + b + c - max(a, b, c) - min(a, b, c)'),
};
const adapter = {
  W: matrix('m', 'n'),
  B: matrix('m', 'r'),
  A: matrix('r', 'n'),
  x: vector('n'),
  y: vector('m'),
};
const factors = { A: matrix(2, 2), u: vector(2), v: vector(2) };
const hessian = { n: integers(1, 3), H: spd('n'), w: reals(), e: vector('n', { nonzero: true }) };
const jacob = 'Jacob et al. 2018, Quantization and training of neural networks';
const gray = 'Gray, Neuhoff 1998, Quantization';
const rastegari = 'Rastegari et al. 2016, XNOR-Net';
const hassibi = 'Hassibi, Stork 1993, Optimal brain surgeon';
const golub = 'Golub, Van Loan, Matrix Computations';
const hu = 'Hu et al. 2022, LoRA';

export const identities: Identities = {
  'rounding errs by at most half a step': {
    claim: ['abs(x - s*round(x/s))', '<=', 's/2*(1 + 1e-9)'],
    assumptions: scaled,
    verdict: 'held',
    source: `${gray}, I`,
  },
  'truncation errs by less than a step': {
    claim: ['x - s*floor(x/s)', '<=', 's'],
    assumptions: scaled,
    verdict: 'held',
    source: `${gray}, I`,
  },
  'zero has a code of its own': {
    claim: ['s*((round(0/s) + z) - z)', '=', '0'],
    assumptions: code,
    verdict: 'held',
    source: `${jacob}, 2.1`,
  },
  'a whole zero point changes no error': {
    claim: ['x - s*((round(x/s) + z) - z)', '=', 'x - s*round(x/s)'],
    assumptions: code,
    verdict: 'proved',
    source: `${jacob}, 2.1`,
  },
  'quantizing twice is quantizing once': {
    claim: ['s*round((s*round(x/s))/s)', '=', 's*round(x/s)'],
    assumptions: { x: interval(-10, 10), s: interval(0.1, 1) },
    verdict: 'held',
    source: `${jacob}, 3`,
  },
  'clamping twice is clamping once': {
    claim: ['max(-c, min(max(-c, min(x, c)), c))', '=', 'max(-c, min(x, c))'],
    assumptions: { x: reals(), c: positive() },
    verdict: 'held',
    source: `${jacob}, 2.1`,
  },
  'the product of quantized numbers': {
    claim: [
      'sum(i, 1, n, (a[i] - y)*(b[i] - z))',
      '=',
      'sum(i, 1, n, a[i]*b[i]) - z*sum(i, 1, n, a[i]) - y*sum(i, 1, n, b[i]) + n*y*z',
    ],
    assumptions: products,
    verdict: 'proved',
    source: `${jacob}, 2.3`,
  },
  'stochastic rounding is unbiased': {
    claim: ['(1 - f)*floor(x) + f*(floor(x) + 1)', '=', 'x'],
    assumptions: { x: interval(-10, 10), f: definedAs('x - floor(x)') },
    verdict: 'proved',
    source: 'Gupta et al. 2015, Deep learning with limited numerical precision, 3.1',
  },
  'the variance of stochastic rounding': {
    claim: ['(1 - f)*f^2 + f*(1 - f)^2', '=', 'f*(1 - f)'],
    assumptions: { f: interval(0, 1) },
    verdict: 'proved',
    source: 'Croci et al. 2022, Stochastic rounding, 2',
  },
  "stochastic rounding's variance is at most a quarter": {
    claim: ['f*(1 - f)', '<=', '1/4'],
    assumptions: { f: interval(0, 1) },
    verdict: 'proved',
    source: 'Croci et al. 2022, Stochastic rounding, 2',
  },
  'one bit more is six decibels': {
    claim: ['10*log((2*s)^2/s^2)/log(10)', '=', '20*log(2)/log(10)'],
    assumptions: { s: positive() },
    verdict: 'held',
    source: `${gray}, III`,
  },
  'uniform errors have the variance s^2/12': {
    claim: ['((s/2)^3 - (-s/2)^3)/(3*s)', '=', 's^2/12'],
    assumptions: { s: positive() },
    verdict: 'proved',
    source: `Bennett 1948; ${gray}, II`,
  },
  'the best binary scale is the mean magnitude': {
    claim: [
      'sum(i, 1, n, (abs(w[i]) - s)^2)',
      '>=',
      'sum(i, 1, n, (abs(w[i]) - sum(j, 1, n, abs(w[j]))/n)^2)',
    ],
    assumptions: { ...weights, s: reals() },
    verdict: 'proved',
    source: `${rastegari}, 3.1`,
  },
  'what the best binary scale leaves': {
    claim: [
      'sum(i, 1, n, (abs(w[i]) - sum(j, 1, n, abs(w[j]))/n)^2)',
      '=',
      'sum(i, 1, n, w[i]^2) - sum(i, 1, n, abs(w[i]))^2/n',
    ],
    assumptions: weights,
    verdict: 'proved',
    source: `${rastegari}, 3.1`,
  },
  'the median is the best scale for absolute errors': {
    claim: ['abs(a - s) + abs(b - s) + abs(c - s)', '>=', 'abs(a - m) + abs(b - m) + abs(c - m)'],
    assumptions: three,
    verdict: 'held',
    source: 'Boyd, Vandenberghe, Convex Optimization, 6.1.2',
  },
  'pruning the smaller of two weights costs least': {
    claim: ['(1 - k)*a^2 + k*b^2', '>=', 'min(abs(a), abs(b))^2'],
    assumptions: { a: reals(), b: reals(), k: integers(0, 1) },
    verdict: 'held',
    source: 'Han et al. 2015, Learning both weights and connections, 3',
  },
  'a mask applied twice is a mask': {
    claim: ['m*(m*w)', '=', 'm*w'],
    assumptions: { m: integers(0, 1), w: reals() },
    verdict: 'held',
    source: 'Han et al. 2015, Learning both weights and connections, 3',
  },
  'the cost of optimal brain surgeon': {
    claim: ["x'*H*x/2", '=', "w^2/(2*(e'*inv(H)*e))"],
    assumptions: { ...hessian, x: definedAs("-w*inv(H)*e/(e'*inv(H)*e)") },
    verdict: 'proved',
    source: `${hassibi}, eq. 5`,
  },
  "optimal brain surgeon's step removes the weight": {
    claim: ["e'*x + w", '=', '0'],
    assumptions: { ...hessian, x: definedAs("-w*inv(H)*e/(e'*inv(H)*e)") },
    verdict: 'proved',
    source: `${hassibi}, eq. 5`,
  },
  'optimal brain surgeon costs at most what damage does': {
    claim: ["w^2/(e'*inv(H)*e)*(e'*e)^2", '<=', "w^2*(e'*H*e)"],
    assumptions: hessian,
    verdict: 'held',
    source: `LeCun, Denker, Solla 1990; ${hassibi}, 3`,
  },
  'a low-rank update in two products': {
    claim: ['(W + B*A)*x', '=', 'W*x + B*(A*x)'],
    assumptions: adapter,
    verdict: 'proved',
    source: `${hu}, 4.1`,
  },
  "the gradient of a low-rank update's first factor": {
    claim: ['grad(norm((W + B*A)*x - y)^2/2, B)', '=', "((W + B*A)*x - y)*(A*x)'"],
    assumptions: adapter,
    verdict: 'proved',
    source: `${hu}, 4.1`,
  },
  "the gradient of a low-rank update's second factor": {
    claim: ['grad(norm((W + B*A)*x - y)^2/2, A)', '=', "B'*((W + B*A)*x - y)*x'"],
    assumptions: adapter,
    verdict: 'proved',
    source: `${hu}, 4.1`,
  },
  'no matrix of rank one is closer than the second singular value': {
    claim: ["spectralNorm(A - u*v')", '>=', "sqrt(max(0, eigmin(A'*A)))*(1 - 1e-6) - 1e-6"],
    assumptions: factors,
    verdict: 'held',
    source: `Eckart, Young 1936; ${golub}, 2.4.2`,
  },
  'nor in the Frobenius norm': {
    claim: ["trace((A - u*v')'*(A - u*v'))", '>=', "eigmin(A'*A) - 1e-9*trace(A'*A)"],
    assumptions: factors,
    verdict: 'held',
    source: `Eckart, Young 1936; ${golub}, 2.4.2`,
  },
  'factors of rank r are smaller below the harmonic rank': {
    claim: ['r*(m + n) - m*n', '<', '0'],
    assumptions: { m: integers(1, 50), n: integers(1, 50), r: interval(0, 'm*n/(m + n)') },
    verdict: 'proved',
    source: 'Denton et al. 2014, Exploiting linear structure, 3',
  },
};

export const slips: Slips = {
  'rounding errs by at most a quarter of a step': {
    claim: ['abs(x - s*round(x/s))', '<=', 's/4'],
    assumptions: scaled,
    source: `half a step: ${gray}, I`,
    refuted: 'at x = 3, s = 0.9 the left side is 0.3, the right side 0.225, which is not <=',
  },
  'truncation errs by at most half a step': {
    claim: ['abs(x - s*floor(x/s))', '<=', 's/2'],
    assumptions: scaled,
    source: `a step: ${gray}, I`,
    refuted: 'at x = -1, s = 0.9 the left side is 0.8, the right side 0.45, which is not <=',
  },
  'E11: quantization returns the number without its scale': {
    claim: ['round(x/s)', '=', 'x'],
    assumptions: scaled,
    source: `s round(x/s), to s/2: ${jacob}, 2.1`,
    refuted: 'at x = 1, s = 0.2 the left side is 5, the right side 1',
  },
  'E11: a zero point that is no whole number keeps zero': {
    claim: ['s*(round(0/s + z) - z)', '=', '0'],
    assumptions: { s: interval(0.1, 1), z: reals() },
    source: `a whole zero point: ${jacob}, 2.1`,
    refuted: 'at s = 0.2, z = 0.1 the left side is -0.02, the right side 0',
  },
  'quantized numbers multiply without their zero points': {
    claim: ['sum(i, 1, n, (a[i] - y)*(b[i] - z))', '=', 'sum(i, 1, n, a[i]*b[i]) - n*y*z'],
    assumptions: products,
    source: `with both cross terms: ${jacob}, 2.3`,
    refuted: 'at n = 1, a = [1], b = [1], y = 1, z = 2 the left side is 0, the right side -1',
  },
  "the zero points' product with a sign": {
    claim: [
      'sum(i, 1, n, (a[i] - y)*(b[i] - z))',
      '=',
      'sum(i, 1, n, a[i]*b[i]) - z*sum(i, 1, n, a[i]) - y*sum(i, 1, n, b[i]) - n*y*z',
    ],
    assumptions: products,
    source: `plus n y z: ${jacob}, 2.3`,
    refuted: 'at n = 1, a = [1], b = [1], y = 1, z = 1 the left side is 0, the right side -2',
  },
  'rounding is additive': {
    claim: ['round(x + y)', '=', 'round(x) + round(y)'],
    assumptions: { x: reals(), y: reals() },
    source: `it is not: ${gray}, I`,
    refuted: 'at x = 0.5, y = 0.5 the left side is 1, the right side 2',
  },
  'uniform errors have the variance s^2/3': {
    claim: ['((s/2)^3 - (-s/2)^3)/(3*s)', '=', 's^2/3'],
    assumptions: { s: positive() },
    source: 's^2/12: Bennett 1948',
    refuted: 'at s = 1 the left side is 0.0833333, the right side 0.333333',
  },
  'one bit more is three decibels': {
    claim: ['10*log((2*s)^2/s^2)/log(10)', '=', '10*log(2)/log(10)'],
    assumptions: { s: positive() },
    source: `six: ${gray}, III`,
    refuted: 'at s = 1 the left side is 6.0206, the right side 3.0103',
  },
  'the best binary scale is the largest magnitude': {
    claim: [
      'sum(i, 1, n, (abs(w[i]) - s)^2)',
      '>=',
      'sum(i, 1, n, (abs(w[i]) - max(abs(w[1]), abs(w[n])))^2)',
    ],
    assumptions: { ...weights, s: reals() },
    source: `the mean magnitude: ${rastegari}, 3.1`,
    refuted: 'at n = 2, w = [1, 2], s = 1.5 the left side is 0.5, the right side 1, which is not >=',
  },
  'the best binary scale is the median': {
    claim: ['(a - s)^2 + (b - s)^2 + (c - s)^2', '>=', '(a - m)^2 + (b - m)^2 + (c - m)^2'],
    assumptions: three,
    source: 'the mean for squares; the median for absolute errors: Boyd, Vandenberghe, 6.1.2',
    refuted: 'at a = 3, b = 1, c = 1, s = 2, m = 1 the left side is 3, the right side 4, which is not >=',
  },
  'the mean is the best scale for absolute errors': {
    claim: ['abs(a - s) + abs(b - s) + abs(c - s)', '>=', 'abs(a - d) + abs(b - d) + abs(c - d)'],
    assumptions: { a: positive(), b: positive(), c: positive(), s: reals(), d: definedAs('(a + b + c)/3') },
    source: 'the median: Boyd, Vandenberghe, Convex Optimization, 6.1.2',
    refuted:
      'at a = 2, b = 1, c = 1, s = 1, d = 1.33333 the left side is 1, the right side 1.33333, which is not >=',
  },
  'E7: pruning multiplies the loss by the mask': {
    claim: ['m*(w - y)^2', '=', '(m*w - y)^2'],
    assumptions: { m: integers(0, 1), w: reals(), y: reals() },
    source: 'it multiplies the weight: Han et al. 2015, 3',
    refuted: 'at m = 0, w = 1, y = 1 the left side is 0, the right side 1',
  },
  'pruning the larger of two weights costs least': {
    claim: ['(1 - k)*a^2 + k*b^2', '>=', 'max(abs(a), abs(b))^2'],
    assumptions: { a: reals(), b: reals(), k: integers(0, 1) },
    source: 'the smaller: Han et al. 2015, 3',
    refuted: 'at a = 1, b = 2, k = 0 the left side is 1, the right side 4, which is not >=',
  },
  'the saliency of optimal brain surgeon with H for its inverse': {
    claim: ["x'*H*x/2", '=', "w^2/(2*(e'*H*e))"],
    assumptions: { ...hessian, x: definedAs("-w*inv(H)*e/(e'*inv(H)*e)") },
    source: `inv(H): ${hassibi}, eq. 5`,
    refuted: 'at n = 1, H = 2, w = 1, e = 1, x = -1 the left side is 1, the right side 0.25',
  },
  'a low-rank update with its factors exchanged': {
    claim: ['(W + A*B)*x', '=', 'W*x + B*(A*x)'],
    assumptions: { W: matrix('n', 'n'), B: matrix('n', 'n'), A: matrix('n', 'n'), x: vector('n') },
    source: `B A: ${hu}, 4.1`,
    refuted:
      'at n = 2, W = [[1, 1], [1, 1]], B = [[1, 1], [1, 1]], A = [[1, 1], [0, 1]], x = [1, 1] the left side is [6, 4], the right side [5, 5]',
  },
  'Eckart and Young off by one': {
    claim: ["spectralNorm(A - u*v')", '>=', "sqrt(eigmax(A'*A))"],
    assumptions: factors,
    source: `the second singular value for rank one: ${golub}, 2.4.2`,
    refuted:
      'at A = [[1, 1], [1, 1]], u = [1, 1], v = [1, 1] the left side is 0, the right side 2, which is not >=',
  },
  'every low rank saves parameters': {
    claim: ['r*(m + n)', '<', 'm*n'],
    assumptions: { m: integers(1, 8), n: integers(1, 8), r: integers(1, 'min(m, n)') },
    source: 'for r < m n/(m + n): Denton et al. 2014, 3',
    refuted: 'at m = 1, n = 1, r = 1 the left side is 2, the right side 1, which is not <',
  },
};
