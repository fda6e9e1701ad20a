import fc from 'fast-check';
import { descend, type RuleOptimizer } from 'optlab';

/** A point of a path. */
export type Point = ArrayLike<number>;

/** The points that an optimizer visits on given gradients. */
export const pathOf = (optimizer: RuleOptimizer, start: Point, gradients: readonly Point[]): number[][] => {
  let step = 0;
  const grad = () => Array.from(gradients[step++]);
  return descend(() => 0, start, optimizer, { steps: gradients.length, grad }).path.map((point) => [
    ...point,
  ]);
};

export const closeTo = (found: readonly Point[], expected: readonly Point[], tolerance = 1e-11) => {
  found.forEach((point, step) => {
    Array.from(point).forEach((x, i) => {
      const y = expected[step][i];
      expect(Math.abs(x - y)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(y)));
    });
  });
};

const real = fc.double({ min: -3, max: 3, noNaN: true }).map((x) => (Math.abs(x) < 1e-3 ? 0 : x));
export const history = (width: number, least = 1) =>
  fc.array(fc.array(real, { minLength: width, maxLength: width }), { minLength: least, maxLength: 12 });
export const start = [1, -2, 0.5];
