import { agrees, answer, fail, requirePath, requireUnchanged, seeded, show } from 'optlab-grading';

type Vector = number[];

interface Problem {
  name: string;
  f: (theta: Vector) => number;
  grad: (theta: Vector) => Vector;
  start: Vector;
}

const descendSafely =
  answer<[f: Problem['f'], grad: Problem['grad'], start: Vector, steps: number]>('descendSafely');

/** Evaluations of f allowed for each step, on average: halving from 2^40 down to 2^-40 is still within. */
const evaluationsPerStep = 80;

/** Runs the answer; requires a path from the start on which f never rises, and returns f along it. */
async function descent({ name, f, grad, start }: Problem, steps: number): Promise<number[]> {
  let evaluations = 0;
  const counted = (theta: Vector) => {
    evaluations += 1;
    if (evaluations > evaluationsPerStep * steps + 100) {
      throw new Error(`On ${name}, f was evaluated more than ${evaluations - 1} times for ${steps} steps`);
    }
    return f(point(theta, start.length, 'f'));
  };
  const given: Parameters<typeof descendSafely> = [
    counted,
    (theta) => grad(point(theta, start.length, 'grad')),
    start,
    steps,
  ];
  const { value, args } = await descendSafely(...given);
  const path = requirePath(value, start.length, 'any numbers');
  if (!agrees(path[0], start, 0)) {
    fail(`On ${name}, the path begins at ${show(path[0])}; its first point is the start ${show(start)}.`);
  }
  if (path.length > steps + 1) {
    fail(
      `On ${name}, ${steps} steps were asked and the path has ${path.length} points, one for the start included.`,
    );
  }
  const values = path.map(f);
  values.forEach((after, k) => {
    if (k === 0 || after <= values[k - 1]) return;
    fail(
      `On ${name}, step ${k} takes f from ${show(values[k - 1])} to ${show(after)}.\n${rising(path[k], after)}`,
    );
  });
  requireUnchanged(given, args, ['f', 'grad', 'start', 'steps']);
  return values;
}

/** What to say about a step to a point where f is not below what it was. */
function rising(reached: Vector, value: number): string {
  if (reached.some(Number.isNaN))
    return `The point itself is ${show(reached)}: is anything divided by 0 there?`;
  if (Number.isNaN(value)) return 'A comparison with NaN is always false: which way round is yours asked?';
  return 'Is a step tried before it is taken?';
}

function point(theta: Vector, length: number, name: string): Vector {
  if (Array.isArray(theta) && theta.length === length) return theta;
  throw new TypeError(`${name} takes a point of ${length} numbers and was called with ${show(theta)}`);
}

function bowl(curvatures: Vector, start: Vector): Problem {
  return {
    name: `the bowl with curvatures ${show(curvatures)} from ${show(start)}`,
    f: (theta) => curvatures.reduce((sum, c, i) => sum + (c * theta[i] ** 2) / 2, 0),
    grad: (theta) => curvatures.map((c, i) => c * theta[i]),
    start,
  };
}

const rosenbrock: Problem = {
  name: "Rosenbrock's valley from [-1.2, 1]",
  f: ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  grad: ([x, y]) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
  start: [-1.2, 1],
};

const quartic: Problem = {
  name: 'f = x^4 + y^4 from [3, -2]',
  f: ([x, y]) => x ** 4 + y ** 4,
  grad: ([x, y]) => [4 * x ** 3, 4 * y ** 3],
  start: [3, -2],
};

function randomBowl(seed: number): Problem {
  const uniform = seeded(seed);
  const scale = 10 ** (8 * uniform() - 4);
  const dimensions = 2 + Math.floor(3 * uniform());
  const curvatures = Array.from({ length: dimensions }, () => scale * 10 ** (2 * uniform()));
  return bowl(
    curvatures,
    curvatures.map(() => 10 * uniform() - 5),
  );
}

function requireProgress({ name }: Problem, values: number[], share: number, hint: string): void {
  const reached = values[values.length - 1];
  if (reached <= share * values[0]) return;
  fail(
    `On ${name}, ${values.length - 1} steps take f from ${show(values[0])} to ${show(reached)}; at most ${show(share * values[0])} was asked.\n${hint}`,
  );
}

test('never lets f rise', async () => {
  const problems = [rosenbrock, quartic, ...[1, 2, 3, 4, 5, 6].map(randomBowl)];
  for (const problem of problems) {
    const values = await descent(problem, 40);
    requireProgress(
      problem,
      values,
      0.999,
      'To stay where one is does not let f rise, but it is no descent.',
    );
  }
});

test('gets down steep and flat bowls alike', async () => {
  for (const scale of [1, 1e6, 1e-4]) {
    const problem = bowl([scale, 5 * scale], [3, 2]);
    const values = await descent(problem, 100);
    requireProgress(problem, values, 1e-6, 'Does the step find its size here, both down and up?');
  }
});

test('steps back from where f is not a number', async () => {
  for (const scale of [1, 16]) {
    const problem: Problem = {
      name: `f = ${scale} * (x - ln x + 3 y - 3 ln y) from [5, 2.5], which is NaN where x or y is negative`,
      f: ([x, y]) => scale * (x - Math.log(x) + 3 * (y - Math.log(y))),
      grad: ([x, y]) => [scale * (1 - 1 / x), 3 * scale * (1 - 1 / y)],
      start: [5, 2.5],
    };
    const values = await descent(problem, 15);
    const excess = values.map((value) => value - problem.f([1, 1]));
    requireProgress(
      { ...problem, name: `${problem.name}, less its minimum` },
      excess,
      0.25,
      'Does the path go on after a refused step?',
    );
  }
});

test('comes to an end at a minimum', async () => {
  await descent(bowl([1, 4], [0, 0]), 20);
  const shallow = bowl([1], [1e-9]);
  // The fall that is left is below the rounding of 1e8: no step can make f smaller.
  await descent({ ...shallow, name: `1e8 + ${shallow.name}`, f: (theta) => 1e8 + shallow.f(theta) }, 20);
});
