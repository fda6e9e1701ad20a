import fc from 'fast-check';
import { checkGradient, displaySymbol, GradientError, InvalidInput } from 'optlab';

const rosenbrock = (x: Float64Array) => (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2;
const rosenbrockGradient = (x: Float64Array) => [
  -2 * (1 - x[0]) - 400 * x[0] * (x[1] - x[0] ** 2),
  200 * (x[1] - x[0] ** 2),
];

describe('a gradient check', () => {
  test('agrees with the gradient of Rosenbrock, to ten digits', () => {
    const check = checkGradient(rosenbrock, rosenbrockGradient, [-1.2, 1]).verify();
    expect(check.holds).toBe(true);
    expect(check.worst.relativeError).toBeLessThan(1e-9);
  });

  test('agrees at the minimum, where both are zero', () => {
    expect(checkGradient(rosenbrock, rosenbrockGradient, [1, 1]).holds).toBe(true);
  });

  test.each<[string, (x: Float64Array) => number[]]>([
    ['a sign', (x) => [rosenbrockGradient(x)[0], -rosenbrockGradient(x)[1]]],
    ['a factor two', (x) => [rosenbrockGradient(x)[0], rosenbrockGradient(x)[1] / 2]],
    ['a term forgotten', (x) => [-400 * x[0] * (x[1] - x[0] ** 2), rosenbrockGradient(x)[1]]],
    ['one part in ten thousand', (x) => [rosenbrockGradient(x)[0], rosenbrockGradient(x)[1] * 1.0001]],
    ['coordinates exchanged', (x) => rosenbrockGradient(x).reverse()],
    ['zero', () => [0, 0]],
    ['NaN', (x) => [rosenbrockGradient(x)[0], Number.NaN]],
  ])('rejects %s', (_, grad) => {
    const check = checkGradient(rosenbrock, grad, [-1.2, 1]);
    expect(check.holds).toBe(false);
    expect(() => check.verify()).toThrow(GradientError);
  });

  test('names the worst coordinate with both values', () => {
    const wrong = checkGradient(
      (x) => x[0] ** 2 + x[1] ** 3,
      (x) => [2 * x[0], x[1] ** 2],
      [3, 2],
    );
    expect(() => wrong.verify()).toThrow(
      'checkGradient: coordinate 1 differs: the gradient gives 4, differences give 12 (1 of 2 coordinates fail)',
    );
  });

  test('tells a kink from a wrong gradient', () => {
    const check = checkGradient(
      (x) => Math.abs(x[0]) + x[1],
      () => [0, 1],
      [0, 1],
    );
    expect(check.coordinates.map(({ verdict }) => verdict)).toEqual(['kink', 'agrees']);
    expect(check.worst.summary).toBe(
      'is a kink of the function: the slope is -1 to the left and 1 to the right',
    );
    expect(
      checkGradient(
        (x) => Math.max(0, x[0] - 1),
        () => [1],
        [1],
      ).coordinates[0].verdict,
    ).toBe('kink');
    expect(
      checkGradient(
        (x) => Math.abs(x[0]),
        (x) => [Math.sign(x[0])],
        [1e-4],
      ).holds,
    ).toBe(true);
  });

  test('works at the edge of the domain and for large, small and flat functions', () => {
    expect(
      checkGradient(
        (x) => Math.log(x[0]),
        (x) => [1 / x[0]],
        [1e-3],
      ).holds,
    ).toBe(true);
    expect(
      checkGradient(
        (x) => Math.sqrt(x[0]),
        (x) => [0.5 / Math.sqrt(x[0])],
        [1e-4],
      ).holds,
    ).toBe(true);
    expect(
      checkGradient(
        (x) => 1e12 + x[0] ** 2,
        (x) => [2 * x[0]],
        [1e3],
      ).holds,
    ).toBe(true);
    expect(
      checkGradient(
        (x) => 1e-12 * x[0] ** 2,
        (x) => [2e-12 * x[0]],
        [2],
      ).holds,
    ).toBe(true);
    expect(
      checkGradient(
        (x) => 1e-12 * x[0] ** 2,
        (x) => [1e-12 * x[0]],
        [2],
      ).holds,
    ).toBe(false);
    expect(
      checkGradient(
        () => 7,
        () => [0],
        [2],
      ).holds,
    ).toBe(true);
    expect(
      checkGradient(
        (x) => Math.exp(x[0]),
        (x) => [Math.exp(x[0])],
        [300],
      ).holds,
    ).toBe(true);
    expect(
      checkGradient(
        (x) => Math.sin(1e3 * x[0]),
        (x) => [1e3 * Math.cos(1e3 * x[0])],
        [0.7],
      ).holds,
    ).toBe(true);
  });

  test('a function that is nowhere finite is undefined, not in agreement', () => {
    expect(
      checkGradient(
        () => Number.NaN,
        () => [0],
        [1],
      ).coordinates[0].verdict,
    ).toBe('undefined');
    expect(
      checkGradient(
        (x) => Math.log(x[0]),
        () => [0],
        [-1],
      ).holds,
    ).toBe(false);
  });

  const check = (f: unknown, gradient: unknown, x: unknown, options?: unknown) => () =>
    checkGradient(f as never, gradient as never, x as never, options as never);
  test.each<[string, () => unknown, string]>([
    [
      'an empty x, of which nothing can be checked',
      check(() => 3, [], []),
      'checkGradient: x must be an array of one or more finite numbers, but was [].',
    ],
    [
      'a function that promises its value',
      check(async () => 3, [0], [1]),
      'checkGradient: f(x) must be a number, but was a promise.',
    ],
    [
      'a gradient that is promised',
      check(
        () => 3,
        async () => [0],
        [1],
      ),
      'checkGradient: the gradient must be of the length of x, 1, but was a promise.',
    ],
    ['a value in words', check(() => '3', [0], [1]), 'checkGradient: f(x) must be a number, but was "3".'],
    [
      'options null',
      check(() => 3, [0], [1], null),
      'options must be an object with tolerance, noise, but was null.',
    ],
    ['a misspelt option', check(() => 3, [0], [1], { tolerence: 1e-3 }), 'Did you mean tolerance?'],
    [
      'a tolerance in words',
      check(() => 3, [0], [1], { tolerance: '0.1' }),
      'checkGradient: tolerance must be',
    ],
  ])('refuses %s', (_, call, message) => {
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(message);
  });

  test('refuses a wrong length, a function that is none and a NaN in x', () => {
    expect(() => checkGradient(rosenbrock, () => [1], [1, 2])).toThrow(/of the length of x, 2/);
    expect(() => checkGradient(rosenbrock, undefined as never, [1, 2])).toThrow(InvalidInput);
    expect(() => checkGradient(3 as never, [1], [1])).toThrow(InvalidInput);
    expect(() => checkGradient(rosenbrock, rosenbrockGradient, [1, Number.NaN])).toThrow(InvalidInput);
    expect(() => checkGradient(rosenbrock, rosenbrockGradient, [1, 2], { tolerance: 0 })).toThrow(
      InvalidInput,
    );
  });

  test('does not let the function or the gradient change x', () => {
    const x = Float64Array.of(3);
    const spoil = (y: Float64Array) => {
      y[0] = 6;
      return y;
    };
    checkGradient((y) => spoil(y)[0], spoil, x);
    expect(x).toEqual(Float64Array.of(3));
  });

  test('accepts the gradient of every quadratic and rejects it with one entry changed by a percent', () => {
    const entry = fc
      .double({ min: -10, max: 10, noNaN: true })
      .map((value) => (Math.abs(value) < 0.1 ? 0.1 : value));
    const vectors = fc.array(fc.tuple(entry, entry, entry), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(vectors, fc.nat(), (rows, pick) => {
        const [a, c, x] = [0, 1, 2].map((part) => rows.map((row) => row[part]));
        const f = (y: Float64Array) => y.reduce((sum, value, i) => sum + a[i] * value ** 2 + c[i] * value, 0);
        const exact = x.map((value, i) => 2 * a[i] * value + c[i]);
        const wrong = exact.slice();
        wrong[pick % wrong.length] += 0.01 * Math.max(...exact.map(Math.abs), 0.1);
        return checkGradient(f, exact, x).holds && !checkGradient(f, wrong, x).holds;
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  test('is shown with a mark, a table and the worst coordinate in words', () => {
    const shown = checkGradient(rosenbrock, (x) => [0, rosenbrockGradient(x)[1]], [-1.2, 1])[displaySymbol]();
    expect(shown['text/plain']).toMatch(/^✗ gradient fails in 1 of 2 coordinates; coordinate 0 differs/);
    expect(shown['text/markdown']).toContain('| 0 | 0 | -215.6 |');
    expect(checkGradient(rosenbrock, rosenbrockGradient, [2, 1])[displaySymbol]()['text/plain']).toMatch(
      /^✓/,
    );
  });
});
