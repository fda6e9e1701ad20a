import {
  type Assumptions,
  derivation,
  independent,
  integers,
  interval,
  normal,
  positive,
  reals,
  type StepReport,
} from 'optlab';

const claimed = (left: string, right: string, assumptions: Assumptions): StepReport =>
  derivation('claim', assumptions).start(left).step(right, 'claimed').report().steps[0];

const x = { x: reals() };
const large = { x: interval(1000, 2000) };

describe('numbers that a double cannot hold', () => {
  test.each<[string, string, Assumptions]>([
    ['exp(-x)', '0', large],
    ['exp(-x)', '<= 0', large],
    ['exp(-x)', 'exp(-2*x)', large],
    ['sigmoid(-x)', '0', large],
    ['normpdf(x)', '0', large],
    ['x^500', '0', { x: interval(0, 0.1) }],
    ['x*1e-200*1e-200', '0', { x: positive() }],
    ['x/1e300/1e300', '0', { x: positive() }],
  ])('%s %s is not taken for true', (left, right, assumptions) => {
    expect(claimed(left, right, assumptions).verdict).toBe('undecided');
  });

  test.each<[string, string, Assumptions]>([
    ['0*x', '0', x],
    ['relu(-x)', '0', { x: positive() }],
    ['exp(-x) - exp(-x)', '0', { x: positive() }],
    ['exp(-x)*exp(x)', '1', { x: interval(0, 300) }],
    ['prod(i, 1, 400, x)', 'x^400', { x: interval(0.5, 1) }],
  ])('%s = %s still holds', (left, right, assumptions) => {
    expect(claimed(left, right, assumptions)).toMatchObject({ holds: true });
  });

  test.each(['1e-400*x', '1e400', '2.5E+999*x'])('%s is refused as it is read', (formula) => {
    expect(() => derivation('t', x).start(formula)).toThrow(/is beyond the numbers of 64 bits/);
  });

  test('names that look like exponents are read as names', () => {
    expect(claimed('x1e400 + 0e999', 'x1e400', { x1e400: reals() })).toMatchObject({ holds: true });
  });
});

describe('differences below rounding are found in exact arithmetic', () => {
  test.each<[string, string, Assumptions, RegExp]>([
    ['(x+1e8)^2', 'x^2 + 2e8*x + 1e16 + 1e-3', x, /less the right side is -0.001 in exact arithmetic/],
    ['1e20 + x', '1e20', { x: interval(0, 1) }, /less the right side is .* in exact arithmetic/],
    ['x/3', '0.3333333333333333*x', { x: positive() }, /in exact arithmetic/],
    ['(1 + 1e-17)^2', '1', {}, /less the right side is 2e-17 in exact arithmetic/],
  ])('%s = %s', (left, right, assumptions, text) => {
    const { verdict, counterexample } = claimed(left, right, assumptions);
    expect(verdict).toBe('false');
    expect(counterexample?.text).toMatch(text);
  });

  test('what is equal there is proved', () => {
    expect(claimed('1e20 + x - 1e20', 'x', x).verdict).toBe('proved symbolically');
  });
});

test.each<[string, string, Assumptions]>([
  ['sin(pi)', '0', {}],
  ['cos(pi/2)', '0', {}],
  ['sin(2*pi*n)', '0', { n: integers(1, 50) }],
  ['log(e) - 1', '0', {}],
])('the rounding of pi and e is no counterexample to %s = %s', (left, right, assumptions) => {
  expect(claimed(left, right, assumptions)).toMatchObject({ holds: true });
});

test('random terms may be added up to one before the last', () => {
  const assumptions = { n: integers(2, 5), z: independent(normal(0, 1), 'n') };
  expect(claimed('Var(sum(i, 1, n-1, z[i] + z[i+1]))', '4*n - 6', assumptions)).toMatchObject({
    holds: true,
  });
  expect(claimed('Var(sum(i, 1, n-1, z[i] + z[i+1]))', '4*n - 4', assumptions)).toMatchObject({
    verdict: 'false',
  });
});

describe('what would take too long or too deep is refused in a sentence', () => {
  test.each<[string, string, Assumptions]>([
    ['sum(i, 1, 10^9, i)', '1', {}],
    ['prod(i, 1, 10^9, x)', 'x', { x: interval(0.9, 1) }],
    ['sum(i, 1, 1000, sum(j, 1, 1000, i*j))', '1', {}],
    ['identity(1000)*identity(1000)', 'identity(1000)', {}],
  ])('%s', (left, right, assumptions) => {
    const { holds, summary } = claimed(left, right, assumptions);
    expect(holds).toBe(false);
    expect(summary).toMatch(/takes more than 100,000 terms, too many to compute: assume smaller values/);
  });

  test('factorials beyond a double are infinite', () => {
    expect(claimed('factorial(1000000)', '1', {}).summary).toMatch(/undefined \(Infinity\)/);
  });

  test('formulas of thousands of terms', () => {
    expect(() => derivation('t', x).start(Array(3000).fill('x').join('+'))).toThrow(/at most 1000 deep/);
    expect(() => derivation('t', x).start(Array(30_000).fill('x').join('+'))).toThrow(
      /at most 20000 characters/,
    );
  });
});
