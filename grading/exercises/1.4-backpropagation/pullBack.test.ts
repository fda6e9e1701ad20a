import { answer, fail, requireAgreement, requireUnchanged, seeded, show } from 'optlab-grading';

type Vector = number[];
type Layer = [W: Vector[], b: Vector, x: Vector, delta: Vector];
interface Slopes {
  W: Vector[];
  b: Vector;
  x: Vector;
}

const pullBack = answer<Layer>('pullBack');

const sums = ([W, b, x]: Layer) => W.map((row, j) => b[j] + row.reduce((sum, w, i) => sum + w * x[i], 0));

/** The slopes, where a unit passes `share` of its own. */
function slopes(layer: Layer, share: (z: number, j: number) => number): Slopes {
  const [W, , x, delta] = layer;
  const passed = sums(layer).map((z, j) => delta[j] * share(z, j));
  const back = x.map((_, i) => W.reduce((sum, row, j) => sum + row[i] * passed[j], 0));
  return { W: passed.map((d) => x.map((xi) => d * xi)), b: passed, x: back };
}

/** The row of the last unit that passes a slope: what one array in all places ends with. */
const lastPassing = ({ W, b }: Slopes) => W.findLast((_, j) => b[j] !== 0) ?? W[0];

const step = (z: number) => (z > 0 ? 1 : 0);

function mistakes(layer: Layer): { gives: Slopes; hint: string }[] {
  const [W, b, x, delta] = layer;
  const bare = sums([W, b.map(() => 0), x, delta]);
  const right = slopes(layer, step);
  const turned = x.map((_, i) => right.b.reduce((sum, d, j) => sum + d * (W[i]?.[j] ?? 0), 0));
  return [
    { gives: slopes(layer, () => 1), hint: 'Here every unit passed its slope on. What does relu do?' },
    {
      gives: slopes(layer, (_, j) => step(delta[j])),
      hint: 'What relu stops is decided by the sign of the sum, not by that of the slope.',
    },
    {
      gives: slopes(layer, (_, j) => step(bare[j])),
      hint: 'Which units relu stops was decided without the bias.',
    },
    {
      gives: slopes(layer, (z) => Math.max(0, z)),
      hint: 'A slope is multiplied by the slope of relu, not by the output of relu.',
    },
    {
      gives: slopes(layer, (z) => (z >= 0 ? 1 : 0)),
      hint: 'A unit whose sum is exactly 0 passes nothing on here.',
    },
    {
      gives: { ...right, W: right.W.map(() => lastPassing(right)) },
      hint: 'All rows are one and the same array: fill puts the same array into every place.',
    },
    { gives: { ...right, x: turned }, hint: 'Back to the input the slopes go through the transpose of W.' },
    {
      gives: { ...right, x: right.x.map((slope, i) => (x[i] > 0 ? slope : 0)) },
      hint: 'Relu acts on the sums; the input itself went through no relu.',
    },
  ];
}

async function check(layer: Layer, expected = slopes(layer, step), tolerance?: number): Promise<void> {
  const { value, args } = await pullBack(...layer);
  const names = ['W', 'b', 'x', 'delta'];
  requireUnchanged(layer, args, names);
  const input = `For W = ${show(layer[0])}, b = ${show(layer[1])}, x = ${show(layer[2])} and delta = ${show(layer[3])}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail(`The answer must be an object { W, b, x }, but it is ${show(value)}.`);
  }
  const got = value as unknown as Slopes;
  const isLike = (a: unknown, shape: Vector[]) =>
    Array.isArray(a) &&
    a.length === shape.length &&
    a.every((row, j) => Array.isArray(row) && row.length === shape[j].length);
  if (!isLike(got.W, expected.W)) {
    fail(`${input}, the slopes in W must have the shape of W, but the answer gave ${show(got.W)}.`);
  }
  for (const part of ['b', 'x', 'W'] as const) {
    const others = mistakes(layer).map(({ gives, hint }) => ({ gives: gives[part], hint }));
    const what = `${input}, slopes in ${part}`;
    requireAgreement({ got: got[part], expected: expected[part], input: what, mistakes: others, tolerance });
  }
}

test('gives the slopes computed by hand', async () => {
  // The sums are 3 and -2: the second unit passes nothing.
  await check(
    [
      [
        [1, 2],
        [3, 1],
      ],
      [-1, -9],
      [2, 1],
      [5, 7],
    ],
    {
      W: [
        [10, 5],
        [0, 0],
      ],
      b: [5, 0],
      x: [5, 10],
    },
  );
  await check([[[2, -1]], [0], [1, 1], [-3]], { W: [[-3, -3]], b: [-3], x: [-6, 3] });
  await check([[[1, -4]], [5], [1, 1], [2]], { W: [[2, 2]], b: [2], x: [2, -8] });
});

test('stops the slopes of units that relu holds at 0', async () => {
  await check([[[1], [-1], [0.5]], [-2, 1, 0.5], [1], [4, 3, -6]]);
  await check([[[2], [-1]], [-2, 3], [1], [5, -1]]);
  await check([[[1]], [-4], [2], [3]], { W: [[0]], b: [0], x: [0] });
});

test('agrees with differences at layers of every shape', async () => {
  const uniform = seeded(14);
  const draw = (n: number) => Array.from({ length: n }, () => 4 * uniform() - 2);
  for (const [k, n] of [
    [3, 3],
    [2, 5],
    [6, 2],
    [1, 4],
    [4, 1],
  ]) {
    const W = Array.from({ length: k }, () => draw(n));
    const layer: Layer = [W, draw(k), draw(n), draw(k)];
    const value = (changed: Layer) =>
      sums(changed).reduce((sum, z, j) => sum + layer[3][j] * Math.max(0, z), 0);
    // The value is linear between kinks: differences are exact but for rounding.
    const along = (move: (h: number) => Layer) => (value(move(1e-5)) - value(move(-1e-5))) / 2e-5;
    const moved = (v: Vector, i: number, h: number) => v.map((entry, j) => (i === j ? entry + h : entry));
    const [, b, x, delta] = layer;
    await check(
      layer,
      {
        W: W.map((row, j) =>
          row.map((_, i) => along((h) => [W.map((r, m) => (m === j ? moved(r, i, h) : r)), b, x, delta])),
        ),
        b: b.map((_, j) => along((h) => [W, moved(b, j, h), x, delta])),
        x: x.map((_, i) => along((h) => [W, b, moved(x, i, h), delta])),
      },
      1e-7,
    );
  }
});
