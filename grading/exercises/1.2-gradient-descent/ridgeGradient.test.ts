import { answer, requireAgreement, requireUnchanged, requireVector, seeded, show } from 'optlab-grading';

type Ridge = [X: number[][], y: number[], theta: number[], lambda: number];

const ridgeGradient = answer<Ridge>('ridgeGradient');

/** The objective, term by term, so that its slopes can be measured instead of derived. */
function objective([X, y, theta, lambda]: Ridge, penaltyOfIntercept = 0): number {
  const [b, ...w] = theta;
  const errors = X.map((x, i) => (b + x.reduce((sum, value, j) => sum + value * w[j], 0) - y[i]) ** 2);
  const penalty = w.reduce((sum, value) => sum + value ** 2, penaltyOfIntercept * b ** 2);
  return errors.reduce((sum, error) => sum + error, 0) / X.length + lambda * penalty;
}

/** Central differences, which are exact on a quadratic up to rounding, for any width. */
function slopes([X, y, theta, lambda]: Ridge, penaltyOfIntercept = 0): number[] {
  return theta.map((_, k) => {
    const shifted = (by: number) => theta.map((value, i) => (i === k ? value + by : value));
    const up = objective([X, y, shifted(0.5), lambda], penaltyOfIntercept);
    return up - objective([X, y, shifted(-0.5), lambda], penaltyOfIntercept);
  });
}

function mistakes(input: Ridge): { gives: number[]; hint: string }[] {
  const [X, y, theta] = input;
  const right = slopes(input);
  const plain = slopes([X, y, theta, 0]);
  const times = (factor: number) => right.map((value) => value * factor);
  const withPenalty = (factor: number) => right.map((value, k) => plain[k] + factor * (value - plain[k]));
  return [
    {
      gives: times(-1),
      hint: 'Every number has the wrong sign: which way does f change when a prediction grows?',
    },
    { gives: times(X.length), hint: 'The answer is n times too large: f is a mean over the data.' },
    {
      gives: times(0.5),
      hint: 'The answer is half as large: what is the derivative of a square? There is no half in front of this f.',
    },
    {
      gives: withPenalty(0).map((value, k) => value * X.length + right[k] - plain[k]),
      hint: 'The part from the data is n times too large: f has a mean there.',
    },
    {
      gives: plain.map((value, k) => (value * X.length) / theta.length + right[k] - plain[k]),
      hint: 'The mean runs over the data, not over the parameters.',
    },
    { gives: right.slice(1), hint: 'The intercept is a parameter too, the first one.' },
    {
      gives: [...right.slice(1), right[0]],
      hint: 'The intercept comes first in theta, and so in the gradient.',
    },
    {
      gives: slopes(input, 1),
      hint: 'Look at the sum in the penalty once more: which parameters does it contain?',
    },
    {
      gives: withPenalty(0.5),
      hint: 'The part from the penalty is half as large: what is the derivative of a square?',
    },
    {
      gives: right.map((value, k) => value - plain[k] / 2),
      hint: 'The part from the data is half as large: there is no half in front of this f.',
    },
    { gives: withPenalty(0), hint: 'The penalty is missing.' },
    { gives: withPenalty(-1), hint: 'The penalty has the wrong sign.' },
    {
      gives: withPenalty(1 / X.length),
      hint: 'The penalty stands outside the mean over the data: it is not divided by n.',
    },
  ];
}

async function check(input: Ridge, expected: number[]): Promise<void> {
  const [X, y, theta, lambda] = input;
  const { value, args } = await ridgeGradient(...input);
  const words = `For X = ${show(X)}, y = ${show(y)}, theta = ${show(theta)}, lambda = ${show(lambda)}`;
  const known = mistakes(input);
  if (!Array.isArray(value) || known.every(({ gives }) => gives.length !== value.length)) {
    requireVector(value, theta.length, 'The gradient');
  }
  requireAgreement({ got: value, expected, input: words, mistakes: known, tolerance: 1e-7 });
  requireUnchanged(input, args, ['X', 'y', 'theta', 'lambda']);
}

function example(rows: number, features: number, lambda: number, seed: number): Ridge {
  const uniform = seeded(seed);
  const number = () => Math.round(80 * uniform() - 40) / 8;
  const numbers = (count: number) => Array.from({ length: count }, number);
  return [
    Array.from({ length: rows }, () => numbers(features)),
    numbers(rows),
    numbers(features + 1),
    lambda,
  ];
}

test('gives the numbers computed by hand where there is no penalty', async () => {
  await check([[[1], [2], [4]], [2, 3, 5], [1, 2], 0], [14 / 3, 14]);
  await check(
    [
      [
        [1, 0],
        [0, 1],
      ],
      [0, 0],
      [0, 3, -1],
      0,
    ],
    [2, 3, -1],
  );
});

test('agrees with the slopes of f for any number of features', async () => {
  for (const [rows, features] of [
    [2, 1],
    [5, 3],
    [3, 4],
    [1, 2],
    [40, 9],
  ]) {
    const input = example(rows, features, 0, 10 * rows + features);
    await check(input, slopes(input));
  }
});

test('has the slopes of the penalty too', async () => {
  for (const [rows, features, lambda] of [
    [4, 2, 0.5],
    [3, 5, 2],
    [7, 1, 0.25],
  ]) {
    const input = example(rows, features, lambda, 100 * rows + features);
    await check(input, slopes(input));
  }
});
