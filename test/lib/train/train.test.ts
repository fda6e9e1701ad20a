import fc from 'fast-check';
import {
  ClaimError,
  claim,
  confidenceInterval,
  differences,
  displaySymbol,
  InvalidInput,
  random,
  repeat,
} from 'optlab';
import { studentT } from '../../../lib/src/random/student-t';
import reference from '../../oracles/student-t.json';

describe("Student's t", () => {
  test.each(reference.cases)('at level $level with $freedom degrees of freedom is that of SciPy', (given) => {
    const found = studentT(1 - given.level, given.freedom);
    expect(Math.abs(found / given.t - 1)).toBeLessThan(2e-9);
  });

  test('is 2.776 for 5 seeds and 12.706 for 2', () => {
    expect(studentT(0.05, 4)).toBeCloseTo(2.7764451052, 9);
    expect(studentT(0.05, 1)).toBeCloseTo(12.7062047362, 9);
  });
});

describe('a confidence interval', () => {
  test("is Student's own for his sleep data: mean 1.58, 0.70 to 2.46", () => {
    const hours = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
    const found = confidenceInterval(hours);
    expect(found).toMatchObject({ n: 10, level: 0.95 });
    expect(found.mean).toBeCloseTo(1.58, 12);
    expect(found.deviation).toBeCloseTo(1.229995, 6);
    expect(found.low).toBeCloseTo(0.7001142, 6);
    expect(found.high).toBeCloseTo(2.4598858, 6);
  });

  test('holds the true mean in about 95 of 100 samples of five', () => {
    const stream = random(11);
    const hits = Array.from({ length: 2000 }, () => {
      const { low, high } = confidenceInterval(Array.from({ length: 5 }, () => stream.normal(3, 2)));
      return low <= 3 && 3 <= high ? 1 : 0;
    });
    const share = hits.reduce((sum: number, hit) => sum + hit, 0) / hits.length;
    expect(Math.abs(share - 0.95)).toBeLessThan(0.015); // three standard errors of the share
  });

  test('equal values give an interval of no width, however many digits they have', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e100, max: 1e100 }),
        fc.integer({ min: 2, max: 20 }),
        (value, n) => {
          const { mean, low, high, deviation } = confidenceInterval(new Array(n).fill(value));
          expect([mean, low, high, deviation]).toEqual([value, value, value, 0].map((x) => x + 0));
        },
      ),
      { seed: 2 },
    );
  });

  test('law: scaling the values scales the interval, and a higher level widens it', () => {
    const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(values, (numbers) => {
        const one = confidenceInterval(numbers);
        const double = confidenceInterval(numbers.map((x) => 2 * x));
        expect(double.low).toBeCloseTo(2 * one.low, 6);
        expect(confidenceInterval(numbers, { level: 0.99 }).low).toBeLessThanOrEqual(one.low);
      }),
      { seed: 3 },
    );
  });

  test.each([2 ** -1060, 2 ** -664, 2 ** -300, 2 ** 300, 2 ** 1020])('is as exact in units of %p', (unit) => {
    const values = [1, 2, 3, 4, 5];
    const one = confidenceInterval(values);
    const scaled = confidenceInterval(values.map((value) => value * unit));
    for (const key of ['mean', 'low', 'high', 'deviation'] as const) {
      expect(scaled[key] / unit / one[key]).toBeCloseTo(1, 3);
    }
  });

  test('holds values whose sum overflows', () => {
    const { mean, low, high, deviation } = confidenceInterval([1e308, 1.1e308]);
    expect([mean, low, high].every(Number.isFinite)).toBe(true);
    expect(mean / 1.05e308).toBeCloseTo(1, 12);
    expect(deviation / 1e307).toBeCloseTo(Math.SQRT1_2, 12);
    expect(confidenceInterval([-1e308, 1e308]).mean).toBe(0);
  });

  test.each<[string, ArrayLike<number>, { level?: number }, RegExp]>([
    ['one value', [1], {}, /two or more numbers/],
    ['none', [], {}, /two or more numbers/],
    ['NaN', [1, Number.NaN], {}, /values\[1\] must be finite, but was NaN.*diverged/],
    ['infinity', [Number.POSITIVE_INFINITY, 1], {}, /values\[0\] must be finite/],
    ['a level of 95', [1, 2], { level: 95 }, /between 0 and 1/],
    ['a level of 1', [1, 2], { level: 1 }, /between 0 and 1/],
    ['options null', [1, 2], null as never, /options must be an object with level, but was null/],
  ])('refuses %s', (_, values, options, says) => {
    expect(() => confidenceInterval(values, options)).toThrow(says);
  });
});

describe('a claim', () => {
  const above = claim({ statement: 'It is faster', expect: 'above', value: 1 });
  const below = claim({ statement: 'It is slower', expect: 'below', value: 1 });
  const within = claim({ statement: 'It is as predicted', expect: 'within', value: 1, tolerance: 0.5 });
  const sure = [1.9, 2, 2.1, 2, 2];
  const unsure = [0.2, 4, 1.5, 3, 0.9];

  test('holds when the whole interval is on its side', () => {
    expect(above.test(sure)).toMatchObject({ holds: true, statement: 'It is faster' });
    expect(below.test(sure.map((x) => -x)).holds).toBe(true);
    expect(within.test([0.9, 1, 1.1, 1.05, 0.95]).holds).toBe(true);
  });

  test.each<[string, typeof above, number[]]>([
    ['the interval includes the value though the mean is above', above, unsure],
    ['the mean is on the wrong side', above, sure.map((x) => -x)],
    ['all runs are exactly the value', above, [1, 1, 1, 1, 1]],
    ['below: all runs are exactly the value', below, [1, 1, 1, 1, 1]],
    ['below: the mean is above', below, sure],
    ['within: the mean is inside, the interval is not', within, [0.2, 1.8, 1, 0.4, 1.6]],
    ['within: all runs agree, elsewhere', within, [1.6, 1.6, 1.6, 1.6, 1.6]],
  ])('fails when %s', (_, claimed, runs) => {
    expect(() => claimed.test(runs)).toThrow(ClaimError);
  });

  test('runs without any spread decide by their value', () => {
    expect(above.test([2, 2, 2, 2, 2]).interval.deviation).toBe(0);
    expect(
      claim({ statement: 's', expect: 'within', value: 2, tolerance: 0 }).test([2, 2, 2, 2, 2]).holds,
    ).toBe(true);
  });

  test('its failure says what was claimed, expected and measured', () => {
    expect(() => above.test(unsure)).toThrow(
      '"It is faster" does not hold: expected above 1, but the mean of 5 runs is 1.92, 95% interval -0.01038 to 3.85.',
    );
  });

  test('shows itself before and after', () => {
    expect(above[displaySymbol]()['text/plain']).toBe('Claim: It is faster (above 1)');
    expect(above.test(sure)[displaySymbol]()['text/plain']).toBe(
      '✓ It is faster: the mean of 5 runs is 2, 95% interval 1.912 to 2.088; expected above 1',
    );
  });

  test.each<[string, () => unknown, RegExp]>([
    ['four runs', () => above.test([2, 2, 2, 2]), /number of runs must be at least 5, one a seed, but was 4/],
    ['a run that diverged', () => above.test([2, 2, Number.NaN, 2, 2]), /values\[2\] must be finite/],
    [
      'no statement',
      () => claim({ statement: ' ', expect: 'above', value: 0 }),
      /statement must be a sentence/,
    ],
    [
      'an unknown direction',
      () => claim({ statement: 's', expect: 'over' as 'above', value: 0 }),
      /'above', 'below' or 'within'/,
    ],
    [
      'no value',
      () => claim({ statement: 's', expect: 'above', value: Number.NaN }),
      /value must be a finite number/,
    ],
    [
      'within without tolerance',
      () => claim({ statement: 's', expect: 'within', value: 0 } as never),
      /tolerance must be/,
    ],
    [
      'a negative tolerance',
      () => claim({ statement: 's', expect: 'within', value: 0, tolerance: -1 }),
      /tolerance must be/,
    ],
    [
      'a level of 95',
      () => claim({ statement: 's', expect: 'above', value: 0, level: 95 }),
      /level must be between 0 and 1/,
    ],
  ])('refuses %s', (_, call, says) => {
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(says);
  });

  test('holds by mistake in at most one of twenty experiments without an effect', () => {
    const stream = random(5);
    const none = claim({ statement: 'There is an effect', expect: 'above', value: 0 });
    const mistakes = Array.from({ length: 2000 }, () => {
      try {
        none.test(Array.from({ length: 5 }, () => stream.normal()));
        return 1;
      } catch {
        return 0;
      }
    }).reduce((sum: number, one) => sum + one, 0);
    expect(mistakes).toBeGreaterThan(20);
    expect(mistakes).toBeLessThan(75); // one side of 5%: 50 are expected
  });
});

describe('repeat', () => {
  test('runs each seed once, in order', () => {
    expect(repeat(4, (seed) => seed)).toEqual([0, 1, 2, 3]);
    expect(repeat([9, 3], (seed) => seed)).toEqual([9, 3]);
  });

  test('waits for one run before it starts the next', async () => {
    const events: string[] = [];
    const results = await repeat(3, async (seed) => {
      events.push(`start ${seed}`);
      await new Promise((resolve) => setTimeout(resolve, 3 - seed));
      events.push(`end ${seed}`);
      return seed;
    });
    expect(results).toEqual([0, 1, 2]);
    expect(events).toEqual(['start 0', 'end 0', 'start 1', 'end 1', 'start 2', 'end 2']);
  });

  test('an error in a run is the error of all', async () => {
    const fail = (seed: number) => {
      if (seed === 1) throw new Error('diverged');
      return seed;
    };
    expect(() => repeat(3, fail)).toThrow('diverged');
    await expect(repeat(3, async (seed) => fail(seed))).rejects.toThrow('diverged');
  });

  test('refuses to repeat what is no function', () => {
    expect(() => repeat(2, undefined as never)).toThrow('repeat: run must be a function of the seed');
  });

  test.each([[0], [-1], [1.5], [[]], [[1, 1]], [[-1]], [[2 ** 32]], [Number.NaN]])(
    'refuses the seeds %j',
    (seeds) => {
      expect(() => repeat(seeds, (seed) => seed)).toThrow(/repeat: seeds must be/);
    },
  );
});

test('differences pair by seed, and refuse unequal counts', () => {
  expect(differences([5, 7], Float64Array.of(1, 2))).toEqual([4, 5]);
  expect(() => differences([1], [1, 2])).toThrow(/lengths must be equal/);
  expect(() => differences([], [])).toThrow(/at least 1/);
});
