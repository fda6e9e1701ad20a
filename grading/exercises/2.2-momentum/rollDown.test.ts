import { agrees, answer, fail, requireAgreement, requirePath, requireUnchanged, show } from 'optlab-grading';

type Vector = number[];
type Arguments = [
  grad: (theta: Vector) => Vector,
  start: Vector,
  eta: number,
  beta: number,
  steps: number,
  ahead: boolean,
];

const rollDown = answer<Arguments>('rollDown');

interface Case {
  A: Vector[];
  start: Vector;
  eta: number;
  beta: number;
  steps: number;
  ahead: boolean;
}

const product = (A: Vector[], theta: Vector): Vector =>
  A.map((row) => row.reduce((sum, a, j) => sum + a * theta[j], 0));

/** The path without a velocity: from the last two points, along the line through them. */
function points(roll: Case, reach = roll.ahead ? 1 : 0, sum = 1): Vector[] {
  const { A, start, eta, beta, steps } = roll;
  const path = [start];
  let before = start;
  for (let k = 0; k < steps; k++) {
    const now = path[k];
    const kept = now.map((value, i) => beta * (value - before[i]));
    const g = product(
      A,
      now.map((value, i) => value + reach * kept[i]),
    );
    path.push(now.map((value, i) => value + kept[i] - sum * eta * g[i]));
    before = now;
  }
  return path;
}

/** The places to which the kept share of the velocity is about to carry the ball. */
function pointsAhead(roll: Case): Vector[] {
  return points(roll).map((now, k, path) =>
    now.map((value, i) => value + roll.beta * (value - path[Math.max(0, k - 1)][i])),
  );
}

/** What comes out when each parameter sees the others already moved. */
function halfMoved({ A, start, eta, beta, steps, ahead }: Case): Vector[] {
  const path = [start];
  let before = start;
  for (let k = 0; k < steps; k++) {
    const theta = [...path[k]];
    const kept = theta.map((value, i) => beta * (value - before[i]));
    before = path[k];
    for (let i = 0; i < theta.length; i++) {
      const place = theta.map((value, j) => value + (ahead ? kept[j] : 0));
      theta[i] += kept[i] - eta * product(A, place)[i];
    }
    path.push(theta);
  }
  return path;
}

function mistakes(roll: Case) {
  const { beta, ahead } = roll;
  return [
    {
      gives: points({ ...roll, beta: 0 }),
      hint: 'This is plain gradient descent: what is left of the velocity in the next step?',
    },
    {
      gives: points(roll, undefined, 1 - beta),
      hint: 'This velocity is an average of the gradients; asked is v <- beta v + g.',
    },
    {
      gives: halfMoved(roll),
      hint: 'One parameter sees the others already moved; one step has one gradient.',
    },
    ...(ahead
      ? [
          { gives: points(roll, 0), hint: 'The gradient is taken where the ball is, not ahead of it.' },
          {
            gives: points(roll, 1 / beta),
            hint: 'The look ahead goes too far: how much of the velocity is kept, and how much does the next step keep of it?',
          },
          {
            gives: points(roll, -1),
            hint: 'The look ahead goes the other way: which way does the ball roll?',
          },
          {
            gives: points(roll, 1 / roll.eta),
            hint: 'The look ahead forgets eta: the ball moves by eta times the velocity.',
          },
          {
            gives: pointsAhead(roll),
            hint: 'These are the points at which the gradient is taken; asked is where the ball is.',
          },
        ]
      : []),
  ];
}

async function check(roll: Case): Promise<void> {
  const { A, start, eta, beta, steps, ahead } = roll;
  const given: Arguments = [
    (theta) => {
      if (!Array.isArray(theta) || theta.length !== start.length) {
        throw new TypeError(
          `grad takes a point of ${start.length} numbers and was called with ${show(theta)}`,
        );
      }
      return product(A, theta);
    },
    start,
    eta,
    beta,
    steps,
    ahead,
  ];
  const { value, args } = await rollDown(...given);
  requireUnchanged(given, args, ['grad', 'start', 'eta', 'beta', 'steps', 'ahead']);
  const input = `For the gradient A theta with A = ${show(A)}, start ${show(start)}, eta ${show(eta)}, beta ${show(beta)}, ${steps} steps, ahead ${ahead}`;
  const path = requirePath(value, start.length);
  const last = path[path.length - 1];
  if (path.length > 1 && !agrees(last, start) && path.every((point) => agrees(point, last, 0))) {
    fail(
      `${input}, all ${path.length} points of the path are ${show(path[0])}.\nIs each point an array of its own, or is it one array that goes on changing?`,
    );
  }
  const expected = points(roll);
  if (path.length > 1 && steps > 0 && agrees(path[1], start)) {
    fail(
      `${input}, the first step goes nowhere; it should lead to ${show(expected[1])}.\nWhich velocity does the step use, the one from before the gradient was added or the one from after?`,
    );
  }
  requireAgreement({ got: path, expected, input, mistakes: mistakes(roll) });
}

test('keeps every point of the path', async () => {
  const eye = [
    [1, 0],
    [0, 2],
  ];
  await check({ A: eye, start: [4, 2], eta: 0.25, beta: 0.5, steps: 1, ahead: false });
  await check({ A: eye, start: [4, 2], eta: 0.25, beta: 0.5, steps: 0, ahead: true });
});

test('carries the velocity from step to step', async () => {
  await check({ A: [[1]], start: [8], eta: 0.5, beta: 0.5, steps: 3, ahead: false });
  await check({ A: [[3]], start: [-2], eta: 0.25, beta: 0.9, steps: 20, ahead: false });
});

test('moves all parameters by one and the same gradient', async () => {
  const A = [
    [4, 1, 0.5],
    [1, 3, 0.25],
    [0.5, 0.25, 2],
  ];
  await check({ A, start: [1, 2, 3], eta: 0.125, beta: 0.75, steps: 6, ahead: false });
});

test('looks ahead where it is asked to', async () => {
  await check({ A: [[3]], start: [8], eta: 0.25, beta: 0.5, steps: 3, ahead: true });
  await check({ A: [[3]], start: [-2], eta: 0.25, beta: 0.9, steps: 12, ahead: true });
});
