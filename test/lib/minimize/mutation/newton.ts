import type { DirectionFactory } from 'optlab';
import { inner, length, times } from '../matrices';
import { at, expectClose, numbers, only } from './support';

/** Newton's direction where H is positive definite, indefinite, without a slope along its curvature, and not finite. */
export function checkNewton(newton: () => DirectionFactory): void {
  const step = (hessian: number[], jac: number[]) => {
    const direction = newton()(only(jac.length, { hessian: () => Float64Array.from(hessian) }));
    expect(direction.trial?.(at([], jac), undefined)).toBe(1);
    return direction.at(at(new Array(jac.length).fill(0), jac));
  };
  const h = [4, 1, 0.5, 1, 3, -1, 0.5, -1, 2];
  const d = step(h, [1, -2, 3]);
  expectClose(times(Float64Array.from(h), d), [-1, 2, -3]);
  // Indefinite: the direction descends, and is shorter than without the curvature.
  const indefinite = step([2, 0, 0, -4], [1, 3]);
  expect(inner(indefinite, [1, 3])).toBeLessThan(0);
  // On the ridge to a saddle point the curvature has no slope: it is added, at the length of the step, downhill.
  for (const slope of [0, 1e-9, -1e-9]) {
    const [along, across] = step([2, 0, 0, -4], [1, slope]);
    expect(along).toBeCloseTo(-0.5, 6);
    expect(Math.abs(across)).toBeCloseTo(0.5, 6);
    if (slope !== 0) expect(across * slope).toBeLessThan(0);
  }
  expect(Math.abs(step([2, 0, 0, -4], [100, 1e-7])[1])).toBeCloseTo(50, 3);
  const [up, down] = [step([2, 0, 0, -4], [1, 3]), step([2, 0, 0, -4], [1, -3])];
  expectClose([up[0], up[1]], [down[0], -down[1]]);
  const [, sloped] = step([2, 0, 0, -4], [1, 1e-6]);
  expect(Math.abs(sloped)).toBeLessThan(1e-3);
  for (const wrong of [Number.NaN, Infinity]) expectClose(step([wrong, 0, 0, 1], [1, -2]), [-1, 2]);
}

/** The truncated direction beside the conjugate gradient method as the books print it. */
export function checkNewtonCg(newtonCg: () => DirectionFactory): void {
  const n = 6;
  const h = Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return i === j ? 10 ** (i / 2) : 0.3;
  });
  const textbook = (g: number[], eta: number): Float64Array => {
    let [x, r] = [new Float64Array(n), Float64Array.from(g)];
    let p = r.map((each) => -each);
    while (length(r) > eta * length(g)) {
      const image = times(h, p);
      const a = inner(r, r) / inner(p, image);
      x = x.map((each, i) => each + a * p[i]);
      const next = r.map((each, i) => each + a * image[i]);
      const b = inner(next, next) / inner(r, r);
      p = next.map((each, i) => -each + b * p[i]);
      r = next;
    }
    return x;
  };
  const direction = newtonCg()(only(n, { hessianProduct: (_, v) => times(h, v) }));
  expect(direction.trial?.(at([], []), undefined)).toBe(1);
  const gradients = [1, 0.9, 0.5, 0.05, 0.04].map((size, k) => numbers(n, k).map((each) => size * each));
  let before: number | undefined;
  for (const g of gradients) {
    const size = length(g);
    const eta = before === undefined ? 0.3 : Math.min(0.3, 0.9 * (size / before) ** 2);
    expectClose(direction.at(at(new Array(n).fill(0), g)), textbook(g, eta), 1e-9);
    before = size;
  }

  const bent = (diagonal: number[], x: number[], g: number[]) =>
    newtonCg()(only(2, { hessianProduct: (_, v) => v.map((each, i) => diagonal[i] * each) })).at(at(x, g));
  // Negative curvature at first: downhill as far as it would reach if it were positive, or as x is far from 0, or 1.
  expectClose(bent([-2, -2], [0, 0], [1, 1]), [-0.5, -0.5]);
  expectClose(bent([-0.1, -0.1], [0, 0], [3, 4]), [-0.6, -0.8]);
  expectClose(bent([-0.1, -0.1], [30, 40], [3, 4]), [-30, -40]);
  // Later: what was reached until then.
  const [g0, g1] = [1, 0.5];
  const reached = (g0 ** 2 + g1 ** 2) / (g0 ** 2 - 0.5 * g1 ** 2);
  expectClose(bent([1, -0.5], [0, 0], [g0, g1]), [-reached * g0, -reached * g1]);
  // A Hessian that is not finite says nothing.
  const unit = 1 / Math.sqrt(5);
  for (const wrong of [Number.NaN, Infinity])
    expectClose(bent([wrong, 1], [0, 0], [1, -2]), [-unit, 2 * unit]);
}
