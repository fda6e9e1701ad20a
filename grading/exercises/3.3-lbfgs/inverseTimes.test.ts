import { answer, requireAgreement, requireUnchanged, requireVector, seeded, show } from 'optlab-grading';

type Vector = number[];
interface Pair {
  s: Vector;
  y: Vector;
}

const inverseTimes = answer<[pairs: Pair[], g: Vector]>('inverseTimes');

const dot = (a: Vector, b: Vector) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** BFGS's matrix itself, from gamma times the identity, updated pair by pair. */
function matrix(pairs: Pair[], n: number, gamma: number): Vector[] {
  let H = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? gamma : 0)));
  for (const { s, y } of pairs) {
    const rho = 1 / dot(s, y);
    const V = s.map((_, i) => s.map((sj, j) => (i === j ? 1 : 0) - rho * y[i] * sj));
    const HV = H.map((row) => s.map((_, j) => row.reduce((sum, h, k) => sum + h * V[k][j], 0)));
    H = s.map((si, i) =>
      s.map((sj, j) => V.reduce((sum, row, k) => sum + row[i] * HV[k][j], 0) + rho * si * sj),
    );
  }
  return H;
}

const scaleOf = ({ s, y }: Pair) => dot(s, y) / dot(y, y);
const times = (pairs: Pair[], g: Vector, gamma: number) =>
  matrix(pairs, g.length, gamma).map((row) => dot(row, g));
const expected = (pairs: Pair[], g: Vector) =>
  times(pairs, g, pairs.length > 0 ? scaleOf(pairs[pairs.length - 1]) : 1);

/** The two loops with a slip, for the hints. */
function slipped(
  pairs: Pair[],
  g: Vector,
  { sameOrder = false, sameVector = false, sameGradient = false, sign = -1 },
): Vector {
  const r = [...g];
  const move = (a: number, v: Vector) => {
    for (let i = 0; i < r.length; i++) r[i] += a * v[i];
  };
  const inward = pairs.map((_, k) => pairs.length - 1 - k);
  const alphas: Vector = [];
  for (const k of inward) {
    alphas[k] = dot(pairs[k].s, sameGradient ? g : r) / dot(pairs[k].s, pairs[k].y);
    move(-alphas[k], pairs[k].y);
  }
  const gamma = scaleOf(pairs[pairs.length - 1]);
  for (let i = 0; i < r.length; i++) r[i] *= gamma;
  const fixed = [...r];
  for (const k of sameOrder ? inward : [...inward].reverse()) {
    const { s, y } = pairs[k];
    const beta = dot(y, sameVector ? fixed : r) / dot(s, y);
    move(alphas[k] + sign * beta, s);
  }
  return r;
}

function mistakes(pairs: Pair[], g: Vector) {
  if (pairs.length === 0) return [];
  const newest = pairs[pairs.length - 1];
  const reversed = [...pairs].reverse();
  return [
    {
      gives: times(pairs, g, 1),
      hint: 'This begins with the identity itself; by what is it to be multiplied?',
    },
    {
      gives: times(pairs, g, 1 / scaleOf(newest)),
      hint: 'This gamma is an estimate of the curvature; the matrix is an inverse.',
    },
    { gives: times(pairs, g, scaleOf(pairs[0])), hint: 'This gamma is of the oldest pair.' },
    {
      gives: times(pairs, g, dot(newest.s, newest.s) / dot(newest.s, newest.y)),
      hint: 'This gamma is another quotient; which multiple of the identity is nearest to Hy = s?',
    },
    { gives: times(reversed, g, scaleOf(newest)), hint: 'The list has the oldest pair first.' },
    { gives: times(reversed, g, scaleOf(pairs[0])), hint: 'The list has the oldest pair first.' },
    {
      gives: slipped(pairs, g, { sameOrder: true }),
      hint: 'The second loop comes back from where the first one ended.',
    },
    {
      gives: slipped(pairs, g, { sameVector: true }),
      hint: 'Each beta is of the vector as the pairs before have left it.',
    },
    {
      gives: slipped(pairs, g, { sameGradient: true }),
      hint: 'Each alpha is of the vector as the newer pairs have left it.',
    },
    { gives: slipped(pairs, g, { sign: 1 }), hint: 'What is beta there for: is it added or taken away?' },
    { gives: times([newest], g, scaleOf(newest)), hint: 'Only the newest pair is used.' },
    { gives: expected(pairs, g).map((value) => -value), hint: 'Asked is H g, and not the direction -H g.' },
  ];
}

async function check(pairs: Pair[], g: Vector, words: string, want = expected(pairs, g)): Promise<void> {
  const { value, args } = await inverseTimes(pairs, g);
  const [gotPairs, gotG] = args as [Pair[], Vector];
  requireUnchanged(
    [pairs.map(({ s }) => s), pairs.map(({ y }) => y), g],
    [gotPairs.map(({ s }) => s), gotPairs.map(({ y }) => y), gotG],
    ['pairs (the steps s)', 'pairs (the changes y)', 'g'],
  );
  const input = `For ${words}${pairs.length > 0 && pairs.length < 4 ? ` s, y = ${pairs.map(({ s, y }) => `${show(s)}, ${show(y)}`).join('; ')} and` : ''} g = ${show(g)}`;
  const product = requireVector(value, g.length, `${input}, the product`);
  requireAgreement({ got: product, expected: want, input, mistakes: mistakes(pairs, g), tolerance: 1e-8 });
}

/** Pairs with s'y > 0, as a line search ensures it. */
function pairsOf(count: number, n: number, next: () => number): Pair[] {
  return Array.from({ length: count }, () => {
    const s = Array.from({ length: n }, () => 2 * next() - 1);
    const y = s.map((value) => value * (0.5 + 2 * next()) + 0.3 * (next() - 0.5));
    return dot(s, y) > 0 ? { s, y } : { s, y: y.map((value) => -value) };
  });
}

test('begins with the right multiple of the identity', async () => {
  await check([], [3, -1, 2], 'no pair and');
  // g has no part along s or y: nothing but gamma is left of the matrix.
  await check([{ s: [1, 0, 0], y: [4, 0, 0] }], [0, 8, -4], 'the pair', [0, 2, -1]);
  await check([{ s: [1, 0, 0], y: [4, 2, 0] }], [0, 0, 8], 'the pair', [0, 0, 1.6]);
});

test('meets the newest pair exactly', async () => {
  const next = seeded(7);
  for (const count of [1, 2, 4]) {
    const pairs = pairsOf(count, 4, next);
    const { s, y } = pairs[count - 1];
    await check(pairs, y, `${count} pairs, and g the newest y:`, s);
  }
});

test('multiplies by the matrix of BFGS', async () => {
  const next = seeded(8);
  for (const [count, n] of [
    [1, 2],
    [2, 3],
    [3, 3],
    [6, 5],
  ]) {
    const g = Array.from({ length: n }, () => 4 * next() - 2);
    await check(pairsOf(count, n, next), g, `${count} ${count === 1 ? 'pair' : 'pairs'}, oldest first,`);
  }
});

test('can be asked again', async () => {
  const next = seeded(9);
  const pairs = pairsOf(3, 3, next);
  const g = [1, -2, 0.5];
  await check(pairs, g, 'three pairs');
  await check(pairs.slice(0, 2), g, 'two of them, asked next,');
  await check(pairs, g, 'the three again');
});
