import { agrees, answer, fail, requireAgreement, requireUnchanged, show } from 'optlab-grading';

interface Plan {
  eta: number;
  beta: number;
  rate: number;
  steps: number;
}

const planMomentum = answer<[curvatures: number[], factor: number]>('planMomentum');

/** The spectral radius of the slowest direction: the largest absolute value of any root. */
function slowest(curvatures: number[], eta: number, beta: number): number {
  const radii = curvatures.map((c) => {
    const half = (1 + beta - eta * c) / 2;
    const under = half * half - beta;
    return under < 0 ? Math.sqrt(beta) : Math.abs(half) + Math.sqrt(under);
  });
  return Math.max(...radii);
}

const extremes = (curvatures: number[]) => [Math.max(...curvatures), Math.min(...curvatures)];

/** The smallest radius of all pairs: at the radius r, a band must reach from (1-r)^2 to (1+r)^2. */
function smallestRadius(curvatures: number[]): number {
  const [L, mu] = extremes(curvatures);
  let [low, high] = [0, 1];
  for (let k = 0; k < 200; k++) {
    const r = (low + high) / 2;
    if (((1 + r) / (1 - r)) ** 2 < L / mu) low = r;
    else high = r;
  }
  return high;
}

/** Distances of a ball that is rolled from rest, along every direction, as shares of the first. */
function shares(curvatures: number[], steps: number): number[] {
  const rate = smallestRadius(curvatures);
  const eta = (1 + rate) ** 2 / Math.max(...curvatures);
  const errors = curvatures.map(() => 1);
  const moves = curvatures.map(() => 0);
  return Array.from({ length: steps + 1 }, (_, t) => {
    if (t > 0) {
      curvatures.forEach((c, i) => {
        moves[i] = rate ** 2 * moves[i] - eta * c * errors[i];
        errors[i] += moves[i];
      });
    }
    return Math.max(...errors.map(Math.abs));
  });
}

/** The step after the last one at which the ball is not near. */
function measuredSteps(curvatures: number[], factor: number): number {
  // At factor 1 the distance of the start itself is near enough; 1e-9 is for rounding.
  const far = shares(curvatures, 2000).map((share) => share > (1 + 1e-9) / factor);
  return far.lastIndexOf(true) + 1;
}

const bowls = [
  [1, 3],
  [10, 1],
  [2, 50, 7],
  [0.3, 0.02, 0.1, 0.25],
  [400, 1, 20, 20, 3],
];

async function plan(curvatures: number[], factor: number): Promise<Plan> {
  const { value, args } = await planMomentum([...curvatures], factor);
  requireUnchanged([curvatures, factor], args, ['curvatures', 'factor']);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail(`The plan must be an object { eta, beta, rate, steps }, but it is ${show(value)}.`);
  }
  for (const name of ['eta', 'beta', 'rate', 'steps'] as const) {
    const part = (value as Record<string, unknown>)[name];
    if (typeof part === 'number' && Number.isFinite(part)) continue;
    fail(
      `For curvatures ${show(curvatures)} and factor ${show(factor)}, ${name} must be a finite number, but it is ${show(part)}.`,
    );
  }
  return value as Plan;
}

test('chooses the pair that no other one beats', async () => {
  for (const curvatures of bowls) {
    const { eta, beta } = await plan(curvatures, 10);
    const [L, mu] = extremes(curvatures);
    const rate = smallestRadius(curvatures);
    // At a double root the radius goes with the root of a change: the pair itself is compared.
    if (agrees(eta * L, (1 + rate) ** 2, 1e-6) && agrees(beta, rate ** 2, 1e-6)) continue;
    const hint = [
      [agrees(eta * L, 1, 1e-6), 'This learning rate is the one of Nesterov’s method.'],
      [agrees(eta / (2 / (L + mu)), 1, 1e-6), 'This learning rate is the best one without momentum.'],
      [agrees(beta, rate, 1e-6), 'The square root of beta is the radius in the band.'],
    ].find(([recognised]) => recognised);
    fail(
      `For curvatures ${show(curvatures)}, the answer's eta = ${show(eta)} and beta = ${show(beta)} have the radius ${show(slowest(curvatures, eta, beta))}; some other pair has ${show(rate)}.${hint ? `\n${hint[1]}` : ''}`,
    );
  }
});

test('predicts the factor of a step far out', async () => {
  for (const curvatures of bowls) {
    const { rate } = await plan(curvatures, 10);
    const [L, mu] = extremes(curvatures);
    const expected = smallestRadius(curvatures);
    requireAgreement({
      got: rate,
      expected,
      input: `For curvatures ${show(curvatures)} and the best pair`,
      tolerance: 1e-6,
      mistakes: [
        { gives: (L - mu) / (L + mu), hint: 'This is the factor of the best descent without momentum.' },
        { gives: expected ** 2, hint: 'This is the momentum; its square root is the radius.' },
        { gives: -expected, hint: 'The curvatures come in any order.' },
      ],
    });
  }
});

test('predicts from which step on the ball stays near', async () => {
  for (const curvatures of bowls) {
    for (const factor of [1e6, 1000, 7]) {
      const { steps } = await plan(curvatures, factor);
      const rate = smallestRadius(curvatures);
      const expected = measuredSteps(curvatures, factor);
      const flat = shares([Math.min(...curvatures), Math.max(...curvatures)], 2000).map(
        (_, t) => (1 + (1 - rate) * t) * rate ** t,
      );
      requireAgreement({
        got: steps,
        expected,
        input: `For curvatures ${show(curvatures)}, from the worst start at rest, until the distance stays at most 1/${factor} of what it was`,
        mistakes: [
          {
            gives: Math.ceil(Math.log(factor) / -Math.log(rate)),
            hint: 'At the best pair both ends are at critical damping: the power of the rate is not all.',
          },
          {
            gives: flat.findIndex((share) => share <= 1 / factor),
            hint: 'This is true along the flattest direction. What does the steepest do in its first step?',
          },
          {
            gives: measuredSteps(curvatures, Math.sqrt(factor)),
            hint: 'This is true of the loss, which goes with the square; asked is the distance.',
          },
          { gives: expected - 1, hint: 'One step fewer does not suffice.' },
          { gives: expected + 1, hint: 'One step fewer suffices.' },
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
    [[1, 9], 1, measuredSteps([1, 9], 1)],
    [[1, 100], 1, measuredSteps([1, 100], 1)],
  ] as const) {
    const got = await plan([...curvatures], factor);
    const input = `For curvatures ${show(curvatures)} and factor ${factor}`;
    requireAgreement({
      got: got.rate,
      expected: smallestRadius([...curvatures]),
      input: `${input}, rate`,
      tolerance: 1e-6,
    });
    requireAgreement({
      got: got.steps,
      expected: steps,
      input: `${input}, steps`,
      mistakes: [
        { gives: steps > 0 ? 0 : undefined, hint: 'The ball is near at the start, but it leaves again.' },
        { gives: steps - 1, hint: 'One step fewer does not suffice.' },
      ],
    });
  }
});
