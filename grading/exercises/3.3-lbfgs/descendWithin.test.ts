import { answer, fail, requireUnchanged, requireVector, show } from 'optlab-grading';

type Vector = number[];
type Arguments = [
  value: (theta: Vector) => number,
  grad: (theta: Vector) => Vector,
  start: Vector,
  m: number,
  gradients: number,
];

const descendWithin = answer<Arguments>('descendWithin');

interface Task {
  words: string;
  value: (theta: Vector) => number;
  grad: (theta: Vector) => Vector;
  start: Vector;
  m: number;
  gradients: number;
  /** The value that must be reached. */
  below: number;
}

async function check({ words, value, grad, start, m, gradients, below }: Task): Promise<void> {
  let [asked, values] = [0, 0];
  const checked = (theta: unknown): Vector => {
    if (Array.isArray(theta) && theta.length === start.length) return theta;
    throw new TypeError(`called with ${show(theta)} where a point of ${start.length} numbers is expected`);
  };
  const given: Arguments = [
    (theta) => {
      if (++values > 60 * gradients) {
        throw new RangeError(
          `value was asked for more than ${60 * gradients} times: does the line search end?`,
        );
      }
      return value(checked(theta));
    },
    (theta) => {
      if (++asked > gradients)
        throw new RangeError(`grad was asked for more than the ${gradients} gradients allowed`);
      return grad(checked(theta));
    },
    start,
    m,
    gradients,
  ];
  const { value: end, args } = await descendWithin(...given);
  requireUnchanged(given, args, ['value', 'grad', 'start', 'm', 'gradients']);
  const input = `On ${words} from ${show(start)} with m = ${m}`;
  const point = requireVector(end, start.length, `${input}, the end`);
  const reached = value(point);
  if (reached <= below) return;
  const hint =
    reached >= value(start)
      ? 'That is no lower than the start: does the direction point downhill, and is a step shortened that goes too far?'
      : asked <= 10 && gradients > 100
        ? 'It gave up early: is the direction one of descent, with every pair that was kept?'
        : 'Is every pair kept in the order of its age, and is the newest gamma used?';
  fail(
    `${input}, the value ${show(below)} must be reached by ${gradients} gradients, but after ${asked} of them it is ${show(reached)} at ${show(point)}.\n${hint}`,
  );
}

/** A bowl whose axes do not lie along the coordinates. */
function bowl(curvatures: Vector): Pick<Task, 'value' | 'grad'> {
  const n = curvatures.length;
  // A reflection at a plane: orthogonal, symmetric and its own inverse.
  const v = curvatures.map((_, i) => i + 1);
  const square = v.reduce((sum, each) => sum + each * each, 0);
  const turned = (theta: Vector) => {
    const inner = theta.reduce((sum, each, i) => sum + each * v[i], 0);
    return theta.map((each, i) => each - (2 * inner * v[i]) / square);
  };
  return {
    value: (theta) => turned(theta).reduce((sum, each, i) => sum + (curvatures[i] * each * each) / 2, 0),
    grad: (theta) => turned(turned(theta).map((each, i) => curvatures[i % n] * each)),
  };
}

/** Flat far out, where a full step leaps over the bottom. */
const flanks: Pick<Task, 'value' | 'grad'> = {
  value: (theta) => theta.reduce((sum, x) => sum + Math.sqrt(1 + x * x) - 1, 0),
  grad: (theta) => theta.map((x) => x / Math.sqrt(1 + x * x)),
};

/** Rosenbrock's valley in pairs of coordinates. */
const valley: Pick<Task, 'value' | 'grad'> = {
  value: (theta) => {
    let sum = 0;
    for (let i = 0; i < theta.length; i += 2) {
      sum += 100 * (theta[i + 1] - theta[i] ** 2) ** 2 + (1 - theta[i]) ** 2;
    }
    return sum;
  },
  grad: (theta) => {
    const g = theta.map(() => 0);
    for (let i = 0; i < theta.length; i += 2) {
      const off = theta[i + 1] - theta[i] ** 2;
      g[i] = -400 * theta[i] * off - 2 * (1 - theta[i]);
      g[i + 1] = 200 * off;
    }
    return g;
  },
};

/** x^4 - 8 x^2 in each coordinate: curved downwards between the minima at -2 and 2, where it is -16. */
const hills = (weights: Vector): Pick<Task, 'value' | 'grad'> => ({
  value: (theta) => theta.reduce((sum, x, i) => sum + weights[i] * (x ** 4 - 8 * x ** 2 + 16), 0),
  grad: (theta) => theta.map((x, i) => weights[i] * (4 * x ** 3 - 16 * x)),
});

test('arrives at the bottom of a stretched bowl', async () => {
  const curvatures = [1, 3, 10, 30, 100, 300];
  const start = [1, -2, 3, -1, 2, 1];
  for (const m of [3, 8]) {
    await check({ words: 'a bowl', ...bowl(curvatures), start, m, gradients: 150, below: 1e-8 });
  }
  await check({ words: 'a bowl', ...bowl([1, 50]), start: [5, 1], m: 1, gradients: 150, below: 1e-8 });
  for (const start of [[10], [30, -4]]) {
    await check({ words: 'a bowl with flat flanks', ...flanks, start, m: 5, gradients: 150, below: 1e-8 });
  }
});

test('arrives at the end of a curved valley', async () => {
  for (const start of [
    [-1.2, 1],
    [-1.2, 1, -1.2, 1],
    [0.5, -1.5, 2, 2],
  ]) {
    await check({ words: 'Rosenbrock’s valley', ...valley, start, m: 5, gradients: 250, below: 1e-8 });
  }
});

test('comes through a hill that curves downwards', async () => {
  for (const [start, weights] of [
    [[0.02], [1]],
    [
      [0.01, -0.02],
      [1, 3],
    ],
    [
      [0.1, -0.003, 0.5],
      [0.01, 0.1, 1],
    ],
  ]) {
    await check({ words: 'hills', ...hills(weights), start, m: 5, gradients: 150, below: 1e-8 });
  }
});

test('is content at a minimum and leaves the start alone', async () => {
  await check({ words: 'a bowl', ...bowl([2, 5]), start: [0, 0], m: 3, gradients: 10, below: 0 });
  await check({ words: 'a bowl', ...bowl([1, 1]), start: [0.5, -0.5], m: 3, gradients: 30, below: 1e-10 });
});
