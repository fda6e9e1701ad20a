import { answer, fail, seeded, show } from 'optlab-grading';

type Arguments = [noise: number, third: number, fifth: number];

const planFivePoint = answer<Arguments>('planFivePoint');

type Errors = (h: number) => number;

/** Where a sum of two powers of h is least, by golden section on a logarithmic axis. */
function best(error: Errors): { step: number; error: number } {
  let [low, high] = [-60, 25];
  const share = (Math.sqrt(5) - 1) / 2;
  for (let k = 0; k < 120; k++) {
    const [a, b] = [high - share * (high - low), low + share * (high - low)];
    if (error(Math.exp(a)) < error(Math.exp(b))) high = b;
    else low = a;
  }
  const step = Math.exp((low + high) / 2);
  return { step, error: error(step) };
}

const fivePoint =
  (noise: number, fifth: number, weight = 1.5): Errors =>
  (h) =>
    (weight * noise) / h + (fifth * h ** 4) / 30;
const central =
  (noise: number, third: number): Errors =>
  (h) =>
    noise / h + (third * h ** 2) / 6;

const near = (got: number, expected: number) => Math.abs(got / expected - 1) <= 1e-4;

type Plan = { step: number; error: number; gain: number };
type Key = keyof Plan;

async function check(given: Arguments, key: Key): Promise<void> {
  const [noise, third, fifth] = given;
  const { value } = await planFivePoint(...given);
  const plan = value as Plan;
  const input = `For noise ${show(noise)}, third ${show(third)} and fifth ${show(fifth)}`;
  if (typeof plan !== 'object' || plan === null || typeof plan[key] !== 'number') {
    fail(`${input}, the answer must be { step, error, gain } with three numbers, but it is ${show(value)}.`);
  }
  const right = best(fivePoint(noise, fifth));
  const other = best(central(noise, third));
  const expected = { ...right, gain: other.error / right.error };
  if (near(plan[key], expected[key])) return;
  const hints: { when: Partial<Record<Key, number>>; hint: string }[] = [
    ...[1, 1 / 3, 7 / 6, Math.sqrt(130) / 12].map((weight) => {
      const wrong = best(fivePoint(noise, fifth, weight));
      const hint =
        weight > 0.5 && weight !== 1
          ? 'At worst each value is off to the side that hurts: do weights with a minus sign make that smaller, and do errors at worst add up like lengths?'
          : 'How much noise do four values add, with their weights 8, 8, 1 and 1, over twelve steps?';
      return { when: { step: wrong.step, error: wrong.error, gain: other.error / wrong.error }, hint };
    }),
    {
      when: { step: other.step },
      hint: 'That is the best step of central differences; here another power makes another balance.',
    },
    {
      when: { step: ((45 * noise) / fifth) ** 0.2 },
      hint: 'There both errors are equal; is their sum least where they are equal?',
    },
    {
      when: { step: ((11.25 * noise) / fifth) ** 0.25 },
      hint: 'Set the slope of the sum to 0 and solve: which power of h is left?',
    },
    {
      when: { error: (1.5 * noise) / right.step },
      hint: 'Both errors add up, and neither is all of it.',
    },
    {
      when: { error: (fifth * right.step ** 4) / 30 },
      hint: 'Both errors add up, and neither is all of it.',
    },
    {
      when: { step: noise ** 0.2 },
      hint: 'The power is right; the noise of four values and the size of the fifth derivative are missing.',
    },
    {
      when: { error: (1.5 * noise) / right.step + right.step ** 4 / 30 },
      hint: 'Does the size of the fifth derivative appear in the truncation error?',
    },
    {
      when: { gain: best(central(1.5 * noise, third)).error / right.error },
      hint: 'Central differences take two values: how much noise do those make?',
    },
    {
      when: { gain: other.error - right.error },
      hint: 'The gain is a number of times, not a difference.',
    },
    {
      when: { gain: 1 / expected.gain },
      hint: 'The gain is above 1 where the five-point rule is the better one.',
    },
    {
      when: { gain: right.step / other.step },
      hint: 'The gain compares errors, not steps.',
    },
    {
      when: { gain: central(noise, third)(right.step) / right.error },
      hint: 'Central differences may use their best step, not this one: each rule at its own best step.',
    },
  ];
  const known = hints.find(({ when }) => when[key] !== undefined && near(plan[key], when[key] as number));
  fail(
    `${input}, expected the ${key} ${show(expected[key])}, but the answer gave ${show(plan[key])}.${known ? `\n${known.hint}` : ''}`,
  );
}

/** Noises from float64 to minibatches, and derivatives of any size. */
function drawn(): Arguments[] {
  const draw = seeded(5);
  const size = () => 10 ** (4 * draw() - 2);
  return Array.from({ length: 8 }, () => [10 ** (14 * draw() - 16), size(), size()]);
}
const cases: Arguments[] = [[2 ** -53, 1, 1], [2 ** -24, 2, 5], ...drawn()];

test('finds the best step', async () => {
  for (const given of cases) await check(given, 'step');
});

test('predicts the error there', async () => {
  for (const given of cases) await check(given, 'error');
});

test('says what is gained over central differences', async () => {
  for (const given of cases) await check(given, 'gain');
});
