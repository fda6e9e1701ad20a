import katex from 'katex';
import {
  type Assumptions,
  derivation,
  displaySymbol,
  integers,
  interval,
  matrix,
  nonzero,
  positive,
  reals,
  sequence,
  spd,
  symmetric,
  vector,
} from 'optlab';

const R = reals();
const P = positive();
const closed = (low: number, high: number) => interval(low, high, { open: false });

const check = (line: string, place: string, assumptions: Assumptions, options = {}) =>
  derivation('claim', assumptions).start(line).step(place, 'claimed', options).report().steps[0];

type Claim = [line: string, place: string, assumptions: Assumptions];

describe('a wrong place of an extremum never passes', () => {
  test.each<Claim>([
    ['argmin(x, c*x^2 - 2*x)', '1/(2*c)', { x: R, c: P }],
    ['argmin(x, (x-a)^2)', 'a*(1+1e-6)', { x: R, a: R }],
    ['argmin(x, (x-a)^2)', 'a + 1e-9', { x: R, a: R }],
    ['argmin(x, (x^2-1)^2)', '1', { x: R }],
    ['argmin(x, (x^2-1e-4)^2)', '0.01', { x: R }],
    ['argmin(x, x^2*(x-1)^2)', '0', { x: R }],
    ['argmin(x, sin(x))', '-pi/2', { x: R }],
    ['argmax(x, cos(x))', '0', { x: R }],
    ['argmin(x, x^3 - 3*x)', '1', { x: R }],
    ['argmin(x, x^4 - 2*x^2 + 0.1*x)', '0.98', { x: R }],
    ['argmin(x, abs(x-1) + abs(x+1))', '0', { x: R }],
    ['argmin(x, abs(x) + 2*x)', '0', { x: R }],
    ['argmin(x, max(x, 0))', '0', { x: R }],
    ['argmin(x, -x)', '1', { x: R }],
    ['argmin(x, exp(-x))', '1000', { x: R }],
    ['argmin(x, x^2 - 3e6*(x > 500))', '0', { x: R }],
    ['argmin(x, 1/x)', '1', { x: nonzero() }],
    ['argmin(x, x^2/2 + 1/x)', '1', { x: nonzero() }],
    ['argmin(x, x^2 - sqrt((x-1)^2)*4)', '2', { x: R }],
    ['argmin(x, x)', '0', { x: P }],
    ['argmin(x, x^2)', '1', { x: interval(1, 2) }],
    ['argmin(x, x^2)', '1/2', { x: closed(1, 2) }],
    ['argmax(x, x^2)', '1', { x: closed(-1, 1) }],
    ['argmax(x, c*x^2 - 2*x)', '1/c', { x: R, c: P }],
    ['argmin(x, (x-a)^2)', 'floor(a)', { x: integers(-50, 50), a: interval(-3, 3) }],
    [
      'argmin(w, norm(X*w-y)^2 + l*norm(w)^2)',
      "inv(X'*X + 2*l*I)*X'*y",
      { w: vector('d'), X: matrix('n', 'd'), y: vector('n'), l: P },
    ],
    [
      'argmin(w, norm(X*w-y)^2)',
      "X'*inv(X*X')*y",
      { w: vector(3), X: matrix(2, 3, { fullRank: true }), y: vector(2) },
    ],
    [
      'argmin(w, norm(w-v)^2 + l*norm1(w))',
      'sign(v).*relu(abs(v) - 1/2)',
      { w: vector(1), v: vector(1), l: P },
    ],
    ['argmin(w, (w[1]+w[2])^2)', '0*v', { w: vector(2), v: vector(2) }],
    ['argmin(z, log(total(exp(z))) - z[1])', 'v', { z: vector(2), v: vector(2) }],
  ])('%s = %s', (line, place, assumptions) => {
    expect(check(line, place, assumptions).verdict).toBe('false');
  });
});

describe('a right place is proved where the slope and the curvature are known exactly', () => {
  test.each<Claim>([
    ['argmin(x, c*x^2 - 2*x)', '1/c', { x: R, c: P }],
    ['argmin(x, (x-a)^2 + l*x^2)', 'a/(1+l)', { x: R, a: R, l: P }],
    ['argmin(x, x - log(x))', '1', { x: P }],
    ['argmin(x, x*log(x/a) - x + a)', 'a', { x: P, a: P }],
    ['argmin(x, x/2 + a/(2*x))', 'sqrt(a)', { x: P, a: P }],
    ['argmax(x, x*(1-x))', '1/2', { x: interval(0, 1) }],
    ['argmax(x, 1e9 - x^2)', '0', { x: R }],
  ])('%s = %s', (line, place, assumptions) => {
    expect(check(line, place, assumptions).summary).toMatch(
      /^proved symbolically: the slope is zero there, and f is strictly (convex|concave); held at 64 points$/,
    );
  });
});

describe('a right place is held where it was searched, and no more is said', () => {
  test.each<Claim>([
    ['argmin(x, x^4)', '0', { x: R }],
    ['argmin(x, abs(x-a))', 'a', { x: R, a: R }],
    ['argmin(x, abs(x) + x/2)', '0', { x: R }],
    ['argmin(x, x^2 + 1e9)', '0*c', { x: integers(-9, 9), c: P }],
    ['argmax(x, x)', '1', { x: closed(0, 1) }],
    ['argmin(x, (x-a)^2)', 'round(a)', { x: integers(-50, 50), a: interval(-3.4, 3.4) }],
    ['argmax(x, exp(-(x-a)^2))', 'a', { x: R, a: interval(-2, 2) }],
    [
      'argmin(m, sum(i, 1, n, (g[i]-m)^2))',
      'sum(i, 1, n, g[i])/n',
      { m: R, n: integers(1, 6), g: sequence(R, 'n') },
    ],
    ["argmin(w, w'*A*w/2 - b'*w)", 'inv(A)*b', { w: vector('n'), A: spd('n'), b: vector('n') }],
    ['argmin(A, norm(A-B)^2)', "(B+B')/2", { A: symmetric('n'), B: matrix('n', 'n') }],
    ['argmin(x, x^2 - sqrt((x-1)^2)*4)', '-2', { x: interval(-10, 0) }],
  ])('%s = %s', (line, place, assumptions) => {
    const { verdict, summary } = check(line, place, assumptions);
    expect(verdict).toBe('held');
    expect(summary).toMatch(
      /a search found nothing (lower|higher); no second place among those tried is as good$/,
    );
    expect(summary).not.toMatch(/proved|convex/);
  });
});

describe('one place of several', () => {
  test('is claimed with unique: false, and shown as an element', () => {
    const start = derivation('wells', { x: R }).start('argmin(x, (x^2-1)^2)', 'the bottom');
    expect(start.step('1', 'a well').report().steps[0].summary).toBe(
      'is false: the objective is as good at x = -1 as at 1',
    );
    const one = start.step('1', 'a well', { unique: false });
    expect(one.report().steps[0]).toMatchObject({
      claim: 'contains 1',
      summary: 'proved symbolically: by exact algebra nothing is lower; held at 64 points',
    });
    const latex = (one[displaySymbol]() as Record<string, string>)['text/latex'];
    expect(latex).toMatch(/\\arg\\min_ ?\{x\}/);
    expect(latex).toContain('\\ni 1');
    katex.renderToString(latex.replace(/\$\$/g, ''), {
      throwOnError: true,
      strict: 'error',
      displayMode: true,
    });
    expect(start.step('0.5', 'no well', { unique: false }).report().holds).toBe(false);
  });
});

describe('what is written wrongly about extrema is refused', () => {
  const start = derivation('extremum', { x: R, c: P }).start('argmin(x, c*x^2)');
  const line = (text: string) => () => derivation('extremum', { x: R, c: P }).start(text);
  test.each<[string, () => unknown, RegExp]>([
    ['an objective without the name', line('argmin(x, c)'), /an objective that depends on x/],
    ['an undeclared name', line('argmin(y, c)'), /Declare y/],
    ['a part of a line', line('1 + argmin(x, x^2)'), /a first line of their own/],
    ['one argument', line('argmin(x)'), /a first line of their own/],
    ['an extremum as a step', () => start.step('argmin(x, x^2)', 'w'), /a first line of their own/],
    ['a place that depends on the name', () => start.step('x', 'w'), /a place that does not depend on x/],
    ['a bound', () => start.step('<= 0', 'w'), /minimumAt or maximumAt/],
    ['an order', () => start.step('0', 'w', { as: { x: 0 }, order: 1 }), /no option but/],
    ['a value', () => start.minimumAt('x', '0', 'w'), /without argmin/],
    [
      'uniqueness elsewhere',
      () => derivation('t', { x: R }).start('x').step('x', 'w', { unique: false }),
      /in the step after argmin/,
    ],
  ])('%s', (_, run, message) => {
    expect(run).toThrow(message);
  });
});

describe('mutants of an extremum', () => {
  test('of the place are all rejected, and so is the opposite extremum', () => {
    const mutants = derivation('vertex', { x: R, c: P, a: R })
      .start('argmin(x, c*x^2 - 2*a*x)')
      .step('a/c', 'vertex')
      .mutants();
    expect(mutants.map(({ description }) => description)).toContainEqual(
      expect.stringContaining('argmin -> argmax'),
    );
    expect(mutants.filter((mutant) => !mutant.rejected()).map(({ description }) => description)).toEqual([]);
  });
});
