import { agrees, answer, fail, requireAgreement, requireVector, seeded, show } from 'optlab-grading';

type Arguments = [slope: number, curvature: number, c1: number, c2: number];

const acceptedSteps = answer<Arguments>('acceptedSteps');

/** Whether a step along the parabola meets both conditions, by the values and slopes themselves. */
function meets([slope, k, c1, c2]: Arguments, a: number): boolean {
  const fall = slope * a + (k * a * a) / 2;
  return fall <= c1 * a * slope && Math.abs(slope + k * a) <= -c2 * slope;
}

/** Where a condition that holds between two steps changes on the way to an outer one. */
function edge(given: Arguments, inside: number, outside: number): number {
  let [yes, no] = [inside, outside];
  for (let k = 0; k < 100; k++) {
    const middle = (yes + no) / 2;
    if (meets(given, middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** The interval, found by trying steps; undefined if none of many passes. */
function measured(given: Arguments): [number, number] | undefined {
  const [slope, k] = given;
  const far = (3 * -slope) / Math.abs(k);
  const grid = Array.from({ length: 3000 }, (_, i) => ((i + 1) / 3000) * far);
  const inside = grid.find((a) => meets(given, a));
  return inside === undefined ? undefined : [edge(given, inside, 0), edge(given, inside, 2 * far)];
}

function mistakes([slope, k, c1, c2]: Arguments): { gives: unknown; hint: string }[] {
  const bottom = -slope / k;
  const of = (low: number, high: number) => [low * bottom, high * bottom];
  const high = Math.min(2 * (1 - c1), 1 + c2);
  return [
    {
      gives: of(1 - c2, 2 * (1 - c1)),
      hint: 'These are the steps of the lesson; in the strong form, may the slope be steep the other way?',
    },
    {
      gives: of(1 - c2, 1 + c2),
      hint: 'The slope is flat enough there; does Armijo’s condition hold as well?',
    },
    { gives: of(1 - c1, Math.min(2 * (1 - c2), 1 + c1)), hint: 'Which constant belongs to which condition?' },
    { gives: of(0, high), hint: 'The slope at very short steps is as steep as at 0.' },
    {
      gives: of(1 - c2, Math.min(1 - c1, 1 + c2)),
      hint: 'Armijo’s line and the parabola meet twice as far out.',
    },
    { gives: [-(1 - c2) * bottom, -high * bottom], hint: 'The slope is negative, and steps are positive.' },
    { gives: [(1 - c2) * -slope, high * -slope], hint: 'How far away is the bottom of a narrow parabola?' },
    { gives: of(c2, high), hint: 'The slope may keep the share c2 of its steepness; how much must it lose?' },
  ];
}

async function check(given: Arguments): Promise<void> {
  const [slope, k, c1, c2] = given;
  const input = `For the slope ${show(slope)}, curvature ${show(k)}, c1 = ${show(c1)} and c2 = ${show(c2)}`;
  const expected = measured(given);
  const { value } = await acceptedSteps(...given);
  if (!expected) {
    if (value === null) return;
    const why =
      value === undefined
        ? 'Does every way through the function return something?'
        : k <= 0
          ? 'Does the slope lose steepness where the line bends down, or not at all?'
          : 'Is the shortest step that is flat enough still below Armijo’s line?';
    fail(
      `${input}, no step meets both conditions, and null is expected, but the answer gave ${show(value)}.\n${why}`,
    );
  }
  if (value === null)
    fail(`${input}, the answer gave null, but the step ${show(expected[1])} meets both conditions.`);
  const got = requireVector(value, 2, 'The interval');
  const near = got.every((end, i) => agrees(end / expected[i], 1, 1e-6));
  if (near) return;
  const known = mistakes(given).find(({ gives }) =>
    (gives as number[]).every((end, i) => agrees(got[i] / (end || 1), end ? 1 : 0, 1e-6)),
  );
  requireAgreement({
    got,
    expected,
    input,
    tolerance: 1e-12,
    mistakes: known ? [{ gives: got, hint: known.hint }] : [],
  });
}

test('gives the intervals computed by hand', async () => {
  // Shortest (1 - c2) 4/2 = 1 and longest min(2 (1 - c1), 1 + c2) 4/2 = 3.
  await check([-4, 2, 0.1, 0.5]);
  await check([-1, 1, 0.25, 0.75]);
});

test('lets the stricter condition decide each end', async () => {
  await check([-3, 0.5, 0.4, 0.9]);
  await check([-0.02, 7, 0.0001, 0.1]);
  const draw = seeded(31);
  for (let k = 0; k < 8; k++) {
    const c2 = 0.1 + 0.8 * draw();
    await check([-(10 ** (4 * draw() - 2)), 10 ** (4 * draw() - 2), 0.95 * c2 * draw() + 0.001, c2]);
  }
});

test('says where no step is left', async () => {
  await check([-1, 2, 0.95, 0.2]);
  await check([-5, 0.1, 0.9, 0.7]);
  await check([-1, 2, 0.6, 0.5]);
  await check([-1, -2, 0.1, 0.9]);
  await check([-3, -0.01, 0.01, 0.5]);
  const { value } = await acceptedSteps(-2, 0, 0.1, 0.9);
  if (value !== null) {
    fail(
      `Along a straight line of slope -2 the slope never changes, and null is expected, but the answer gave ${show(value)}.`,
    );
  }
});
