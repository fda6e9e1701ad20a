import { type Assumptions, derivation, integers, matrix, reals, refute, vector } from 'optlab';

const claimed = (left: string, right: string, assumptions: Assumptions) =>
  derivation('claim', assumptions).start(left).step(right, 'claimed').report().steps[0];

const x = { x: reals() };
const square = { n: integers(1, 4), A: matrix('n', 'n'), x: reals(), v: vector('n') };

describe('the bare identity is a matrix and no number', () => {
  test.each<[string, string, Assumptions]>([
    ['I', '1', {}],
    ['1', 'I', {}],
    ['I', '<= 1', {}],
    ['I*3', '3', {}],
    ['3*I', '3', {}],
    ['I/2', '0.5', {}],
    ['I + 1', '2', {}],
    ['I + 1', '2*I', {}],
    ['inv(I)', '1', {}],
    ["I'", '1', {}],
    ['I^2', '1', {}],
    ['-I', '-1', {}],
    ['I.*I', '1', {}],
    ['x*I', 'x', x],
    ['x + I', 'x + 1', x],
    ['exp(x)*I', 'exp(x)', x],
    ['sum(i, 1, 3, I)', '3', {}],
    ['sum(i, 1, 3, i*I)', '6', {}],
    ['sum(i, 1, 3, i + I)', '9', {}],
    ['prod(i, 1, 3, x*I)', 'x^3', x],
    ['I*norm(v)', 'norm(v)', { v: vector(3) }],
    ['A - I', 'A - 1', square],
  ])('%s and %s are not compared', (left, right, assumptions) => {
    const { holds, verdict, summary } = claimed(left, right, assumptions);
    expect(holds).toBe(false);
    expect(verdict).toBe('undefined');
    expect(summary).toMatch(/the identity I is a matrix|a number is not defined/);
  });

  test.each<[string, string, Assumptions]>([
    ['I*3', '3*I', {}],
    ['I - I', '0', {}],
    ['0*I', '0', {}],
    ['x*I + I', '(1 + x)*I', x],
    ['sum(i, 1, 3, i*I)', '6*I', {}],
    ['A - x*I', 'A*I - I*x', square],
    ['A*A - I', '(A - I)*(A + I)', square],
    ["v*v' - I", "-(I - v*v')", square],
    ["A + ones(n)*ones(n)' + I", "I + A + ones(n)*ones(n)'", square],
    ['identity(n)', 'I', { n: integers(1, 4) }],
    ['identity(1)', '1', {}],
    ["v'*I*v", "v'*v", square],
  ])('%s = %s holds', (left, right, assumptions) => {
    expect(claimed(left, right, assumptions)).toMatchObject({ holds: true });
  });

  test('nor does it tend to a number', () => {
    const step = derivation('limit', { h: reals() })
      .start('(1 + h)*I')
      .step('-> 1', 'claimed', { as: { h: 0 } })
      .report().steps[0];
    expect(step).toMatchObject({ holds: false, verdict: 'undefined' });
    expect(step.summary).toMatch(/the identity I is a matrix/);
    const right = derivation('limit', { h: reals() })
      .start('(1 + h)*I')
      .step('-> I', 'claimed', { as: { h: 0 } });
    expect(right.report().holds).toBe(true);
  });

  test('a number may be called I', () => {
    expect(claimed('I + 1', '1 + I', { I: reals() })).toMatchObject({ holds: true });
  });

  test('refute says so too', () => {
    expect(refute('I', '1', {})?.text).toMatch(/the identity I is a matrix/);
  });
});

describe('what is too long to compute is not known, which is not undefined', () => {
  test.each<[string, string]>([
    ['sum(i, 1, 10^9, i)', '1'],
    ['1', 'sum(i, 1, 200000, 1/i)'],
    ['prod(i, 1, 10^6, 1)', '1'],
  ])('%s = %s is undecided', (left, right) => {
    const { verdict, summary, holds } = claimed(left, right, {});
    expect({ verdict, holds }).toEqual({ verdict: 'undecided', holds: false });
    expect(summary).toMatch(/^cannot be decided: .* takes more than 100,000 terms/);
  });

  test('a false claim at the points that can be computed is false', () => {
    expect(claimed('sum(i, 1, n, 1)', 'n + 1', { n: integers(1, 10 ** 6) }).verdict).toBe('false');
  });
});
