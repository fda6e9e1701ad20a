import { checkRate, type RateClaim, RateError } from 'optlab';

const run = (steps: number, error: (k: number) => number) =>
  Array.from({ length: steps }, (_, k) => error(k));

const iterated = (start: number, steps: number, next: (e: number, before: number) => number) => {
  const errors = [start, start / 2];
  while (errors.length < steps) errors.push(next(errors[errors.length - 1], errors[errors.length - 2]));
  return errors;
};

/** A sequence of each class, with the claim that is right for it. */
const classes: readonly [string, number[], RateClaim][] = [
  ['0.9^k', run(120, (k) => 0.9 ** k), { linear: 0.9 }],
  ['0.5^k', run(60, (k) => 7 * 0.5 ** k), { linear: 0.5 }],
  ['0.99^k', run(800, (k) => 0.99 ** k), { linear: 0.99 }],
  ['k 0.8^k', run(120, (k) => (k + 1) * 0.8 ** k), { linear: 0.8, polynomial: 1 }],
  ['k^2 0.7^k', run(120, (k) => (k + 1) ** 2 * 0.7 ** k), { linear: 0.7, polynomial: 2 }],
  ['1/k', run(300, (k) => 4 / (k + 1)), { sublinear: 1 }],
  ['1/sqrt k', run(300, (k) => 4 / Math.sqrt(k + 1)), { sublinear: 0.5 }],
  ['1/k^2', run(300, (k) => 4 / (k + 1) ** 2), { sublinear: 2 }],
  ['quadratic', iterated(0.5, 8, (e) => 0.7 * e ** 2), { order: 2 }],
  ['cubic', iterated(0.9, 7, (e) => 0.9 * e ** 3), { order: 3 }],
  ['secant', iterated(0.5, 12, (e, before) => 0.8 * e * before), { order: (1 + Math.sqrt(5)) / 2 }],
  ['1/k!', run(18, (k) => run(k, (i) => i + 1).reduce((a, b) => a / b, 1)), { superlinear: true }],
  ['0.9^(k^2)', run(18, (k) => 0.9 ** (k * k)), { superlinear: true }],
];

const superlinear = new Set(['quadratic', 'cubic', 'secant', '1/k!', '0.9^(k^2)']);
/** k^p rho^k is a linear run of factor rho: its last ratios come close to it. */
const alsoTrue = (name: string, claim: RateClaim) =>
  (superlinear.has(name) && typeof claim === 'object' && 'superlinear' in claim) ||
  (name === 'x' && claim === 0);

describe('the table of every class of convergence against every claim', () => {
  const claims = classes.map(([name, , claim]) => [name, claim] as const);
  const cases = classes.flatMap(([name, errors, own]) =>
    claims.map(([of, claim]) => [name, of, errors, claim, of === name || claim === own] as const),
  );
  test.each(cases)('%s claimed to be %s', (name, _, errors, claim, isOwn) => {
    const holds = () => {
      try {
        return checkRate(errors, claim).holds;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    };
    if (isOwn || alsoTrue(name, claim)) expect(holds()).toBe(true);
    else expect(holds()).toEqual(expect.any(String));
  });
});

test('placeholder', () => {
  expect(RateError).toBeDefined();
});
