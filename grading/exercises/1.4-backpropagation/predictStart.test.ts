import { answer, fail, requireAgreement, requireUnchanged, show } from 'optlab-grading';

type Arguments = [sizes: number[], deviations: number[], q: number];
interface Prediction {
  signal: number[];
  slopes: number[];
  spread: number;
}

const predictStart = answer<Arguments>('predictStart');

/** Running products of the factors, from 1. */
const running = (factors: number[], from = 1) =>
  factors.reduce<number[]>((all, factor) => all.concat(all[all.length - 1] * factor), [from]);

const networks: Arguments[] = [
  [[64, 32, 10], [0.2, 0.3], 0.9],
  [[8, 8, 8, 8], [0.5, 0.5, 0.5], 1],
  [[3, 20, 5, 2], [1, 0.1, 0.7], 2.5],
  [[100, 7], [0.05], 0.3],
];

async function predict(given: Arguments): Promise<Prediction> {
  const { value, args } = await predictStart(...given);
  requireUnchanged(given, args, ['sizes', 'deviations', 'q']);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail(`The prediction must be an object { signal, slopes, spread }, but it is ${show(value)}.`);
  }
  return value as unknown as Prediction;
}

/** The expected second moment of the last output. */
const means = ([sizes, deviations, q]: Arguments) =>
  deviations.reduce((product, s, l) => (product * sizes[l] * s * s) / 2, q);

const inWords = ([sizes, deviations, q]: Arguments) =>
  `For sizes ${show(sizes)}, deviations ${show(deviations)} and q = ${show(q)}`;

test('predicts the signal forward', async () => {
  for (const given of networks) {
    const [sizes, deviations, q] = given;
    const by = (factor: (n: number, k: number, s: number) => number) =>
      running(
        deviations.map((s, l) => factor(sizes[l], sizes[l + 1], s)),
        q,
      );
    const expected = by((n, _, s) => (n * s * s) / 2);
    requireAgreement({
      got: (await predict(given)).signal,
      expected,
      input: `${inWords(given)}, signal`,
      mistakes: [
        { gives: by((n, _, s) => n * s * s), hint: 'Relu takes half of the squares away.' },
        {
          gives: by((_, k, s) => (k * s * s) / 2),
          hint: 'Forward, a unit is a sum over the inputs of its layer.',
        },
        {
          gives: by((n, _, s) => (n * s) / 2),
          hint: 'The variance of a weight is the square of its deviation.',
        },
        {
          gives: [q, ...deviations.map((s, l) => (q * sizes[l] * s * s) / 2)],
          hint: 'Each layer gets its input from the layer before.',
        },
        {
          gives: expected.slice(1),
          hint: 'The list has a number for each of the sizes: one for the input, too.',
        },
      ],
    });
  }
});

test('predicts the slopes backward', async () => {
  for (const given of networks) {
    const [sizes, deviations] = given;
    const by = (factor: (n: number, k: number, s: number) => number) =>
      running(deviations.map((s, l) => factor(sizes[l], sizes[l + 1], s)).reverse()).reverse();
    const expected = by((_, k, s) => (k * s * s) / 2);
    requireAgreement({
      got: (await predict(given)).slopes,
      expected,
      input: `${inWords(given)}, slopes`,
      mistakes: [
        { gives: by((_, k, s) => k * s * s), hint: 'Relu stops half of the slopes.' },
        {
          gives: by((n, _, s) => (n * s * s) / 2),
          hint: 'Backward, a slope is a sum over the outputs of its layer.',
        },
        {
          gives: by((_, k, s) => (k * s) / 2),
          hint: 'The variance of a weight is the square of its deviation.',
        },
        {
          gives: expected.map((slope) => slope * given[2]),
          hint: 'The second moment of the slopes in the last output is 1, whatever q is.',
        },
        {
          gives: [...expected].reverse(),
          hint: 'List the slopes in the order of the layers, from the input on.',
        },
        {
          gives: expected.slice(1),
          hint: 'The list has a number for each of the sizes: one for the input, too.',
        },
      ],
    });
  }
});

test('predicts how far draws differ', async () => {
  for (const given of networks) {
    const [sizes] = given;
    const by = (widths: number[], share: number) =>
      widths.reduce((product, n) => product * (1 + share / n), 1);
    const expected = by(sizes.slice(1), 5) - 1;
    requireAgreement({
      got: (await predict(given)).spread,
      expected,
      input: `${inWords(given)}, spread`,
      mistakes: [
        {
          gives: sizes.slice(1).reduce((sum, n) => sum + 5 / n, 0),
          hint: 'Independent factors: the means of their squares multiply.',
        },
        {
          gives: by(sizes.slice(0, -1), 5) - 1,
          hint: 'Which are the units that the mean is taken over in a layer?',
        },
        { gives: by(sizes.slice(1), 2) - 1, hint: 'This is the spread of the sums before relu.' },
        { gives: Math.sqrt(expected), hint: 'This is its square root; the variance is asked for.' },
        {
          gives: expected * means(given) ** 2,
          hint: 'The spread is the variance divided by the square of the mean.',
        },
        { gives: expected + 1, hint: 'A variance is the mean square less the square of the mean.' },
      ],
    });
  }
});
