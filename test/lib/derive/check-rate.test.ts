import { checkRate, displaySymbol, InvalidInput, RateError, random } from 'optlab';

const run = (steps: number, error: (k: number) => number) =>
  Array.from({ length: steps }, (_, k) => error(k));

/** Gradient descent on 1/2 sum lambda_i x_i^2 from all ones: the norm of the error at each step. */
const descent = (curvatures: number[], eta: number, steps: number) => {
  let x = curvatures.map(() => 1);
  return run(steps, () => {
    const norm = Math.hypot(...x);
    x = x.map((value, i) => value - eta * curvatures[i] * value);
    return norm;
  });
};

describe('a rate check', () => {
  test('finds the factor of a geometric sequence', () => {
    expect(
      checkRate(
        run(50, (k) => 0.9 ** k),
        0.9,
      ).fitted,
    ).toBeCloseTo(0.9, 12);
    expect(
      checkRate(
        run(20, (k) => 1.5 ** k),
        1.5,
      ).fitted,
    ).toBeCloseTo(1.5, 12);
  });

  test('finds (kappa - 1)/(kappa + 1) in gradient descent at 2/(L + mu), through the transient', () => {
    const [mu, L] = [1, 20];
    const check = checkRate(descent([mu, 3, 7, L], 2 / (L + mu), 200), (L - mu) / (L + mu));
    expect(check.fitted).toBeCloseTo(19 / 21, 4);
    expect(check.range[0]).toBeLessThanOrEqual(check.fitted);
    expect(check.range[1]).toBeGreaterThanOrEqual(check.fitted);
  });

  test('leaves out the rounding floor and exact zeros', () => {
    const source = random(1);
    const floored = run(300, (k) => 0.7 ** k + 1e-15 * source.uniform(0, 1));
    expect(checkRate(floored, 0.7).fitted).toBeCloseTo(0.7, 6);
    expect(
      checkRate(
        run(100, (k) => (k < 40 ? 0.8 ** k : 0)),
        0.8,
      ).steps[1],
    ).toBe(39);
  });

  test('is not moved by an oscillation or a single bump', () => {
    expect(
      checkRate(
        run(60, (k) => 0.85 ** k * (1 + 0.3 * (-1) ** k)),
        0.85,
      ).holds,
    ).toBe(true);
    expect(
      checkRate(
        run(60, (k) => 0.85 ** k * (k === 45 ? 50 : 1)),
        0.85,
      ).holds,
    ).toBe(true);
  });

  test('is shown with the fitted factor and its range', () => {
    const shown = checkRate(
      run(40, (k) => 0.5 ** k),
      0.5,
    )[displaySymbol]();
    expect(shown['text/plain']).toBe(
      '✓ the error is multiplied by 0.5 per step (between 0.5 and 0.5 over steps 20 to 39), as 0.5 was predicted',
    );
  });

  test.each([
    ['a rate that is too good', 0.9, 0.8],
    ['a rate that is too bad', 0.8, 0.9],
    ['0.99 for 0.999, ten times the steps', 0.999, 0.99],
    ['divergence for convergence', 1.01, 0.99],
  ])('rejects %s', (_, actual, predicted) => {
    const errors = run(400, (k) => actual ** k);
    expect(() => checkRate(errors, predicted)).toThrow(RateError);
    expect(() => checkRate(errors, predicted)).toThrow(
      new RegExp(`multiplied by ${actual} per step .* not ${predicted}`),
    );
  });

  test('rejects a sublinear run as linear: its factor keeps changing', () => {
    expect(() =>
      checkRate(
        run(400, (k) => 1 / (k + 1)),
        0.9,
      ),
    ).toThrow(RateError);
  });

  test.each<[string, () => unknown]>([
    ['too few errors', () => checkRate([1, 0.5, 0.25], 0.5)],
    ['no errors', () => checkRate([], 0.5)],
    [
      'negative errors',
      () =>
        checkRate(
          run(20, (k) => -(0.5 ** k)),
          0.5,
        ),
    ],
    [
      'NaN',
      () =>
        checkRate(
          run(20, (k) => (k === 5 ? Number.NaN : 0.5 ** k)),
          0.5,
        ),
    ],
    [
      'a factor of zero',
      () =>
        checkRate(
          run(20, (k) => 0.5 ** k),
          0,
        ),
    ],
    [
      'a tolerance of zero',
      () =>
        checkRate(
          run(20, (k) => 0.5 ** k),
          0.5,
          { tolerance: 0 },
        ),
    ],
  ])('refuses %s', (_, act) => {
    expect(act).toThrow(InvalidInput);
  });
});
