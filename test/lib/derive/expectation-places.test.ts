import {
  type Assumptions,
  definedAs,
  derivation,
  exponentialDistribution,
  interval,
  normal,
  positive,
  reals,
  uniform,
} from 'optlab';

const symbolsOf = (assumptions: Assumptions) =>
  Object.fromEntries(Object.keys(assumptions).map((name) => [name, `${name}_{${name}}`]));

const check = (left: string, relation: string, right: string, assumptions: Assumptions) =>
  derivation('claim', assumptions, { symbols: symbolsOf(assumptions) })
    .start(left)
    .step(`${relation} ${right}`, 'claimed')
    .report().steps[0];

const R = reals();
const P = positive();
const g = { mu: R, sigma: P, g: normal('mu', 'sigma') };
const z = { mu: R, sigma: P, z: normal(0, 1) };
const small = { mu: interval(-2, 2), sigma: interval(0, 2) };
const sr = {
  x: R,
  s: P,
  u: uniform(0, 1),
  q: definedAs('s*floor(x/s+u)'),
  f: definedAs('x/s-floor(x/s)'),
};

type Claim = [left: string, relation: string, right: string, assumptions: Assumptions];

/** Rounding at random, signs of gradients, and the inequalities of Chebyshev and Jensen. */
const holding: Claim[] = [
  ['E(q)', '=', 'x', sr],
  ['Var(q)', '=', 's^2*f*(1-f)', sr],
  ['E((q-x)^2)', '=', 's^2*f*(1-f)', sr],
  ['Var(q)', '<=', 's^2/4', sr],
  ['E(sign(g))', '=', 'erf(mu/(sigma*sqrt(2)))', g],
  ['E(sign(g))', '=', '2*P(g > 0) - 1', g],
  ['E(sign(g))', '=', '1-2*normcdf(-mu/sigma)', g],
  ['P(abs(g-mu) >= k*sigma)', '<=', '1/k^2', { ...g, k: P }],
  ['P(abs(g-mu) >= k)', '<=', 'Var(g)/k^2', { ...g, k: P }],
  ['E(g^2)', '>=', 'E(g)^2', g],
  ['E(exp(g))', '>=', 'exp(E(g))', { ...small, g: normal('mu', 'sigma') }],
  ['E(log(t))', '<=', 'log(E(t))', { l: P, t: exponentialDistribution('l') }],
  ['E(abs(g))', '>=', 'abs(E(g))', g],
  ['diff(E((mu+sigma*z)^2), mu)', '=', 'E(diff((mu+sigma*z)^2, mu))', z],
  ['diff(E((mu+sigma*z)^2), sigma)', '=', '2*sigma', z],
  ['E((mu+sigma*z)^2)', '=', 'E(g^2)', { ...g, z: normal(0, 1) }],
  ['E(exp(mu+sigma*z))', '=', 'E(exp(g))', { ...small, g: normal('mu', 'sigma'), z: normal(0, 1) }],
  ['E(sin(mu+sigma*z))', '=', 'E(sin(g))', { ...small, g: normal('mu', 'sigma'), z: normal(0, 1) }],
  ['E(sin(mu+sigma*z))', '=', 'sin(mu)*exp(-sigma^2/2)', { ...small, z: normal(0, 1) }],
];

const slips: Claim[] = [
  ['Var(q)', '=', 's^2/12', sr],
  ['E(q)', '=', 'x+s/2', sr],
  ['Var(q)', '=', 's^2*f', sr],
  ['E(sign(g))', '=', 'erf(mu/sigma)', g],
  ['E(sign(g))', '=', 'mu/sigma', g],
  ['P(abs(g-mu) >= k)', '<=', 'Var(g)/(4*k^2)', { ...g, k: P }],
  ['E(exp(g))', '<=', 'exp(E(g))', { ...small, g: normal('mu', 'sigma') }],
  ['E(abs(g))', '<=', 'abs(E(g))', g],
  ['diff(E((mu+sigma*z)^2), sigma)', '=', '2*E(z)*sigma', z],
  ['E(sin(mu+sigma*z))', '=', 'sin(mu)', { ...small, z: normal(0, 1) }],
];

const onLine = { u: normal(0, 1) };
const onUnit = { u: uniform(0, 1) };
const onHalfLine = { u: exponentialDistribution(1) };
const two = { u: normal(0, 1), y: normal(0, 1) };

/** Features far narrower than the places at which functions are looked at. */
const narrow: [left: string, right: string, assumptions: Assumptions, holds: boolean][] = [
  ['E(normpdf(1e6*(u-0.123)))', '0', onLine, false],
  ['E(1-erf(1e6*(u-0.123))^2)', '0', onLine, false],
  ['E(normcdf(1e7*(u-0.3))*(1-normcdf(1e7*(u-0.3))))', '0', onLine, false],
  ['E(sigmoid(1e7*(u-0.3))*(1-sigmoid(1e7*(u-0.3))))', '0', onLine, false],
  ['E(softplus(1e6*(u-0.3))-relu(1e6*(u-0.3)))', '0', onLine, false],
  ['E(softplus(1e6*(u-0.3))-1e6*relu(u-0.3))', '0', onUnit, false],
  ['E(erf(1e6*(u-0.3)))', '1-2*0.3', onUnit, true],
  ['E(normcdf(1e6*u))', '1/2', onLine, true],
  ['E(erfc(1e4*u))', '1', onLine, true],
  ['E(normpdf(u))', '1/(2*sqrt(pi))', onLine, true],
  ['E(normpdf(1e6*(u-0.123)))', 'normpdf(0.123/sqrt(1+1e-12))/sqrt(1+1e-12)*1e-6', onLine, true],
  ['E(normcdf((u+1)/2))', 'normcdf(1/sqrt(5))', onLine, true],
  ['E(tanh(1e7*(u-0.3))^2)', '1', onLine, false],
  ['E(atan(1e9*(u-0.3)))', 'pi/2*(1-0.6)', onUnit, false],
  ['E(1/(1+(1e6*(u-.123))^2))', '0', onLine, false],
  ['E(select(abs(u-.3)<1e-7,1,0))', '0', onLine, false],
  ['E(P(abs(y)<1,y)*u)', '0', two, true],
  ['E(relu(1e-6-abs(u-.3)))', '0', onUnit, false],
  ['E(max(0,1-1e6*abs(u-.3)))', '0', onUnit, false],
  ['E(clip(1e7*(u-.3),0,1)*(1-clip(1e7*(u-.3),0,1)))', '0', onUnit, false],
  ['E(1-tanh(1e6*(u^2-.3))^2)', '0', onLine, false],
  ['E(exp(-abs(1e6*(u-.3))))', '0', onLine, false],
  ['E(1-atan(1e6*(u-.3))^2*4/pi^2)', '0', onLine, false],
  ['E(sqrt((u-.3)^2+1e-12)-abs(u-.3))', '0', onUnit, false],
  ['E(exp(-(1e6*u-3e5)^2))', '0', onUnit, false],
  ['E(1/cosh(1e6*(u-.3)))', '0', onUnit, false],
  ['E(log(1+1e6*exp(-(1e6*(u-.3))^2)))', '0', onUnit, false],
  ['E(expm1(exp(-(1e6*(u-.3))^2)))', '0', onUnit, false],
  ['E(log1p(exp(-(1e6*(u-.3))^2)))', '0', onUnit, false],
  ['E(sinh(normpdf(1e6*(u-.3))))', '0', onUnit, false],
  ['E(erf(normpdf(1e6*(u-.3))))', '0', onUnit, false],
  ['E(sin(exp(-(1e6*(u-.3))^2)))', '0', onUnit, false],
  ['E(floor(1+normpdf(1e6*(u-.3))*10))', '1', onUnit, false],
  ['E(normpdf(1e6*(u-.3)*(u-.7)))', '0', onUnit, false],
  ['E((1-erf(1e6*(u-y))^2))', '0', two, false],
];

/** What has no average. */
const divergent: [left: string, assumptions: Assumptions][] = [
  ['E(1/u)', onLine],
  ['E(1/u^2)', onLine],
  ['E(1/abs(u-.3))', onLine],
  ['E(1/(u-50))', onLine],
  ['E(1/(u^2-.3))', onLine],
  ['E(1/(u-.3)^2)', onLine],
  ['E(1/(u-1/3)^2)', onLine],
  ['E(1/u)', onUnit],
  ['E(1/(1-u))', onUnit],
  ['E(1/u)', onHalfLine],
  ['E(log(abs(u))^2/u)', onUnit],
  ['E(1/(u*log(u)))', onUnit],
  ['E(abs(u-1/3)^(-1.2))', onLine],
  ['E(1/sin(u))', onLine],
  ['E(1/(exp(u)-1))', onLine],
  ['E(1/(u-1/3)^2/1e6)', onLine],
  ['E(1+1e-9/u)', onLine],
  ['E(1/tanh(u))', onLine],
  ['E(1/erf(u-.2))', onLine],
  ['E(1/(u-u^3))', onLine],
];

describe('averages of this field', () => {
  test.each(holding)('%s %s %s holds', (left, relation, right, assumptions) => {
    const { holds, summary } = check(left, relation, right, assumptions);
    expect([summary, holds]).toEqual([summary, true]);
  });

  test.each(slips)('%s %s %s is rejected', (left, relation, right, assumptions) => {
    const { verdict, counterexample } = check(left, relation, right, assumptions);
    expect([verdict, typeof counterexample?.text]).toEqual(['false', 'string']);
  });
});

describe('what is narrow or has no average is not passed over', () => {
  test.each(narrow)('%s = %s', (left, right, assumptions, holds) => {
    const { summary, verdict } = check(left, '=', right, assumptions);
    const expected = holds ? ['held', 'proved symbolically'] : ['false'];
    expect([summary, expected.includes(verdict)]).toEqual([summary, true]);
  });

  test.each(divergent)('%s is undefined', (left, assumptions) => {
    expect(check(left, '=', '1', assumptions).summary).toMatch(/^is undefined: .* has no finite value/);
  });

  test('a finite average whose range ends where it is undefined is compared', () => {
    expect(check('E(1/sqrt(1-u))', '=', '2', onUnit).verdict).toBe('held');
    expect(check('E(1/sqrt(1-u))', '=', '2.1', onUnit).verdict).toBe('false');
  });
});
