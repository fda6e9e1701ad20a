import {
  answer,
  fail,
  requireAgreement,
  requireUnchanged,
  requireVector,
  seeded,
  show,
} from 'optlab-grading';

type Vector = number[];
type Arguments = [W: Vector[], x: Vector, digit: number, lambda: number];

const softmaxGradient = answer<Arguments>('softmaxGradient');

const logits = (W: Vector[], x: Vector) => W.map((row) => row.reduce((sum, w, j) => sum + w * x[j], 0));

/** log of the sum of exp(z), without overflow. */
function logSum(z: Vector): number {
  const most = Math.max(...z);
  return most + Math.log(z.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
}

function loss([W, x, digit, lambda]: Arguments): number {
  const z = logits(W, x);
  const squares = W.flat().reduce((sum, w) => sum + w * w, 0);
  return logSum(z) - z[digit] + (lambda / 2) * squares;
}

/** The gradient from differences of the loss, extrapolated once. */
function differences(given: Arguments): Vector[] {
  const [W, x, digit, lambda] = given;
  return W.map((row, k) =>
    row.map((_, j) => {
      const slope = (h: number) => {
        const at = (offset: number) =>
          loss([W.map((r, a) => r.map((w, b) => (a === k && b === j ? w + offset : w))), x, digit, lambda]);
        return (at(h) - at(-h)) / (2 * h);
      };
      return (4 * slope(5e-4) - slope(1e-3)) / 3;
    }),
  );
}

/** For the hints: a gradient with other slopes, and another factor of W. */
function like(
  [W, x, digit, lambda]: Arguments,
  slopes: (z: Vector, t: Vector) => Vector,
  factor = 1,
): Vector[] {
  const z = logits(W, x);
  const found = slopes(
    z,
    z.map((_, k) => (k === digit ? 1 : 0)),
  );
  return W.map((row, k) => row.map((w, j) => found[k] * x[j] + factor * lambda * w));
}

const softmax = (z: Vector) => z.map((logit) => Math.exp(logit - logSum(z)));

const right = (z: Vector, t: Vector) => softmax(z).map((p, k) => p - t[k]);

function mistakes(given: Arguments) {
  const gradient = like(given, right);
  return [
    { gives: like(given, right, 0), hint: 'What is the derivative of the L2 term?' },
    { gives: like(given, right, 2), hint: 'The L2 term has half of lambda: what is left of the half?' },
    { gives: like(given, right, 0.5), hint: 'The derivative of a square brings a factor 2.' },
    {
      gives: like(given, (z, t) => right(z, t).map((slope) => -slope)),
      hint: 'Which way does the loss fall when the right digit gains a logit? This is the other way.',
    },
    { gives: like(given, (z) => softmax(z)), hint: 'The right digit has no place in this yet.' },
    {
      gives: like(given, (z, t) => z.map((logit, k) => logit - t[k])),
      hint: 'These are logits and not probabilities.',
    },
    {
      gives: like(given, (z, t) => z.map((logit, k) => 1 / (1 + Math.exp(-logit)) - t[k])),
      hint: 'Each of these probabilities is of a classifier of two classes; softmax makes all of them add up to 1.',
    },
    {
      gives: gradient[0].map((_, j) => gradient.map((row) => row[j])),
      hint: 'Rows and columns are exchanged: W has a row for each digit.',
    },
  ];
}

async function check(given: Arguments, expected: Vector[], tolerance?: number): Promise<void> {
  const { value, args } = await softmaxGradient(...given);
  const [W, x, digit, lambda] = given;
  requireUnchanged(given, args, ['W', 'x', 'digit', 'lambda']);
  const input = `For W = ${show(W)}, x = ${show(x)}, digit ${digit}, lambda ${show(lambda)}`;
  if (!Array.isArray(value))
    fail(`The gradient must be a matrix of the shape of W, but it is ${show(value)}.`);
  if (value.length === W.length) {
    value.forEach((row, k) => {
      if (Array.isArray(row) && row.length === x.length) requireVector(row, x.length, `${input}, row ${k}`);
    });
  }
  requireAgreement({ got: value, expected, input, mistakes: mistakes(given), tolerance });
}

test('gives the gradient computed by hand', async () => {
  await check(
    [
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
      [1, 2, -4],
      1,
      0.5,
    ],
    [
      [0.5, 1, -2],
      [-0.5, -1, 2],
    ],
  );
});

test('agrees with differences of the loss', async () => {
  const next = seeded(33);
  for (const [c, d, lambda] of [
    [3, 2, 0],
    [2, 4, 0.3],
    [5, 3, 1.5],
  ]) {
    const W = Array.from({ length: c }, () => Array.from({ length: d }, () => 2 * next() - 1));
    const x = Array.from({ length: d }, () => 2 * next() - 0.5);
    const given: Arguments = [W, x, Math.floor(c * next()), lambda];
    await check(given, differences(given), 1e-7);
  }
});

test('holds where logits are large', async () => {
  const W = [
    [800, 0],
    [0, 900],
    [-1000, 100],
  ];
  // All probability is on the second class.
  await check(
    [W, [1, 1], 0, 0],
    [
      [-1, -1],
      [1, 1],
      [0, 0],
    ],
  );
  await check(
    [W, [-1, 1], 2, 0],
    [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  );
  // The right class has the smallest logit, far below the largest.
  await check(
    [
      [
        [500, 500],
        [-500, -500],
        [-500, -500],
      ],
      [1, 1],
      1,
      0,
    ],
    [
      [1, 1],
      [-1, -1],
      [0, 0],
    ],
  );
});
