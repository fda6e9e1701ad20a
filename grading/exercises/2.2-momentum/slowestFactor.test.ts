import { answer, requireAgreement, requireUnchanged, seeded, show } from 'optlab-grading';

type Arguments = [curvatures: number[], eta: number, beta: number];

const slowestFactor = answer<Arguments>('slowestFactor');

/** The larger absolute value of the roots of z^2 - T z + b, by completing the square. */
function radius(x: number, b: number): number {
  const half = (1 + b - x) / 2;
  const under = half * half - b;
  return under < 0 ? Math.hypot(half, Math.sqrt(-under)) : Math.abs(half) + Math.sqrt(under);
}

/** The same for the roots of z^2 - (1 + b)(1 - x) z + b (1 - x). */
function nesterovRadius(x: number, b: number): number {
  const half = ((1 + b) * (1 - x)) / 2;
  const under = half * half - b * (1 - x);
  return under < 0 ? Math.hypot(half, Math.sqrt(-under)) : Math.abs(half) + Math.sqrt(under);
}

const factors = ([curvatures, eta, beta]: Arguments) => curvatures.map((c) => radius(eta * c, beta));

function mistakes(given: Arguments): { gives: number; hint: string }[] {
  const [curvatures, eta, beta] = given;
  const all = factors(given);
  const worst = (of: (x: number) => number) => Math.max(...curvatures.map((c) => of(eta * c)));
  const half = (x: number) => (1 + beta - x) / 2;
  const under = (x: number) => half(x) ** 2 - beta;
  const root = (x: number) => Math.sqrt(Math.max(0, under(x)));
  return [
    {
      gives: Number.NaN,
      hint: 'Is the root of a negative number taken where the two roots are complex?',
    },
    {
      gives: worst((x) => (under(x) < 0 ? beta : radius(x, beta))),
      hint: 'In the band, beta is the product of both roots; asked is the absolute value of one.',
    },
    {
      gives: worst((x) => (Math.abs(half(x)) < beta ? Math.sqrt(beta) : Math.abs(half(x)) + root(x))),
      hint: 'The roots are complex where the size of T is below 2 sqrt(beta), not only below 2 beta.',
    },
    {
      gives: worst((x) => (under(x) < 0 ? Math.abs(half(x)) : radius(x, beta))),
      hint: 'A complex root has an imaginary part, too.',
    },
    {
      gives: all[curvatures.indexOf(Math.min(...curvatures))],
      hint: 'This is the flattest direction; here it is not the slowest. What does the steepest do?',
    },
    {
      gives: all[curvatures.indexOf(Math.max(...curvatures))],
      hint: 'This is the steepest direction; here it is not the slowest. What does the flattest do?',
    },
    {
      gives: Math.min(...all),
      hint: 'This is the factor of the fastest direction; the slowest one decides.',
    },
    {
      gives: worst((x) => (under(x) < 0 ? Math.sqrt(beta) : half(x) + root(x))),
      hint: 'For a negative sum T the other root is the one with the larger absolute value.',
    },
    { gives: worst((x) => Math.abs(1 - x)), hint: 'This is the factor of a descent without momentum.' },
    {
      gives: Math.sqrt(beta),
      hint: 'The square root of beta is the factor of the directions in the band only.',
    },
    {
      gives: worst((x) => nesterovRadius(x, beta)),
      hint: 'This is the factor of Nesterov’s method; asked is that of the heavy ball.',
    },
  ];
}

async function check(given: Arguments, expected = Math.max(...factors(given))): Promise<void> {
  const { value, args } = await slowestFactor([...given[0]], given[1], given[2]);
  const [curvatures, eta, beta] = given;
  const known = mistakes(given).filter(({ gives }) => Number.isNaN(gives) === Number.isNaN(value));
  requireAgreement({
    // NaN agrees with nothing, itself included.
    got: Number.isNaN(value) ? 'NaN' : value,
    expected,
    input: `For curvatures ${show(curvatures)}, eta ${show(eta)} and beta ${show(beta)}`,
    mistakes: known.map(({ gives, hint }) => ({ gives: Number.isNaN(gives) ? 'NaN' : gives, hint })),
    tolerance: 1e-7,
  });
  requireUnchanged(given, args, ['curvatures', 'eta', 'beta']);
}

test('gives the factors computed by hand for one direction', async () => {
  // A complex pair (1 +- i)/2, and two real roots 1/2 and 1/8 with the sum 5/8 and the product 1/16.
  await check([[1], 1, 0.5], Math.SQRT1_2);
  await check([[7 / 16], 1, 1 / 16], 0.5);
  await check([[2], 0.5, 0.25], 0.5);
  // Just inside of the band, which begins at 0.04.
  await check([[0.05], 1, 0.64], 0.8);
});

test('lets the slowest direction decide', async () => {
  await check([[0.01, 2.4, 0.3], 1, 0.25]);
  await check([[1, 6, 2.5], 0.5, 0.25]);
  const uniform = seeded(22);
  for (let k = 0; k < 12; k++) {
    const curvatures = Array.from({ length: 2 + (k % 4) }, () => 10 ** (3 * uniform() - 2));
    await check([curvatures, (3.5 * uniform()) / Math.max(...curvatures), 0.05 + 0.9 * uniform()]);
  }
});

test('says what real roots do on both sides of the band', async () => {
  await check([[3.9], 1, 0.81]);
  await check([[3], 1, 0.25]);
  await check([[0.001, 3.26, 1], 1, 0.64]);
  await check([[5, 0.1], 1, 0.5]);
});
