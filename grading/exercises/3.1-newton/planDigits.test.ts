import { answer, fail, requireAgreement, show } from 'optlab-grading';

type Arguments = [error: number, C: number, factor: number, digits: number];

const planDigits = answer<Arguments>('planDigits');

/** Walks the recursion on logarithms, so that no power underflows. */
function newtonSteps([error, C, , digits]: Arguments): number {
  const scaled = Math.log10(C * error);
  const goal = Math.log10(C) - digits;
  let [log, steps] = [scaled, 0];
  while (log > goal + 1e-9) {
    if (scaled >= 0) return Number.POSITIVE_INFINITY;
    log *= 2;
    steps++;
  }
  return steps;
}

function descentSteps([error, , factor, digits]: Arguments): number {
  let [log, steps] = [Math.log10(error), 0];
  while (log > -digits + 1e-9) {
    log += Math.log10(factor);
    steps++;
  }
  return steps;
}

async function plan(given: Arguments): Promise<Record<'newton' | 'descent', number>> {
  const { value } = await planDigits(...given);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail(`The plan must be an object { newton, descent }, but it is ${show(value)}.`);
  }
  for (const name of ['newton', 'descent'] as const) {
    const part = (value as Record<string, unknown>)[name];
    if (typeof part !== 'number') fail(`${name} must be a number, but it is ${show(part)}.`);
  }
  return value as Record<'newton' | 'descent', number>;
}

const inWords = ([error, C, factor, digits]: Arguments) =>
  `For the error ${show(error)}, C = ${show(C)}, the factor ${show(factor)} and ${show(digits)} digits`;

async function checkNewton(given: Arguments): Promise<void> {
  const [error, C, factor, digits] = given;
  const { newton } = await plan(given);
  const expected = newtonSteps(given);
  requireAgreement({
    got: Number.isNaN(newton) ? 'NaN' : newton,
    expected,
    input: `${inWords(given)}, newton`,
    mistakes: [
      ...(expected === 0
        ? [{ gives: newton, hint: 'The error is small enough at the start: nothing is left to do.' }]
        : []),
      ...(newton === Infinity && digits > 300
        ? [{ gives: newton, hint: 'The error does shrink. Is 10^-digits still a number above 0?' }]
        : []),
      ...(newton === Infinity && error >= 1
        ? [
            {
              gives: newton,
              hint: 'An error of 1 or more may shrink, too: is C in it? Compare C e with 1, not e.',
            },
          ]
        : []),
      { gives: 'NaN', hint: 'Is a logarithm of a logarithm taken where the error does not shrink?' },
      {
        gives: newtonSteps([error, 1, factor, digits]),
        hint: 'The new error is C times the square; is C in it?',
      },
      {
        gives: newtonSteps([error, C, factor, digits * Math.log10(Math.E)]),
        hint: 'Digits are counted with logarithms to the base 10.',
      },
      {
        gives: Math.ceil(-digits / Math.log10(C * error)),
        hint: 'The digits double; they do not grow by a constant.',
      },
      { gives: expected - 1, hint: 'One step fewer does not suffice.' },
      { gives: expected + 1, hint: 'One step fewer suffices.' },
      ...(expected === Infinity
        ? [{ gives: newton, hint: 'Does the error shrink at all? Compare C e with 1.' }]
        : []),
    ],
  });
}

async function checkDescent(given: Arguments): Promise<void> {
  const [, , factor, digits] = given;
  const { descent } = await plan(given);
  const expected = descentSteps(given);
  requireAgreement({
    got: descent,
    expected,
    input: `${inWords(given)}, descent`,
    mistakes: [
      ...(descent === Infinity && digits > 300
        ? [{ gives: descent, hint: 'The error does shrink. Is 10^-digits still a number above 0?' }]
        : []),
      { gives: Math.ceil(-digits / Math.log10(factor)), hint: 'From where does the error start?' },
      {
        gives: descentSteps([given[0], 1, factor, digits * Math.log10(Math.E)]),
        hint: 'Digits are counted with logarithms to the base 10.',
      },
      { gives: expected - 1, hint: 'One step fewer does not suffice.' },
      { gives: expected + 1, hint: 'One step fewer suffices.' },
      { gives: -Math.abs(descent), hint: 'The error is small enough at the start: nothing is left to do.' },
    ],
  });
}

const far: Arguments[] = [
  [0.3, 1, 0.99, 15],
  [0.01, 0.3, 0.9, 12],
  [2, 0.4, 0.999, 8],
  [0.02, 40, 0.5, 6],
  [1.9, 0.5, 0.97, 100],
  [0.1, 5, 0.8, 3],
  [0.1, 1, 0.99, 1000],
];

test('predicts the steps of Newton’s method', async () => {
  for (const given of far) await checkNewton(given);
});

test('predicts the steps of descent', async () => {
  for (const given of far) await checkDescent(given);
});

test('knows when nothing is left to do, and when it never arrives', async () => {
  for (const given of [
    [1e-9, 3, 0.9, 6],
    [1e-9, 1e10, 0.9, 6],
    [0.5, 2, 0.9, 6],
    [2, 1, 0.5, 1],
    [0.7, 3, 0.99, 10],
  ] as Arguments[]) {
    await checkNewton(given);
    await checkDescent(given);
  }
});
