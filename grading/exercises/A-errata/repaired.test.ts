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

const repaired = answer<[name: 'cosineRate' | 'clipNorm' | 'divergence', ...values: unknown[]]>('repaired');

test('the rate goes from high to low along half a cosine', async () => {
  // The half-angle form of the same schedule.
  const rate = (t: number, T: number, low: number, high: number) =>
    low + (high - low) * Math.cos((Math.PI * t) / (2 * T)) ** 2;
  for (const [t, T, low, high] of [
    [0, 10, 0.1, 0.9],
    [10, 10, 0.1, 0.9],
    [5, 10, 0, 1],
    [1, 4, 0.01, 0.5],
    [70, 100, 0, 3],
  ]) {
    const { value } = await repaired('cosineRate', t, T, low, high);
    const turn = (angle: number) => low + ((high - low) * (1 + Math.cos(angle))) / 2;
    requireAgreement({
      got: value,
      expected: rate(t, T, low, high),
      input: `For step ${t} of ${T} between ${low} and ${high}`,
      mistakes: [
        { gives: turn(t / T), hint: 'The cosine falls from 1 to -1 while its angle goes from 0 to pi.' },
        { gives: turn((2 * Math.PI * t) / T), hint: 'This schedule ends where it began.' },
        { gives: low + high - rate(t, T, low, high), hint: 'This schedule begins at low.' },
        { gives: high + ((low - high) * t) / T, hint: 'This is a straight line.' },
        { gives: turn((180 * t) / T), hint: 'Math.cos takes radians, not degrees.' },
        { gives: turn((Math.PI * t) / (T - 1)), hint: 'The rate must reach low at step T.' },
        {
          gives: low + (high - low) * Math.cos((Math.PI * t) / (2 * T)),
          hint: 'This is a quarter of a period: in the middle it is too high, and its end is not flat.',
        },
      ],
    });
  }
});

async function clip(g: Vector, c: number, expected: Vector, mistakes: { gives: Vector; hint: string }[]) {
  const { value, args } = await repaired('clipNorm', [...g], c);
  requireVector(value, g.length, `The gradient ${show(g)} clipped to norm ${c}`);
  requireAgreement({ got: value, expected, input: `For g = ${show(g)} and c = ${c}`, mistakes });
  requireUnchanged([g, c], args.slice(1), ['g', 'c']);
}

const sumOfSizes = (g: Vector) => g.reduce((sum, value) => sum + Math.abs(value), 0);

/** What comes out where a small number is added to the norm, lest 0 divides. */
const guarded = (g: Vector, c: number) =>
  [1e-4, 1e-5, 1e-6, 1e-7, 1e-8].map((small) => ({
    gives: g.map((value) => value * Math.min(1, c / (Math.hypot(...g) + small))),
    hint: 'A small number is added to the norm, which shortens the gradient a little too much: where only gradients longer than c are divided, the norm is never 0.',
  }));

test('the clipped gradient keeps its direction and is never longer', async () => {
  // Pythagorean, so that the norms are known: 5, 13 and 3.
  for (const [g, c, expected] of [
    [[3, 4], 1, [0.6, 0.8]],
    [[5, 0, -12], 2, [10 / 13, 0, -24 / 13]],
    [[1, -2, 2], 1.5, [0.5, -1, 1]],
  ] as [Vector, number, Vector][]) {
    const square = g.reduce((sum, value) => sum + value * value, 0);
    await clip(g, c, expected, [
      {
        gives: g.map((value) => Math.max(-c, Math.min(c, value))),
        hint: 'Each entry was clipped by itself, and the direction has changed.',
      },
      {
        gives: g.map((value) => (value * c) / square),
        hint: 'The norm is the root of the sum of squares.',
      },
      {
        gives: g.map((value) => (value * c) / sumOfSizes(g)),
        hint: 'The norm is the root of the sum of squares, not the sum of the sizes.',
      },
      ...guarded(g, c),
    ]);
  }
});

test('short and zero gradients stay as they are', async () => {
  for (const [g, c] of [
    [[0.3, 0.4], 0.6],
    [[0.003, -0.004], 1],
    [[0, 0], 1],
    [[3, 4], 5],
  ] as [Vector, number][]) {
    const norm = Math.hypot(...g);
    const square = norm ** 2;
    await clip(g, c, g, [
      { gives: g.map((value) => (value * c) / norm), hint: 'A short gradient was made longer.' },
      {
        gives: g.map((value) => (value * c) / square),
        hint: 'The norm is the root of the sum of squares.',
      },
      {
        gives: g.map((value) => (value * c) / sumOfSizes(g)),
        hint: 'The norm is the root of the sum of squares, not the sum of the sizes.',
      },
      ...guarded(g, c),
    ]);
  }
});

async function distance(p: Vector, q: Vector, expected: number) {
  const { value, args } = await repaired('divergence', [...p], [...q]);
  if (Number.isNaN(value)) {
    fail(`For p = ${show(p)} and q = ${show(q)} the answer is NaN.\n0 log 0 counts as 0, its limit.`);
  }
  const sum = (term: (i: number) => number) =>
    p.reduce((all, share, i) => (share > 0 ? all + term(i) : all), 0);
  requireAgreement({
    got: value,
    expected,
    input: `For p = ${show(p)} and q = ${show(q)}`,
    mistakes: [
      {
        gives: sum((i) => q[i] * Math.log(p[i] / q[i])),
        hint: 'This is the mean under the student’s probabilities; it can be negative.',
      },
      {
        gives: sum((i) => q[i] * Math.log(q[i] / p[i])),
        hint: 'Teacher and student are exchanged.',
      },
      { gives: -expected, hint: 'The sign is wrong: the divergence is never negative.' },
      { gives: expected / Math.LN2, hint: 'This is in bits: take the natural logarithm.' },
      {
        gives: expected / p.length,
        hint: 'The sum is divided by the number of classes: the teacher’s probabilities already make a mean of it.',
      },
      {
        gives: sum((i) => -p[i] * Math.log(q[i])),
        hint: 'This is the cross-entropy, which is not 0 where the two agree.',
      },
    ],
  });
  requireUnchanged([p, q], args.slice(1), ['p', 'q']);
}

/** Cross-entropy less entropy. */
const excess = (p: Vector, q: Vector) =>
  p.reduce((sum, share, i) => sum - share * Math.log(q[i]), 0) -
  p.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);

test('the divergence is the teacher’s mean of log(p/q)', async () => {
  await distance([0.5, 0.5], [0.25, 0.75], Math.log(4 / 3) / 2);
  await distance([0.2, 0.3, 0.5], [0.2, 0.3, 0.5], 0);
  const uniform = seeded(6);
  for (let k = 0; k < 6; k++) {
    const draw = () => {
      const weights = Array.from({ length: 2 + (k % 3) }, () => 0.05 + uniform());
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.map((weight) => weight / total);
    };
    const [p, q] = [draw(), draw()];
    await distance(p, q, excess(p, q));
  }
});

test('a class that the teacher excludes adds nothing', async () => {
  await distance([1, 0], [0.25, 0.75], Math.log(4));
  await distance([0, 0.25, 0.75], [0.2, 0.2, 0.6], Math.log(1.25));
});
