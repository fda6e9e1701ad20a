import {
  type Assumptions,
  among,
  bernoulli,
  definedAs,
  derivation,
  independent,
  interval,
  normal,
  positive,
  reals,
  refute,
  sequence,
  uniform,
  withoutReplacement,
} from 'optlab';
import { held, proved, rejected } from './expectation-claims';

const symbolsOf = (assumptions: Assumptions) =>
  Object.fromEntries(Object.keys(assumptions).map((name) => [name, `${name}_{${name}}`]));

function check(left: string, relation: string, right: string, assumptions: Assumptions) {
  const begun = derivation('claim', assumptions, { symbols: symbolsOf(assumptions) }).start(left);
  return begun.step(`${relation} ${right}`, 'claimed').report().steps[0];
}

describe('averages of random names', () => {
  test.each(proved)('%s %s %s is proved', (left, relation, right, assumptions) => {
    expect(check(left, relation, right, assumptions).summary).toMatch(
      /^proved symbolically; held at \d+ points/,
    );
  });

  test.each(held)('%s %s %s holds', (left, relation, right, assumptions) => {
    const { summary, verdict } = check(left, relation, right, assumptions);
    expect(summary).toMatch(/^held at \d+ points.*; expectations (exactly )?by/);
    expect(verdict).toBe('held');
  });

  test.each(rejected)('%s %s %s is rejected', (left, relation, right, assumptions) => {
    const { verdict, counterexample, summary } = check(left, relation, right, assumptions);
    expect(['false', 'undefined']).toContain(verdict);
    expect(counterexample?.text).toBeDefined();
    expect(summary).not.toMatch(/NaN at|\[object/);
  });
});

test.each([
  [2, 'N(0, 4)', '\\mathcal{N}(0, 4)'],
  ['sigma', 'N(0, sigma^2)', '\\mathcal{N}(0, sigma^2)'],
  ['sqrt(2*q)', 'N(0, 2 * q)', '\\mathcal{N}(0, 2 * q)'],
  ['(sqrt(1/n))', 'N(0, 1 / n)', '\\mathcal{N}(0, 1 / n)'],
  ['2*sqrt(q)', 'N(0, (2*sqrt(q))^2)', '\\mathcal{N}(0, (2*sqrt(q))^2)'],
])('a deviation of %s is set as its variance', (sd, law, tex) => {
  const { text, tex: set } = normal(0, sd);
  expect([text, set((formula) => formula)]).toEqual([`~ ${law}`, `\\sim ${tex}`]);
});

describe('the report says how averages were computed', () => {
  const summary = (left: string, right: string, assumptions: Assumptions) =>
    check(left, '=', right, assumptions).summary;

  test('exactly, by moments or by enumeration', () => {
    expect(summary('E(x^2)', '1', { x: normal(0, 1) })).toMatch(/exactly by moments$/);
    expect(summary('E(x)', '1/4', { x: bernoulli(0.25) })).toMatch(/exactly by enumeration$/);
  });

  test('by quadrature over one or two variables', () => {
    expect(summary('E(abs(x))', 'sqrt(2/pi)', { x: normal(0, 1) })).toMatch(/by quadrature$/);
    expect(summary('E(abs(x+y))', '2/sqrt(pi)', { x: normal(0, 1), y: normal(0, 1) })).toMatch(
      /by quadrature over two variables$/,
    );
  });

  test('within a stated Monte Carlo error, which is no proof and hides what is smaller', () => {
    const three = { v: independent(normal(0, 1), 3) };
    const found = check('E(norm(v))', '=', 'sqrt(8/pi)', three);
    expect(found).toMatchObject({ holds: true, verdict: 'held' });
    expect(found.summary).toMatch(
      /^within the Monte Carlo error \de-2 \(99.9% interval, 20,000 draws\) at \d points$/,
    );
    expect(check('E(norm(v))', '=', '1.7', three).verdict).toBe('false');
    expect(check('E(max(v) + min(v))', '=', '0', three)).toMatchObject({
      holds: false,
      verdict: 'undecided',
    });
    expect(summary('E(max(v) + min(v))', '0', three)).toMatch(/the Monte Carlo error \S+ hides the answer/);
  });

  test('no finite value is said to be none', () => {
    expect(check('E(1/x)', '=', '0', { x: normal(0, 1) }).summary).toBe(
      'is undefined: E(1 / x) has no finite value: the integral of its absolute value is infinite; expectations by quadrature',
    );
  });

  test('counterexamples name the parameters, not the random names', () => {
    const found = refute('E(x^2)', 'E(x)^2', { mu: reals(), sigma: positive(), x: normal('mu', 'sigma') });
    expect(found?.text).toBe('at mu = 1, sigma = 1 the left side is 2, the right side 1');
    expect(Object.keys(found?.values ?? {})).toEqual(['mu', 'sigma']);
  });
});

describe('a derivation with random names is shown', () => {
  const d = derivation('Mean of squares', {
    mu: reals(),
    s: positive(),
    x: normal('mu', 's'),
    y: bernoulli(0.5),
  })
    .start('E(x^2)')
    .step('Var(x) + E(x)^2', 'definition of the variance')
    .step('s^2 + mu^2 + Cov(x, y) + P(y > 2) + E(y, y) - 1/2', 'moments');
  const shown = (d as unknown as Record<symbol, () => Record<string, string>>)[
    Symbol.for('Jupyter.display')
  ]();

  test('in LaTeX', () => {
    expect(shown['text/latex']).toContain('\\mathbb{E}[x^2]');
    expect(shown['text/latex']).toContain('\\operatorname{Var}(x)');
    expect(shown['text/latex']).toContain('\\operatorname{Cov}(x, y)');
    expect(shown['text/latex']).toMatch(/mathbb\{E\}_ ?y\[y\]/);
    expect(shown['text/latex']).toMatch(/Pr\[y (>|\\gt) 2\]/);
    expect(shown['text/markdown']).toMatch(/x \\sim \\mathcal\{N\}(\\left)?\(\\mu, s\^2/);
    expect(shown['text/markdown']).toMatch(/\$x\$, \$y\$ are independent of each other/);
  });

  test('with its assumptions in words', () => {
    expect(d.report().assumptions).toContain('x ~ N(mu, s^2), independent of y');
    expect(shown['text/plain']).toContain('y ~ Bernoulli(0.5), independent of x');
  });
});

describe('what cannot be read is refused', () => {
  const start = (left: string, assumptions: Assumptions) => () =>
    derivation('claim', assumptions).start(left);
  const x = { x: normal(0, 1) };
  test.each<[string, () => unknown, RegExp]>([
    ['a random name outside', start('E(x) + x', x), /x has a value only inside E/],
    [
      'an abbreviation of one outside',
      start('y', { ...x, y: definedAs('2*x') }),
      /x has a value only inside E/,
    ],
    ['one left over', start('E(x*y, x)', { ...x, y: normal(0, 1) }), /y has a value only inside E/],
    ['a name that is not random', start('E(x, y)', { ...x, y: reals() }), /over random names, here x/],
    ['an average where nothing is random', start('E(y, y)', { y: reals() }), /none is declared/],
    ['no argument', start('E()', x), /E\(x\^2\)/],
    ['one argument of a covariance', start('Cov(x)', x), /Cov\(x, y\)/],
    ['a probability of a number', start('P(x)', x), /the probability of a condition/],
    ['a chain of comparisons', start('P(0 < x < 1)', x), /P\(a < x and x < b\)/],
    [
      'a derivative that moves the distribution',
      start('diff(E(y), m)', { m: reals(), y: normal('m', 1) }),
      /Reparametrize/,
    ],
    ['a derivative of jumps', start('diff(E(sign(x-t)), t)', { ...x, t: reals() }), /differentiable by t/],
    [
      'a derivative of a probability',
      start('diff(P(x < t), t)', { ...x, t: reals() }),
      /differentiable by t/,
    ],
    ['a derivative by what is averaged', start('diff(E(x^2), x)', x), /x has a value only inside E/],
    ['a random parameter', start('E(y)', { ...x, y: normal('x', 1) }), /the random x has not/],
    ['a random range', start('E(x)', { ...x, y: interval(0, 'x') }), /the random x has not/],
    ['a sequence of random names', () => sequence(normal(0, 1), 'n'), /independent\(normal\(0, 1\), 'n'\)/],
    ['a negative deviation', () => normal(0, -1), /positive number/],
    ['a rate of bernoulli', () => bernoulli(1.5), /from 0 to 1/],
    ['an empty range', () => uniform(1, 1), /smaller end first/],
    ['no values', () => among([]), /at least one value/],
    ['probabilities that do not add up', () => among([1, 2], [0.5, 0.6]), /add up to 1/],
    ['a missing probability', () => among([1, 2], [1]), /2 numbers/],
    ['draws of draws', () => independent(independent(normal(0, 1), 2), 2), /one draw/],
    ['what is no pool', () => withoutReplacement('1,2', 1), /declared sequence/],
    [
      'more draws than there are',
      start('E(b[1])', { g: sequence(reals(), 2), b: withoutReplacement('g', 3) }),
      /satisfiable together/,
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('an optimum over a parameter of a distribution', () => {
    const d = derivation('claim', { m: reals(), y: normal('m', 1) }).start('E(y^2)');
    expect(() => d.minimumAt('m', '0', 'at the mean')).toThrow(/no distribution depends/);
  });
});

test('every mutant of derivations with averages is rejected', () => {
  const derivations = [
    derivation('Variance of a mean', {
      mu: reals(),
      sigma: positive(),
      x: independent(normal('mu', 'sigma'), 'n'),
    })
      .start('Var(sum(i,1,n,x[i])/n)')
      .step('sum(i,1,n,Var(x[i]))/n^2', 'independence')
      .step('sigma^2/n', 'each the same'),
    derivation('Bias and variance', { t: reals(), m: reals(), s: positive(), h: normal('m', 's') })
      .start('E((h-t)^2)')
      .step('Var(h) + (E(h)-t)^2', 'cross term averages to zero')
      .step('s^2 + (m-t)^2', 'moments'),
    derivation('Dropout', { a: reals(), p: interval(0, 1), k: bernoulli('1-p') })
      .start('Var(k*a/(1-p))')
      .step('E((k*a/(1-p))^2) - E(k*a/(1-p))^2', 'variance')
      .step('a^2*p/(1-p)', 'moments'),
    derivation('He', { s: positive(), z: normal(0, 's') })
      .start('E(relu(z)^2)')
      .step('P(z > 0)*E(z^2)', 'symmetry')
      .step('s^2/2', 'moments'),
  ];
  const symmetric =
    'a normal variable around zero is symmetric, and an event of probability 1/2 is as likely as not';
  const equivalent: Readonly<Record<string, string>> = {
    'He: step 1: event -> its complement in P(z > 0)': symmetric,
    'He: step 1: > -> < in z > 0': symmetric,
    'He: step 1: sign of z in z': symmetric,
    'He: step 1: factor 2 on z in z': 'the sign of a number does not see a positive factor',
  };
  const mutants = derivations.flatMap((each) =>
    each.mutants().map((mutant) => ({ name: `${each.report().title}: ${mutant.description}`, mutant })),
  );
  const alive = mutants.filter(({ mutant }) => !mutant.rejected()).map(({ name }) => name);
  expect(mutants.length).toBeGreaterThan(100);
  expect(alive.sort()).toEqual(Object.keys(equivalent).sort());
});
