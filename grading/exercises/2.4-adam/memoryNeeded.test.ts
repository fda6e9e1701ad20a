import { agrees, answer, fail, show } from 'optlab-grading';

const memoryNeeded = answer<[C: number]>('memoryNeeded');

/** How far x moves in a round at eta = 1, after so many rounds that the average repeats. */
function round(C: number, b2: number, divisor = Math.sqrt): number {
  let v = 0;
  const move = (g: number) => {
    v = b2 * v + (1 - b2) * g * g;
    return -g / divisor(v);
  };
  const rounds = Math.ceil(40 / (3 * (1 - b2)));
  for (let k = 0; k < rounds; k++) for (const g of [C, -1, -1]) move(g);
  return move(C) + move(-1) + move(-1);
}

/** Bisection on the sign of the measured round. */
function balance(measured: (b2: number) => number): number {
  let [low, high] = [1e-6, 1 - 1e-4];
  for (let k = 0; k < 50; k++) {
    const middle = (low + high) / 2;
    if (measured(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

async function check(C: number): Promise<void> {
  const { value } = await memoryNeeded(C);
  if (typeof value !== 'number' || !(value > 0 && value < 1)) {
    fail(`For C = ${show(C)}, the factor must be a number between 0 and 1, but it is ${show(value)}.`);
  }
  const expected = balance((b2) => round(C, b2));
  if (agrees(value / expected, 1, 1e-6)) return;
  const drift = round(C, Math.min(value, 0.9999));
  const known: [gives: number, hint: string][] = [
    [1 / (1 + C ** 2), "This is the factor of the lesson's example, at which Adam goes up."],
    [balance((b2) => round(C, b2, (v) => v)), 'Adam divides by the root of the average.'],
    [
      balance((b2) => -C / Math.sqrt((1 - b2) * C ** 2) + 1 / Math.sqrt(1 - b2 + b2 * (1 - b2) * C ** 2)),
      'Each of the three steps has an average of its own.',
    ],
    [balance((b2) => firstRound(C, b2)), 'This is for the first round; asked is a late one.'],
    [1 - expected, 'This is one minus the factor.'],
  ];
  const near = agrees(value / expected, 1, 0.01)
    ? 'This is near; asked are at least seven digits.'
    : undefined;
  const hint = known.find(([gives]) => agrees(value / gives, 1, 1e-6))?.[1] ?? near;
  fail(
    `For C = ${show(C)}, at b2 = ${show(value)} a late round moves x by ${show(drift)} times eta; it goes nowhere at ${value < expected ? 'a larger' : 'a smaller'} factor.${hint ? `\n${hint}` : ''}`,
  );
}

/** The very first round, in which the average still remembers its start at zero. */
function firstRound(C: number, b2: number): number {
  let [v, x] = [0, 0];
  for (const g of [C, -1, -1]) {
    v = b2 * v + (1 - b2) * g * g;
    x -= g / Math.sqrt(v);
  }
  return x;
}

test('finds the factor at which a round goes nowhere', async () => {
  for (const C of [3, 5, 10]) await check(C);
});

test('finds it for mild and for extreme problems', async () => {
  for (const C of [2.05, 2.5, 40, 300]) await check(C);
});
