import { answer, requireAgreement, requireUnchanged, requireVector, seeded, show } from 'optlab-grading';

const correctedAverage = answer<[gradients: number[], beta: number]>('correctedAverage');

/** The weighted mean itself, from its definition: weights beta^(n-i) that are divided by their sum. */
function weightedMeans(gradients: number[], beta: number): number[] {
  return gradients.map((_, last) => {
    let [sum, weights] = [0, 0];
    for (let i = 0; i <= last; i++) {
      sum += beta ** (last - i) * gradients[i];
      weights += beta ** (last - i);
    }
    return sum / weights;
  });
}

function mistakes(gradients: number[], beta: number) {
  const right = weightedMeans(gradients, beta);
  const raw = right.map((value, i) => value * (1 - beta ** (i + 1)));
  let fed = 0;
  let swapped = 0;
  return [
    {
      gives: raw,
      hint: 'These are the averages before the correction: they remember the zero at the start.',
    },
    {
      gives: raw.map((value) => value / (1 - beta)),
      hint: 'Each average is divided by the same number; the sum of the weights changes with the step.',
    },
    {
      gives: gradients.map((g, i) => {
        fed = (beta * fed + (1 - beta) * g) / (1 - beta ** (i + 1));
        return fed;
      }),
      hint: 'The corrected value goes into the next average: the correction is for the output only.',
    },
    {
      gives: gradients.map((g, i) => {
        swapped = (1 - beta) * swapped + beta * g;
        return swapped / (1 - beta ** (i + 1));
      }),
      hint: 'Which of the two, the old average or the new gradient, is multiplied by beta?',
    },
    {
      gives: gradients.map((_, last) => gradients.slice(0, last + 1).reduce((a, b) => a + b, 0) / (last + 1)),
      hint: 'This is the plain mean: older gradients must weigh less.',
    },
    {
      gives: raw.map((value) => value / (1 - beta ** gradients.length)),
      hint: 'Each average is divided by the last sum of weights; it has a sum of its own.',
    },
    {
      gives: raw.map((value, i) => value + beta ** (i + 1) * gradients[0]),
      hint: 'This average starts at the first gradient; asked is one that starts at 0 and is corrected.',
    },
    { gives: right.at(-1), hint: 'Asked is the average after every step, not only the last.' },
  ];
}

async function check(gradients: number[], beta: number, expected: number[]): Promise<void> {
  const { value, args } = await correctedAverage(gradients, beta);
  const input = `For the gradients ${show(gradients)} and beta = ${show(beta)}`;
  if (Array.isArray(value)) requireVector(value, gradients.length, `${input}, the list of averages`);
  requireAgreement({ got: value, expected, input, mistakes: mistakes(gradients, beta) });
  requireUnchanged([gradients, beta], args, ['gradients', 'beta']);
}

test('gives the numbers computed by hand', async () => {
  await check([6, 0, 6], 0.5, [6, 2, 30 / 7]);
  await check([1, 1, 1, 1], 0.9, [1, 1, 1, 1]);
});

test('is the weighted mean of the gradients at every step', async () => {
  const uniform = seeded(24);
  for (const [length, beta] of [
    [1, 0.9],
    [7, 0.99],
    [40, 0.9],
    [12, 0.25],
    [500, 0.999],
  ]) {
    const gradients = Array.from({ length }, () => 4 * uniform() - 1);
    await check(gradients, beta, weightedMeans(gradients, beta));
  }
});

test('works for no gradients and for a decay factor of 0', async () => {
  await check([], 0.9, []);
  await check([3, -1, 2], 0, [3, -1, 2]);
});
