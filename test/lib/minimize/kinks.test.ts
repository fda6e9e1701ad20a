import {
  bfgs,
  lineSearchMethod,
  type MinimizeMethod,
  type MinimizeOptions,
  minimize,
  strongWolfe,
} from 'optlab';
import { methodNames } from './every-method';

type F = (x: Float64Array) => number;
type Gradient = (x: Float64Array) => ArrayLike<number>;

const absolutes: F = (x) => x.reduce((sum, xi) => sum + Math.abs(xi), 0);
const weights = [1, 2, 3];
const weighted = (x: Float64Array) => weights.map((weight, i) => weight * Math.abs(x[i]));
const largest: F = (x) => Math.max(...weighted(x));
const ofLargest: Gradient = (x) => {
  const parts = weighted(x);
  const at = parts.indexOf(Math.max(...parts));
  return weights.map((weight, i) => (i === at ? weight * Math.sign(x[i]) : 0));
};
const byGradient = methodNames.filter((name) => name !== 'nelder-mead');

describe.each<[string, F, Gradient, number[]]>([
  ['a sum of |x|', absolutes, (x) => x.map(Math.sign), [3, -0.7, 2.2]],
  ['max(...)', largest, ofLargest, [3, -0.7, 2]],
])('%s', (_, f, grad, x0) => {
  test.each(byGradient)('%s stops where steps no longer count', (method) => {
    const { fun, nfev, njev, status } = minimize(f, x0, { method, grad } as MinimizeOptions);
    expect(fun).toBeLessThan(f(Float64Array.from(x0)));
    expect(nfev + njev).toBeLessThan(6000);
    // With no more than rounding to go, it does not end for want of iterations.
    if (fun < 1e-15) expect(status).not.toBe(1);
  });
});

test.each(['bfgs', 'lbfgs', 'cg', 'newton', 'newton-cg'] as MinimizeMethod[])(
  '%s names the kink, with the slopes to both sides, with and without gradient',
  (method) => {
    const valley: F = ([a, b]) => 3 * Math.abs(a - 1) + (b - 2) ** 2;
    const grad: Gradient = ([a, b]) => [3 * Math.sign(a - 1), 2 * (b - 2)];
    for (const given of [{ grad }, {}]) {
      const { status, message, x } = minimize(valley, [-1.3, 0.4], { method, ...given } as MinimizeOptions);
      if (status === 0) continue;
      expect(status).toBe(2);
      expect(Math.abs(x[0] - 1)).toBeLessThan(1e-6);
      const told = /f has a kink there\. Its slope along coordinate 0 jumps from (\S+) to (\S+),/.exec(
        message,
      );
      expect(Math.abs(Number(told?.[1]) + 3)).toBeLessThan(0.1);
      expect(Math.abs(Number(told?.[2]) - 3)).toBeLessThan(0.1);
    }
  },
);

test('what is smooth is not said to have a kink, however steeply it bends', () => {
  const bends: F = ([a, b]) => 1e6 * a ** 2 + (b - 1) ** 4 + 1e3;
  const grad: Gradient = ([a, b]) => [2e6 * a, 4 * (b - 1) ** 3];
  for (const method of byGradient) {
    const { message } = minimize(bends, [1, 3], { method, grad, gtol: 0 } as MinimizeOptions);
    expect(message).not.toContain('kink there');
  }
});

test('each kind of method says what it was that found no lower point', () => {
  const kink: F = ([a]) => Math.abs(a);
  const grad: Gradient = ([a]) => [Math.sign(a)];
  const messageOf = (options: object) =>
    minimize(kink, [0.7], { grad, ...options } as MinimizeOptions).message;
  expect(messageOf({ method: 'bfgs' })).toMatch(/^The line search found no lower point: f has a kink/);
  expect(messageOf({ method: 'lbfgsb', bounds: [[-2, 2]] })).toMatch(/^The line search found no lower point/);
  expect(messageOf({ method: 'trust-ncg' })).toMatch(
    /^Ten steps in a row have hardly changed x or f: f has a kink/,
  );
  const atKink = minimize(([a]) => 1 + Math.abs(a - 1), [1], {
    method: 'trust-ncg',
    grad: ([a]) => [a < 1 ? -1 : 1],
  });
  expect(atKink.message).toMatch(/^The trust region shrank and held no lower point: f has a kink/);
  expect(atKink.nfev).toBeLessThan(60);
  expect(messageOf({ method: lineSearchMethod(bfgs(), strongWolfe()) })).toMatch(/^The line search found/);
  const nothing = () => ({ iterate: () => ({ stop: 'no-progress' }) });
  expect(messageOf({ method: nothing })).toMatch(/^No lower point was found/);
});
