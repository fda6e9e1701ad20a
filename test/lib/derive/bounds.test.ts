import { type Assumptions, derivation, integers, interval, nonzero, positive, reals } from 'optlab';

const R = reals();
const P = positive();
const U = interval(0, 1);
const closed = (low: number | string, high: number | string) => interval(low, high, { open: false });

type Claim = [left: string, right: string, assumptions: Assumptions];

const check = (left: string, right: string, assumptions: Assumptions, options = {}) =>
  derivation('bound', assumptions).start(left).step(right, 'claimed', options).report().steps[0];

describe('a bound is proved where no term of the difference is negative', () => {
  test.each<Claim>([
    ['b', '< 1', { b: U }],
    ['b', '<= 1', { b: closed(0, 1) }],
    ['1 - b^2', '> 0', { b: U }],
    ['x^2 + y^2', '>= 2*x*y', { x: R, y: R }],
    ['x^2 + y^2 + z^2', '>= x*y + y*z + z*x', { x: R, y: R, z: R }],
    ['x^2 + x + 1', '> 0', { x: R }],
    ['x^4 + 1', '>= 2*x^2', { x: R }],
    ['x*(1-x)', '<= 1/4', { x: R }],
    ['x + 1/x', '>= 2', { x: P }],
    ['exp(x) + exp(-x)', '>= 2', { x: R }],
    ['x/(1+x^2)', '<= 1/2', { x: R }],
    ['abs(x) + 1', '> 0', { x: R }],
    ['sigmoid(x)*(1-sigmoid(x))', '<= 1/4', { x: R }],
    ['sqrt(a*b)', '<= (a+b)/2', { a: P, b: P }],
    ['2/(1/a+1/b)', '<= sqrt(a)*sqrt(b)', { a: P, b: P }],
    ['sqrt(kappa)', '< kappa', { kappa: interval(1, Infinity) }],
    ['(sqrt(kappa)-1)/(sqrt(kappa)+1)', '<= (kappa-1)/(kappa+1)', { kappa: interval(1, Infinity) }],
    ['x', '<= L', { mu: P, L: interval('mu', Infinity), x: closed('mu', 'L') }],
    ['(1-eta*mu)^2', '< 1', { mu: P, eta: interval(0, '2/mu') }],
    ['eta*(2-eta*L)', '> 0', { L: P, eta: interval(0, '2/L') }],
    ['(1-rho)*(1-rho)', '<= (1-rho)*(1-z)', { rho: U, z: closed('-rho', 'rho') }],
    ['k*(k+1)', '> 0', { k: integers(1, 9) }],
  ])('%s %s', (left, right, assumptions) => {
    const { verdict, summary } = check(left, right, assumptions);
    expect(verdict).toBe('proved symbolically');
    expect(summary).toMatch(/^proved symbolically; held at \d+ points/);
  });
});

describe('a false bound never passes, not at one end nor by a millionth', () => {
  test.each<Claim>([
    ['b', '< 1', { b: closed(0, 1) }],
    ['x^2', '> 0', { x: R }],
    ['x^2 + y^2', '> 2*x*y', { x: R, y: R }],
    ['x*(1-x)', '< 1/4', { x: U }],
    ['x/(1+x^2)', '<= 0.4999999', { x: R }],
    ['sqrt(a)', '<= (a+1)/2 - 1e-9', { a: P }],
    ['x^2 - 2*x*y + 0.999*y^2', '>= 0', { x: R, y: R }],
    ['x^2 + x', '>= 0', { x: R }],
    ['x^3', '>= 0', { x: R }],
    ['abs(x)', '> 0', { x: R }],
    ['1/x', '> 0', { x: nonzero() }],
    ['x + 1/x', '>= 2', { x: nonzero() }],
    ['eta*(2-eta*L)', '>= 0', { L: P, eta: interval(0, '2.001/L') }],
    ['x', '<= L', { L: P, x: interval(0, '2*L') }],
    ['sign(x)', '> 0', { x: interval(0, 1, { open: 'right' }) }],
    ['1 - floor(x)', '> 0', { x: interval(0, 1, { open: 'left' }) }],
    ['1 - floor(x)', '>= 0.5', { x: closed(0, 1) }],
    ['kappa', '> 1', { kappa: interval(1, Infinity, { open: 'right' }) }],
  ])('%s %s', (left, right, assumptions) => {
    expect(check(left, right, assumptions).holds).toBe(false);
  });
});

test('a proved bound that is claimed sharp must still be reached', () => {
  const range = { L: P, x: closed(0, 'L') };
  expect(check('x', '<= L', range, { sharp: 'x' }).summary).toBe(
    'proved symbolically; held at 64 points, and equality is approached over x',
  );
  expect(check('x', '<= 2*L', range, { sharp: 'x' }).verdict).toBe('false');
});

test('a bound that the rules do not reach is held, and not called proved', () => {
  expect(check('log(x)', '<= x - 1', { x: P }).summary).toMatch(
    /^held at \d+ points.*a search found no violation$/,
  );
});

describe('relations in the signs of print, and wrong ones', () => {
  const start = derivation('signs', { x: P }).start('x');
  test.each(['≤ 2*x', '<= 2*x', '⩽ 2*x'])('%s is read', (text) => {
    expect(start.step(text, 'double').report().steps[0].claim).toBe('<= 2 * x');
  });
  test.each(['≥ x/2', '>= x/2', '>= x/2', '== x', '<-x/-2'])('%s is read, and judged', (text) => {
    expect(start.step(text, 'half').report().holds).toBe(text !== '<-x/-2');
  });
  test.each<[string, RegExp]>([
    ['=< 2*x', /Write <= /],
    ['=> x/2', /Write >= /],
    ['≠ 2*x', /use refute/],
    ['!= 2*x', /use refute/],
    ['≈ x', /claims nothing that could be false/],
    ['=== x', /Write = /],
    [':= x', /definedAs/],
    ['<< 2*x', /Write < /],
    ['∝ x', /Write the factor out/],
    ['= x = 1', /one relation, written first/],
    ['<= x <= 2*x', /one relation, written first/],
    ['', /expression is missing/],
    ['   ', /expression is missing/],
    ['<=', /expression is missing/],
  ])('%j is refused', (text, message) => {
    expect(() => start.step(text, 'why')).toThrow(message);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a relation in the first line', () => derivation('t', { x: P }).start('x = 1'), /without a relation/],
    ['a comparison in the first line', () => derivation('t', { x: P }).start('x <= 1'), /without a relation/],
    [
      'a step before the first line',
      () => (derivation('t', { x: P }) as never as typeof start).step('x', 'w'),
      /after .start/,
    ],
    [
      'verify before the first line',
      () => (derivation('t', { x: P }) as never as typeof start).verify(),
      /after .start/,
    ],
    ['a misspelt option', () => derivation('t', { x: P }, { sed: 1 } as never), /Did you mean seed/],
    ['a misspelt end', () => interval(0, 1, { opne: false } as never), /Did you mean open/],
    ['an end that is none', () => interval(0, 1, { open: 'up' as never }), /true, false, 'left' or 'right'/],
    ['a reason that is no text', () => derivation('t', { x: P }).start('x', 3 as never), /words/],
  ])('%s is refused', (_, run, message) => {
    expect(run).toThrow(message);
  });
});
