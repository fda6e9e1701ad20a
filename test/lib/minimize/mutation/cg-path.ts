import type * as CgPath from '../../../../lib/src/minimize/trust-region/cg-path';
import { inner, length, times } from '../matrices';
import { at, expectClose, numbers, only } from './support';

/** The path beside the conjugate gradient method as the books print it, and where it ends for lack of curvature. */
export function checkCgPath({ cgPath }: typeof CgPath): void {
  const n = 6;
  const h = Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return i === j ? 1 + i : 0.3;
  });
  const g = numbers(n, 3);
  const problem = only(n, { hessianProduct: (_, v) => times(h, v) });
  for (const eta of [0.5, 1e-2, 1e-9, 0]) {
    let [origin, r] = [new Float64Array(n), Float64Array.from(g)];
    let d = r.map((each) => -each);
    const path = [...cgPath(problem, at(new Array(n).fill(0), g), eta)];
    for (const segment of path.slice(0, n)) {
      const image = times(h, d);
      const [slope, curvature] = [-inner(r, r), inner(d, image)];
      expectClose(segment.direction, d, 1e-9);
      if (segment !== path[0]) expectClose(segment.origin, origin, 1e-9);
      expectClose([segment.slope, segment.curvature], [slope, curvature], 1e-9);
      expectClose([segment.end], [-slope / curvature], 1e-9);
      expect(length(r)).toBeGreaterThan(eta * length(g));
      const end = -slope / curvature;
      origin = origin.map((each, i) => each + end * d[i]);
      const next = r.map((each, i) => each + end * image[i]);
      const turn = inner(next, next) / inner(r, r);
      d = d.map((each, i) => turn * each - next[i]);
      r = next;
    }
    // As exactly as was asked for, and no more.
    if (eta > 0) expect(length(r)).toBeLessThanOrEqual(eta * length(g));
    else expect(path.length).toBeLessThanOrEqual(2 * n);
  }
  expect([...path2(cgPath, [1, 1], [3, 4])[0].origin]).toEqual([0, 0]);

  // Without a Hessian, downhill without end; with one that is lost on the way, no farther than until there.
  for (const wrong of [Number.NaN, Infinity]) {
    const [alone, ...rest] = path2(cgPath, [wrong, 1], [3, 4]);
    expect(rest).toEqual([]);
    expect(alone).toMatchObject({ slope: -25, curvature: 0, end: Infinity });
    expectClose(alone.direction, [-3, -4]);
    let calls = 0;
    const late = {
      hessianProduct: (_: unknown, v: Float64Array) =>
        v.map((each, i) => (calls++ < 2 ? (i + 1) * each : wrong)),
    };
    expect([...cgPath(only(2, late), at([0, 0], [3, 4]), 0)]).toHaveLength(1);
  }

  // Along a direction without curvature, and one that curves downwards, it never ends.
  expect(path2(cgPath, [-1, -2], [3, 4])).toMatchObject([{ curvature: -41, end: Infinity }]);
  expect(path2(cgPath, [1, -0.5], [1, 1], 0.3)[0]).toMatchObject({ curvature: 0.5, end: 4 });
  expect(path2(cgPath, [1, -0.5], [1, 1], 0.33)).toMatchObject([{ curvature: 0, end: Infinity }]);
  const [first, second, ...none] = path2(cgPath, [1, -0.5], [1, 0.5]);
  expect(first.end).toBeCloseTo(1.25 / 0.875, 12);
  expect(second.end).toBe(Infinity);
  expect(second.curvature).toBeLessThan(0);
  expect(none).toEqual([]);
}

/** The path in two variables, with a diagonal Hessian. */
function path2(
  cgPath: typeof CgPath.cgPath,
  diagonal: number[],
  g: number[],
  hessianNoise = Number.EPSILON,
): ReturnType<typeof CgPath.cgPath> extends Iterable<infer Segment> ? Segment[] : never {
  const hessianProduct = (_: unknown, v: Float64Array) => v.map((each, i) => diagonal[i] * each);
  return [...cgPath(only(2, { hessianProduct, hessianNoise }), at([0, 0], g), 1e-9)];
}
