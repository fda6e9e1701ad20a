import {
  agrees,
  answer,
  fail,
  requireAgreement,
  requireUnchanged,
  requireVector,
  seeded,
  show,
} from 'optlab-grading';

type Vector = number[];
type Arguments = [rows: Vector[], labels: number[], weights: number[], theta: Vector];

const weightedGradient = answer<Arguments>('weightedGradient');

const dot = (a: Vector, b: Vector) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);

/** The loss as the exercise states it; its gradient is measured, not written down. */
function loss([rows, labels, weights]: Arguments, theta: Vector): number {
  const each = rows.map((x, i) => {
    const z = dot(x, theta);
    return weights[i] * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - labels[i] * z);
  });
  return total(each) / total(weights);
}

/** By central differences, extrapolated to a step of 0. */
function measured(given: Arguments): Vector {
  const theta = given[3];
  return theta.map((_, j) => {
    const at = (by: number) =>
      loss(
        given,
        theta.map((value, i) => (i === j ? value + by : value)),
      );
    const central = (h: number) => (at(h) - at(-h)) / (2 * h);
    return (4 * central(5e-4) - central(1e-3)) / 3;
  });
}

/** What a slip gives: another share of each row, out of its probability, label, weight and score. */
function slipped(
  [rows, labels, weights, theta]: Arguments,
  share: (p: number, y: number, w: number, z: number) => number,
  divisor = total(weights),
): Vector {
  return theta.map((_, j) =>
    total(
      rows.map((x, i) => {
        const z = dot(x, theta);
        return (share(1 / (1 + Math.exp(-z)), labels[i], weights[i], z) * x[j]) / divisor;
      }),
    ),
  );
}

async function check(given: Arguments, expected: Vector, tolerance: number): Promise<unknown[]> {
  const [rows, labels, weights, theta] = given;
  const { value, args } = await weightedGradient(...(structuredClone(given) as Arguments));
  const got = requireVector(value, theta.length, 'The gradient', 'any numbers');
  const input = `For rows ${show(rows)}, labels ${show(labels)}, weights ${show(weights)} and theta ${show(theta)}`;
  if (agrees(got, expected, tolerance)) return args;
  if (got.some(Number.isNaN)) {
    fail(
      `${input}, expected ${show(expected)}, but the answer gave ${show(got)}.\nSomewhere infinity over infinity is computed; which form of the sigmoid has one exponential only?`,
    );
  }
  const n = rows.length;
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
  const mistakes = [
    {
      gives: slipped(given, (p, y, w) => w * ((p > 0.5 ? 1 : 0) - y)),
      hint: 'The gradient needs the probability itself, not the class that is decided by it.',
    },
    {
      gives: slipped(given, (p, y, w) => w * (p - y), Math.max(...weights)),
      hint: 'In a weighted mean, what is the weighted sum divided by?',
    },
    {
      gives: slipped(given, (p, y, w) => w * (p - y), n * total(weights)),
      hint: 'A weighted mean is divided once: the weights say already how much each row counts.',
    },
    {
      gives: slipped(given, (_, y, w, z) => -w * y * sigmoid(-y * z)),
      hint: 'That is the formula for the labels -1 and 1; here they are 0 and 1.',
    },
    { gives: slipped(given, (p, y) => p - y, n), hint: 'Do the weights change anything?' },
    {
      gives: slipped(given, (p, y, w) => w * (p - y), n),
      hint: 'In a weighted mean, what is the weighted sum divided by?',
    },
    { gives: slipped(given, (p, y, w) => w * (p - y), 1), hint: 'The loss is a mean, not a sum.' },
    {
      gives: slipped(given, (p, y, w) => w * p - y),
      hint: 'The weight belongs to the loss of a row, and so to both, probability and label.',
    },
    {
      gives: slipped(given, (_, y, w, z) => sigmoid(w * z) - y),
      hint: 'The weight multiplies the loss of a row; do the scores know of it?',
    },
    {
      gives: slipped(given, (p, y, w) => w * w * (p - y)),
      hint: 'Each weight is multiplied in once.',
    },
    {
      gives: slipped(given, (p, y, w) => w * (y - p)),
      hint: 'Look at the sign: where the probability is too high, which way is up?',
    },
    {
      gives: slipped(given, (p, y, w) => w * (p - y) * p * (1 - p)),
      hint: 'The chain rule has been applied once too often: what is the slope of softplus?',
    },
    {
      gives: slipped(given, (p, y, w) => w * (1 - p - y)),
      hint: 'Look at the exponent: is the probability high where the score is?',
    },
    {
      gives: expected.map((slope, j) => (j === 0 ? 0 : slope)),
      hint: 'What does the first entry belong to? It is a parameter like the others.',
    },
  ];
  if (agrees(got, expected, 1e-4)) {
    fail(
      `${input}, expected ${show(expected)}, but the answer gave ${show(got)}, which is nearly the same.\nDifferences leave such an error, and so does a probability that is kept away from 0 and 1; the formula of the gradient does not.`,
    );
  }
  requireAgreement({ got, expected, input, tolerance, mistakes });
  return args;
}

test('gives the gradients computed by hand', async () => {
  // All scores are 0 and all probabilities 1/2: the errors are -1/2 and 1/2, with the weights 3/4 and 1/4.
  const rows = [
    [1, 2],
    [1, -2],
  ];
  await check([rows, [1, 0], [3, 1], [0, 0]], [-0.25, -1], 1e-12);
  await check([rows, [0, 0], [1, 3], [0, 0]], [0.5, -0.5], 1e-12);
  // The score is -log 3, the probability 1/4, and a single row has the whole weight.
  await check([[[1, 4]], [1], [5], [-Math.log(3), 0]], [-0.75, -3], 1e-12);
});

/** Rows, labels, weights and parameters drawn at random. */
function drawn(seed: number, n: number, d: number): Arguments {
  const draw = seeded(seed);
  const number = () => 4 * draw() - 2;
  const rows = Array.from({ length: n }, () => [1, ...Array.from({ length: d }, number)]);
  const labels = rows.map(() => (draw() < 0.5 ? 0 : 1));
  return [rows, labels, rows.map(() => 0.1 + 5 * draw()), Array.from({ length: d + 1 }, number)];
}

test('agrees with differences of the weighted loss', async () => {
  for (let seed = 1; seed <= 6; seed++) {
    const given = drawn(seed, 2 + seed, seed % 4);
    await check(given, measured(given), 1e-8);
  }
  const given = drawn(7, 40, 5);
  await check(given, measured(given), 1e-8);
});

test('gives rows of weight 0 no say', async () => {
  const [rows, labels, , theta] = drawn(8, 6, 2);
  const given: Arguments = [rows, labels, [0, 2, 0, 0, 2, 0], theta];
  await check(given, measured(given), 1e-8);
});

test('survives scores far from 0 and keeps its arguments', async () => {
  const rows = [
    [1, 1000],
    [1, -1000],
    [1, 900],
    [1, 0],
  ];
  // Three rows are as sure as can be, one of them of the wrong label; the last has the probability 1/2.
  const given: Arguments = [rows, [1, 0, 0, 1], [1, 1, 1, 1], [0, 1]];
  const args = await check(given, [0.125, 225], 1e-9);
  requireUnchanged(given, args, ['rows', 'labels', 'weights', 'theta']);
});
