import type { DirectionFactory } from 'optlab';
import { inner } from '../matrices';
import { at, expectClose, numbers, only } from './support';

type Beta = (d: number[], before: number[], after: number[]) => number;

/** A conjugate gradient direction beside the formula of its paper, over gradients without structure. */
function checkConjugate(make: () => DirectionFactory, beta: Beta, restarts: boolean, size = 1): void {
  const n = 4;
  const direction = make()(only(n, { value: () => 0 }));
  expect(direction.reset?.()).toBe(false);
  const gradient = (k: number) => numbers(n, k).map((each) => size * each * [1, 4, 0.5, 6, 5.5][k % 5]);
  let expected: number[] = [];
  const kinds = new Set<string>();
  for (let k = 0; k < 80; k++) {
    const g = gradient(k);
    const factor = k === 0 ? 0 : beta(expected, gradient(k - 1), g);
    const candidate = g.map((each, i) => -each + (factor === 0 ? 0 : factor * expected[i]));
    const descends = inner(candidate, g) <= -0.01 * inner(g, g);
    kinds.add(factor === 0 ? 'steepest' : descends ? 'conjugate' : 'restart');
    expected = descends ? candidate : g.map((each) => -each);
    const from = at(numbers(n, k + 0.5), g);
    expectClose(direction.at(from), expected, 1e-10);
    direction.learn?.(from, at(numbers(n, k + 1.5), gradient(k + 1)));
  }
  expect([...kinds].sort()).toEqual(['conjugate', ...(restarts ? ['restart'] : []), 'steepest']);
  expect(direction.reset?.()).toBe(true);
  // Nothing is left of the direction before, not even where it descends.
  const same = expected.slice();
  expectClose(
    direction.at(
      at(
        [0, 0, 0, 0],
        same.map((each) => -each),
      ),
    ),
    same,
  );
  expect(direction.reset?.()).toBe(false);
  direction.at(at([0, 0, 0, 0], [Infinity, 1, 1, 1]));
  expectClose(
    direction.at(at([0, 0, 0, 0], same)),
    same.map((each) => -each),
  );

  // Where the slope along d has fallen, and where the formula would turn away from the gradient.
  const after = (before: number[], jac: number[]) => {
    const turning = make()(only(2));
    turning.at(at([0, 0], before));
    turning.learn?.(at([0, 0], before), at([1, 1], jac));
    return turning.at(at([1, 1], jac));
  };
  if (!restarts) {
    expectClose(after([1, 0], [2, 0.5]), [-2, -0.5]);
    return;
  }
  expectClose(after([1, 0], [-0.5, 0.5]), [0.5, -0.5]);
  for (const share of [0.008, 0.012]) {
    // g'd = -share |g|^2 by Polak and Ribiere's formula.
    const b = Math.sqrt((0.375 - 0.25 * (1 - share)) / (0.5 - share));
    const [d0] = after([1, 0], [-0.5, b]);
    expect(d0).toBeCloseTo(share < 0.01 ? 0.5 : 0.5 - (0.75 + b * b), 12);
  }
}

/** The first steps to try: a hundredth of x, and then one of as large a decrease as before, to first order. */
function checkTrials(make: () => DirectionFactory, later: (value: number) => number): void {
  for (const value of [-1, 0.15, -0.19, -0.01]) {
    const direction = make()(only(2, { value: () => value }));
    expect(direction.trial?.(at([3, -5], [0.5, 0.25]), undefined)).toBeCloseTo(0.1, 14);
    expect(direction.trial?.(at([0, 0], [0.5, -0.25]), undefined)).toBeCloseTo(0.02, 14);
    const [from, to] = [at([1, 1], [2, 0]), at([0, 1], [0, 2])];
    direction.at(from);
    direction.learn?.(from, to);
    // To first order f fell by 2 along the step.
    const d = direction.at(to);
    expect(inner(d, to.jac)).toBeLessThan(0);
    const expected = -2 / inner(d, to.jac);
    expect(direction.trial?.(to, from)).toBeCloseTo(later(value) * expected, 12);
  }
}

/** Hager and Zhang's step I2: a parabola through the value at a tenth of that step, or twice that step. */
function checkQuadraticTrial(make: () => DirectionFactory): void {
  const [from, to] = [at([1, 1], [2, 0]), at([0, 1], [0, 2])];
  // By how much f changes at t, as a share of t g'd: 0.9 is a parabola, 1.2 bends down, -0.5 climbs, 1e-17 is rounding.
  for (const share of [0.9, 0.999, 0.4, 1.2, -0.5, 1e-17]) {
    let [slope, expected] = [0, 0];
    let d = new Float64Array(2);
    const value = ([x0, x1]: Float64Array) => {
      expectClose(
        [x0 - to.x[0], x1 - to.x[1]],
        d.map((each) => 0.1 * expected * each),
        1e-9,
      );
      return 2 + share * 0.1 * expected * slope;
    };
    const direction = make()(only(2, { value }));
    direction.at(from);
    direction.learn?.(from, to);
    d = direction.at(to).slice();
    slope = inner(d, to.jac);
    expected = -2 / slope;
    const trial = direction.trial?.({ ...to, fun: 2 }, from) as number;
    const t = 0.1 * expected;
    if (share < 0.01) expect(trial).toBeCloseTo(expected, 12);
    else if (share > 1) expect(trial).toBeCloseTo(2 * expected, 12);
    // phi = slope t + c t^2 / 2 with c t / 2 = (share - 1) slope.
    else expect(trial).toBeCloseTo(t / (2 * (1 - share)), 9);
  }
  // With noise of a hundredth, a change of 16 hundredths of the value says nothing, whatever its sign.
  for (const fun of [2, -2]) {
    for (const change of [-0.1, -0.2]) {
      const direction = make()(only(2, { noise: 0.01, value: () => fun + change }));
      direction.at(from);
      direction.learn?.(from, to);
      const expected = -2 / inner(direction.at(to), to.jac);
      const trial = direction.trial?.({ ...to, fun }, from) as number;
      if (change === -0.1) expect(trial).toBeCloseTo(expected, 12);
      else expect(Math.abs(trial - expected)).toBeGreaterThan(0.1);
    }
  }
}

export function checkConjugateGradients(exports: {
  polakRibiere: () => DirectionFactory;
  hagerZhangDirection: () => DirectionFactory;
}): void {
  const { polakRibiere, hagerZhangDirection } = exports;
  checkConjugate(
    polakRibiere,
    (_, before, after) => {
      const y = after.map((each, i) => each - before[i]);
      return Math.max(0, inner(after, y) / inner(before, before));
    },
    true,
  );
  const beta: Beta = (d, before, after) => {
    const y = after.map((each, i) => each - before[i]);
    const dy = inner(d, y);
    if (dy <= 0) return 0;
    const turned = y.map((each, i) => each - (2 * d[i] * inner(y, y)) / dy);
    return Math.max(inner(turned, after) / dy, (0.4 * inner(d, before)) / inner(d, d));
  };
  for (const size of [1, 0.05]) checkConjugate(hagerZhangDirection, beta, false, size);
  checkTrials(polakRibiere, () => 1);
  checkQuadraticTrial(hagerZhangDirection);
}
