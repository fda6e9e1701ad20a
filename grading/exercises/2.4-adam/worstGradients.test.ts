import { answer, fail, requireVector, show } from 'optlab-grading';

const worstGradients = answer<[b1: number, b2: number, t: number]>('worstGradients');

/** The length of Adam's last step, eta = 1 and eps = 0, by its own recursion; gradients are brought to size 1 first. */
function lastStep(gradients: number[], b1: number, b2: number): number {
  const size = Math.max(...gradients.map(Math.abs));
  let [m, v] = [0, 0];
  for (const g of gradients) {
    m = b1 * m + (1 - b1) * (g / size);
    v = b2 * v + (1 - b2) * (g / size) ** 2;
  }
  const t = gradients.length;
  return Math.abs(m / (1 - b1 ** t)) / Math.sqrt(v / (1 - b2 ** t));
}

/** The longest that it can be: the root of the sum of w_i^2, by adding up and not by the series' formula. */
function longest(b1: number, b2: number, t: number): number {
  let squares = 0;
  for (let k = 0; k < t; k++) squares += (b1 ** 2 / b2) ** k;
  return (((1 - b1) / Math.sqrt(1 - b2)) * Math.sqrt(squares) * Math.sqrt(1 - b2 ** t)) / (1 - b1 ** t);
}

async function check(b1: number, b2: number, t: number): Promise<void> {
  const { value } = await worstGradients(b1, b2, t);
  const input = `For b1 = ${show(b1)}, b2 = ${show(b2)} and t = ${t}`;
  const gradients = requireVector(value, t, `${input}, the list of gradients`);
  if (gradients.every((g) => g === 0)) fail(`${input}, all gradients are 0, and Adam's step is 0/0.`);
  const got = lastStep(gradients, b1, b2);
  const best = longest(b1, b2, t);
  if (got >= best * (1 - 1e-6)) return;
  const reversed = lastStep([...gradients].reverse(), b1, b2);
  const hint =
    reversed >= best * (1 - 1e-6)
      ? '\nThe same gradients in the opposite order would do: which one comes last?'
      : '';
  fail(
    `${input}, your gradients ${show(gradients)} make the last step ${show(got)} long, in units of eta; there are some that make it ${show(best)}.${hint}`,
  );
}

test('makes the last step as long as the usual factors allow', async () => {
  for (const t of [1, 2, 5, 60]) await check(0.9, 0.999, t);
});

test('does so for other factors too', async () => {
  for (const [b1, b2] of [
    [0.5, 0.9],
    [0.9, 0.95],
    [0.8, 0.7],
    [0, 0.99],
    [0.6, 0.6],
  ]) {
    for (const t of [2, 9, 30]) await check(b1, b2, t);
  }
});

test('stays finite for long sequences', async () => {
  await check(0.9, 0.999, 9000);
  await check(0.5, 0.999, 2000);
});
