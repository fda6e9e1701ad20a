import {
  type Assumptions,
  among,
  bernoulli,
  type Counterexample,
  derivation,
  InvalidInput,
  independent,
  integers,
  interval,
  matrix,
  normal,
  orthogonal,
  positive,
  probabilities,
  reals,
  refute,
  sequence,
  spd,
  uniform,
  unitVector,
  vector,
} from 'optlab';

const names: Assumptions = {
  a: reals(),
  b: reals(),
  s: positive(),
  n: integers(1, 4),
  m: integers(1, 5),
  x: vector('n'),
  y: vector('n'),
  A: matrix('n', 'd'),
  S: spd('n'),
  g: sequence(reals(), 'm'),
  z: normal(0, 1),
};

const start = (formula: string) => derivation('first', names).start(formula);

/** Formulas as other notations and languages write them, and what the error says to write. */
const formulas: [string, string][] = [
  ['a**2', 'Write ^ for a power.'],
  ['a == b', 'make a step of the relation'],
  ['a = b', 'make a step of the relation'],
  ['c = a', 'make a step of the relation'],
  ['a < b < s', 'make a step of the relation'],
  ['f(x) = a', "definedAs('a + b')"],
  ['\\frac{a}{b}', 'not in LaTeX'],
  ['a \\cdot b', 'not in LaTeX'],
  ['\\sum_{i=1}^n g_i', 'not in LaTeX'],
  ['\\mathbb{E}[z]', 'not in LaTeX'],
  ['$a + b$', 'not in LaTeX'],
  ['$$a$$', 'not in LaTeX'],
  ['a^{2}', 'write x^(n-1) for a power'],
  ['x_{t+1}', 'x[i] for an entry'],
  ['{a}', 'Braces mean nothing here'],
  ['|a|', 'Write abs(x)'],
  ['||x||', 'Write norm(x)'],
  ['||x||^2', 'Write norm(x)'],
  ['norm(x)_2', 'Write norm(x, p)'],
  ['norm_2(x)', 'Did you mean norm'],
  ['A^T', "The transpose of A is written A'."],
  ['A^T * x', "The transpose of A is written A'."],
  ['A^(T) * x', "The transpose of A is written A'."],
  ['A.T', "The transpose of A is written A'."],
  ['Aᵀ', "Write A' for the transpose."],
  ['T(A)', "Write A'."],
  ['tr(S)', 'Write trace(A).'],
  ['inverse(S)', 'Write inv(A).'],
  ['A @ x', 'Write * for a product of matrices.'],
  ['x . y', "a product x*y or x'*y"],
  ['x.y', "a product x*y or x'*y"],
  ['x ⊙ y', 'Write .* for a product entry by entry.'],
  ['A ⊗ S', 'Write kron(A, B)'],
  ['[a, b]', 'are not written out'],
  ['[[1, 2], [3, 4]]', 'are not written out'],
  ['1:3', 'sum(i, 1, n, f)'],
  ['E[z]', 'write E(f) with parentheses'],
  ['E[z^2] - E[z]^2', 'write E(f) with parentheses'],
  ['Var[z]', 'write Var(f) with parentheses'],
  ['P[z > 0]', 'write P(c) with parentheses'],
  ['Pr(z > 0)', 'Write P(x > 0).'],
  ['expectation(z)', 'Write E(x).'],
  ['std(z)', 'Write sqrt(Var(x)).'],
  ['z + 1', 'z has a value only inside E'],
  ['Cov(z)', 'Cov(x, y)'],
  ['sum(g)', 'total(x)'],
  ['sum(g[i], i, 1, m)', 'sum(i, from, to, f)'],
  ['sum(i = 1, m, g[i])', 'sum(i, from, to, f)'],
  ['sum(i, 1:m, g[i])', 'sum(i, from, to, f)'],
  ['sum(i, 1..m, g[i])', 'Write both ends as arguments'],
  ['sum_i g[i]', 'Write sum(i, from, to, f).'],
  ['sum_i(g[i])', 'Write sum(i, from, to, f).'],
  ['Sum(i, 1, m, g[i])', 'Did you mean sum(i, from, to, f)?'],
  ['Σ(i, 1, m, g[i])', 'Write sum(i, from, to, f).'],
  ['∑ g[i]', 'Write sum(i, 1, n, f).'],
  ['mean(g)', 'sum(i, 1, n, x[i])/n'],
  ['g[i]', 'An index is bound by sum(i, 1, n, ...)'],
  ['g[i + 1]', 'An index is bound by sum(i, 1, n, ...)'],
  ['g_i', 'written g[i]'],
  ['x_1', 'written x[1]'],
  ['x(1)', 'x[1] for an entry'],
  ['n(n + 1)/2', 'Write n*(n + 1) for a product'],
  ['ab', 'did you mean a*b?'],
  ['N + 1', 'did you mean n?'],
  ['c + 1', 'declare it, for example { c: reals() }.'],
  ['α + a', 'α is alpha'],
  ['π*a', 'π is pi'],
  ['â', 'A name is a letter followed by letters and digits'],
  ['pow(a, 2)', 'Write x^y.'],
  ['Math.sqrt(a)', 'sqrt(x), not Math.sqrt(x)'],
  ['Math.PI', 'Names have no properties'],
  ['ln(s)', 'Write log(x).'],
  ['log10(s)', 'Write log(x, 10).'],
  ['arctan(a)', 'Write atan(x).'],
  ['expp(a)', 'Did you mean exp(x)?'],
  ['sigmod(a)', 'Did you mean sigmoid(x)?'],
  ['if(a > 0, a, b)', 'Write select(c, f, g)'],
  ['a && b', 'Write "and"'],
  ['a || b', '"or" between conditions'],
  ['x => x', 'not a function'],
  ['a mod 2', 'x - n*floor(x/n)'],
  ['a % 2', 'x - n*floor(x/n)'],
  ['"a"', 'Texts and truth values are no numbers'],
  ['derivative(a^2, a)', 'Write diff(f, x).'],
  ['diff(a^2)', 'diff(f, x)'],
  ['diff(a, a^2)', 'with respect to a name'],
  ['grad(a)', 'grad(f, x)'],
  ['gradient(a^2, a)', 'Write grad(f, x).'],
  ['∂a', 'Write diff(f, x)'],
  ['∇a', 'Write grad(f, x)'],
  ['d/da a^2', 'written diff(f, a)'],
  ['integral(a, a, 0, 1)', 'There are no integrals here'],
  ['argmin(a^2, a)', 'argmin(x, f)'],
  ['argmin_a a^2', 'Write argmin(x, f).'],
  ['min_a(a^2)', '.minimumAt(name, place, reason)'],
  ['clip(a)', 'clip(x, low, high)'],
  ['2 × a', 'Write * for a product.'],
  ['a · b', 'Write * for a product.'],
  ['a − b', 'Write - for minus'],
  ['a²', 'Write ^ for a power'],
  ['√a', 'Write sqrt(x)'],
  ['½ a', 'Write fractions as quotients'],
  ['1,5 * a', 'Write a decimal point'],
  ['∞', 'Write Infinity.'],
  ['a ≤ b', 'A relation stands first in a step'],
  ['a; b', 'a text of its own'],
  ['(a + b', 'Parenthesis ) expected'],
  ['a +', 'Unexpected end of expression'],
  ['', 'such as'],
];

test.each(formulas)('%j is refused, and the error says %j', (formula, says) => {
  expect(() => start(formula)).toThrow(InvalidInput);
  expect(() => start(formula)).toThrow(says);
});

test('an error says what was given, and lists no more than fits a few lines', () => {
  for (const [formula] of formulas) {
    try {
      start(formula);
    } catch (error) {
      const { message, details } = error as InvalidInput;
      expect(message).toMatch(/^derivation "first": start must be .*, but was .*[.?]$/s);
      expect(message.length).toBeLessThan(360);
      expect(details.given).toBeDefined();
    }
  }
});

const line = derivation('first', names).start('a^2');

const calls: [string, () => unknown, string][] = [
  ['a function in place of a formula', () => start(((a: number) => a) as never), 'write the formula as text'],
  ['a number in place of a formula', () => start(3 as never), "Write it as text: '3'."],
  ['nothing in place of a formula', () => start(undefined as never), 'but was undefined'],
  ['a step without a reason', () => line.step('a', undefined as never), 'the reason of the step in words'],
  ['reason and formula exchanged', () => line.step('because it is so', 'a'), 'The formula comes first'],
  ['two relations', () => line.step('= b = s', 'r'), 'a step of each relation'],
  ['a relation in the middle', () => line.step('a <= b', 'r'), 'one relation, written first'],
  ['a relation in LaTeX', () => line.step('\\le b', 'r'), 'not in LaTeX'],
  ['an arrow of JavaScript', () => line.step('=> b', 'r'), 'Write >= for "at least"'],
  ['about', () => line.step('≈ b', 'r'), 'claims nothing that could be false'],
  ['unequal', () => line.step('!= b', 'r'), 'use refute'],
  ['a limit that does not say where', () => line.step('-> 0', 'r'), 'such as { n: Infinity }'],
  ['a misspelt option', () => line.step('a', 'r', { orders: 2 } as never), 'Did you mean order?'],
  ['no step', () => line.verify(), 'at least one step'],
  [
    'a step before the first line',
    () => (derivation('t', names) as never as typeof line).step('a', 'r'),
    '.start',
  ],
  [
    'a check before the first line',
    () => (derivation('t', names) as never as typeof line).verify(),
    '.start',
  ],
  ['no assumptions', () => derivation('t', undefined as never), 'such as { b: interval(0, 1) }'],
  ['a list of names', () => derivation('t', ['a'] as never), 'such as { b: interval(0, 1) }'],
  ['arguments exchanged', () => derivation(names as never, 't' as never), 'a text that says what is derived'],
  ['an assumption in words', () => derivation('t', { a: 'real' as never }), 'made by interval, reals'],
  ['an assumption not called', () => derivation('t', { a: reals as never }), 'Call it: { a: reals() }.'],
  ['a misspelt option of all', () => derivation('t', names, { seeds: 1 } as never), 'Did you mean seed?'],
  [
    'the ends of an interval in a list',
    () => interval([0, 1] as never, undefined as never),
    'a number or a formula',
  ],
  ['an interval upside down', () => interval(1, 0), 'Give the smaller end first.'],
  ['halves among whole numbers', () => integers(0.5, 2), 'given two whole numbers'],
  ['endless whole numbers', () => integers(1, Infinity), 'a finite largest value'],
  ['a shape in a list', () => matrix([2, 3] as never, undefined as never), 'a whole number from 1 to 12'],
  ['no size', () => spd(undefined as never), 'spd: size must be'],
  ['no length', () => unitVector(undefined as never), 'unitVector: size must be'],
  ['no number of probabilities', () => probabilities(undefined as never), 'probabilities: size must be'],
  ['no rows', () => orthogonal(undefined as never), 'orthogonal: rows must be'],
  ['a sequence of nothing', () => sequence('m' as never, 'm'), 'such as reals()'],
  [
    'draws that are exchanged',
    () => independent('n' as never, normal(0, 1) as never),
    'such as normal(0, 1)',
  ],
  ['a distribution not called', () => independent(normal as never, 'n'), 'such as normal(0, 1)'],
  ['a negative deviation', () => normal(0, -1), 'a positive number, the standard deviation'],
  ['a probability above one', () => bernoulli(1.2), 'a number from 0 to 1'],
  ['a range upside down', () => uniform(1, 0), 'the smaller end first'],
  ['nothing to draw from', () => among(undefined as never), 'at least one value'],
  [
    'a whole claim',
    () => refute('a + b = b + a', names as never, undefined as never),
    'the left side, the right side',
  ],
  ['no names', () => refute('a', 'b', undefined as never), 'such as { b: interval(0, 1) }'],
  ['an equation for a place', () => line.minimumAt('a = 0', '0', 'r'), 'one of the names'],
  ['a number for a place', () => line.minimumAt('a', 0 as never, 'r'), "Write it as text: '0'."],
];

test.each(calls)('%s is refused, with what to do', (_, call, says) => {
  expect(call).toThrow(InvalidInput);
  expect(call).toThrow(says);
});

describe('a step that is wrong in its shapes', () => {
  const textOf = (left: string, right: string) =>
    derivation('t', names).start(left).step(right, 'claimed').report().steps[0];

  test.each([
    ["x'*x", 'x*x', "the inner product is x'*y"],
    ["x'*x", 'x^2', "write x'*x"],
    ["x'*S*x", 'x*S*x', '* 2x2 is not defined'],
  ])('%s = %s is undefined, with the shapes: %s', (left, right, says) => {
    expect(textOf(left, right)).toMatchObject({ holds: false, verdict: 'undefined' });
    expect(textOf(left, right).summary).toContain(says);
  });

  test('is told with the values of the names that it reads, and of no other', () => {
    expect(textOf('x', 'S*x').counterexample?.text).toMatch(/^at n = 1, x = 1, S = 2 the left side is/);
  });
});

test('a counterexample names what a definition and a range depend on', () => {
  const report = derivation('t', { L: positive(), h: interval(0, '2/L'), k: reals(), u: positive() })
    .start('h')
    .step('2*h', 'claimed')
    .report();
  const { text, values } = report.steps[0].counterexample as Counterexample;
  expect(text).toMatch(/^at L = \S+, h = \S+ the left side/);
  expect(Object.keys(values)).toEqual(['L', 'h', 'k', 'u']);
});
