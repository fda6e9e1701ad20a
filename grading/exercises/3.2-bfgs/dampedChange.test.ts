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
type Matrix = number[][];
type Arguments = [B: Matrix, s: Vector, y: Vector];

const dampedChange = answer<Arguments>('dampedChange');

const dot = (a: Vector, b: Vector) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const times = (M: Matrix, v: Vector) => M.map((row) => dot(row, v));
const mix = (theta: number, a: Vector, b: Vector) => a.map((value, i) => theta * value + (1 - theta) * b[i]);

/** The largest share of y at which the mixture with b has the inner product `asked` with s, by bisection. */
function share(s: Vector, y: Vector, b: Vector, asked: number): number {
  let [fine, wrong] = [0, 1];
  if (dot(s, y) >= asked) return 1;
  for (let k = 0; k < 200; k++) {
    const middle = (fine + wrong) / 2;
    if (dot(s, mix(middle, y, b)) >= asked) fine = middle;
    else wrong = middle;
  }
  return fine;
}

function mistakes([B, s, y]: Arguments) {
  const Bs = times(B, s);
  const claimed = dot(s, Bs);
  const theta = share(s, y, Bs, claimed / 5);
  const exact = (0.8 * claimed) / (claimed - dot(s, y));
  /** What y lacks, all of it from another vector. */
  const added = (v: Vector) => y.map((part, i) => part + ((claimed / 5 - dot(s, y)) / dot(s, v)) * v[i]);
  const shares = 'This adds to y and keeps all of it; in the mixture, the two shares sum to 1.';
  return [
    { gives: y, hint: 'This is y as it was; its product with s is below a fifth of that of B s.' },
    { gives: mix(theta, Bs, y), hint: 'Check which share belongs to y, and which to B s.' },
    { gives: Bs, hint: 'There is nothing of y left in it: how much of it can be kept?' },
    { gives: mix(exact, y, Bs), hint: 'This y is positive enough; no other vector is as true.' },
    {
      gives: mix((0.8 * dot(s, s)) / (dot(s, s) - dot(s, y)), y, s),
      hint: 'This mixes in s itself, and not what B makes of it.',
    },
    { gives: added(Bs), hint: shares },
    { gives: added(s), hint: shares },
    {
      gives: mix((0.75 * claimed) / (claimed - dot(s, y)), y, Bs),
      hint: 'The product needs to be a fifth and no more; this is a quarter.',
    },
    {
      gives: mix(exact / 4, y, Bs),
      hint: 'More of y can be kept: the product needs to be a fifth and no more.',
    },
  ];
}

async function check(given: Arguments, expected?: Vector): Promise<void> {
  const [B, s, y] = given;
  const { value, args } = await dampedChange(
    B.map((row) => [...row]),
    [...s],
    [...y],
  );
  requireUnchanged(given, args, ['B', 's', 'y']);
  const Bs = times(B, s);
  const input = `For B = ${show(B)}, s = ${show(s)} and y = ${show(y)}`;
  const got = requireVector(value, s.length, input);
  const claimed = dot(s, Bs);
  const right = expected ?? mix(share(s, y, Bs, claimed / 5), y, Bs);
  const known = mistakes(given).some(({ gives }) => agrees(got, gives, 1e-7));
  if (!known && dot(s, got) < (claimed / 5) * (1 - 1e-7)) {
    fail(
      `${input}, the answer gave ${show(got)}, whose product with s is ${show(dot(s, got))}; it shall be at least ${show(claimed / 5)}.`,
    );
  }
  requireAgreement({ got, expected: right, input, mistakes: mistakes(given), tolerance: 1e-7 });
}

const wide: Matrix = [
  [4, 1],
  [1, 2],
];

test('gives the vectors computed by hand', async () => {
  // s'B s = 4, s'y = -1: a share t of y with 4 - 5 t = 0.8, so t = 0.64.
  await check([wide, [1, 0], [-1, 3]], [0.64 * -1 + 0.36 * 4, 0.64 * 3 + 0.36 * 1]);
  // s'y = 0.5 is positive and still below 0.8: a share t with 4 - 3.5 t = 0.8.
  await check([wide, [1, 0], [0.5, -1]], [0.8, -2.9 / 3.5]);
});

test('leaves alone what is positive enough', async () => {
  await check([wide, [1, 0], [0.9, -7]]);
  await check([wide, [1, 1], [3, 5]]);
  await check([wide, [0, 2], [1, 0.9]]);
});

test('mixes in just enough of B s', async () => {
  const uniform = seeded(18);
  const number = () => 2 * uniform() - 1;
  for (let k = 0; k < 8; k++) {
    const n = 2 + (k % 3);
    const R = Array.from({ length: n }, () => Array.from({ length: n }, number));
    const B = R.map((_, i) =>
      R.map((_, j) => R.reduce((sum, row) => sum + row[i] * row[j], 0) + (i === j ? 0.2 : 0)),
    );
    const s = Array.from({ length: n }, number);
    const Bs = times(B, s);
    const claimed = dot(s, Bs);
    // Every second one has a positive product that is too small.
    const wanted = k % 2 ? 0.1 * claimed : -claimed * (1 + uniform());
    const any = Array.from({ length: n }, number);
    const y = any.map((value, i) => value + ((wanted - dot(s, any)) / dot(s, s)) * s[i]);
    await check([B, s, y]);
  }
});
