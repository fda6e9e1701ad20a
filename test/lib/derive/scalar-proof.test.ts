import {
  type Assumptions,
  definedAs,
  derivation,
  integers,
  interval,
  nonnegative,
  nonzero,
  positive,
  reals,
  sequence,
} from 'optlab';

const [R, P, U] = [reals(), positive(), interval(0, 1)];
const x = { x: R };
const N = integers(1, 30);

type Equality = readonly [left: string, right: string, assumptions: Assumptions];

const verdictOf = ([left, right, assumptions]: Equality) =>
  derivation('claim', assumptions, {
    symbols: Object.fromEntries(Object.keys(assumptions).map((name) => [name, `${name}_{${name}}`])),
  })
    .start(left)
    .step(`= ${right}`, 'claimed')
    .report().steps[0].verdict;

const proved: Readonly<Record<string, readonly Equality[]>> = {
  'exponentials and logarithms': [
    ['exp(log(a))', 'a', { a: P }],
    ['log(exp(x))', 'x', x],
    ['exp(-log(2)*n/h)', '(1/2)^(n/h)', { n: N, h: P }],
    ['10*log((2*s)^2/s^2)/log(10)', '20*log(2)/log(10)', { s: P }],
    ['2^log(a, 2)', 'a', { a: P }],
    ['log((a + b)*(a + c))', 'log(a + b) + log(a + c)', { a: P, b: P, c: P }],
    ['log(1 - b^2)', 'log(1 - b) + log(1 + b)', { b: U }],
    ['softplus(x) - softplus(-x)', 'x', x],
    ['log(sigmoid(x))', '-softplus(-x)', x],
    ['sigmoid(log(p/(1 - p)))', 'p', { p: U }],
    ['(1 - eta*L)^n', 'exp(n*log(1 - eta*L))', { L: P, eta: interval(0, '1/L'), n: N }],
  ],
  'roots of what is known to be positive': [
    ['sqrt((x - y)^2)', 'abs(x - y)', { x: R, y: R }],
    ['sqrt(x^2 + 2*x*y + y^2)', 'abs(x + y)', { x: R, y: R }],
    ['sqrt(1 - 2*b + b^2)', '1 - b', { b: U }],
    ['sqrt(1 - b^(2*t))', 'sqrt(1 - b^t)*sqrt(1 + b^t)', { b: U, t: N }],
    ['sqrt(L - mu)*sqrt(L + mu)', 'sqrt(L^2 - mu^2)', { mu: P, L: interval('mu', Infinity) }],
    ['sqrt(a^2 + b^2)/sqrt(a^2*c^2 + b^2*c^2)', '1/c', { a: P, b: P, c: P }],
    ['sqrt(12)', '2*sqrt(3)', {}],
    ['sqrt(w)^2', 'w', { w: nonnegative() }],
    ['z/sqrt(z^2)', 'sign(z)', { z: nonzero() }],
  ],
  'sines and cosines': [
    ['sin(x)^2 + cos(x)^2', '1', x],
    ['cos(x + y)', 'cos(x)*cos(y) - sin(x)*sin(y)', { x: R, y: R }],
    ['(1 + cos(pi*t))/2', 'cos(pi*t/2)^2', { t: U }],
    ['cos(pi/2 - x)', 'sin(x)', x],
    ['sin(3*x)', '3*sin(x) - 4*sin(x)^3', x],
  ],
  'cases of signs': [
    ['relu(x) + relu(-x)', 'abs(x)', x],
    ['max(x, max(y, z))', 'max(z, max(x, y))', { x: R, y: R, z: R }],
    ['clip(clip(x, -1, 1), -2, 2)', 'clip(x, -1, 1)', x],
    ['sign(x)*max(abs(x) - t, 0)', 'max(x - t, 0) - max(-x - t, 0)', { x: R, t: P }],
    ['sign(x)*max(abs(x) - t, 0) + max(-t, min(x, t))', 'x', { x: R, t: P }],
    ['select(x > 0, x, 0)', 'relu(x)', x],
    ['m*(m*w)', 'm*w', { m: integers(0, 1), w: R }],
    ['s*round(s*round(x/s)/s)', 's*round(x/s)', { x: interval(-10, 10), s: P }],
  ],
  'sums and products': [
    ['sum(i, 1, n, f[i + 1] - f[i])', 'f[n + 1] - f[1]', { n: N, f: sequence(R, 'n + 1') }],
    ['sum(i, 1, n, 1/(i*(i + 1)))', 'n/(n + 1)', { n: N }],
    ['sum(i, 1, n, i*q^i)', 'q*(1 - (n + 1)*q^n + n*q^(n + 1))/(1 - q)^2', { q: U, n: N }],
    ['sum(i, 1, n, i^3)', '(n*(n + 1)/2)^2', { n: N }],
    ['prod(i, 1, n, (i + 1)/i)', 'n + 1', { n: N }],
    ['prod(i, 1, n, c^i)', 'c^(n*(n + 1)/2)', { c: interval(0.5, 2), n: integers(1, 8) }],
    ['prod(i, 1, n, i)', 'factorial(n)', { n: integers(1, 12) }],
    ['sum(i, 1, n, log(a[i]))', 'log(prod(i, 1, n, a[i]))', { n: integers(1, 8), a: sequence(P, 'n') }],
    [
      'sum(i, 1, n, sum(j, 1, n, (x[i] - x[j])^2))/n^2',
      '2*sum(i, 1, n, (x[i] - m)^2)/n',
      { n: integers(1, 6), x: sequence(R, 'n'), m: definedAs('sum(i, 1, n, x[i])/n') },
    ],
  ],
};

describe.each(Object.entries(proved))('%s', (_, equalities) => {
  test.each(equalities)('%s = %s is proved', (...equality) => {
    expect(verdictOf(equality)).toBe('proved symbolically');
  });
});

const wrong: readonly Equality[] = [
  ['sqrt(x^2)', 'x', x],
  ['log(x^2)', '2*log(abs(x)) + abs(x) - x', { x: nonzero() }],
  ['sqrt(1 - 2*x + x^2)', '1 - x', { x: interval(0, 2) }],
  ['sign(x)^2', '1', x],
  ['prod(i, 1, n, c)', 'sqrt(abs(prod(i, 1, n, c)))^2', { c: interval(-1, 1), n: N }],
  ['c^n', 'abs(c^n)', { c: nonzero(), n: N }],
  ['abs(1 - a*L)', '1 - a*L', { L: P, a: interval(0, '2/L') }],
  ['max(x, y)', 'max(x, abs(y))', { x: R, y: R }],
  ['select(x >= 0, 1, 0)', 'select(x > 0, 1, 0)', x],
  ['sign(x)*max(abs(x) - t, 0)', 'max(x - t, 0)', { x: R, t: P }],
  ['floor(x + y)', 'floor(x) + floor(y)', { x: R, y: R }],
  ['ceil(x)', 'floor(x) + 1', x],
  ['sum(i, 1, n, 1/(i*(i + 1)))', '1 - 1/n', { n: N }],
  ['sum(i, 1, n, i*q^i)', 'q*(1 - n*q^n)/(1 - q)^2', { q: U, n: N }],
  ['prod(i, 1, n, (i + 1)/i)', 'n', { n: N }],
  ['sum(i, 1, n, x[i])^2', 'sum(i, 1, n, x[i]^2)', { n: integers(1, 6), x: sequence(R, 'n') }],
  ['cos(2*x)', '1 - sin(x)^2', x],
  ['cos(pi*n)', '-1', { n: N }],
  ['m*w', 'm*m*w', { m: integers(0, 2), w: R }],
  ['log(a + b)', 'log(a) + log(b)', { a: P, b: P }],
  ['relu(x)*relu(y)', 'relu(x*y)', { x: R, y: R }],
];

test.each(wrong)('%s = %s is refuted', (...equality) => {
  expect(verdictOf(equality)).toBe('false');
});

test('a minimum is proved where exp(log a) = a is needed', () => {
  const report = derivation('the minimum', { x: R, a: P })
    .start('argmin(x, exp(x) - a*x)')
    .step('= log(a)', 'the slope is zero')
    .report();
  expect(report.steps[0].verdict).toBe('proved symbolically');
});
