import fc from 'fast-check';
import { InvalidInput, random } from 'optlab';

/** numpy.random.RandomState(seed).random_sample(4), NumPy 2.4.6: the same generator, the same 53 bits. */
const numpy: [number, number[]][] = [
  [0, [0.5488135039273248, 0.7151893663724195, 0.6027633760716439, 0.5448831829968969]],
  [1, [0.417022004702574, 0.7203244934421581, 0.00011437481734488664, 0.30233257263183977]],
  [42, [0.3745401188473625, 0.9507143064099162, 0.7319939418114051, 0.5986584841970366]],
  [2 ** 32 - 1, [0.0976320289940138, 0.9123828453026218, 0.78903530185164, 0.7800035981134678]],
];

test.each(numpy)('with seed %d the uniform numbers are those of NumPy', (seed, expected) => {
  const stream = random(seed);
  expect(expected.map(() => stream.uniform())).toEqual(expected);
});

const moments = (values: number[]) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const central = (power: number) => values.reduce((sum, x) => sum + (x - mean) ** power, 0) / values.length;
  return { mean, deviation: Math.sqrt(central(2)), kurtosis: central(4) / central(2) ** 2 };
};

test('normal numbers have the mean, deviation and kurtosis of the normal distribution', () => {
  const stream = random(3);
  const { mean, deviation, kurtosis } = moments(Array.from({ length: 50_000 }, () => stream.normal(5, 2)));
  expect(Math.abs(mean - 5)).toBeLessThan(4 * (2 / Math.sqrt(50_000)));
  expect(Math.abs(deviation - 2)).toBeLessThan(0.03);
  expect(Math.abs(kurtosis - 3)).toBeLessThan(0.1);
});

test('integers take each value between their ends, both included, about equally often', () => {
  const stream = random(4);
  const counts = new Map<number, number>();
  for (let draw = 0; draw < 6000; draw++) {
    const value = stream.integer(-2, 3);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('law: a shuffle has the same items and leaves the given array alone', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 0, max: 1000 }), (items, seed) => {
      const given = [...items];
      const shuffled = random(seed).shuffle(given);
      expect(given).toEqual(items);
      const ordered = (list: number[]) => [...list].sort((a, b) => a - b);
      expect(ordered(shuffled)).toEqual(ordered(items));
    }),
    { seed: 1 },
  );
});

test('each order of three items is shuffled to about equally often', () => {
  const stream = random(6);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw++) {
    const order = stream.shuffle('abc').join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test.each([-1, 1.5, 2 ** 32, Number.NaN, Number.POSITIVE_INFINITY])('refuses the seed %d', (seed) => {
  expect(() => random(seed)).toThrow(/seed must be an integer from 0 to 2\^32 - 1/);
});

test.each<[string, () => unknown]>([
  ['an empty choice', () => random(1).choice([])],
  ['ends in the wrong order', () => random(1).integer(3, 2)],
  ['ends that are no integers', () => random(1).integer(0, 1.5)],
  ['a negative deviation', () => random(1).normal(0, -1)],
  ['an infinite deviation', () => random(1).normal(0, Number.POSITIVE_INFINITY)],
  ['a mean that is no number', () => random(1).normal('1' as never)],
  ['ends of a uniform draw that are no numbers', () => random(1).uniform('1' as never, '2' as never)],
  ['ends of a uniform draw in the wrong order', () => random(1).uniform(2, 1)],
  ['an end of a uniform draw that is not finite', () => random(1).uniform(0, Number.POSITIVE_INFINITY)],
  ['nothing to shuffle', () => random(1).shuffle(null as never)],
  ['nothing to choose from', () => random(1).choice(undefined as never)],
])('refuses %s', (_, call) => {
  expect(call).toThrow(InvalidInput);
});
