import katex from 'katex';
import {
  DerivationError,
  definedAs,
  derivation,
  displaySymbol,
  InvalidInput,
  integers,
  interval,
  matrix,
  positive,
  reals,
  sequence,
  spd,
  symmetric,
  vector,
} from 'optlab';

const biasCorrection = () =>
  derivation('Bias correction', { b: interval(0, 1), n: integers(1, 50), g: reals() })
    .start('(1-b) * sum(i, 1, n, b^(n-i) * g)', 'the moving average written out')
    .step('(1-b) * g * (1-b^n)/(1-b)', 'geometric series')
    .step('g * (1-b^n)', 'cancel');

const brokenBiasCorrection = () =>
  derivation('Bias correction', { b: interval(0, 1), n: integers(1, 50), g: reals() })
    .start('(1-b) * sum(i, 1, n, b^(n-i) * g)', 'the moving average written out')
    .step('(1-b) * g * (1-b^(n+1))/(1-b)', 'geometric series')
    .step('g * (1-b^(n+1))', 'cancel');

const verdictOf = (
  left: string,
  right: string,
  assumptions: Parameters<typeof derivation>[1],
  options = {},
) => derivation('one step', assumptions).start(left).step(right, 'claimed', options).report().steps[0];

describe('a derivation', () => {
  test('says what was proved and what was only seen to hold', () => {
    const report = biasCorrection().verify();
    expect(report.holds).toBe(true);
    expect(report.assumptions).toEqual(['b in (0, 1)', 'n an integer from 1 to 50', 'g a real number']);
    expect(report.steps.map(({ verdict }) => verdict)).toEqual([
      'proved symbolically',
      'proved symbolically',
    ]);
    expect(report.steps[0].summary).toMatch(
      /^proved symbolically; held at 64 points, largest relative deviation \de-1\d$/,
    );
  });

  test('says held, never proved, where algebra finds no proof', () => {
    const step = verdictOf('eigmax(inv(A))', '1/eigmin(A)', { A: spd('n') });
    expect(step).toMatchObject({ verdict: 'held', points: 64, holds: true });
    expect(step.summary).not.toContain('proved');
  });

  test('throws at its first false step, with a counterexample in simple numbers, and reports all steps', () => {
    let caught: unknown;
    try {
      brokenBiasCorrection().verify();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(DerivationError);
    const error = caught as DerivationError;
    expect(error.message).toMatch(
      /^Bias correction: step 1, "geometric series", is false: at b = [\d.]+, n = 1, g = 1 the left side is [\d.]+, the right side [\d.]+$/,
    );
    expect(error.first.step).toBe(1);
    expect(error.steps.map(({ holds }) => holds)).toEqual([false, true]);
    const b = error.first.counterexample?.values.b as number;
    expect(error.first.counterexample).toMatchObject({
      left: expect.closeTo(1 - b, 12),
      right: expect.closeTo(1 - b * b, 12),
    });
  });

  test('is not changed by adding a step', () => {
    const start = derivation('chain', { x: reals() }).start('(x + 1)^2');
    const right = start.step('x^2 + 2*x + 1', 'expand');
    const wrong = start.step('x^2 + 1', 'expand');
    expect([right.report().holds, wrong.report().holds, start.report().steps]).toEqual([true, false, []]);
  });

  test('without a step has nothing to verify and says so', () => {
    expect(() => derivation('empty', { x: reals() }).start('x').verify()).toThrow(InvalidInput);
  });

  test('that is undefined within its assumptions is an error, whatever the values elsewhere', () => {
    const step = verdictOf('x/x', '1', { x: reals() });
    expect(step.verdict).toBe('undefined');
    expect(step.summary).toBe('is undefined: at x = 0 the side before is undefined (NaN)');
    expect(verdictOf('x/x', '1', { x: positive() }).holds).toBe(true);
    expect(verdictOf('log(x)', 'log(x)', { x: reals() }).verdict).toBe('undefined');
  });

  test('names the shapes that do not fit', () => {
    expect(verdictOf('X*w', 'w', { X: matrix(2, 3), w: vector(3) }).summary).toContain(
      'one side is 2x1, the other 3x1',
    );
    expect(verdictOf('X*w', 'X*w', { X: matrix(2, 3), w: vector(2) }).summary).toContain(
      '2x3 * 2x1 is not defined',
    );
  });

  test('does not take a claim for true where rounding hides the difference', () => {
    const far = { x: interval(1e17, 1e18) };
    expect(verdictOf('(x + 1) - x + 0*sqrt(x)', '2', far).holds).toBe(false);
    expect(verdictOf('sqrt(x + 1) - sqrt(x)', '1/(2*sqrt(x)) * 2', far).verdict).toBe('undecided');
  });

  test('accepts the same identity where cancellation costs all but a few digits', () => {
    expect(
      verdictOf('sqrt(x + 1) - sqrt(x)', '1/(sqrt(x + 1) + sqrt(x))', { x: interval(1e6, 1e8) }).holds,
    ).toBe(true);
    expect(verdictOf('sqrt(x + 1) - sqrt(x)', '1/(2*sqrt(x + 1))', { x: interval(1e3, 1e4) }).holds).toBe(
      false,
    );
  });

  test('with decimal constants is exact: 0.1 is one tenth', () => {
    expect(verdictOf('0.1 + 0.2', '0.3', {}).verdict).toBe('proved symbolically');
    expect(verdictOf('0.1 + 0.2', '0.3000000001', {}).verdict).toBe('false');
  });

  test('checks a claim at every size of a shape that has a name', () => {
    expect(verdictOf('trace(A)', 'A[1, 1]', { A: matrix('n', 'n') }).counterexample?.values.n).toBe(2);
    expect(verdictOf('det(2*A)', '2^n*det(A)', { A: matrix('n', 'n'), n: integers(1, 4) }).verdict).toBe(
      'proved symbolically',
    );
  });

  test('respects the ends of a range', () => {
    expect(verdictOf('b', '< 1', { b: interval(0, 1) }).verdict).toBe('proved symbolically');
    expect(verdictOf('b', '< 1', { b: interval(0, 1, { open: 'left' }) }).counterexample?.values).toEqual({
      b: 1,
    });
    expect(verdictOf('b', '<= 1', { b: interval(0, 1, { open: false }) }).verdict).toBe(
      'proved symbolically',
    );
  });
});

describe('a proof by algebra', () => {
  const x = reals();
  const n = integers(0, 9);
  test.each<[string, string, Parameters<typeof derivation>[1]]>([
    ['e^2', 'exp(2)', {}],
    ['sqrt(x)/sqrt(y)', 'sqrt(x/y)', { x: positive(), y: positive() }],
    ['sum(i, 1, n, sum(i, 1, n, i))', 'n*n*(n + 1)/2', { n }],
    ['sum(i, 1, n, sum(j, 1, i, 1))', 'n*(n + 1)/2', { n }],
    ['sum(i, 1, n, x[i])', 'sum(j, 1, n, x[j])', { x: sequence(x, 'n') }],
    ['diff(sum(i, 1, n, x^i), x)', 'sum(i, 1, n, i*x^(i - 1))', { x: positive(), n }],
    ['1/(1 + 1/(1 + 1/x))', '(1 + x)/(2*x + 1)', { x: positive() }],
    ['x^(n + 1)/x^n', 'x', { x: positive(), n }],
  ])('is found for %s = %s', (left, right, assumptions) => {
    expect(verdictOf(left, right, assumptions).verdict).toBe('proved symbolically');
  });

  test.each<[string, string, Parameters<typeof derivation>[1]]>([
    ['(x*y)^(1/2)', 'x^(1/2)*y^(1/2)', { x, y: x }],
    ['(x^2)^(1/2)', 'x', { x }],
    ['(x^2)^y', 'x^(2*y)', { x, y: x }],
    ['log(x^2)', '2*log(x)', { x }],
    ['abs(x)', 'x', { x }],
    ['sum(i, 1, n, 1)', 'n', { n: integers(-3, 5) }],
    ['sum(i, 1, n, i)', 'sum(n, 1, n, n) + 1', { n }],
    ['x/x', '1', { x }],
    ['e', 'exp(1)', { e: x }],
    ['max(x, y)', 'x', { x, y: x }],
  ])('is not claimed where a rule does not apply: %s = %s', (left, right, assumptions) => {
    expect(verdictOf(left, right, assumptions).holds).toBe(false);
  });
});

describe('bounds', () => {
  test('in both directions make no chain', () => {
    const chain = derivation('chain', { x: positive() }).start('x').step('<= 2*x', 'larger');
    expect(() => chain.step('>= x', 'smaller')).toThrow(/direction/);
  });

  test('that are claimed sharp must be reached', () => {
    const assumptions = {
      mu: positive(),
      L: interval('mu', Infinity),
      x: interval('mu', 'L', { open: false }),
    };
    expect(verdictOf('x', '<= L', assumptions, { sharp: 'x' }).holds).toBe(true);
    expect(verdictOf('x', '<= 1.01*L', assumptions).holds).toBe(true);
    const blunt = verdictOf('x', '<= 1.01*L', assumptions, { sharp: 'x' });
    expect(blunt.summary).toMatch(/no x brings both sides closer than/);
  });

  test('at a minimum: the place, the value and the bound are all checked', () => {
    const parabola = derivation('parabola', { x: reals(), c: positive() }).start('c*x^2 - 2*x');
    expect(parabola.minimumAt('x', '1/c', 'the vertex').step('-1/c', 'insert').verify().holds).toBe(true);
    expect(parabola.minimumAt('x', '1/(2*c)', 'the vertex').report().holds).toBe(false);
    expect(parabola.maximumAt('x', '1/c', 'the vertex').report().holds).toBe(false);
    const right = derivation('half', { x: interval(0, 1), c: positive() }).start('c*x^2 - 2*x');
    expect(right.minimumAt('x', '1/c', 'the vertex').report().steps[0].summary).toMatch(/outside the range/);
  });
});

describe('asymptotic steps', () => {
  const order = (right: string, p: number) =>
    verdictOf('exp(h)', right, { h: interval(0, 1) }, { as: { h: 0 }, order: p });

  test('a Taylor remainder has the order claimed, and not one more', () => {
    expect(order('1 + h', 2)).toMatchObject({ verdict: 'proved symbolically', holds: true });
    expect(order('1 + h + h^2/2', 3).holds).toBe(true);
    expect(order('1 + h', 3).holds).toBe(false);
    expect(order('1 + h', 3).summary).toMatch(/order [12]\.\d\d, not 3$/);
  });

  test('a central difference is of second order, a forward difference of first', () => {
    const f = { x: interval(0.5, 2), h: interval(0, 1) };
    const near = { as: { h: 0 }, order: 2 };
    expect(verdictOf('(exp(x + h) - exp(x - h))/(2*h)', 'exp(x)', f, near).holds).toBe(true);
    expect(verdictOf('(exp(x + h) - exp(x))/h', 'exp(x)', f, near).holds).toBe(false);
    expect(verdictOf('(exp(x + h) - exp(x))/h', 'exp(x)', f, { as: { h: 0 }, order: 1 }).holds).toBe(true);
  });

  test('limits and equivalences are labelled proved where power series prove them, and wrong ones are refused', () => {
    const n = { n: integers(1, 10_000), x: interval(-1, 1) };
    const limit = verdictOf('(1 + x/n)^n', '-> exp(x)', n, { as: { n: Infinity } });
    expect(limit).toMatchObject({ verdict: 'proved symbolically', holds: true });
    expect(limit.summary).toMatch(/^proved symbolically, by power series; seen numerically at/);
    expect(verdictOf('(1 + x/n)^n', '-> 1 + x', n, { as: { n: Infinity } }).holds).toBe(false);
    expect(verdictOf('n^2 + n', '~ n^2', n, { as: { n: Infinity } }).holds).toBe(true);
    expect(verdictOf('n^2 + n', '~ 2*n^2', n, { as: { n: Infinity } }).holds).toBe(false);
  });

  test('a limit approached too slowly to tell is undecided, neither true nor false', () => {
    const slow = verdictOf('1/log(n)', '-> 0', { n: interval(2, Infinity) }, { as: { n: Infinity } });
    expect(slow).toMatchObject({ verdict: 'undecided', holds: false });
  });

  test.each([{}, { as: { y: 0 } }, { as: { n: Number.NaN } }, { as: {} }])(
    'refuse %j as what tends where',
    (options) => {
      const start = derivation('limit', { n: integers(1, 9) }).start('1/n');
      expect(() => start.step('-> 0', 'small', options as never)).toThrow(InvalidInput);
    },
  );
});

describe('what cannot be a derivation is refused, with what to do', () => {
  const start = derivation('chain', { x: reals(), A: spd(2) }).start('x');
  test.each<[string, () => unknown, RegExp]>([
    ['an unknown name', () => start.step('x + y', 'why'), /y has no assumption: declare it/],
    ['an unknown function', () => start.step('gamma(x)', 'why'), /known functions/],
    ['a misspelt formula', () => start.step('x +', 'why'), /parser says/],
    ['an assignment', () => start.step('x = 2', 'why'), InvalidInput as never],
    ['no reason', () => start.step('x', ''), /reason/],
    ['too few arguments', () => start.step('dot(x)', 'why'), /a call such as dot\(x, y\)/],
    ['no title', () => derivation('', { x: reals() }), /title/],
    ['an empty range', () => interval(1, 0), /smaller end first/],
    ['a range of one point without its ends', () => interval(1, 1), /single point/],
    ['integers that are none', () => integers(0.5, 2), /whole numbers/],
    ['no integers', () => integers(3, 2), /contains a whole number/],
    ['a shape of size zero', () => vector(0), /from 1 to 12/],
    [
      'a range without values beside the others',
      () => derivation('t', { a: positive(), b: interval('a', '-a') }),
      /No value of b/,
    ],
    ['a circle', () => derivation('t', { a: interval(0, 'b'), b: interval(0, 'a') }), /circles/],
    ['a bound of unknown names', () => derivation('t', { a: interval(0, 'z') }), /Declare z/],
    ['a size that is no integer', () => derivation('t', { n: reals(), x: vector('n') }), /it is a size/],
    ['a plain value as assumption', () => derivation('t', { n: 3 as never }), /made by interval/],
    ['names that print alike', () => derivation('t', { b: reals(), beta: reals() }), /print differently/],
    ['a sequence of sequences', () => sequence(sequence(reals(), 3), 2), /one item/],
    ['zero points', () => derivation('t', {}, { points: 0 }), /points/],
    ['sharp without a bound', () => start.step('x', 'why', { sharp: 'x' }), /on a step that is a bound/],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(InvalidInput);
    if (message instanceof RegExp) expect(act).toThrow(message);
  });
});

describe('the display of a derivation', () => {
  const display = (made: ReturnType<typeof biasCorrection>) =>
    made[displaySymbol]() as Record<string, string>;
  const marks = (text: string) => [(text.match(/✓/g) ?? []).length, (text.match(/✗/g) ?? []).length];

  test('has aligned LaTeX with reasons and a check mark for each step, and the assumptions', () => {
    const shown = display(biasCorrection());
    expect(shown['text/latex']).toContain('\\begin{aligned}');
    expect(shown['text/latex'].match(/\\checkmark/g)).toHaveLength(2);
    expect(shown['text/latex']).toContain('\\text{geometric series}');
    expect(shown['text/markdown']).toContain(shown['text/latex']);
    expect(shown['text/markdown']).toContain(
      '$\\beta \\in (0, 1)$, $n \\in \\lbrace 1, \\dots, 50\\rbrace$, $g \\in \\mathbb{R}$',
    );
    expect(marks(shown['text/plain'])).toEqual([2, 0]);
  });

  test('gives a false step a cross and its counterexample, never a check mark', () => {
    const shown = display(brokenBiasCorrection());
    expect(shown['text/latex'].match(/\\checkmark/g)).toHaveLength(1);
    expect(shown['text/latex'].match(/\\times/g)).toHaveLength(1);
    expect(marks(shown['text/plain'])).toEqual([1, 1]);
    expect(shown['text/plain']).toMatch(/✗ = .*the left side is/);
    expect(shown['text/markdown']).toMatch(/✗ geometric series: \*\*`is false: at b = /);
  });

  test.each([
    biasCorrection(),
    brokenBiasCorrection(),
    derivation(
      '50% & more_less',
      { kappa: interval(1, Infinity), eps: interval(0, 1), A: symmetric('n') },
      { symbols: { eps: '\\epsilon' } },
    )
      .start('log(1/eps)/log((kappa+1)/(kappa-1))', '100% of it #1 {a} ~ \\ ^')
      .step('~ kappa/2*log(1/eps)', 'with $x = 1/\\kappa$ & more', { as: { kappa: Infinity } }),
    derivation('orders', { x: reals(), h: interval(0, 1), t: definedAs('x + h'), g: sequence(reals(), 'k') })
      .start('exp(h)')
      .step('1 + h', 'Taylor', { as: { h: 0 }, order: 2 }),
    derivation('minimum', { x: reals(), c: positive() }).start('c*x^2 - 2*x').minimumAt('x', '1/c', 'vertex'),
  ])('is valid LaTeX: %#', (made) => {
    const shown = display(made);
    const math = [
      shown['text/latex'].replace(/\$\$/g, ''),
      ...[...shown['text/markdown'].replace(/\$\$[\s\S]*?\$\$/g, '').matchAll(/\$([^$]+)\$/g)].map(
        ([, tex]) => tex,
      ),
    ];
    expect(math.length).toBeGreaterThan(1);
    for (const tex of math)
      katex.renderToString(tex, { throwOnError: true, strict: 'error', displayMode: true });
  });
});

describe('mutants', () => {
  test('every one of the bias correction is rejected, and so is the whole derivation that holds it', () => {
    const mutants = biasCorrection().mutants();
    expect(mutants.length).toBeGreaterThan(40);
    const equivalent = mutants.filter((mutant) => !mutant.rejected()).map(({ description }) => description);
    expect(equivalent).toEqual([]);
    expect(mutants.filter((mutant, i) => i % 10 === 0 && mutant.derivation.report().holds)).toEqual([]);
  });

  test('cover signs, factors, exponents, indices, transposes and operands', () => {
    const made = derivation('kinds', {
      A: matrix('n', 'n'),
      x: vector('n'),
      y: vector('n'),
      g: sequence(reals(), 'n'),
      n: integers(1, 3),
    })
      .start("x'*A*y - 2*g[n]^3")
      .step("y'*A'*x - 2*g[n]^3", 'transpose');
    const kinds = made.mutants().map(({ description }) => description);
    for (const kind of [
      /sign of/,
      /factor/,
      /exponent/,
      /index/,
      /transpose dropped/,
      /operand/,
      /- -> \+/,
    ]) {
      expect(kinds.some((description) => kind.test(description))).toBe(true);
    }
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  test('leave a number where it stands among matrices, and exchange what does not commute', () => {
    const matrices = { A: matrix('n', 'n'), B: matrix('n', 'n'), x: vector('n'), y: vector('n') };
    const exchanged = derivation('order', matrices)
      .start("(x'*y)*A + sum(i, 1, 2, i*A)*B")
      .step("A*(x'*y) + 3*A*B", 'the numbers may stand anywhere')
      .mutants()
      .filter(({ description }) => /operands of \* exchanged/.test(description));
    const places = exchanged.map(({ description }) => description.replace(/^.* in /, ''));
    expect(places).toEqual(["(x' * y)", 'sum(i, 1, 2, i * A) * B', "(x' * y)", '3 * A * B']);
    expect(exchanged.filter((mutant) => !mutant.rejected())).toEqual([]);
  });

  test('leave out a change that algebra proves to be none', () => {
    const swapped = derivation('even', { x: reals() }).start('(x - 1)^2').step('(1 - x)^2', 'even').mutants();
    expect(swapped.some(({ description }) => /exchanged/.test(description))).toBe(false);
  });
});

test('a counterexample whose sides agree to six digits shows all of them', () => {
  const wrong = derivation('nearly', { x: positive() }).start('x').step('x + 1e-8', 'a small slip');
  const [, left, right] = /left side is ([\d.]+), the right side ([\d.]+)/.exec(refutation(wrong)) ?? [];
  expect(Number(right) - Number(left)).toBeGreaterThan(0);
});

function refutation(wrong: { verify(): unknown }): string {
  try {
    wrong.verify();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test('an options object that is changed later changes no derivation', () => {
  const options: { seed: number; symbols: Record<string, string> } = { seed: 2, symbols: {} };
  const d = derivation('twice', { x: reals() }, options).start('x + x').step('2*x', 'add');
  options.seed = Number.NaN;
  options.symbols.x = '\\xi';
  expect(d.report().holds).toBe(true);
  expect(d[displaySymbol]()['text/latex']).not.toContain('xi');
});
