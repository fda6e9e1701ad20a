import { agrees, answer, requireAgreement, requireUnchanged, seeded, show } from 'optlab-grading';

type Vector = number[];
type Matrix = number[][];
type Arguments = [H: Matrix, s: Vector, y: Vector];

const inverseUpdate = answer<Arguments>('inverseUpdate');

const dot = (a: Vector, b: Vector) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const product = (A: Matrix, B: Matrix): Matrix =>
  A.map((row) => B[0].map((_, j) => row.reduce((sum, value, k) => sum + value * B[k][j], 0)));
const transposed = (A: Matrix): Matrix => A[0].map((_, j) => A.map((row) => row[j]));
const plus = (A: Matrix, factor: number, B: Matrix): Matrix =>
  A.map((row, i) => row.map((value, j) => value + factor * B[i][j]));
const outer = (a: Vector, b: Vector): Matrix => a.map((left) => b.map((right) => left * right));
const identity = (n: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));

/** W' H W + rho s s' with W = I - rho u v', as three products of matrices. */
function sandwich(H: Matrix, s: Vector, u: Vector, v: Vector, rho: number, put = rho): Matrix {
  const W = plus(identity(s.length), -rho, outer(u, v));
  return plus(product(product(transposed(W), H), W), put, outer(s, s));
}

/** M - M v v' M / (v' M v) + rho u u'. */
function exchange(M: Matrix, v: Vector, u: Vector, rho: number): Matrix {
  const Mv = M.map((row) => dot(row, v));
  return plus(plus(M, -1 / dot(v, Mv), outer(Mv, Mv)), rho, outer(u, u));
}

/** (I - rho s y') H + rho s s'. */
const oneSided = (H: Matrix, s: Vector, y: Vector, rho: number): Matrix =>
  plus(product(plus(identity(s.length), -rho, outer(s, y)), H), rho, outer(s, s));

const isSquare = (got: unknown, n: number): got is Matrix => {
  const isRow = (row: unknown) => Array.isArray(row) && row.length === n && row.every(Number.isFinite);
  return Array.isArray(got) && got.length === n && got.every(isRow);
};

/** What can be said to any other matrix of the right shape. */
function properties(got: Matrix, s: Vector, y: Vector): string {
  if (!agrees(got, transposed(got), 1e-8)) return 'This matrix is not equal to its transpose.';
  const product = got.map((row) => dot(row, y));
  if (!agrees(product, s, 1e-8)) return `Times y, this matrix gives ${show(product)}, and not s.`;
  return 'It is symmetric and gives s times y; so do many matrices, and BFGS is another one.';
}

function mistakes([H, s, y]: Arguments) {
  const sy = dot(s, y);
  const hint = 'No positive definite matrix explains this step, and H shall remain one.';
  if (sy === 0) return [];
  if (sy < 0) {
    return [
      { gives: sandwich(H, s, y, s, 1 / sy), hint },
      { gives: sandwich(H, s, y, s, 1 / Math.abs(sy)), hint },
    ];
  }
  const rho = 1 / sy;
  return [
    {
      gives: sandwich(H, s, s, y, rho),
      hint: 'Check which bracket stands on which side: the right one, times y, must be 0.',
    },
    { gives: exchange(H, y, s, rho), hint: 'This is DFP, the dual; asked is BFGS.' },
    { gives: sandwich(H, s, y, s, sy), hint: 'rho is one over the inner product of s and y.' },
    {
      gives: oneSided(H, s, y, rho),
      hint: 'The bracket stands on both sides of H, on the right transposed.',
    },
    { gives: sandwich(H, s, y, s, rho, 0), hint: 'H forgets what it said about y, and nothing is put in.' },
    { gives: exchange(H, s, y, rho), hint: 'This is the update of B, the estimate of the Hessian itself.' },
    { gives: H, hint: 'H is as it was, although the inner product of s and y is positive.' },
  ];
}

async function check(given: Arguments, expected?: Matrix): Promise<void> {
  const [H, s, y] = given;
  const { value, args } = await inverseUpdate(
    H.map((row) => [...row]),
    [...s],
    [...y],
  );
  requireUnchanged(given, args, ['H', 's', 'y']);
  const sy = dot(s, y);
  const other = sy > 0 && isSquare(value, s.length) ? [{ gives: value, hint: properties(value, s, y) }] : [];
  requireAgreement({
    got: value,
    expected: expected ?? (sy > 0 ? sandwich(H, s, y, s, 1 / sy) : H),
    input: `For H = ${show(H)}, s = ${show(s)} and y = ${show(y)}`,
    mistakes: [...mistakes(given), ...other],
    tolerance: 1e-8,
  });
}

/** A positive definite matrix: R'R and a little of the identity. */
function definite(n: number, uniform: () => number): Matrix {
  const R = Array.from({ length: n }, () => Array.from({ length: n }, () => 2 * uniform() - 1));
  return plus(product(transposed(R), R), 0.1, identity(n));
}
const drawn = (n: number, uniform: () => number): Vector =>
  Array.from({ length: n }, () => 2 * uniform() - 1);

test('gives the matrices computed by hand', async () => {
  // With H = I, s = (1, 0) and y = (2, 1): rho is 1/2, and the bracket takes (2, 1) to (0, 0) and leaves (0, 1).
  await check(
    [
      [
        [1, 0],
        [0, 1],
      ],
      [1, 0],
      [2, 1],
    ],
    [
      [0.75, -0.5],
      [-0.5, 1],
    ],
  );
  // For one parameter all is forgotten: s/y.
  await check([[[5]], [2], [8]], [[0.25]]);
});

test('explains the step and stays symmetric', async () => {
  const uniform = seeded(32);
  for (let k = 0; k < 8; k++) {
    const n = 2 + (k % 3);
    const s = drawn(n, uniform);
    const y = definite(n, uniform).map((row) => dot(row, s));
    await check([definite(n, uniform), s, y]);
  }
});

test('leaves H as it was where no positive definite matrix explains the step', async () => {
  const H = [
    [2, 1],
    [1, 3],
  ];
  await check([H, [1, 1], [-2, 1]]);
  await check([H, [1, -1], [-4, 2]]);
  await check([H, [0.5, 1], [2, -1.5]]);
  // Nor where the slope stays as it is: 1/(s'y) is infinite.
  await check([H, [1, 2], [2, -1]]);
});
