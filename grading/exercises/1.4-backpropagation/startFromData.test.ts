import { agrees, answer, fail, requireUnchanged, requireVector, seeded, show } from 'optlab-grading';

type Vector = number[];
type Matrix = Vector[];
type Arguments = [weights: Matrix[], images: Vector[]];

const startFromData = answer<Arguments>('startFromData');

/** The second moments of every layer's output; of the sums where relu is not asked for. */
function moments(weights: Matrix[], images: Vector[], hidden = (z: number) => Math.max(0, z)) {
  let inputs = images;
  return weights.map((W, l) => {
    const sums = inputs.map((x) => W.map((row) => row.reduce((sum, w, i) => sum + w * x[i], 0)));
    const last = l === weights.length - 1;
    inputs = last ? sums : sums.map((z) => z.map((one) => Math.max(0, one)));
    const measured = (last ? sums : sums.map((z) => z.map(hidden))).flat();
    const mean = measured.reduce((sum, h) => sum + h, 0) / measured.length;
    const q = measured.reduce((sum, h) => sum + h * h, 0) / measured.length;
    const behindRelu = sums.flat().reduce((sum, z) => sum + Math.max(0, z) ** 2, 0) / measured.length;
    const firstOnly = (last ? sums[0] : sums[0].map(hidden)).reduce((sum, h) => sum + h * h, 0) / W.length;
    return { q, variance: q - mean * mean, behindRelu, firstOnly };
  });
}

const uniform = seeded(77);
const draw = (n: number) => Array.from({ length: n }, () => 2 * uniform() - 1);
const network = (sizes: number[], size: number) =>
  sizes.slice(1).map((k, l) => Array.from({ length: k }, () => draw(sizes[l]).map((w) => size * w)));
const images = (count: number, n: number) =>
  Array.from({ length: count }, (_, i) => draw(n).map((pixel) => (1 + i) * pixel + 0.5));

const cases: Arguments[] = [
  [network([4, 6, 5, 3], 0.01), images(9, 4)],
  [network([3, 8, 8, 8, 2], 5), images(5, 3)],
  [network([5, 4], 0.3), images(7, 5)],
  [network([2, 7, 1], 40), images(12, 2)],
];

async function scaled([weights, data]: Arguments): Promise<Matrix[]> {
  const { value, args } = await startFromData(weights, data);
  requireUnchanged([weights, data], args, ['weights', 'images']);
  if (!Array.isArray(value) || value.length !== weights.length) {
    fail(`The answer must be a list of ${weights.length} matrices, but it is ${show(value)}.`);
  }
  weights.forEach((W, l) => {
    const got = (value as unknown[])[l];
    if (!Array.isArray(got) || got.length !== W.length) {
      fail(`Matrix ${l} must have ${W.length} rows, but it is ${show(got)}.`);
    }
    for (const [j, row] of W.entries()) requireVector(got[j], row.length, `Row ${j} of matrix ${l}`);
  });
  return value as Matrix[];
}

/** The number that turns one matrix into another, if there is one. */
function factorOf(from: Matrix, to: Matrix): number | undefined {
  const size = (matrix: Matrix) => Math.hypot(...matrix.flat());
  const inner = from.flat().reduce((sum, w, i) => sum + w * to.flat()[i], 0);
  const factor = inner / size(from) ** 2;
  const same = from.every((row, j) => row.every((w, i) => agrees(to[j][i], factor * w, 1e-9)));
  return same ? factor : undefined;
}

test('gives every layer the second moment 1', async () => {
  for (const given of cases) {
    const [weights, data] = given;
    const result = await scaled(given);
    const found = moments(result, data);
    const sums = moments(result, data, (z) => z);
    found.forEach((layer, l) => {
      if (agrees(layer.q, 1, 1e-9)) return;
      const last = l === weights.length - 1;
      const before = moments(weights, data)[l];
      const factor = factorOf(weights[l], result[l]) ?? 0;
      const behind = moments([...result.slice(0, l), weights[l], ...weights.slice(l + 1)], data)[l];
      const hint = [
        [agrees(factor * behind.q, 1, 1e-9), 'Squares grow with the square of the weights: take a root.'],
        [
          agrees(layer.variance, 1, 1e-9),
          'The second moment is the mean of the squares; no mean is subtracted.',
        ],
        [agrees(layer.q * weights[l].length, 1, 1e-9), 'The mean goes over the units, too.'],
        [agrees(layer.firstOnly, 1, 1e-9), 'The mean goes over all images, not over the first alone.'],
        [last && agrees(layer.behindRelu, 1, 1e-9), 'The last layer has no relu.'],
        [
          !last && agrees(sums[l].q, 1, 1e-9),
          'The sums before relu have the second moment 1, the outputs do not.',
        ],
        [
          l > 0 && agrees(factor ** 2 * before.q, 1, 1e-9),
          'This layer was measured behind the given weights; it will stand behind layers that are already scaled.',
        ],
      ].find(([recognised]) => recognised);
      fail(
        `For ${weights.length} layers and ${data.length} images, layer ${l} puts out the second moment ${show(layer.q)}; expected 1.${hint ? `\n${hint[1]}` : ''}`,
      );
    });
  }
});

test('multiplies each matrix by one positive number', async () => {
  for (const given of cases) {
    const result = await scaled(given);
    given[0].forEach((W, l) => {
      const factor = factorOf(W, result[l]);
      if (factor === undefined) {
        fail(`Matrix ${l} is no multiple of the given one: each matrix is to be multiplied by one number.`);
      }
      if (!(factor > 0)) fail(`Matrix ${l} was multiplied by ${show(factor)}; the number must be positive.`);
    });
  }
});

test('leaves a layer alone that puts out nothing', async () => {
  const dead: Matrix = [
    [-1, -2],
    [-0.5, 0],
  ];
  const live: Matrix = [
    [2, 0],
    [0, 2],
  ];
  const data = [
    [1, 1],
    [3, 1],
  ];
  const half = Math.sqrt(1 / 3);
  const result = await scaled([[live, dead, live], data]);
  const expected = [
    [
      [half, 0],
      [0, half],
    ],
    dead,
    live,
  ];
  if (agrees(result, expected, 1e-9)) return;
  fail(
    `For weights ${show([live, dead, live])} and images ${show(data)}, expected ${show(expected)}, but the answer gave ${show(result)}.`,
  );
});

test('leaves the given weights as they were', async () => {
  const given: Arguments = [network([3, 4, 2], 0.1), images(4, 3)];
  const first = await scaled(given);
  const second = await scaled(given);
  if (agrees(first, second, 0)) return;
  fail(`Called twice with the same weights, the answer gave ${show(first[0])} and then ${show(second[0])}.`);
});
