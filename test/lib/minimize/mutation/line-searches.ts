import type { hagerZhang as HagerZhang, LineSearch, strongWolfe as StrongWolfe } from 'optlab';
import type * as Interpolation from '../../../../lib/src/minimize/line-searches/more-thuente-step';
import recorded from '../../../oracles/line_searches.json';
import { type LineFunction, lineFunctions, searchAlong } from '../line-functions';
import { expectClose } from './support';

interface Run {
  function: string;
  c1: number;
  c2: number;
  first: number;
  tried: number[];
}

const expectSteps = (make: (run: Run) => LineSearch, runs: readonly Run[]) => {
  for (const run of runs) {
    const { tried, found } = searchAlong(lineFunctions[run.function], make(run), run.first);
    expect(tried).toHaveLength(run.tried.length);
    expect(found?.step).toBe(tried[tried.length - 1]);
    tried.forEach((step, k) => {
      expect(Math.abs(step - run.tried[k])).toBeLessThanOrEqual(1e-6 * run.tried[k]);
    });
  }
};

/** What both searches do beyond their papers. */
function checkSearch(make: (options?: object) => LineSearch): void {
  const bowl: LineFunction = (a) => ({ fun: (a - 1) ** 2, slope: 2 * (a - 1) });
  const endless: LineFunction = (a) => ({ fun: -a, slope: -1 });
  const abyss: LineFunction = (a) => ({ fun: a > 3 ? -Infinity : -a, slope: -1 });
  expect(searchAlong(abyss, make(), 1).found?.fun).toBe(-Infinity);
  expect(searchAlong(endless, make(), 1).found?.fun).toBeLessThan(-1e29);

  // The longest step is the last, wherever it comes from, and is good if it is low.
  for (const trial of [0.5, 8]) {
    const { tried, found } = searchAlong(endless, make(), trial, { longest: 6 });
    expect(Math.max(...tried)).toBe(6);
    expect(found?.step).toBe(6);
  }
  const { tried, found } = searchAlong(bowl, make({ c1: 0.1, c2: 0.2 }), 1e-3, { longest: 0.5 });
  expect(Math.max(...tried)).toBe(0.5);
  expect(found?.step).toBe(0.5);

  // Evaluations are limited.
  for (const maxfun of [1, 2, 5]) {
    const never: LineFunction = (a) => ({ fun: a, slope: -1 });
    const search = searchAlong(never, make({ maxfun }), 1);
    expect(search.tried).toHaveLength(maxfun);
    expect(search.found).toBeUndefined();
  }
  for (const bad of [{ c1: 0 }, { c1: 1.2 }, { c2: 1 }, { c2: 1.2 }, { c1: 0.3, c2: 0.2 }, { maxfun: 0 }]) {
    expect(() => make(bad)).toThrow();
  }
  expect(() => make({ c1: 0.3, c2: 0.3, maxfun: 0.5 })).not.toThrow();

  // A wall ends the interval, in the value or in the slope alone.
  for (const outside of [
    { fun: Infinity, slope: 1 },
    { fun: Number.NaN, slope: Number.NaN },
    { fun: 0, slope: Number.NaN },
    { fun: 0, slope: -Infinity },
  ]) {
    const walled: LineFunction = (a) => (a < 3 ? bowl(a) : outside);
    const search = searchAlong(walled, make({ c1: 0.1, c2: 0.2 }), 10);
    expect(search.found).toBeDefined();
    expect(Math.abs(search.found?.step as number) - 1).toBeLessThan(0.2);
    expect(search.tried.length).toBeLessThan(8);
  }
  const point: LineFunction = (a) => (a > 0 ? { fun: Number.NaN, slope: Number.NaN } : { fun: 0, slope: -1 });
  const nowhere = searchAlong(point, make(), 1);
  expect(nowhere.found).toBeUndefined();
  expect(nowhere.tried.length).toBeLessThan(101);
}

/** The interpolation alone, against SciPy's. */
export function checkInterpolation({ nextStep, narrow }: typeof Interpolation): void {
  for (const { x, y, p, bracketed, low, high, next, after } of recorded.interpolation) {
    const [from, to, trial] = [x, y, p].map(([step, fun, slope]) => ({ step, fun, slope }));
    const step = nextStep({ x: from, y: to, bracketed }, trial, low, high);
    expect(Math.abs(step - next)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(next)));
    const interval = narrow({ x: from, y: to, bracketed }, trial);
    expect([interval.x.step, interval.y.step, interval.bracketed]).toEqual([
      after.x,
      after.y,
      after.bracketed,
    ]);
  }
}

export function checkStrongWolfe(strongWolfe: typeof StrongWolfe): void {
  expectSteps(({ c1, c2 }) => strongWolfe({ c1, c2 }), recorded.more_thuente);
  checkSearch(strongWolfe);
  expect(() => strongWolfe({ xtol: 1.2 })).toThrow();

  // By default c1 = 1e-4, c2 = 0.9 and 100 evaluations.
  const share = (fun: number, slope: number) =>
    searchAlong((a) => (a > 0 ? { fun: fun * a, slope } : { fun: 0, slope: -1 }), strongWolfe(), 1).tried
      .length;
  expect(share(-1.01e-4, -0.89)).toBe(1);
  expect(share(-1.01e-4, 0.89)).toBe(1);
  expect(share(-0.99e-4, -0.89)).toBeGreaterThan(1);
  expect(share(-1.01e-4, -0.91)).toBeGreaterThan(1);
  expect(share(-1.01e-4, 0.91)).toBeGreaterThan(1);
  expect(share(-0.9e-4, -1)).toBe(100);

  // After a wall, a tenth of the way.
  const walled: LineFunction = (a) =>
    a < 3 ? { fun: (a - 1) ** 2, slope: 2 * (a - 1) } : { fun: Infinity, slope: 1 };
  expect(searchAlong(walled, strongWolfe({ c2: 0.2 }), 10).tried.slice(0, 2)).toEqual([10, 1]);
  // Past the longest leap, a wall: a tenth of the way each time, and a half once there is a value between.
  const late: LineFunction = (a) => (a < 3 ? { fun: -a, slope: -1 } : { fun: Infinity, slope: 1 });
  const leaps = searchAlong(late, strongWolfe(), 0.5).tried.slice(0, 8);
  expectClose(leaps, [0.5, 2.5, 10.5, 3.3, 2.58, 2.94, 3.12, 2.958]);
  // Until the interval is 1e-14 of its end.
  const edge: LineFunction = (a) => (a <= 2.5 ? { fun: -a, slope: -1 } : { fun: Infinity, slope: 1 });
  expect(searchAlong(edge, strongWolfe(), 0.5, { longest: 2.8125 }).tried).toHaveLength(17);
  expect(searchAlong(edge, strongWolfe({ xtol: 0.8 }), 0.5).tried).toHaveLength(3);
  const hole: LineFunction = (a) =>
    Math.abs(a - 3.7) < 0.5 ? { fun: Infinity, slope: 1 } : { fun: (a - 4) ** 2, slope: 2 * (a - 4) };
  expectClose(searchAlong(hole, strongWolfe({ c2: 0.05 }), 5).tried.slice(0, 3), [5, 4, 4.9]);
  // At the longest step only a slope that falls counts, however steep it was at first.
  const steepens: LineFunction = (a) => (a > 0 ? { fun: -1, slope: -0.5 } : { fun: 0, slope: -0.1 });
  expect(searchAlong(steepens, strongWolfe({ c1: 0.1, c2: 0.2 }), 1, { longest: 1 }).found?.step).toBe(1);
  expect(() => strongWolfe({ c1: 1.2 })).toThrow('c1');

  // A kink has no such step: the interval shrinks to rounding.
  const kink: LineFunction = (a) => ({ fun: Math.abs(a - 1), slope: a < 1 ? -1 : 1 });
  const search = searchAlong(kink, strongWolfe({ c2: 0.5 }), 0.3);
  expect(search.found).toBeUndefined();
  expect(search.tried.length).toBeGreaterThan(15);
  expect(search.tried.length).toBeLessThan(90);
  const fine = searchAlong(kink, strongWolfe({ c2: 0.5, xtol: 1e-300 }), 0.3);
  expect(fine.found).toBeUndefined();
  expect(fine.tried.length).toBeLessThan(90);
  const coarse = searchAlong(kink, strongWolfe({ c2: 0.5, xtol: 1e-3 }), 0.3);
  expect(coarse.tried.length).toBeLessThan(search.tried.length);
  expect(coarse.found).toBeUndefined();

  // Values that differ by rounding leave the decision to the slopes: up to 8 errors, and up to (2 c1 - 1) of the slope.
  const level = (rise: number, slope: number, noise: number) =>
    searchAlong(
      (a) => (a > 0 ? { fun: 2 + rise, slope } : { fun: 2, slope: -1 }),
      strongWolfe({ c1: 0.25, maxfun: 1 }),
      1,
      {
        noise,
      },
    ).found !== undefined;
  expect(level(7.9 * 2e-10, 0.4, 1e-10)).toBe(true);
  expect(level(-7.9 * 2e-10, 0.4, 1e-10)).toBe(true);
  expect(level(8.1 * 2e-10, 0.4, 1e-10)).toBe(false);
  expect(level(7.9 * 2e-10, 0.49, 1e-10)).toBe(true);
  expect(level(7.9 * 2e-10, 0.51, 1e-10)).toBe(false);
  expect(level(7.9 * 2e-10, -0.95, 1e-10)).toBe(false);
  const below: LineFunction = (a) => (a > 0 ? { fun: -2 + 1e-10, slope: 0.9 } : { fun: -2, slope: -2 });
  const decided = searchAlong(below, strongWolfe({ c1: 0.25, maxfun: 1 }), 1, { noise: 1e-10 });
  expect(decided.found?.step).toBe(1);

  const zero: LineFunction = (a) => (a > 0 ? { fun: a, slope: 0 } : { fun: 0, slope: -1 });
  expect(searchAlong(zero, strongWolfe(), 1).tried[1]).toBeCloseTo(1 / 9, 14);
}

export function checkHagerZhang(hagerZhang: typeof HagerZhang): void {
  expectSteps(({ c1, c2 }) => hagerZhang({ c1, c2 }), recorded.hager_zhang);
  checkSearch(hagerZhang);
  for (const epsilon of [-1, 1.2]) expect(() => hagerZhang({ epsilon })).toThrow();
  expect(() => hagerZhang({ epsilon: 0 })).not.toThrow();
  for (const c1 of [0.6, 0.5]) expect(() => hagerZhang({ c1, c2: 0.8 })).toThrow();

  const accepts = (fun: number, slope: number, options = {}, more = {}) =>
    searchAlong(
      (a) => (a > 0 ? { fun: 2 + fun, slope } : { fun: 2, slope: -1 }),
      hagerZhang({ maxfun: 1, ...options }),
      1,
      more,
    ).found !== undefined;
  // By default c1 = 0.1, c2 = 0.9 and epsilon = 1e-6.
  expect(accepts(-0.101, -0.89)).toBe(true);
  expect(accepts(-0.101, 5)).toBe(true);
  expect(accepts(-0.099, -0.89)).toBe(true);
  expect(accepts(-0.099, 0.79)).toBe(true);
  expect(accepts(-0.099, 0.81)).toBe(false);
  expect(accepts(-0.101, -0.91)).toBe(false);
  expect(accepts(1.9e-6, 0.5)).toBe(true);
  expect(accepts(2.1e-6, 0.5)).toBe(false);
  expect(accepts(0.1, 0.5, {}, { noise: 0.01 })).toBe(true);
  expect(accepts(0.17, 0.5, {}, { noise: 0.01 })).toBe(false);
  // From a wall back by halves, until the interval is 1e-15 of its end.
  const edge: LineFunction = (a) => (a <= 2.5 ? { fun: -a, slope: -1 } : { fun: Infinity, slope: 1 });
  const { tried, found } = searchAlong(edge, hagerZhang(), 0.5);
  expect(found).toBeUndefined();
  expect(tried.slice(0, 5)).toEqual([0.5, 2.5, 12.5, 7.5, 5]);
  const narrow = searchAlong(edge, hagerZhang(), 0.5, { longest: 2.5 * (1 + Math.SQRT2) });
  expect(narrow.tried).toHaveLength(54);
  const never: LineFunction = (a) => ({ fun: -1e-3 * a, slope: -1 });
  const search = searchAlong((a) => ({ ...never(a), slope: -1 - a * 1e-9 }), hagerZhang(), 1e-90);
  expect(search.tried).toHaveLength(100);
}
