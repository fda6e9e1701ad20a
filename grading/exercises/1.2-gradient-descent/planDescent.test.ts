import { agrees, answer, fail, requireAgreement, requireUnchanged, seeded, show } from 'optlab-grading';

interface Plan {
  eta: number;
  contraction: number;
  steps: number;
}

const planDescent = answer<[curvatures: number[], factor: number]>('planDescent');

const contractionOf = (eta: number, curvatures: number[]) =>
  Math.max(...curvatures.map((c) => Math.abs(1 - eta * c)));

/** The best learning rate by golden-section search over the worst contraction, which has one valley. */
function bestRate(curvatures: number[]): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0, 2 / Math.max(...curvatures)];
  for (let k = 0; k < 200; k++) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (contractionOf(left, curvatures) < contractionOf(right, curvatures)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

/** Steps of a real descent from the worst start until f is at most 1/factor of what it was. */
function measuredSteps(curvatures: number[], factor: number, power = 2): number {
  const eta = bestRate(curvatures);
  const extremes = [Math.max(...curvatures), Math.min(...curvatures)];
  const errors = extremes.map((c) => 1 / Math.sqrt(c));
  const gap = () => extremes.reduce((sum, c, i) => sum + (c * errors[i] ** 2) / 2, 0) ** (power / 2);
  const first = gap();
  let steps = 0;
  for (; gap() > first / factor && steps < 100_000; steps++) {
    extremes.forEach((c, i) => {
      errors[i] *= 1 - eta * c;
    });
  }
  return steps;
}

async function plan(curvatures: number[], factor: number): Promise<Plan> {
  return (await planAndArguments(curvatures, factor)).plan;
}

/** The plan, and the arguments as the answer left them. */
async function planAndArguments(
  curvatures: number[],
  factor: number,
): Promise<{ plan: Plan; args: unknown[] }> {
  const { value, args } = await planDescent([...curvatures], factor);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail(`The plan must be an object { eta, contraction, steps }, but it is ${show(value)}.`);
  }
  for (const name of ['eta', 'contraction', 'steps'] as const) {
    const part = (value as Record<string, unknown>)[name];
    if (typeof part === 'number' && Number.isFinite(part)) continue;
    fail(
      `For curvatures ${show(curvatures)} and factor ${show(factor)}, ${name} must be a finite number, but it is ${show(part)}.`,
    );
  }
  return { plan: value as Plan, args };
}

/** Sorted, unsorted, two and many curvatures, from a mild to a hard bowl. */
const bowls = [[1, 3], [10, 1], [2, 50, 7], [0.3, 0.02, 0.1, 0.25], [400, 1, 20, 20, 3], randomBowl(6, 3)];

function randomBowl(count: number, seed: number): number[] {
  const uniform = seeded(seed);
  return Array.from({ length: count }, () => Math.round(1000 * 10 ** (2 * uniform())) / 1000);
}

test('chooses the learning rate that no other one beats', async () => {
  for (const curvatures of bowls) {
    const {
      plan: { eta },
      args,
    } = await planAndArguments(curvatures, 10);
    requireUnchanged([curvatures, 10], args, ['curvatures', 'factor']);
    const [L, mu] = [Math.max(...curvatures), Math.min(...curvatures)];
    const mean = curvatures.reduce((sum, c) => sum + c, 0) / curvatures.length;
    const best = bestRate(curvatures);
    if (agrees(eta / best, 1, 1e-6)) continue;
    const hint = [
      [
        1 / L,
        'This rate is safe, but it is made for the steepest direction alone; the flattest could go faster.',
      ],
      [2 / L, 'At this rate the steepest direction only jumps from side to side.'],
      [1 / (L + mu), 'This rate is half as large as it may be.'],
      [2 / mean / 2, 'The mean curvature does not decide: the worst direction does.'],
      [
        2 / (curvatures[0] + curvatures[curvatures.length - 1]),
        'The curvatures come in any order, and sort() without a comparison sorts numbers like words.',
      ],
    ].find(([rate]) => agrees(eta / (rate as number), 1, 1e-6));
    fail(
      `For curvatures ${show(curvatures)}, the answer's eta = ${show(eta)} shrinks the worst error by ${show(contractionOf(eta, curvatures))} a step; some other rate ${eta < best ? 'above' : 'below'} it reaches ${show(contractionOf(best, curvatures))}.${hint ? `\n${hint[1]}` : ''}`,
    );
  }
});

test('predicts by how much a step shrinks the distance', async () => {
  for (const curvatures of bowls) {
    const { contraction } = await plan(curvatures, 10);
    const kappa = Math.max(...curvatures) / Math.min(...curvatures);
    const expected = contractionOf(bestRate(curvatures), curvatures);
    const [first, last] = [curvatures[0], curvatures[curvatures.length - 1]];
    requireAgreement({
      got: contraction,
      expected,
      input: `For curvatures ${show(curvatures)} and the best rate`,
      tolerance: 1e-6,
      mistakes: [
        { gives: -expected, hint: 'A distance cannot become negative: is kappa upside down?' },
        {
          gives: Math.abs(first - last) / (first + last),
          hint: 'The curvatures come in any order, and sort() without a comparison sorts numbers like words.',
        },
        { gives: 1 - 1 / kappa, hint: 'This is the contraction at another learning rate, 1/L.' },
        {
          gives: expected ** 2,
          hint: 'This is what happens to f, which goes with the square of the distance.',
        },
        {
          gives: 1 / kappa,
          hint: 'A bowl with a larger kappa is harder, so its contraction is nearer to 1.',
        },
        { gives: 1 - expected, hint: 'This is the share that is lost; asked is the share that remains.' },
      ],
    });
  }
});

test('predicts the number of steps that a descent takes', async () => {
  for (const curvatures of bowls) {
    for (const factor of [1e6, 1000, 7]) {
      const { steps } = await plan(curvatures, factor);
      const measured = measuredSteps(curvatures, factor);
      const contraction = contractionOf(bestRate(curvatures), curvatures);
      const kappa = Math.max(...curvatures) / Math.min(...curvatures);
      requireAgreement({
        got: steps,
        expected: measured,
        input: `For curvatures ${show(curvatures)}, from the worst start, until f is at most 1/${factor} of what it was`,
        mistakes: [
          {
            gives: measuredSteps(curvatures, factor, 1),
            hint: 'After so many steps the distance has shrunk by the factor; asked is f.',
          },
          {
            gives: Math.ceil((kappa / 4) * Math.log(factor)),
            hint: "So many steps are enough, as the lesson's bound says, but they are not the smallest number.",
          },
          {
            gives: Math.ceil(Math.log10(factor) / (-2 * Math.log(contraction))),
            hint: 'Are both logarithms of one kind? Math.log is the natural one, Math.log10 the decimal one.',
          },
          {
            gives: measured - 1,
            hint: 'One step fewer does not suffice: which way is a number of steps rounded?',
          },
          { gives: measured + 1, hint: 'One step fewer suffices.' },
        ],
      });
    }
  }
});

test('holds where the bowl is round and where nothing is left to do', async () => {
  for (const [curvatures, factor, steps] of [
    [[5, 5, 5], 100, 1],
    [[0.25], 2, 1],
    [[5, 5], 1, 0],
    [[1, 9], 1, 0],
  ] as const) {
    const got = await plan([...curvatures], factor);
    const input = `For curvatures ${show(curvatures)} and factor ${factor}`;
    if (steps === 1) requireAgreement({ got: got.contraction, expected: 0, input: `${input}, contraction` });
    requireAgreement({ got: got.steps, expected: steps, input: `${input}, steps` });
  }
});
