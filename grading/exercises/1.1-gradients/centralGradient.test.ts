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
type Objective = (x: Vector) => number;

const centralGradient = answer<[f: Objective, x: Vector, h: number]>('centralGradient');

type StepOf = (value: number, j: number, x: Vector, h: number) => number;
const scaled: StepOf = (value, _, __, h) => h * Math.max(1, Math.abs(value));

/** Central differences, with the step that `stepOf` says. */
const differences = (f: Objective, x: Vector, h: number, stepOf: StepOf = scaled): Vector =>
  x.map((value, j) => {
    const step = stepOf(value, j, x, h);
    const at = (by: number) => f(x.map((each, i) => (i === j ? each + by : each)));
    return (at(step) - at(-step)) / (2 * step);
  });

/** The first coordinates stay where they were moved to. */
function leftBehind(f: Objective, x: Vector, h: number): Vector {
  const moving = [...x];
  return x.map((value, j) => {
    const step = scaled(value, j, x, h);
    moving[j] = value + step;
    const up = f(moving);
    moving[j] = value - step;
    return (up - f(moving)) / (2 * step);
  });
}

async function check(name: string, f: Objective, x: Vector, h: number): Promise<void> {
  const guarded = (point: Vector) => {
    if (Array.isArray(point) && point.length === x.length) return f(point);
    throw new TypeError(`f takes a point of ${x.length} numbers, not ${show(point)}`);
  };
  const { value, args } = await centralGradient(guarded, [...x], h);
  if (agrees(args[1], x, 1e-9) && !agrees(args[1], x, 0)) {
    fail(
      `The answer moved x = ${show(x)} and moved it back, and its last digits are others now: (x + step) - step is not always x.\nMake a new point for each value.`,
    );
  }
  requireUnchanged([f, x, h], args, ['f', 'x', 'h']);
  const got = requireVector(value, x.length, 'The gradient', 'any numbers');
  const expected = differences(f, x, h);
  const input = `For ${name}, x = ${show(x)} and h = ${show(h)}`;
  if (got.some(Number.isNaN) && x.includes(0)) {
    fail(
      `${input}, expected ${show(expected)}, but the answer gave ${show(got)}.\nHow long is the step at 0? It must not vanish.`,
    );
  }
  const oneSided = (side: 1 | -1) =>
    x.map((each, j) => {
      const step = side * scaled(each, j, x, h);
      return (f(x.map((v, i) => (i === j ? v + step : v))) - f(x)) / step;
    });
  const together = x.map((each, j) => {
    const step = scaled(each, j, x, h);
    return (f(x.map((v) => v + step)) - f(x.map((v) => v - step))) / (2 * step);
  });
  const fivePoint = differences(f, x, 2 * h).map((twice, j) => (4 * expected[j] - twice) / 3);
  requireAgreement({
    got,
    expected,
    input,
    tolerance: 1e-9,
    mistakes: [
      { gives: oneSided(1), hint: 'Does the difference look to both sides?' },
      { gives: oneSided(-1), hint: 'Does the difference look to both sides?' },
      { gives: expected.map((slope) => 2 * slope), hint: 'How far apart are the two points?' },
      { gives: expected.map((slope) => -slope), hint: 'Look at the sign: which value comes first?' },
      { gives: leftBehind(f, x, h), hint: 'Is a coordinate put back before the next one is moved?' },
      { gives: together, hint: 'A partial derivative moves one coordinate only.' },
      {
        gives: expected.map((slope, j) => (slope * scaled(x[j], j, x, h)) / h),
        hint: 'Divide by the step that was taken, not by another one.',
      },
      {
        gives: differences(f, x, h, (each) => h * Math.max(1, each)),
        hint: 'A coordinate of -8 is as large as one of 8: what is the size of a negative number?',
      },
      {
        gives: differences(f, x, h, (each) => h * (Math.abs(each) || 1)),
        hint: 'A coordinate near 0 gets too short a step: it should be h times the larger of 1 and the size.',
      },
      {
        gives: differences(f, x, h, (each) => h * Math.hypot(1, each)),
        hint: 'The step is h times the larger of 1 and the size, not a mixture of both.',
      },
      {
        gives: differences(f, x, h, (_, __, point) => h * Math.max(1, ...point.map(Math.abs))),
        hint: 'Each coordinate has a step of its own.',
      },
      {
        gives: fivePoint,
        hint: 'That is exact to a higher order, but two values for each coordinate were asked for.',
      },
      {
        gives: differences(f, x, h, () => h),
        hint: 'For large coordinates the step should be larger: scale it with their size.',
      },
      {
        gives: differences(f, x, h, (_, __, point) => h * Math.max(1, Math.abs(point[0]))),
        hint: 'Each coordinate has a step of its own.',
      },
      {
        gives: differences(f, x, h, (each) => h * (1 + Math.abs(each))),
        hint: 'The step is h times the larger of 1 and the size, not their sum.',
      },
    ],
  });
  if (!agrees(got, expected, 1e-9)) fail(`${input}, the answer gave ${show(got)}.`);
}

test('is exact on parabolas', async () => {
  await check('3u^2 - 2u', ([u]) => 3 * u * u - 2 * u, [0.25], 0.5);
  await check('(u - 4)^2', ([u]) => (u - 4) ** 2, [-3], 0.125);
});

test('moves one coordinate at a time', async () => {
  await check('uv + vw + 2uw', ([u, v, w]) => u * v + v * w + 2 * u * w, [0.5, -0.75, 0.25], 0.125);
  // These numbers have no short binary fraction: after a step to and fro they are others.
  await check('uv + vw + 2uw', ([u, v, w]) => u * v + v * w + 2 * u * w, [0.1, -1 / 3, 0.7], 0.3);
  const draw = seeded(11);
  for (let k = 0; k < 5; k++) {
    const x = Array.from({ length: 2 + k }, () => 2 * draw() - 1);
    const f = (point: Vector) =>
      point.reduce((sum, u, i) => sum + u * (i + 1) * point[(i + 1) % point.length], 0);
    await check('a sum of products of neighbours', f, x, 0.25);
  }
});

test('scales the step with each coordinate', async () => {
  const cubes = (x: Vector) => x.reduce((sum, u, i) => sum + (i + 1) * u ** 3, 0);
  await check('u^3', cubes, [3], 0.125);
  await check('the sum of i u^3', cubes, [2, 100, -8, 1], 0.0625);
  await check('the sum of i u^3', cubes, [-20, 0, 2, 0.125], 0.25);
});
