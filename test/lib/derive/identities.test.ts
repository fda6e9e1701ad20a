import {
  type Assumptions,
  definedAs,
  derivation,
  integers,
  interval,
  matrix,
  nonzero,
  positive,
  reals,
  refute,
  sequence,
  spd,
  symmetric,
  vector,
} from 'optlab';

type Relation = '=' | '<=' | '<' | '>=' | '>';
type Claim = [left: string, relation: Relation, right: string, assumptions: Assumptions];

const momentum = { b: interval(0, 1), n: integers(1, 30), g: reals() };
const bfgs = {
  H: spd('n'),
  s: vector('n'),
  G: spd('n'),
  n: integers(1, 4),
  y: definedAs('G*s'),
  rho: definedAs("1/(y'*s)"),
};

/** Identities of the field that hold; the verdict says how much the check may claim. */
const right: Record<string, [claim: Claim, verdict: 'proved symbolically' | 'held']> = {
  'binomial square': [
    ['(a + c)^2', '=', 'a^2 + 2*a*c + c^2', { a: reals(), c: reals() }],
    'proved symbolically',
  ],
  'bias correction': [['(1-b)*sum(i, 1, n, b^(n-i)*g)', '=', 'g*(1 - b^n)', momentum], 'proved symbolically'],
  'sum of the first integers': [
    ['sum(i, 1, n, i)', '=', 'n*(n+1)/2', { n: integers(1, 60) }],
    'proved symbolically',
  ],
  'sum of squares': [
    ['sum(i, 1, n, i^2)', '=', 'n*(n+1)*(2*n+1)/6', { n: integers(1, 60) }],
    'proved symbolically',
  ],
  'a constant leaves the sum': [
    ['sum(i, 1, n, c*g[i])', '=', 'c*sum(i, 1, n, g[i])', { c: reals(), g: sequence(reals(), 'n') }],
    'proved symbolically',
  ],
  'momentum in closed form by one more step': [
    [
      'b*sum(i, 1, n, b^(n-i)*g[i]) + h',
      '=',
      'sum(i, 1, n, b^(n+1-i)*g[i]) + h',
      { b: interval(0, 1), g: sequence(reals(), 'n'), h: reals() },
    ],
    'proved symbolically',
  ],
  'EMA and classical momentum for constant b': [
    [
      'lr*(1-b)*sum(i, 1, n, b^(n-i)*g[i])',
      '=',
      '(lr*(1-b))*sum(i, 1, n, b^(n-i)*g[i])',
      { lr: positive(), b: interval(0, 1), g: sequence(reals(), 'n') },
    ],
    'proved symbolically',
  ],
  'sigmoid derivative': [
    ['diff(1/(1+exp(-x)), x)', '=', 'sigmoid(x)*(1 - sigmoid(x))', { x: interval(-8, 8) }],
    'proved symbolically',
  ],
  'logistic loss derivative': [
    ['diff(log(1+exp(-x)), x)', '=', 'sigmoid(x) - 1', { x: interval(-8, 8) }],
    'proved symbolically',
  ],
  'logarithm of a product': [
    ['log(a*c^2)', '=', 'log(a) + 2*log(c)', { a: positive(), c: positive() }],
    'proved symbolically',
  ],
  'max as an absolute value': [
    ['max(a, c)', '=', '(a + c + abs(a - c))/2', { a: reals(), c: reals() }],
    'proved symbolically',
  ],
  'soft threshold': [
    [
      'sign(x)*max(abs(x) - tau, 0)',
      '=',
      'max(x - tau, 0) - max(-x - tau, 0)',
      { x: reals(), tau: positive() },
    ],
    'proved symbolically',
  ],
  'the scaled step is scale-free without eps': [
    ['c*g/sqrt((c*g)^2)', '=', 'g/sqrt(g^2)', { c: positive(), g: nonzero() }],
    'proved symbolically',
  ],
  'ridge: two forms of the solution': [
    [
      "inv(X'*X + lambda*I)*X'*y",
      '=',
      "X'*inv(X*X' + lambda*I)*y",
      { X: matrix('n', 'd'), y: vector('n'), lambda: interval(0.1, 10) },
    ],
    'proved symbolically',
  ],
  'Sherman-Morrison': [
    ["inv(A + u*u')", '=', "inv(A) - inv(A)*u*u'*inv(A)/(1 + u'*inv(A)*u)", { A: spd('n'), u: vector('n') }],
    'proved symbolically',
  ],
  'secant condition of BFGS': [
    ["((I - rho*s*y')*H*(I - rho*y*s') + rho*s*s')*y", '=', 's', { ...bfgs, s: vector('n'), H: spd('n') }],
    'proved symbolically',
  ],
  'gradient of a quadratic form': [
    ["grad(x'*A*x, x)", '=', "(A + A')*x", { A: matrix('n', 'n'), x: vector('n') }],
    'proved symbolically',
  ],
  'gradient of the norm': [
    ['grad(norm(x), x)', '=', 'x/norm(x)', { x: vector(3, { nonzero: true }) }],
    'proved symbolically',
  ],
  'gradient of log det': [['grad(log(det(A)), A)', '=', "inv(A)'", { A: spd('n') }], 'proved symbolically'],
  'Hessian of least squares': [
    ['hessian(norm(X*w - y)^2/2, w)', '=', "X'*X", { X: matrix('n', 'd'), w: vector('d'), y: vector('n') }],
    'proved symbolically',
  ],
  'trace is cyclic': [
    ['trace(A*B)', '=', 'trace(B*A)', { A: matrix('m', 'n'), B: matrix('n', 'm') }],
    'proved symbolically',
  ],
  'determinant of a rank-one change': [
    ["det(I + u*v')", '=', "1 + u'*v", { u: vector('n'), v: vector('n'), n: integers(1, 4) }],
    'proved symbolically',
  ],
  'Cauchy-Schwarz': [["(u'*v)^2", '<=', "u'*u*(v'*v)", { u: vector('n'), v: vector('n') }], 'held'],
  'Rayleigh quotient': [["x'*A*x", '<=', "eigmax(A)*(x'*x)", { A: symmetric('n'), x: vector('n') }], 'held'],
  Young: [['a*c', '<=', 'a^2/2 + c^2/2', { a: reals(), c: reals() }], 'proved symbolically'],
  'exp lies above its tangent': [['1 + x', '<=', 'exp(x)', { x: interval(-5, 5) }], 'held'],
  'rounding error of a quantizer': [
    ['abs(x - s*round(x/s))', '<=', 's/2*(1 + 1e-9)', { x: interval(-10, 10), s: interval(0.01, 1) }],
    'held',
  ],
  'powers of a power': [
    ['(a^n)^2', '=', 'a^(2*n)', { a: reals(), n: integers(1, 8) }],
    'proved symbolically',
  ],
  'half powers': [['exp(a/2)^2*exp(-a)', '=', '1', { a: interval(-5, 5) }], 'proved symbolically'],
};

/** Claims that are printed or believed, and wrong; E numbers are those of the errata in circulation. */
const wrong: Record<string, Claim> = {
  'E1: Adam multiplies by v': [
    'm/(1-b1^t) * v/sqrt(1-b2^t)',
    '=',
    'm/(1-b1^t) / sqrt(v/(1-b2^t))',
    { m: reals(), v: positive(), b1: interval(0, 1), b2: interval(0, 1), t: integers(1, 20) },
  ],
  'E2: Adam without its second moment': ['m', '=', 'm/sqrt(v)', { m: reals(), v: positive() }],
  'E3: a BFGS update with g as a matrix': [
    '(H + (1 + a*g*H)*(1 + a*H*g)^(-1)/(1 - a*g*(1 + a*H*g)^(-1)*g))*y',
    '=',
    's',
    { H: positive(), a: positive(), g: interval(0.1, 0.2), y: positive(), s: positive() },
  ],
  'E5: the EMA form is the classical form': [
    '(1-b)*sum(i, 1, n, b^(n-i)*g)',
    '=',
    'sum(i, 1, n, b^(n-i)*g)',
    momentum,
  ],
  'E5: the forms agree from any start': [
    'b*v + (1-b)*g',
    '=',
    '(1-b)*(b*v + g)',
    { b: interval(0, 1), v: reals(), g: reals() },
  ],
  'E8: squared L2 gives exact zeros': [
    'x/(1 + lambda)',
    '=',
    'sign(x)*max(abs(x) - lambda, 0)',
    { x: reals(), lambda: positive() },
  ],
  'E11: quantization inverts without its scale': ['round(x/s)', '=', 'x', { x: reals(), s: positive() }],
  'E11: error at most s/4': [
    'abs(x - s*round(x/s))',
    '<=',
    's/4',
    { x: interval(-10, 10), s: interval(0.01, 1) },
  ],
  'E12: the gradient at temperature T has the same size without T^2': [
    'diff(T*log(1+exp(-x/T)), x)',
    '=',
    'T*diff(log(1+exp(-x/T)), x)/T',
    { x: interval(-5, 5), T: interval(2, 9) },
  ],
  "E19: Adam's first step after zeros is bounded by the rate": [
    'abs((1-b1)*g/sqrt((1-b2)*g^2))',
    '<=',
    '1',
    { b1: interval(0.5, 0.95), b2: interval(0.9, 1), g: nonzero() },
  ],
  'freshman dream': ['(a + c)^2', '=', 'a^2 + c^2', { a: reals(), c: reals() }],
  'a root undoes a square': ['sqrt(x^2)', '=', 'x', { x: reals() }],
  'forgotten 1/n': [
    'grad(norm(X*w - y)^2/(2*n), w)',
    '=',
    "X'*(X*w - y)",
    { X: matrix('n', 'd'), w: vector('d'), y: vector('n') },
  ],
  'forgotten transpose': ["grad(x'*A*x/2, x)", '=', 'A*x', { A: matrix('n', 'n'), x: vector('n') }],
  'matrices commute': ['A*B', '=', 'B*A', { A: matrix('n', 'n'), B: matrix('n', 'n') }],
  'inverse of a product': ['inv(A*B)', '=', 'inv(A)*inv(B)', { A: spd('n'), B: spd('n') }],
  'off by one in the geometric sum': [
    'sum(i, 1, n, b^i)',
    '=',
    '(1 - b^n)/(1 - b)',
    { b: interval(0, 1), n: integers(1, 20) },
  ],
  'norm is additive': ['norm(u + v)', '=', 'norm(u) + norm(v)', { u: vector('n'), v: vector('n') }],
  'log of a sum': ['log(a + c)', '=', 'log(a) + log(c)', { a: positive(), c: positive() }],
  'exp(x) <= 1 + x': ['exp(x)', '<=', '1 + x', { x: reals() }],
  'best rate 1/L': [
    'max(abs(1 - eta*mu), abs(1 - eta*L))',
    '>=',
    '1 - mu/L',
    { mu: positive(), L: interval('mu', Infinity), eta: positive() },
  ],
  'a square is positive': ['x^2', '>', '0', { x: reals() }],
  'variance as a mean of squares': [
    'sum(i, 1, n, x[i]^2)/n',
    '=',
    'sum(i, 1, n, x[i]^2)/n - (sum(i, 1, n, x[i])/n)^2',
    { x: sequence(reals(), 'n') },
  ],
};

describe('identities of the field', () => {
  test.each(Object.entries(right))('%s holds', (_, [[left, relation, side, assumptions], verdict]) => {
    const checked = derivation('identity', assumptions, { symbols: { b: 'b' } })
      .start(left)
      .step(`${relation} ${side}`, 'claimed');
    const [report] = checked.report().steps;
    expect([report.verdict, report.counterexample]).toEqual([verdict, undefined]);
    expect(report.points).toBeGreaterThanOrEqual(40);
  });
});

describe('wrong claims', () => {
  test.each(Object.entries(wrong))('%s is refuted', (_, [left, relation, side, assumptions]) => {
    const found = refute(left, side, assumptions, { relation });
    expect(found).toBeDefined();
    expect(found?.text).toMatch(/^at .* the (left side is .* the right side|.* undefined)/);
  });
});

describe('counterexamples', () => {
  const texts: [Claim, string][] = [
    [wrong['freshman dream'], 'at a = 1, c = 1 the left side is 4, the right side 2'],
    [wrong['a root undoes a square'], 'at x = -1 the left side is 1, the right side -1'],
    [wrong['a square is positive'], 'at x = 0 the left side is 0, the right side 0, which is not >'],
    [
      wrong['forgotten 1/n'],
      'at n = 2, d = 1, X = [1, 1], w = 1, y = [1, 2] the left side is -0.5, the right side -1',
    ],
  ];
  test.each(texts)('are shrunk to simple numbers: %j', ([left, relation, side, assumptions], text) => {
    expect(refute(left, side, assumptions, { relation })?.text).toBe(text);
  });

  test('that lie in a narrow corner are found by search, not by luck', () => {
    const bump = { x: interval(-1, 1), y: interval(-1, 1) };
    expect(refute('x^2 + y^2 - 2*x*y*0.9', '-1e-3', bump, { relation: '>=' })).toBeUndefined();
    expect(refute('(x - 0.31)^2 + (y + 0.77)^2', '1e-4', bump, { relation: '>=' })).toBeDefined();
  });

  test('are the same for the same seed', () => {
    const claim = wrong['inverse of a product'];
    const found = [1, 1].map((seed) => refute(claim[0], claim[2], claim[3], { seed }));
    expect(found[0]).toEqual(found[1]);
  });
});
