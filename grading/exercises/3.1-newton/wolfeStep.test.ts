import { answer, fail, seeded, show } from 'optlab-grading';

type Arguments = [phi: (a: number) => number, slope: (a: number) => number, c1: number, c2: number];

const wolfeStep = answer<Arguments>('wolfeStep');

interface Line {
  name: string;
  phi(a: number): number;
  slope(a: number): number;
}

/** Calls of phi and slope together that a search may take. */
const calls = 200;

async function check({ name, phi, slope }: Line, c1: number, c2: number): Promise<void> {
  let asked = 0;
  const counted = (of: (a: number) => number) => (a: number) => {
    if (typeof a !== 'number' || !(a >= 0)) throw new RangeError(`a step must be 0 or more, not ${show(a)}`);
    if (++asked > calls) throw new RangeError(`more than ${calls} calls of phi and slope`);
    return of(a);
  };
  const { value } = await wolfeStep(counted(phi), counted(slope), c1, c2);
  const input = `Along ${name} with c1 = ${show(c1)} and c2 = ${show(c2)}`;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    fail(`${input}, the step must be a finite number, but it is ${show(value)}.`);
  }
  if (!(value > 0)) fail(`${input}, the step must be positive, but it is ${show(value)}.`);
  const rounding = 1e-12 * Math.max(1, Math.abs(phi(0)));
  const fall = phi(value) - phi(0);
  const least = c1 * value * slope(0);
  if (fall > least + rounding) {
    fail(
      `${input}, the step ${show(value)} is too long: the value changes by ${show(fall)}, and Armijo’s condition allows no more than ${show(least)}.`,
    );
  }
  if (slope(value) < c2 * slope(0) - 1e-12 * Math.abs(slope(0))) {
    fail(
      `${input}, the step ${show(value)} is too short: the slope there is ${show(slope(value))}, and Wolfe’s condition asks for at least ${show(c2 * slope(0))}.`,
    );
  }
}

const parabola = (s: number, k: number): Line => ({
  name: `the parabola with slope ${show(-s)} and curvature ${show(k)}`,
  phi: (a) => -s * a + (k * a * a) / 2,
  slope: (a) => k * a - s,
});

/** Falls, rises and falls again on the way down a bowl. */
const waves = (height: number, width: number): Line => ({
  name: `a bowl with waves of height ${show(height)}`,
  phi: (a) => (a - 10) ** 2 / 10 + height * Math.cos((2 * Math.PI * a) / width),
  slope: (a) => (a - 10) / 5 - ((2 * Math.PI * height) / width) * Math.sin((2 * Math.PI * a) / width),
});

/** Moré and Thuente's first example: it rises slowly to 0 far out. */
const slowRise: Line = {
  name: '-a/(a^2 + 2)',
  phi: (a) => -a / (a * a + 2),
  slope: (a) => (a * a - 2) / (a * a + 2) ** 2,
};

/** A wall at a = 0.01, and a long plain in front of it. */
const wall: Line = {
  name: 'a line that falls to a = 0.01 and then meets a wall',
  phi: (a) => -a + (a > 0.01 ? 1e6 * (a - 0.01) ** 2 : 0),
  slope: (a) => -1 + (a > 0.01 ? 2e6 * (a - 0.01) : 0),
};

test('finds a step along parabolas of any width', async () => {
  for (const [s, k] of [
    [1, 1],
    [3, 1e-6],
    [1, 1e8],
    [1e-3, 5],
    [1e4, 0.3],
  ]) {
    await check(parabola(s, k), 1e-4, 0.9);
    await check(parabola(s, k), 0.1, 0.2);
  }
});

test('finds a step where the line goes up and down', async () => {
  for (const line of [waves(1, 3), waves(4, 1.7), waves(10, 5), slowRise, wall]) {
    await check(line, 1e-4, 0.9);
    await check(line, 0.01, 0.1);
  }
});

test('meets conditions that leave little room', async () => {
  const draw = seeded(17);
  for (let k = 0; k < 8; k++) {
    const c1 = 0.05 + 0.85 * draw();
    const c2 = c1 + 0.02 * (1 - c1);
    await check(parabola(10 ** (4 * draw() - 2), 10 ** (4 * draw() - 2)), c1, c2);
    await check(waves(2 * draw(), 1 + 3 * draw()), c1, c2);
  }
  await check(slowRise, 0.05, 0.06);
  await check(wall, 0.4, 0.41);
});
