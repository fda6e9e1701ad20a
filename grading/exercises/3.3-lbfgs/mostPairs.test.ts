import { answer, fail, requireAgreement, show } from 'optlab-grading';

const mostPairs = answer<[n: number, bytes: number, gradientCost: number, share: number]>('mostPairs');

/** Counted, and not solved for: pairs are added for as long as they fit. */
function counted(n: number, bytes: number, work: number, numbers = 2 * n, perPair = 4 * n, once = n): number {
  let m = 0;
  while (m < 1e6 && 8 * numbers * (m + 1) <= bytes && perPair * (m + 1) + once <= work) m++;
  return m;
}

async function check(n: number, bytes: number, gradientCost: number, share: number): Promise<void> {
  const { value } = await mostPairs(n, bytes, gradientCost, share);
  const input = `For n = ${n}, ${bytes} bytes, a gradient of ${gradientCost} multiplications and the share ${share}`;
  if (typeof value !== 'number') fail(`The number of pairs must be a number, but it is ${show(value)}.`);
  const work = share * gradientCost;
  const expected = counted(n, bytes, work);
  requireAgreement({
    got: value,
    expected,
    input,
    mistakes: [
      { gives: counted(n, bytes, Infinity), hint: 'So many fit into the memory; does the work allow them?' },
      { gives: counted(n, Infinity, work), hint: 'The work allows so many; do they fit into the memory?' },
      {
        gives: counted(n, bytes, work, n),
        hint: 'What does a pair consist of, and how many bytes does each of its numbers take?',
      },
      {
        gives: counted(n, bytes, work, 2 * n, 4 * n, 0),
        hint: 'Something is multiplied between the two loops.',
      },
      { gives: counted(n, bytes, work, 2 * n, 2 * n), hint: 'There are two loops.' },
      { gives: counted(n, bytes, gradientCost), hint: 'The loops may cost a share of the gradient only.' },
      {
        gives: Math.max(0, Math.min(bytes / (16 * n), (work / n - 1) / 4)),
        hint: 'A pair is kept whole or not at all.',
      },
      { gives: expected + 1, hint: 'That is one pair too many.' },
      { gives: expected - 1, hint: 'One pair more would fit.' },
    ],
  });
}

test('keeps within the memory', async () => {
  await check(7850, 1_000_000, 1e12, 0.5);
  await check(100, 16_000, 1e9, 1);
  await check(100, 15_999, 1e9, 1);
});

test('keeps within the work', async () => {
  await check(7850, 1e12, 3_000_000, 0.1);
  await check(1000, 1e12, 41_000, 1);
  await check(1000, 1e12, 40_999, 1);
  await check(1000, 1e12, 82_000, 0.5);
  await check(1000, 320_000, 60_000, 0.75);
});

test('holds where nothing fits', async () => {
  await check(1000, 15_999, 1e9, 1);
  await check(1000, 1e9, 4_999, 1);
  await check(1000, 1e9, 100, 0.5);
  await check(1000, 0, 0, 0);
});
