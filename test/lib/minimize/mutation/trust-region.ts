import type { Iterate } from 'optlab';
import type * as Dogleg from '../../../../lib/src/minimize/trust-region/dogleg';
import type * as Segments from '../../../../lib/src/minimize/trust-region/segment';
import type * as TrustRegion from '../../../../lib/src/minimize/trust-region/trust-region';
import type * as Walks from '../../../../lib/src/minimize/trust-region/walk';
import { inner, length, times } from '../matrices';
import { at, expectClose, only } from './support';

const vector = (...parts: number[]) => Float64Array.from(parts);

/** The fall along a segment, by the definition of the model. */
export function checkSegment({ fallOf }: typeof Segments): void {
  const segment = { origin: vector(0), direction: vector(1), slope: -3, curvature: 4, end: 1 };
  for (const t of [0, 0.25, 0.5, 2]) expect(fallOf(segment, t)).toBeCloseTo(3 * t - 2 * t ** 2, 14);
}

/** A path of two pieces, and one without end, followed as far as circles of every size let it. */
export function checkWalk({ walk }: typeof Walks): void {
  const first = { origin: vector(0, 0), direction: vector(3, 0), slope: -6, curvature: 3, end: 2 };
  const second = { origin: vector(6, 0), direction: vector(2, 8), slope: -1, curvature: 0.5, end: 1 };
  const endless = { ...second, end: Infinity };
  const fall = (t: number) => 6 * t - (3 * t ** 2) / 2;
  expect(walk([], 1)).toBeUndefined();

  for (const radius of [0.3, 3, 6]) {
    const reached = walk([first, second], radius);
    expect(reached?.isOnBoundary).toBe(true);
    expectClose(reached?.step ?? [], [radius, 0]);
    expect(reached?.predicted).toBeCloseTo(fall(radius / 3), 12);
  }
  for (const [path, radius] of [
    [[first, second], 7],
    [[first, endless], 7],
    [[first, endless], 1e3],
  ] as const) {
    const { step = vector(), predicted, isOnBoundary } = walk(path, radius) ?? {};
    expect(isOnBoundary).toBe(true);
    expect(length(step)).toBeCloseTo(radius, 9);
    const t = step[1] / 8;
    expectClose(step, [6 + 2 * t, 8 * t]);
    expect(t).toBeGreaterThan(0);
    expect(predicted).toBeCloseTo(fall(2) + t - (0.5 * t ** 2) / 2, 9);
  }
  expect(walk([first, second], 11.4)).toMatchObject({
    isOnBoundary: false,
    predicted: fall(2) + 1 - 0.25,
    step: vector(8, 8),
  });
  expect(walk([first], 9)).toMatchObject({ isOnBoundary: false, predicted: fall(2), step: vector(6, 0) });

  // A piece that turns back towards the centre before it leads out again.
  const back = { origin: vector(0.6, 0), direction: vector(-1, 0.1), slope: -1, curvature: 0, end: Infinity };
  const { step = vector() } = walk([back], 1) ?? {};
  expect(length(step)).toBeCloseTo(1, 12);
  expect(step[0]).toBeLessThan(-0.9);
  // Near the boundary and along it no digit is lost, and a piece is followed no farther than it goes.
  const near = { origin: vector(1 - 1e-12, 0), direction: vector(5, 0), slope: -1, curvature: 0, end: 1 };
  expectClose([walk([near], 1)?.predicted ?? 0], [(1 - near.origin[0]) / 5], 1e-9);
  const touching = { origin: vector(0, 0), direction: vector(1, 0), slope: -1, curvature: 0, end: 1 };
  expect(walk([touching], 1)).toMatchObject({ isOnBoundary: true, predicted: 1 });
}

/** The two pieces beside the book's: to the Cauchy point, and on to Newton's. */
export function checkDogleg({ doglegPath, dogleg }: typeof Dogleg): void {
  const h = vector(4, 1, 0.5, 1, 3, -1, 0.5, -1, 2);
  const g = vector(1, -2, 3);
  const [first, second, ...none] = doglegPath(h, g);
  expect(none).toEqual([]);
  const share = inner(g, g) / inner(g, times(h, g));
  expectClose(first.origin, [0, 0, 0]);
  expectClose(first.direction, [-1, 2, -3]);
  expectClose([first.slope, first.curvature, first.end], [-inner(g, g), inner(g, times(h, g)), share]);
  const cauchy = g.map((each) => -share * each);
  expectClose(second.origin, cauchy);
  const newton = second.origin.map((each, i) => each + second.direction[i]);
  expectClose(times(h, newton), [-1, 2, -3]);
  const slope = inner(
    second.direction,
    times(h, cauchy).map((each, i) => each + g[i]),
  );
  const curvature = inner(second.direction, times(h, second.direction));
  expectClose([second.slope, second.curvature, second.end], [slope, curvature, 1], 1e-10);

  // Where both points are one there is one piece.
  expect(doglegPath(vector(2, 0, 0, 2), vector(1, -1)).length).toBe(1);
  expect(doglegPath(vector(0.02, 0, 0, 0.01), vector(1, -1)).length).toBe(2);
  // Without a Hessian, downhill without end.
  for (const wrong of [0, Number.NaN, Infinity, 1e308]) {
    const path = doglegPath(vector(wrong, 0, 0, wrong), vector(3e8, 4e8));
    expect(path).toEqual([
      {
        origin: vector(0, 0),
        direction: vector(-3e8, -4e8),
        slope: -25e16,
        curvature: 0,
        end: Infinity,
      },
    ]);
  }
  // Indefinite: the path ends, descends, and fits the matrix that was shifted to be positive definite.
  const indefinite = doglegPath(vector(2, 0, 0, -4), vector(1, 3));
  for (const { slope, curvature, end } of indefinite) {
    expect(slope).toBeLessThan(0);
    expect(curvature).toBeGreaterThan(0);
    expect(end).toBeLessThan(Infinity);
  }
  const [cauchyPiece, across] = indefinite;
  const shift = cauchyPiece.curvature - (2 * 1 - 4 * 9);
  const solution = across.origin.map((each, i) => each + across.direction[i]);
  expectClose([2 * solution[0]], [-1]);
  expectClose([(-4 + shift / 9) * solution[1]], [-3]);

  // As the method: the whole step where it is trusted.
  const problem = only(2, {
    hessian: () => vector(2, 0, 0, 4),
    value: (x: Float64Array) => x[0] ** 2 + 2 * x[1] ** 2,
    at: (x: Float64Array) => ({ x, fun: x[0] ** 2 + 2 * x[1] ** 2, jac: vector(2 * x[0], 4 * x[1]) }),
  });
  const outcome = dogleg({ initialTrustRadius: 9 })(problem).iterate({ ...at([1, 1], [2, 4]), fun: 3 });
  expect(outcome).toMatchObject({ step: 9 });
  if ('to' in outcome) expect(length(outcome.to.x)).toBeLessThan(1e-15);
}

/** The radius, and which steps are taken, beside the rule of the book; and slopes where values show nothing. */
export function checkTrustRegion({ trustRegionMethod }: typeof TrustRegion): void {
  /** From 0 downhill without end, by a model that foretells a fall of t. f is what is given of the steps. */
  const begin = (
    fallAt: (x: number) => number,
    options = {},
    { slopeAt = () => -1, height = 0, x0 = 0, end = Infinity }: Partial<Setting> = {},
  ) => {
    const asked: number[] = [];
    const value = (x: Float64Array) => {
      asked.push(x[0]);
      return height - fallAt(x[0]);
    };
    const problem = only(1, {
      value,
      at: (x: Float64Array) => ({ x, fun: height - fallAt(x[0]), jac: vector(slopeAt(x[0])) }),
    });
    const segment = { origin: vector(0), direction: vector(1), slope: -1, curvature: 0, end };
    const method = trustRegionMethod('test', () => () => [segment], options)(problem);
    const from = (x: number) => ({ x: vector(x), fun: height - fallAt(x), jac: vector(slopeAt(x)) });
    const steps = (count: number, start = x0) => {
      let now: Iterate = from(start);
      return Array.from({ length: count }, () => {
        const outcome = method.iterate(now);
        if ('stop' in outcome) return outcome.stop;
        now = outcome.to;
        return outcome.step;
      });
    };
    return { asked, steps };
  };

  // As good as foretold: twice as far each time, up to the largest radius.
  expect(begin((x) => x).steps(4)).toEqual([1, 2, 4, 8]);
  expect(begin((x) => x, { initialTrustRadius: 0.5, maxTrustRadius: 3 }).steps(5)).toEqual([0.5, 1, 2, 3, 3]);
  expect(begin((x) => x, { maxTrustRadius: 0.25 }).steps(2)).toEqual([0.25, 0.25]);
  // 0.76 grows, 0.74 and 0.26 stay, 0.24 shrinks and is taken, 0.16 too, 0.14 is not.
  expect(begin((x) => 0.76 * x).steps(2)).toEqual([1, 2]);
  expect(begin((x) => 0.74 * x).steps(2)).toEqual([1, 1]);
  expect(begin((x) => 0.26 * x).steps(2)).toEqual([1, 1]);
  expect(begin((x) => 0.24 * x).steps(3)).toEqual([1, 0.25, 0.0625]);
  expect(begin((x) => 0.16 * x).steps(2)).toEqual([1, 0.25]);
  const refused = begin((x) => (x > 0.9 ? 0.14 : 1) * x);
  expect(refused.steps(2)).toEqual([0.25, 0.5]);
  expect(refused.asked).toEqual([1, 0.25, 0.75]);
  const inside = begin((x) => (x > 0.4 ? 0.14 : 1) * x, {}, { end: 0.5 });
  inside.steps(1);
  expect(inside.asked).toEqual([0.5, 0.125]);
  expect(begin((x) => (x > 0.9 ? 0.14 : 1) * x, { eta: 0.1 }).steps(1)).toEqual([1]);
  expect(begin((x) => -x, { eta: 0 }).steps(1)).toEqual(['no-progress']);
  // A step is taken only where there is a gradient to go on with; a bottomless pit ends it all.
  expect(begin((x) => x, {}, { slopeAt: (x) => (x > 0.9 ? Infinity : -1) }).steps(1)).toEqual([0.25]);
  expect(begin((x) => (x > 0.9 ? Infinity : x), {}, { slopeAt: () => Number.NaN }).steps(1)).toEqual([1]);
  expect(begin((x) => (x > 0.1 ? -Infinity : x)).steps(1)).toEqual([0.0625]);
  expect(begin((x) => (x > 0.1 ? Number.NaN : x)).steps(1)).toEqual([0.0625]);
  // From a distant point the first radius is what half the digits show, unless it is given, and never more than allowed.
  const far = { x0: 2 ** 40, height: 0 };
  expect(begin((x) => x - 2 ** 40, {}, far).steps(1)).toEqual([2 ** 14]);
  expect(begin((x) => x - 2 ** 40, { initialTrustRadius: 2 }, far).steps(1)).toEqual([2]);
  expect(begin((x) => x - 2 ** 40, { maxTrustRadius: 8 }, far).steps(1)).toEqual([8]);

  // On a plateau of 1e16 no value shows a step of 1: slopes tell, and the same shares hold.
  const plateau = (slope: number, rise = 0) =>
    begin((x) => (x === 0 ? 0 : -rise), {}, { height: 1e16, slopeAt: (x) => (x === 0 ? -1 : slope) });
  expect(plateau(-0.52).steps(1)).toEqual([1]);
  expect(plateau(0.6).steps(1)).toEqual([1]);
  const abyss = begin(() => 0, {}, { height: -1e16, slopeAt: (x) => (x === 0 ? -1 : 0.6) });
  expect(abyss.steps(1)).toEqual([1]);
  expect(abyss.asked).toEqual([]);
  expect(plateau(0.8).steps(1)).toEqual(['no-progress']);
  expect(plateau(-0.52).asked).toEqual([]);
  expect(plateau(-0.52, 20).steps(1)).toEqual([1]);
  expect(plateau(-0.52, 24).steps(1)).toEqual(['no-progress']);
  expect(plateau(-1.2, 20).steps(1)).toEqual(['no-progress']);
  // Up to a thousand roundings, and no further.
  const slopeAt = (x: number) => (x === 0 ? -1 : -0.9);
  const [shown, hidden] = [0.99, 1.01].map((share) => {
    const run = begin((x) => x, {}, { height: share / (1000 * Number.EPSILON), slopeAt });
    run.steps(1);
    return run.asked.length;
  });
  expect([shown, hidden]).toEqual([1, 0]);

  // No step that x shows, and no model.
  expect(begin((x) => x, { initialTrustRadius: 1e-17 }, { x0: 1 }).steps(1)).toEqual(['no-progress']);
  const walkless = trustRegionMethod('test', () => () => [])(only(1));
  expect(walkless.iterate(at([0], [1]))).toEqual({ stop: 'not-finite' });
  const level = { origin: vector(0), direction: vector(1), slope: 0, curvature: 0, end: 1 };
  const flat = trustRegionMethod('test', () => () => [level])(only(1));
  expect(flat.iterate(at([0], [1]))).toEqual({ stop: 'no-progress' });

  for (const bad of [{ eta: 0.25 }, { eta: -0.1 }, { maxTrustRadius: 0 }, { initialTrustRadius: 0 }]) {
    expect(() => trustRegionMethod('test', () => () => [], bad)).toThrow('test');
  }
  for (const bad of [Infinity, Number.NaN, '1'] as number[]) {
    expect(() => trustRegionMethod('test', () => () => [], { initialTrustRadius: bad })).toThrow('test');
  }
  expect(() =>
    trustRegionMethod('test', () => () => [], { initialTrustRadius: 2, maxTrustRadius: 1 }),
  ).toThrow('at most');
  expect(() => trustRegionMethod('test', () => () => [], { eta: 0, maxTrustRadius: 2 })).not.toThrow();
}

interface Setting {
  slopeAt(x: number): number;
  height: number;
  x0: number;
  end: number;
}
