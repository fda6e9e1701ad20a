import { type Direction, type DirectionFactory, strongWolfe } from 'optlab';
import { problemNamed } from '../../../support/problems';
import { hold, type Law, lawsOfBfgs, lawsOfLbfgs } from '../laws';
import { difference, inner, multiple, times, updatedHessian, updatedInverse } from '../matrices';
import { at, expectClose, only } from './support';

const descent = (direction: Direction, jac: number[]) => direction.at(at([0, 0], jac));

/** A law of a run that never begins afresh, as one does after a direction of NaN. */
const once = (law: Law): Law => {
  let begun = false;
  return (seen) => {
    expect(seen.isFresh).toBe(!begun);
    begun = true;
    law(seen);
  };
};

/** What BFGS and L-BFGS have in common. */
function checkQuasiNewton(make: () => DirectionFactory): void {
  const direction = make()(only(2));
  expect(direction.reset?.()).toBe(false);
  const [from, to] = [at([0, 0], [4, -2]), at([-2, 1], [2, 1])];
  expectClose(direction.at(from), [-4, 2]);
  // The first step is 1 long at most, and no multiple of the gradient at all.
  expect(direction.trial?.(from, undefined)).toBeCloseTo(1 / Math.sqrt(20), 15);
  expect(direction.trial?.(at([0, 0], [0.1, 0]), undefined)).toBe(1);

  // Where the slope falls along s, or hardly rises, nothing is learnt.
  const falling = at([-2, 1], [5, -2]);
  direction.learn?.(from, falling);
  expectClose(descent(direction, [5, -2]), [-5, 2]);
  expect(direction.trial?.(from, undefined)).toBeLessThan(1);
  const orthogonal = at([-2, 1], [5, 1e-15]);
  direction.learn?.(from, orthogonal);
  expectClose(direction.at(orthogonal), [-5, 0]);

  direction.at(from);
  direction.learn?.(from, to);
  expect(direction.trial?.(to, from)).toBe(1);
  const [s, y] = [difference(to.x, from.x), difference(to.jac, from.jac)];
  const h = updatedInverse(multiple(2, inner(s, y) / inner(y, y)), s, y);
  expectClose(
    direction.at(to),
    times(h, to.jac).map((each) => -each),
  );
  expectClose(direction.hessInv?.().toDense() as Float64Array, h);
  expectClose(direction.hessInv?.().times([3, -1]) as Float64Array, times(h, [3, -1]));
  // A curvature of nothing but rounding; H is as it was.
  const flat = at([to.x[0] + 1, to.x[1]], [to.jac[0] + 1e-18, to.jac[1] + 1]);
  direction.learn?.(to, flat);
  expectClose(
    direction.at(flat),
    times(h, flat.jac).map((each) => -each),
  );
  expectClose(direction.hessInv?.().toDense() as Float64Array, h);

  // What is rounding does not depend on the units of x and of f.
  for (const [size, rise] of [
    [1e-8, 1e-8],
    [1, 1e-10],
    [1e16, 1],
    [1, 1e16],
  ]) {
    const other = make()(only(2));
    other.at(from);
    other.learn?.(at([0, 0], [0, 0]), at([size, 0], [rise, 0]));
    expect(other.trial?.(at([0, 0], [9, 0]), undefined)).toBe(1);
  }
  for (const [cosine, trial] of [
    [1.2e-14, 1],
    [0.8e-14, 1 / 9],
  ]) {
    const other = make()(only(2));
    other.at(from);
    other.learn?.(at([0, 0], [0, 0]), at([1, 0], [cosine, 1]));
    expect(other.trial?.(at([0, 0], [9, 0]), undefined)).toBe(trial);
  }

  expect(direction.reset?.()).toBe(true);
  expectClose(descent(direction, [7, 3]), [-7, -3]);
  expectClose(direction.hessInv?.().toDense() as Float64Array, multiple(2, 1));
  expect(direction.reset?.()).toBe(false);
  direction.at(from);
  direction.learn?.(from, to);
  expectClose(direction.hessInv?.().toDense() as Float64Array, h);
}

/** Powell's damping as procedure 18.2 of Nocedal and Wright prints it, but with their 0.2 on B. */
function checkDamping(bfgs: (options: object) => DirectionFactory): void {
  // Slopes that fall along s, hardly rise, and rise enough.
  for (const rise of [-0.5, 0.05, 0.19, 0.25, 0.9]) {
    const direction = bfgs({ curvature: 'damp' })(only(2));
    const [from, to] = [at([0, 0], [4, -2]), at([-2, 1], [2, 1])];
    direction.at(from);
    direction.learn?.(from, to);
    let [s, y] = [difference(to.x, from.x), difference(to.jac, from.jac)];
    const scale = inner(s, y) / inner(y, y);
    const h = updatedInverse(multiple(2, scale), s, y);
    const b = updatedHessian(multiple(2, 1 / scale), s, y);

    const d = direction.at(to).slice();
    const next = at([to.x[0] + 0.5 * d[0], to.x[1] + 0.5 * d[1]], [0, 0]);
    s = difference(next.x, to.x);
    const bs = times(b, s);
    // y has the share `rise` of s'B s along s, and something across it.
    y = bs.map((each, i) => rise * each + 0.3 * (i === 0 ? -s[1] : s[0]));
    next.jac.set(to.jac.map((g, i) => g + y[i]));
    direction.learn?.(to, next);
    const sBs = inner(s, bs);
    const theta = inner(s, y) >= 0.2 * sBs ? 1 : (0.8 * sBs) / (sBs - inner(s, y));
    const damped = y.map((each, i) => theta * each + (1 - theta) * bs[i]);
    const updated = updatedInverse(h, s, damped);
    expectClose(
      direction.at(next),
      times(updated, next.jac).map((each) => -each),
      1e-11,
    );
    expectClose(direction.hessInv?.().toDense() as Float64Array, updated, 1e-11);
  }
  // Not before there is a curvature to mix in.
  const first = bfgs({ curvature: 'damp' })(only(2));
  const [from, falling] = [at([0, 0], [4, -2]), at([-2, 1], [5, -2])];
  first.at(from);
  first.learn?.(from, falling);
  expectClose(first.at(falling), [-5, 2]);
}

export function checkBfgs(bfgs: (options?: object) => DirectionFactory): void {
  checkQuasiNewton(bfgs);
  checkDamping(bfgs);
  const unscaled = bfgs({ scale: false })(only(2));
  const [from, to] = [at([0, 0], [4, -2]), at([-2, 1], [2, 1])];
  unscaled.at(from);
  unscaled.learn?.(from, to);
  const h = updatedInverse(multiple(2, 1), difference(to.x, from.x), difference(to.jac, from.jac));
  expectClose(unscaled.hessInv?.().toDense() as Float64Array, h);
  for (const options of [{ curvature: 'powell' }, { scale: 1 }, { scaled: true }]) {
    expect(() => bfgs(options)).toThrow();
  }
  for (const name of ['rosenbrock', 'helical_valley', 'wood', 'osborne1', 'watson6']) {
    const problem = problemNamed(name);
    const laws = lawsOfBfgs(problem.n, (update) => update % 4 === 0);
    hold(once(laws), problem, bfgs(), strongWolfe(), 12);
  }
}

export function checkLbfgs(lbfgs: (options?: object) => DirectionFactory): void {
  checkQuasiNewton(lbfgs);
  for (const memory of [0, 1.5, '3']) expect(() => lbfgs({ memory })).toThrow();
  for (const [name, memory] of [
    ['helical_valley', 1],
    ['wood', 2],
    ['osborne1', 5],
  ] as const) {
    const problem = problemNamed(name);
    hold(once(lawsOfLbfgs(problem.n, memory)), problem, lbfgs({ memory }), strongWolfe(), 15);
  }
  const problem = problemNamed('watson6');
  hold(once(lawsOfLbfgs(problem.n, 10)), problem, lbfgs(), strongWolfe(), 25);

  // The operator is that of its time.
  const direction = lbfgs({ memory: 1 })(only(2));
  const [from, to, then] = [at([0, 0], [4, -2]), at([-2, 1], [2, 1]), at([-3, 1], [1, 2])];
  direction.learn?.(from, to);
  const before = direction.hessInv?.();
  const dense = before?.toDense() as Float64Array;
  direction.learn?.(to, then);
  direction.learn?.(then, at([-4, 3], [0, 5]));
  expectClose(before?.toDense() as Float64Array, dense);
  const after = direction.hessInv?.().toDense() as Float64Array;
  expectClose(before?.times([3, -1]) as Float64Array, times(dense, [3, -1]));
  expectClose(direction.hessInv?.().toDense() as Float64Array, after);

  // A step backwards in one variable, whose length is taken without a partner.
  const backwards = lbfgs()(only(1));
  backwards.learn?.(at([0], [0]), at([-2], [-8]));
  expectClose(backwards.hessInv?.().toDense() as Float64Array, [0.25]);
}
