import { answer, fail, show } from 'optlab-grading';

const judge = answer<[]>('judge');

async function verdict(name: string): Promise<unknown> {
  const { value } = await judge();
  if (typeof value !== 'object' || value === null || !(name in value)) {
    fail(`The answer must be an object { A, B, C, D, E }, but it is ${show(value)}.`);
  }
  return (value as Record<string, unknown>)[name];
}

/** The values that are to refute a false statement. */
async function refutation(name: string, length?: number): Promise<unknown[]> {
  const given = await verdict(name);
  const told =
    name === 'B'
      ? ' What happens halfway between two whole numbers?'
      : name === 'D'
        ? ' What if the batches have different sizes?'
        : '';
  if (given === null) fail(`The statement ${name} is not true: give values that refute it.${told}`);
  if (!Array.isArray(given) || (length !== undefined && given.length !== length)) {
    fail(`The values for ${name} must be a list as the notebook says, but they are ${show(given)}.`);
  }
  return given;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isVector = (value: unknown): value is number[] => Array.isArray(value) && value.every(isNumber);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('leaves the true statements alone', async () => {
  for (const name of ['A', 'C']) {
    const given = await verdict(name);
    if (given === null) continue;
    if (!Array.isArray(given)) {
      fail(
        `The answer for ${name} is ${show(given)}, but it must be null or a list of values that refute it.`,
      );
    }
    fail(
      `The answer refutes statement ${name} with ${show(given)}, but the statement is true: compute both sides there.`,
    );
  }
});

test('refutes the claim about rounding', async () => {
  const [x] = await refutation('B', 1);
  if (!isNumber(x)) fail(`The value for B must be a finite number, but it is ${show(x)}.`);
  if (Math.round(-x) + Math.round(x) === 0) {
    fail(
      `At x = ${show(x)} both sides are ${show(Math.round(-x))}. What happens halfway between two whole numbers?`,
    );
  }
});

test('refutes the claim about means of batches', async () => {
  const batches = await refutation('D');
  if (batches.length === 0 || !batches.every(isVector)) {
    fail(`The batches must be lists of finite numbers, but they are ${show(batches)}.`);
  }
  if (batches.some((batch) => batch.length === 0)) fail('An empty batch has no mean.');
  const [ofMeans, ofAll] = [mean(batches.map(mean)), mean(batches.flat())];
  if (Math.abs(ofMeans - ofAll) > 1e-9 * Math.max(1, Math.abs(ofAll))) return;
  const alike = new Set(batches.map(({ length }) => length)).size === 1;
  fail(
    `For the batches ${show(batches)} both means are ${show(ofAll)}. ${alike ? 'What if the batches have different sizes?' : 'What if the means of the batches differ?'}`,
  );
});

test('refutes the claim about clipping', async () => {
  const [g, c] = await refutation('E', 2);
  if (!isVector(g) || !isNumber(c) || c <= 0) {
    fail(`For E a gradient and a positive c are wanted, but the values are ${show([g, c])}.`);
  }
  const clipped = g.map((value) => Math.max(-c, Math.min(c, value)));
  const [product, a, b] = [
    g.reduce((sum, value, i) => sum + value * clipped[i], 0),
    Math.hypot(...g),
    Math.hypot(...clipped),
  ];
  if (product < a * b * (1 - 1e-9)) return;
  fail(
    `For g = ${show(g)} and c = ${show(c)}, the clipped gradient ${show(clipped)} has the same direction.`,
  );
});
