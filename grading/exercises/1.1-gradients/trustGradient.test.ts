import { answer, fail, seeded, show } from 'optlab-grading';

type Vector = number[];
type Objective = (x: Vector) => number;
type Gradient = (x: Vector) => Vector;

const trustGradient = answer<[f: Objective, grad: Gradient, size: number]>('trustGradient');

/** A smooth convex loss with a different bottom in each coordinate, bent together along one direction. */
function problem(size: number, scale: number, seed = size) {
  const draw = seeded(seed);
  const bottoms = Array.from({ length: size }, () => 3 * draw() - 1.5);
  const sum = (x: Vector) => x.reduce((all, value) => all + value, 0) / Math.sqrt(size);
  const f: Objective = (x) =>
    scale * x.reduce((all, value, j) => all + Math.log(Math.cosh(value - bottoms[j])), 0) +
    scale * Math.sqrt(1 + sum(x) ** 2);
  /** With the slopes of some other point than that of the sum, where wanted. */
  const grad = (x: Vector, at = x): Vector => {
    const shared = sum(x) / Math.sqrt(1 + sum(x) ** 2) / Math.sqrt(size);
    return at.map((value, j) => scale * (Math.tanh(value - bottoms[j]) + shared));
  };
  return { f, grad: (x: Vector) => grad(x), elsewhere: grad };
}

let calls = 0;

async function trusted(f: Objective, grad: Gradient, size: number): Promise<boolean> {
  calls = 0;
  const isPoint = (x: unknown): x is Vector =>
    Array.isArray(x) && x.length === size && x.every((value) => Number.isFinite(value));
  const { value } = await trustGradient(
    (x) => {
      calls++;
      if (isPoint(x)) return f(x);
      throw new TypeError(`f takes a point of ${size} finite numbers, not ${show(x)}`);
    },
    (x) => {
      if (isPoint(x)) return grad(x);
      throw new TypeError(`grad takes a point of ${size} finite numbers, not ${show(x)}`);
    },
    size,
  );
  if (typeof value === 'boolean') return value;
  return fail(`The answer must be true or false, but it is ${show(value)}.`);
}

async function mustTrust(f: Objective, grad: Gradient, size: number, what: string): Promise<void> {
  if (await trusted(f, grad, size)) return;
  fail(
    `A right gradient was not trusted: ${what}.\nHow large is the tolerance beside the gradient's length, in all units, and how exact can differences be at this step?`,
  );
}

async function mustRefuse(
  f: Objective,
  grad: Gradient,
  size: number,
  what: string,
  hint: string,
): Promise<void> {
  if (!(await trusted(f, grad, size))) return;
  fail(`A wrong gradient was trusted: ${what}.\n${hint}`);
}

test('trusts right gradients in all units', async () => {
  for (const scale of [1, 1e8, 1e-8]) {
    for (const size of [1, 4, 150]) {
      const { f, grad } = problem(size, scale);
      await mustTrust(f, grad, size, `${size} parameters, losses of the size ${show(scale)}`);
    }
  }
});

test('finds a slip in one of many entries', async () => {
  const size = 400;
  for (const scale of [1, 1e-8]) {
    const { f, grad } = problem(size, scale);
    const change = (slip: (g: Vector) => number) => (x: Vector) => {
      const g = grad(x);
      return g.map((value, j) => (j === 237 ? slip(g) : value));
    };
    const hint = `Is every one of the entries part of what is compared, with a tolerance that counts in all units? Only one entry is wrong.`;
    await mustTrust(f, grad, size, `400 parameters, losses of the size ${show(scale)}`);
    const of = `of 400 entries, losses of the size ${show(scale)}`;
    await mustRefuse(
      f,
      change((g) => 2 * g[237] + scale),
      size,
      `entry 237 is far off, ${of}`,
      hint,
    );
    await mustRefuse(
      f,
      change(() => 0),
      size,
      `entry 237 is left out, ${of}`,
      'Which directions do not move the coordinate of an entry that is 0?',
    );
    await mustRefuse(
      f,
      change((g) => -g[237]),
      size,
      `entry 237 has the wrong sign, ${of}`,
      hint,
    );
    await mustRefuse(
      f,
      change((g) => g[236]),
      size,
      `entry 237 is a copy of entry 236, ${of}`,
      hint,
    );
  }
});

test('finds slips that hide at special points and in special directions', async () => {
  const { f, grad, elsewhere } = problem(30, 1);
  await mustTrust(f, grad, 30, '30 parameters');
  const refuse = (slipped: Gradient, what: string, hint: string) => mustRefuse(f, slipped, 30, what, hint);
  await refuse(
    (x) => grad(x).map((value) => 2 * value),
    'all entries doubled',
    'A loss may fall along a wrong gradient, too: compare its slope with what the gradient promises.',
  );
  await refuse(
    (x) =>
      elsewhere(
        x,
        x.map((value) => -value),
      ),
    'a sign that is wrong in the exponent',
    'The slip is invisible at 0; at which points is the check made?',
  );
  await refuse(
    (x) => elsewhere(x, [...x].reverse()),
    'entries that are computed from the wrong coordinates',
    'The slip is invisible where all coordinates are equal; at which points is the check made?',
  );
  await refuse(
    (x) => {
      const [a, b, ...rest] = grad(x);
      return [b, a, ...rest];
    },
    'two entries exchanged',
    'The errors of the entries add up to 0; which directions do not see that?',
  );
  await refuse(
    (x) => grad(x).map((value) => -value),
    'the sign of all entries',
    'Is the sign compared, too?',
  );
});

test('asks for few values of the loss', async () => {
  const { f, grad } = problem(400, 1);
  const right = await trusted(f, grad, 400);
  if (calls <= 40 && right) {
    const opposite = (x: Vector) => grad(x).map((value) => -value);
    await mustRefuse(f, opposite, 400, 'the sign of all 400 entries', 'Is the sign compared, too?');
  } else if (calls <= 40) {
    await mustTrust(f, grad, 400, '400 parameters');
  }
  if (calls > 40) {
    fail(`The check asked for ${calls} values of the loss for 400 parameters, and 40 have to be enough.`);
  }
});
