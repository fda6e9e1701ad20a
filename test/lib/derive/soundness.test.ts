import {
  type Assumptions,
  checkGradient,
  checkRate,
  type DerivationReport,
  definedAs,
  derivation,
  integers,
  interval,
  matrix,
  nonzero,
  positive,
  reals,
  refute,
  spd,
  vector,
} from 'optlab';
import { falseClaims, trueClaims } from './claims';

const symbolsOf = (assumptions: Assumptions) =>
  Object.fromEntries(Object.keys(assumptions).map((name) => [name, `${name}_{${name}}`]));

const lastOf = (report: DerivationReport) => report.steps[report.steps.length - 1];

function check(
  left: string,
  right: string,
  assumptions: Assumptions,
  options?: { as?: Record<string, number>; order?: number },
) {
  const begun = derivation('claim', assumptions, { symbols: symbolsOf(assumptions) }).start(left);
  return lastOf(begun.step(right, 'claimed', options).report());
}

describe('a false claim never passes', () => {
  test.each(falseClaims)('%s %s %s', (left, relation, right, assumptions) => {
    expect(check(left, `${relation} ${right}`, assumptions)).toMatchObject({ holds: false });
  });
});

describe('a true claim passes', () => {
  test.each(trueClaims)('%s %s %s', (left, relation, right, assumptions) => {
    expect(check(left, `${relation} ${right}`, assumptions).summary).toMatch(/held at/);
  });
});

describe('limits and orders', () => {
  const n = { n: positive() };
  const whole = { n: integers(1, 100_000_000) };
  const h = { h: interval(-1, 1) };
  test.each<[string, string, Assumptions, { as: Record<string, number>; order?: number }]>([
    ['h/abs(h)', '-> 1', { h: nonzero() }, { as: { h: 0 } }],
    ['sign(h)', '-> 1', { h: reals() }, { as: { h: 0 } }],
    ['exp(-1/h)', '-> 0', { h: nonzero() }, { as: { h: 0 } }],
    ['floor(x)', '-> 2', { x: reals() }, { as: { x: 2 } }],
    ['sqrt(h)', '-> 0', { h: reals() }, { as: { h: 0 } }],
    ['(1+1/n)^n', '-> 2.718', whole, { as: { n: Infinity } }],
    ['(-1)^n', '-> 1', whole, { as: { n: Infinity } }],
    ['sin(pi*n)^2', '-> 0', n, { as: { n: Infinity } }],
    ['n*sin(pi*n/8)', '-> 0', n, { as: { n: Infinity } }],
    ['sin(pi/h)', '-> 0', { h: positive() }, { as: { h: 0 } }],
    ['max(-h, 0)', '= 0', h, { as: { h: 0 }, order: 2 }],
    ['h^1.9', '= 0', { h: positive() }, { as: { h: 0 }, order: 2 }],
    ['h*log(h)', '= 0', { h: positive() }, { as: { h: 0 }, order: 1 }],
    ['exp(h)', '= 1 + h', h, { as: { h: 0 }, order: 3 }],
  ])('%s %s is refused', (left, right, assumptions, options) => {
    expect(check(left, right, assumptions, options).holds).toBe(false);
  });

  test.each<[string, string, Assumptions, { as: Record<string, number>; order?: number }]>([
    ['exp(-1/h)', '-> 0', { h: positive() }, { as: { h: 0 } }],
    ['sin(h)/h', '-> 1', { h: nonzero() }, { as: { h: 0 } }],
    ['(1+x/n)^n', '-> exp(x)', { n: positive(), x: interval(-2, 2) }, { as: { n: Infinity } }],
    ['(-1)^n/n', '-> 0', whole, { as: { n: Infinity } }],
    ['max(-h, 0)', '= 0', h, { as: { h: 0 }, order: 1 }],
    ['exp(h)', '= 1 + h', h, { as: { h: 0 }, order: 2 }],
    ['(sin(x+h) - sin(x-h))/(2*h)', '= cos(x)', { x: reals(), h: nonzero() }, { as: { h: 0 }, order: 2 }],
  ])('%s %s is seen', (left, right, assumptions, options) => {
    expect(check(left, right, assumptions, options).summary).toMatch(/seen numerically at \d+ point/);
  });

  test('a limit that depends on its own variable is refused in words', () => {
    expect(() => check('n + 1', '-> n', n, { as: { n: Infinity } })).toThrow(
      /a limit that does not depend on n/,
    );
  });
});

describe('names that are defined by others', () => {
  const y = { x: reals(), y: definedAs('x^2') };
  test('are seen through by derivatives', () => {
    expect(refute('diff(y, x)', '0', y)).toBeDefined();
    expect(refute('diff(y, x)', '2*x', y)).toBeUndefined();
  });

  test('do not hide what a minimum is taken over', () => {
    const start = derivation('minimum', y).start('y + 1');
    expect(lastOf(start.minimumAt('x', '5', 'wrong').report()).holds).toBe(false);
    expect(lastOf(start.minimumAt('x', '0', 'right').report()).holds).toBe(true);
    expect(() => start.minimumAt('x', 'x', 'circular')).toThrow(/a place that does not depend on x/);
    expect(() => start.minimumAt('x', 'y', 'circular')).toThrow(/y is defined by x/);
  });

  test('are computed from a declared e, wherever it is declared, and not from the constant', () => {
    const square = definedAs('e^2');
    for (const assumptions of [
      { y: square, e: reals() },
      { e: reals(), y: square },
    ]) {
      expect(refute('y', 'e*e', assumptions)).toBeUndefined();
      expect(refute('y', '4', assumptions)?.text).toBe(
        'at e = 1, y = 1 the left side is 1, the right side 4',
      );
    }
    expect(refute('y', 'e', { y: interval(0, 'e'), e: interval(0, 1) }, { relation: '<' })).toBeUndefined();
    expect(refute('y', 'exp(2)', { y: square })).toBeUndefined();
  });

  test('are not differentiated inside one another unseen', () => {
    const hidden = { x: reals(), y: definedAs('x^2'), z: definedAs('diff(y, x)') };
    expect(() => derivation('hidden', hidden)).toThrow(/put that formula in its place/);
  });
});

describe('places of minima', () => {
  test('ridge regression, with one coefficient and with several', () => {
    const assumptions = { w: vector('d'), X: matrix('n', 'd'), y: vector('n'), l: positive() };
    const loss = derivation('ridge', assumptions).start('norm(X*w - y)^2 + l*norm(w)^2');
    const at = "inv(X'*X + l*I)*X'*y";
    expect(lastOf(loss.minimumAt('w', at, 'normal equations').report()).verdict).toBe('held');
    const wrong = loss.minimumAt('w', "inv(X'*X + 2*l*I)*X'*y", 'normal equations');
    expect(lastOf(wrong.report()).verdict).toBe('false');
  });
});

describe('gradients of functions of each entry, and of matrices', () => {
  const x = { x: vector('n'), A: spd('n'), B: spd('n') };
  test.each([
    ['grad(total(tanh(x)), x)', '4*sigmoid(2*x).*sigmoid(-2*x)'],
    ['grad(total(sigmoid(x)), x)', 'sigmoid(x).*sigmoid(-x)'],
    ['grad(total(log(exp(x))), x)', 'exp(0*x)'],
    ['grad(norm(A - B)^2, A)', '2*(A - B)'],
    ['grad(total(x.^3)/3, x)', 'x.^2'],
    ['grad(-log(softmax(x)[1]), x)[1]', 'softmax(x)[1] - 1'],
  ])('%s is %s', (left, right) => {
    expect(check(left, right, x).summary).toMatch(/held at/);
  });

  test('the size of a bare I is not guessed', () => {
    expect(refute('norm(I)', '1', {})?.text).toMatch(/write identity\(n\)/);
  });
});

describe('checkGradient', () => {
  test.each<[string, (x: Float64Array) => number, number, number]>([
    ['log near zero', ([x]) => Math.log(x), 1e-8, 1e8],
    ['a fast sine near zero', ([x]) => Math.sin(1e8 * x), 1e-8, 1e8 * Math.cos(1)],
    ['a sine far out', ([x]) => Math.sin(x), 1e8, Math.cos(1e8)],
    ['a root near its end', ([x]) => Math.sqrt(x), 1e-7, 0.5 / Math.sqrt(1e-7)],
  ])('finds the scale of %s, and an error of 1 in 10000', (_, f, x, slope) => {
    expect(checkGradient(f, [slope], [x]).holds).toBe(true);
    expect(checkGradient(f, [slope * 1.0001], [x]).holds).toBe(false);
  });

  test('refuses a function that gives no number, and an array with a hole', () => {
    const text = (() => '3') as unknown as () => number;
    expect(() => checkGradient(text, [0], [1])).toThrow(/f\(x\) must be a number/);
    const hole = new Array<number>(2);
    expect(() => checkGradient(() => 0, [0, 0], hole)).toThrow(/finite numbers/);
  });
});

describe('checkRate', () => {
  test('refuses a factor for a sublinear run, even one that fits its tail', () => {
    const errors = Array.from({ length: 1000 }, (_, k) => 1 / (k + 1));
    expect(() => checkRate(errors, 0.9987)).toThrow(/keeps rising towards 1, as in a sublinear run/);
  });
});

describe('input that makes no step', () => {
  const start = derivation('input', { x: reals() }).start('x');
  const anything = (value: unknown) => value as never;
  test.each<[string, () => unknown, RegExp]>([
    ['two relations', () => start.step('<= x <= 2', 'why'), /one relation, written first/],
    [
      'a misspelt option',
      () => start.step('x', 'why', anything({ sahrp: 'x' })),
      /as, order, remainder, sharp/,
    ],
    ['options that are none', () => start.step('x', 'why', anything(null)), /an object with/],
    ['a derivation with null options', () => derivation('t', {}, anything(null)), /an object such as/],
    ['a name where none is declared', () => derivation('t', {}).start('x'), /since none is declared/],
    ['too few arguments', () => derivation('t', {}).start('max()'), /a call such as max/],
  ])('%s is refused in a sentence', (_, run, message) => {
    expect(run).toThrow(message);
  });
});

describe('rendering', () => {
  test('breaks long reasons into lines and leaves no HTML in formulas', () => {
    const symbol = Symbol.for('Jupyter.display');
    const d = derivation('title', { x: reals() })
      .start('x + x')
      .step('2*x', `an <b>ampersand</b> and ${'many words '.repeat(12)}with $x < y$ at the end`);
    const bundle = (d as unknown as Record<symbol, () => Record<string, string>>)[symbol]();
    expect(bundle['text/latex'].match(/\bmany\b/g)).toHaveLength(12);
    expect(Math.max(...bundle['text/latex'].split('\n').map((line) => line.length))).toBeLessThan(140);
    expect(bundle['text/latex']).not.toMatch(/[<>]/);
    expect(bundle['text/latex']).toContain('x \\lt y');
  });
});
