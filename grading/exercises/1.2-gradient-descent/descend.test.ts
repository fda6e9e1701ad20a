import { agrees, answer, fail, requireAgreement, requirePath, requireUnchanged, show } from 'optlab-grading';

type Vector = number[];
type Arguments = [
  grad: (theta: Vector) => Vector,
  start: Vector,
  eta: number,
  tolerance: number,
  maxSteps: number,
];

const descend = answer<Arguments>('descend');

/** The gradient of theta^T A theta / 2. */
const bowl = (A: Vector[]) => (theta: Vector) =>
  A.map((row) => row.reduce((sum, a, j) => sum + a * theta[j], 0));

/** The points of plain descent, one matrix product a step, with no rule to stop. */
function points(A: Vector[], start: Vector, eta: number, steps: number): Vector[] {
  const path = [start];
  for (let k = 0; k < steps; k++) {
    const g = bowl(A)(path[k]);
    path.push(path[k].map((value, i) => value - eta * g[i]));
  }
  return path;
}

/** What comes out when each parameter sees the others already moved. */
function halfMoved(A: Vector[], start: Vector, eta: number, steps: number): Vector[] {
  const path = [start];
  for (let k = 0; k < steps; k++) {
    const theta = [...path[k]];
    for (let i = 0; i < theta.length; i++) theta[i] -= eta * bowl(A)(theta)[i];
    path.push(theta);
  }
  return path;
}

interface Case {
  A: Vector[];
  start: Vector;
  eta: number;
  tolerance: number;
  maxSteps: number;
  /** How many steps a right answer takes. */
  steps: number;
}

async function check({ A, start, eta, tolerance, maxSteps, steps }: Case): Promise<void> {
  const given: Arguments = [checked(bowl(A), start.length), start, eta, tolerance, maxSteps];
  const { value, args } = await descend(...given);
  const input = `For the gradient A theta with A = ${show(A)}, start ${show(start)}, eta ${show(eta)}, tolerance ${show(tolerance)} and maxSteps ${maxSteps}`;
  const path = requirePath(value, start.length);
  const moves = steps > 0 && path.length > 1;
  if (moves && path.every((point) => agrees(point, path[path.length - 1], 0))) {
    fail(
      `${input}, all ${path.length} points of the path are ${show(path[0])}.\nIs each point an array of its own, or is it one array that goes on changing?`,
    );
  }
  const expected = points(A, start, eta, steps);
  requireAgreement({
    got: path,
    expected,
    input,
    mistakes: mistakes({ A, start, eta, tolerance, steps, maxSteps }, expected),
  });
  requireUnchanged(given, args, ['grad', 'start', 'eta', 'tolerance', 'maxSteps']);
}

function checked(grad: (theta: Vector) => Vector, length: number): (theta: Vector) => Vector {
  return (theta) => {
    if (!Array.isArray(theta) || theta.length !== length) {
      throw new TypeError(`grad takes a point of ${length} numbers and was called with ${show(theta)}`);
    }
    return grad(theta);
  };
}

function mistakes({ A, start, eta, tolerance, steps, maxSteps }: Case, expected: Vector[]) {
  const firstGradient = bowl(A)(start);
  const onTheTolerance = Math.hypot(...bowl(A)(expected[steps])) === tolerance;
  return [
    { gives: points(A, start, -eta, steps), hint: 'The path climbs: the gradient points uphill.' },
    {
      gives: halfMoved(A, start, eta, steps),
      hint: 'The second parameter moves by a gradient at a point where the first has moved already; one step belongs to one point.',
    },
    {
      gives: expected.map((_, k) => start.map((value, i) => value - k * eta * firstGradient[i])),
      hint: 'Every step uses the gradient at the start; it changes with the point.',
    },
    { gives: expected.slice(1), hint: 'The start is the first point of the path.' },
    {
      gives: expected.slice(0, -1),
      hint:
        steps < maxSteps
          ? 'The last step is missing: how long is the gradient where the path ends?'
          : 'The last step is missing: a path of maxSteps steps has one point more.',
    },
    {
      gives: steps + 1 < maxSteps ? points(A, start, eta, maxSteps) : undefined,
      hint: onTheTolerance
        ? 'The path runs on to maxSteps: does the tolerance play a part, and is "at most" kept where the gradient is exactly as long?'
        : 'The path runs on to maxSteps: does the tolerance play a part?',
    },
    {
      gives: points(A, start, eta, steps + 1),
      hint:
        steps > 0 && steps < maxSteps
          ? 'There is one step too many: when is the rule to stop asked, and what is the length of a gradient?'
          : 'There is one step too many: when is the rule to stop asked, and how many points does a path of maxSteps steps have?',
    },
  ];
}

test('keeps every point of the path', async () => {
  await check({
    A: [
      [1, 0],
      [0, 2],
    ],
    start: [4, 2],
    eta: 0.25,
    tolerance: 1e-6,
    maxSteps: 4,
    steps: 4,
  });
  await check({ A: [[0.5]], start: [8], eta: 1, tolerance: 1e-9, maxSteps: 6, steps: 6 });
});

test('moves all parameters by one and the same gradient', async () => {
  await check({
    A: [
      [2, 1],
      [1, 3],
    ],
    start: [3, 1],
    eta: 0.125,
    tolerance: 1e-6,
    maxSteps: 5,
    steps: 5,
  });
  const A = [
    [4, 1, 0.5],
    [1, 3, 0.25],
    [0.5, 0.25, 2],
  ];
  await check({ A, start: [1, 2, 3], eta: 0.125, tolerance: 1e-9, maxSteps: 3, steps: 3 });
});

test('stops by the length of the gradient', async () => {
  // Along one axis the gradient halves: 8, 4, 2, 1, 0.5, ... and -8, -4, ... on the other side.
  for (const side of [1, -1]) {
    await check({ A: [[1]], start: [8 * side], eta: 0.5, tolerance: 0.75, maxSteps: 20, steps: 4 });
  }
  // After four steps both components are 0.5 and the length is 0.71: above 0.6 though each component is below,
  // and below 0.8 though the sum of the components is above.
  for (const start of [
    [8, 8],
    [-8, 8],
    [-8, -8],
  ]) {
    for (const [tolerance, steps] of [
      [0.6, 5],
      [0.8, 4],
    ]) {
      await check({
        A: [
          [1, 0],
          [0, 1],
        ],
        start,
        eta: 0.5,
        tolerance,
        maxSteps: 20,
        steps,
      });
    }
  }
});

test('takes no step from a minimum and no step too many', async () => {
  await check({
    A: [
      [1, 0],
      [0, 1],
    ],
    start: [0, 0],
    eta: 0.5,
    tolerance: 0,
    maxSteps: 5,
    steps: 0,
  });
  await check({
    A: [
      [1, 0],
      [0, 1],
    ],
    start: [1, 1],
    eta: 0.5,
    tolerance: 0,
    maxSteps: 0,
    steps: 0,
  });
  await check({
    A: [
      [2, 0],
      [0, 1],
    ],
    start: [3, 4],
    eta: 0.25,
    tolerance: 1e-9,
    maxSteps: 1,
    steps: 1,
  });
});
