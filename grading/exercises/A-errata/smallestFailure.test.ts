import { agrees, answer, fail, show } from 'optlab-grading';

type Side = (a: number, b: number) => number;

const smallestFailure = answer<[left: Side, right: Side, most: number]>('smallestFailure');

interface Claim {
  words: string;
  left: Side;
  right: Side;
  most: number;
}

/** Decided here by exact rules of each claim, not by comparing floating-point numbers. */
async function expectPairs(claim: Claim, fails: (a: number, b: number) => boolean, hint: string) {
  const { words, left, right, most } = claim;
  const { value } = await smallestFailure(left, right, most);
  if (value !== null && !(Array.isArray(value) && value.length === 2)) {
    fail(
      `For the claim ${words} the answer gave ${show(value)}, but it must be a pair [a, b], or null where none fails.`,
    );
  }
  const range = Array.from({ length: 2 * most + 1 }, (_, i) => i - most);
  const failing = range.flatMap((a) => range.filter((b) => fails(a, b)).map((b) => [a, b]));
  const size = ([a, b]: number[]) => Math.abs(a) + Math.abs(b);
  const least = Math.min(...failing.map(size));
  const allowed = failing.filter((pair) => size(pair) === least);
  if (allowed.length === 0 ? value === null : allowed.some((pair) => agrees(value, pair))) return;
  const asked = `For the claim ${words}, whole numbers from -${most} to ${most}, the answer gave ${show(value)}.`;
  if (allowed.length === 0) fail(`${asked} No pair refutes it: the answer should be null. ${hint}`);
  const refutes = failing.some((pair) => agrees(value, pair));
  fail(
    `${asked} ${refutes ? 'That pair refutes it, but there is a smaller one' : 'The smallest pair that refutes it is'}: ${show(allowed[0])}. ${hint}`,
  );
}

test('finds the smallest pair', async () => {
  const square = { words: '(a + b)^2 = a^2 + b^2', left: (a: number, b: number) => (a + b) ** 2 };
  await expectPairs(
    { ...square, right: (a, b) => a ** 2 + b ** 2, most: 4 },
    (a, b) => a * b !== 0,
    'Are numbers such as 0 and negative ones tried, and all pairs compared?',
  );
  await expectPairs(
    { words: 'max(a, 3) = 3', left: (a) => Math.max(a, 3), right: () => 3, most: 4 },
    (a) => a > 3,
    'Here only a = 4 fails, with any b: are all pairs from -4 to 4 tried, also 0 and negative ones, and compared by |a| + |b|?',
  );
});

test('looks at zero and below it', async () => {
  await expectPairs(
    { words: '|a| = a', left: (a) => Math.abs(a), right: (a) => a, most: 3 },
    (a) => a < 0,
    'Are negative numbers tried?',
  );
  await expectPairs(
    { words: '(a b)^2 > 0, as 1 = 1', left: (a, b) => ((a * b) ** 2 > 0 ? 1 : 0), right: () => 1, most: 3 },
    (a, b) => a * b === 0,
    'Is 0 tried?',
  );
  await expectPairs(
    { words: 'max(b, -2) = b', left: (_, b) => Math.max(b, -2), right: (_, b) => b, most: 3 },
    (_, b) => b < -2,
    'Only b = -3 fails: are all pairs from -3 to 3 tried?',
  );
});

test('forgives rounding, and nothing more', async () => {
  await expectPairs(
    {
      words: 'a/10 + b/10 = (a + b)/10',
      left: (a, b) => a / 10 + b / 10,
      right: (a, b) => (a + b) / 10,
      most: 6,
    },
    () => false,
    'The last digits differ by rounding.',
  );
  await expectPairs(
    {
      words: '1e12 (a/10 + b/10) = 1e12 (a + b)/10',
      left: (a, b) => 1e12 * (a / 10 + b / 10),
      right: (a, b) => (1e12 * (a + b)) / 10,
      most: 6,
    },
    () => false,
    'The last digits of large numbers differ by rounding: measure a difference by the size of the sides.',
  );
  await expectPairs(
    {
      words: 'a/10 + b/10 - (a + b)/10 = 0',
      left: (a, b) => a / 10 + b / 10 - (a + b) / 10,
      right: () => 0,
      most: 6,
    },
    () => false,
    'Near 0 nothing is small compared with the sides: where both are smaller than 1, a difference counts from 1e-9 on.',
  );
  await expectPairs(
    {
      words: 'a + b = (a + b)(1 + 1e-6) where a > 1',
      left: (a, b) => a + b,
      right: (a, b) => (a > 1 ? (a + b) * (1 + 1e-6) : a + b),
      most: 4,
    },
    (a, b) => a > 1 && a + b !== 0,
    'A millionth is no rounding.',
  );
});

test('counts what is undefined', async () => {
  await expectPairs(
    { words: 'a/a = 1', left: (a) => a / a, right: () => 1, most: 2 },
    (a) => a === 0,
    'At a = 0 one side is NaN: what does a comparison with NaN give?',
  );
  await expectPairs(
    { words: '1/a^2 = 1/(a a)', left: (a) => 1 / a ** 2, right: (a) => 1 / (a * a), most: 2 },
    (a) => a === 0,
    'At a = 0 both sides are infinite: a claim without a meaning does not hold.',
  );
  await expectPairs(
    {
      words: 'sqrt(a)^2 = sqrt(a) sqrt(a)',
      left: (a) => Math.sqrt(a) ** 2,
      right: (a) => Math.sqrt(a) * Math.sqrt(a),
      most: 2,
    },
    (a) => a < 0,
    'Where a is negative, both sides are NaN: a claim without a meaning does not hold.',
  );
});

test('says when nothing was found', async () => {
  await expectPairs(
    {
      words: '(a + b)(a - b) = a^2 - b^2',
      left: (a, b) => (a + b) * (a - b),
      right: (a, b) => a ** 2 - b ** 2,
      most: 4,
    },
    () => false,
    'Nothing was to be found.',
  );
  await expectPairs(
    { words: '0.1 a + 0.2 a = 0.3 a', left: (a) => 0.1 * a + 0.2 * a, right: (a) => 0.3 * a, most: 2 },
    () => false,
    'What differs here is rounding.',
  );
});
