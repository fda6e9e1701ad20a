import { answer, fail, requireUnchanged, requireVector, seeded, show } from 'optlab-grading';

type Vector = number[];

interface Problem {
  name: string;
  f: (theta: Vector) => number;
  grad: (theta: Vector) => Vector;
  start: Vector;
}

const minimizeWithin =
  answer<[f: Problem['f'], grad: Problem['grad'], start: Vector, budget: number]>('minimizeWithin');

/** Evaluations of f allowed for each gradient. */
const valuesPerGradient = 20;
/** The share of the first gradient that may be left. */
const left = 1e-6;

const size = (v: Vector) => Math.max(...v.map(Math.abs));

async function check({ name, f, grad, start }: Problem, budget: number, hint: string): Promise<void> {
  const calls = { values: 0, gradients: 0 };
  const input = `On ${name} from ${show(start)} with a budget of ${budget}`;
  const point = (theta: Vector, of: string): Vector => {
    if (Array.isArray(theta) && theta.length === start.length) return theta;
    throw new TypeError(`${of} takes a point of ${start.length} numbers and was called with ${show(theta)}`);
  };
  const given: Parameters<typeof minimizeWithin> = [
    (theta) => {
      calls.values++;
      if (calls.values <= valuesPerGradient * budget) return f(point(theta, 'f'));
      throw new Error(`${input}, f was evaluated more than ${valuesPerGradient * budget} times`);
    },
    (theta) => {
      calls.gradients++;
      if (calls.gradients <= budget) return grad(point(theta, 'grad'));
      throw new Error(`${input}, the answer asked for more than ${budget} gradients.\n${hint}`);
    },
    start,
    budget,
  ];
  const { value, args } = await minimizeWithin(given[0], given[1], [...start], budget);
  requireUnchanged(given, args, ['f', 'grad', 'start', 'budget']);
  const reached = requireVector(value, start.length, `${input}, the point`);
  const [first, last] = [size(grad(start)), size(grad(reached))];
  if (last <= left * first) return;
  const near = last <= 1000 * left * first ? 'This is near: what decides when your loop ends?\n' : '';
  fail(
    `${input}, the answer gave ${show(reached)}, where the largest component of the gradient is ${show(last)}; asked is at most ${show(left * first)}.\n${near}${hint}`,
  );
}

/** A bowl whose axes are turned at random, with its minimum at a random point. */
function bowl(curvatures: Vector, seed: number): Problem {
  const uniform = seeded(seed);
  const drawn = () => curvatures.map(() => 2 * uniform() - 1);
  const v = drawn();
  const length = v.reduce((sum, part) => sum + part * part, 0);
  const reflected = (u: Vector) => {
    const along = (2 * u.reduce((sum, part, i) => sum + part * v[i], 0)) / length;
    return u.map((part, i) => part - along * v[i]);
  };
  const center = drawn();
  const inside = (theta: Vector) => reflected(theta.map((part, i) => part - center[i]));
  return {
    name: `a turned bowl with the curvatures ${show(curvatures)}`,
    f: (theta) => inside(theta).reduce((sum, part, i) => sum + (curvatures[i] * part * part) / 2, 0),
    grad: (theta) => reflected(inside(theta).map((part, i) => curvatures[i] * part)),
    start: drawn().map((part) => 4 * part),
  };
}

const rosenbrock = (start: Vector): Problem => ({
  name: "Rosenbrock's valley",
  f: ([x, y]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
  grad: ([x, y]) => [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)],
  start,
});

/** Two hollows in each coordinate, with a ridge between them. */
const hollows = (start: Vector): Problem => ({
  name: 'the hollows f = (x^2 - 1)^2 + 2 (y^2 - 1)^2 + x y / 4',
  f: ([x, y]) => (x * x - 1) ** 2 + 2 * (y * y - 1) ** 2 + (x * y) / 4,
  grad: ([x, y]) => [4 * x * (x * x - 1) + y / 4, 8 * y * (y * y - 1) + x / 4],
  start,
});

/** The same problem with f in other units, and the parameters. */
const inUnits = ({ name, f, grad, start }: Problem, height: number, width: number): Problem => ({
  name: `${name}, with f times ${show(height)} and the parameters times ${show(width)}`,
  f: (theta) => height * f(theta.map((part) => part / width)),
  grad: (theta) => grad(theta.map((part) => part / width)).map((part) => (height / width) * part),
  start: start.map((part) => width * part),
});

test('arrives on narrow bowls', async () => {
  const hint = 'What do two gradients tell of the curvature between them?';
  await check(bowl([1, 100], 1), 30, hint);
  await check(bowl([1, 30, 500], 2), 40, hint);
  await check(bowl([0.01, 0.1, 1, 5], 3), 50, hint);
});

test('follows a bent valley', async () => {
  const hint = 'Does H go on learning, and does a line search keep each step from going up?';
  await check(rosenbrock([-1.2, 1]), 70, hint);
  await check(rosenbrock([2, -1]), 70, hint);
});

test('goes on where the slope falls along a step', async () => {
  const hint =
    'Here the slope may fall along a step, and no positive definite matrix explains that: what does H do then?';
  for (const start of [
    [0.2, 0.1],
    [-0.1, 0.3],
    [0.05, -0.02],
    [0.3, -0.2],
  ]) {
    await check(hollows(start), 50, hint);
  }
});

test('does not mind the units', async () => {
  const hint = 'The same problem in other units is as hard: which number of yours has a unit?';
  const valley = rosenbrock([-1.2, 1]);
  await check(inUnits(valley, 1e-8, 1), 80, hint);
  await check(inUnits(valley, 1e6, 1), 80, hint);
  await check(inUnits(bowl([1, 30, 500], 2), 1e-3, 1e-3), 60, hint);
});
