import fc from 'fast-check';
import {
  BiasError,
  checkUnbiased,
  displaySymbol,
  InvalidInput,
  type Random,
  type UnbiasedCheckOptions,
} from 'optlab';

type Estimator = (source: Random) => number | number[];

const says = (estimator: Estimator, target: number | number[], options?: UnbiasedCheckOptions) => {
  try {
    return checkUnbiased(estimator, target, options).verdict;
  } catch (error) {
    if (error instanceof BiasError) return error.check.verdict;
    throw error;
  }
};

const sample = (source: Random, n: number) => Array.from({ length: n }, () => source.normal(3, 2));
const mean = (x: readonly number[]) => x.reduce((sum, each) => sum + each, 0) / x.length;
const squares = (x: readonly number[]) => x.reduce((sum, each) => sum + (each - mean(x)) ** 2, 0);

describe('an estimator', () => {
  test.each<[string, Estimator, number | number[], string]>([
    ['the mean', (source) => mean(sample(source, 5)), 3, 'holds'],
    ['the mean, claimed to be 3.1', (source) => mean(sample(source, 5)), 3.1, 'fails'],
    ['the variance over n - 1', (source) => squares(sample(source, 5)) / 4, 4, 'holds'],
    ['the variance over n', (source) => squares(sample(source, 5)) / 5, 4, 'fails'],
    ['the deviation over n - 1', (source) => Math.sqrt(squares(sample(source, 3)) / 2), 2, 'fails'],
    ['the gradient of a random term', (source) => [1, 4, -2, 9][source.integer(0, 3)], 3, 'holds'],
    [
      'the sum in place of the mean of terms',
      (source) => 4 * [1, 4, -2, 9][source.integer(0, 3)],
      3,
      'fails',
    ],
    [
      'inverted dropout',
      (source) => [1, 2].map((x) => (source.uniform() < 0.8 ? x / 0.8 : 0)),
      [1, 2],
      'holds',
    ],
    [
      'dropout without scaling',
      (source) => [1, 2].map((x) => (source.uniform() < 0.8 ? x : 0)),
      [1, 2],
      'fails',
    ],
    ['stochastic rounding', (source) => Math.floor(0.3 + source.uniform()), 0.3, 'holds'],
    ['rounding to nearest', () => Math.round(0.3), 0.3, 'fails'],
    ['what is always right', () => 0.1 + 0.2, 0.3, 'holds'],
    ['1/x of a mean', (source) => 1 / (2 + source.uniform()), 1 / 2.5, 'fails'],
  ])('%s', (_, estimator, target, verdict) => {
    expect(says(estimator, target)).toBe(verdict);
  });

  test('that is biased in one of twenty coordinates is found, and the coordinate named', () => {
    const estimator: Estimator = (source) =>
      Array.from({ length: 20 }, (_, i) => source.normal(i === 13 ? 0.2 : 0));
    expect(() => checkUnbiased(estimator, Array(20).fill(0))).toThrow(
      /coordinate 13 has the mean 0\.\d+ where 0 is claimed/,
    );
  });

  test('is called biased as seldom as the level says', () => {
    const verdicts = Array.from({ length: 400 }, (_, seed) =>
      says((source) => [source.normal(), source.uniform()], [0, 0.5], { seed, runs: 60, level: 0.9 }),
    );
    const rejected = verdicts.filter((verdict) => verdict === 'fails').length;
    expect(rejected).toBeGreaterThan(15);
    expect(rejected).toBeLessThan(70);
  });

  test('with a bias of the detectable size is found in nine of ten checks', () => {
    const { detectable } = checkUnbiased((source) => source.normal(), 0, { runs: 200, level: 0.99 });
    const verdicts = Array.from({ length: 200 }, (_, seed) =>
      says((source) => source.normal(), detectable, { seed: seed + 10, runs: 200, level: 0.99 }),
    );
    const share = verdicts.filter((verdict) => verdict === 'fails').length / 200;
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(0.97);
  });

  test('has intervals that hold the bias, whatever it is', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.nat(1000), (bias, seed) => {
        const estimator: Estimator = (source) => source.normal(bias, 3);
        const options = { seed, runs: 100, level: 0.9999 };
        const check = (() => {
          try {
            return checkUnbiased(estimator, 0, options);
          } catch (error) {
            return (error as BiasError).check;
          }
        })();
        const [low, high] = check.worst.interval;
        return low <= bias && bias <= high;
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});

describe('a bias of at most a given size', () => {
  const normal: Estimator = (source) => source.normal();
  test('is shown where the interval is inside, else undecided, and refuted outside', () => {
    expect(says(normal, 0, { within: 0.2 })).toBe('holds');
    expect(says(normal, 0, { within: 0.01 })).toBe('undecided');
    expect(says(normal, 0.5, { within: 0.2 })).toBe('fails');
    expect(says(normal, 0.5, { within: 0.7 })).toBe('holds');
    expect(() => checkUnbiased(normal, 0, { within: 0.05 })).toThrow(/about \d+ times the runs may decide/);
  });
});

describe('heavy tails', () => {
  test('are named, and decide nothing where a few values do', () => {
    const cauchy: Estimator = (source) => Math.tan(Math.PI * (source.uniform() - 0.5));
    expect(says(cauchy, 0)).not.toBe('holds');
    const rare: Estimator = (source) => (source.uniform() < 1e-3 ? 1000 : 0);
    expect(says(rare, 1)).toBe('undecided');
    expect(() => checkUnbiased(rare, 1)).toThrow(/heavy tails/);
    expect(checkUnbiased((source) => source.normal(), 0).warning).toBeUndefined();
    expect(checkUnbiased((source) => source.normal(), 0).worst.kurtosis).toBeCloseTo(3, 0);
  });
});

describe('values that are all equal', () => {
  test('leave an event open that never occurred', () => {
    const never: Estimator = (source) => (source.uniform() < 1e-7 ? 1e7 : 0);
    expect(says(never, 1)).toBe('undecided');
    expect(says(never, 1, { within: 0.5 })).toBe('undecided');
    expect(() => checkUnbiased(never, 1)).toThrow(
      /all 2000 values of coordinate 0 are 0 where the mean 1 is claimed; other values that occur with a probability below 0\.0034\d+ would not have been seen/,
    );
  });
  test('are a bias where nothing was drawn, and beside a coordinate with a bias that is seen', () => {
    expect(says(() => 1, 2)).toBe('fails');
    expect(says(() => 1, 1)).toBe('holds');
    expect(says((source) => [source.uniform() < 1e-7 ? 1e7 : 0, source.normal(1)], [1, 0])).toBe('fails');
    expect(() =>
      checkUnbiased((source) => [source.uniform() < 1e-7 ? 1e7 : 0, source.normal(1)], [1, 0]),
    ).toThrow(/coordinate 1 has the mean/);
  });
});

describe('a report', () => {
  test('states how large a bias may be, and is the same for a seed', () => {
    const check = () => checkUnbiased((source) => source.uniform(), 0.5, { runs: 500, seed: 4 });
    expect(check().summary).toMatch(
      /^no bias larger than 0\.0\d+ \(99\.9% interval, 500 runs\); a bias of 0\.0\d+ would be found in nine of ten such checks$/,
    );
    expect(check().summary).toBe(check().summary);
    expect(check()[displaySymbol]()['text/markdown']).toContain('| coordinate | target | mean | bias |');
  });
  test('says a mean without cancellation for values far from zero', () => {
    const check = checkUnbiased((source) => 1e9 + source.normal(), 1e9);
    expect(check.worst.standardError).toBeCloseTo(1 / Math.sqrt(2000), 2);
  });
});

const check =
  (...given: unknown[]) =>
  () =>
    (checkUnbiased as (...all: unknown[]) => unknown)(...given);
const one = () => 1;
test.each<[string, () => unknown, string]>([
  ['no function', check(3, 1), 'a function from a random stream'],
  ['a promise', check(async () => 1, 1), 'a finite number, as the target, but was a promise'],
  ['NaN', check(() => Number.NaN, 1), 'returns in run 0'],
  ['a vector for a number', check(() => [1], 1), 'a finite number'],
  ['too short a vector', check(() => [1], [1, 2]), 'an array of 2 finite numbers'],
  ['no target', check(one, undefined), 'target must be'],
  ['too few runs', check(one, 1, { runs: 3 }), 'a whole number from 30'],
  ['a level in percent', check(one, 1, { level: 99 }), 'between 0 and 1'],
  ['a misspelt option', check(one, 1, { run: 100 }), 'Did you mean runs?'],
  ['a negative size', check(one, 1, { within: -1 }), 'within must be'],
  ['a seed of text', check(one, 1, { seed: '1' }), 'seed must be'],
])('%s is refused', (_, act, message) => {
  expect(act).toThrow(InvalidInput);
  expect(act).toThrow(message);
});
