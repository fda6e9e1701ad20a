import fc from 'fast-check';
import { backtracking, hagerZhang, strongWolfe } from 'optlab';
import { holds } from '../../../support/source-mutants';
import { type Curve, lineOn } from './line';

/** Waves in a bowl: smooth, bounded below, with many minima; falling at 0. */
const curves: fc.Arbitrary<Curve> = fc
  .record({
    width: fc.double({ min: 0.01, max: 100, noNaN: true }),
    height: fc.double({ min: -3, max: 3, noNaN: true }),
    wave: fc.double({ min: 0.1, max: 20, noNaN: true }),
    shift: fc.double({ min: 0, max: 6, noNaN: true }),
    scale: fc.constantFrom(1e-6, 1, 1e6),
  })
  .map(({ width, height, wave, shift, scale }) => {
    const phi = (a: number) => scale * ((a / width - 1) ** 2 + height * Math.sin(wave * a + shift));
    const slope = (a: number) =>
      scale * ((2 / width) * (a / width - 1) + height * wave * Math.cos(wave * a + shift));
    const turned = slope(0) > 0 ? -1 : 1;
    return { phi: (a: number) => phi(turned * a), slope: (a: number) => turned * slope(turned * a) };
  })
  .filter(({ slope }) => slope(0) < -1e-9);

const trials = fc.constantFrom(1e-4, 0.1, 1, 10, 1e4);
const between = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });

/** Of values that are computed. */
const rounding = (phi0: number, phi: number) => 8 * Number.EPSILON * Math.max(Math.abs(phi0), Math.abs(phi));

test('every step of strongWolfe meets the strong Wolfe conditions', () => {
  fc.assert(
    fc.property(curves, trials, between(1e-5, 0.3), between(0.3, 0.95), (curve, trial, c1, c2) => {
      const found = strongWolfe({ c1, c2 })(lineOn(curve, { trial }));
      if (!found) throw new Error('a function that is smooth and bounded below has such a step');
      const [phi0, slope0] = [curve.phi(0), curve.slope(0)];
      const { step, fun } = found;
      expect(fun).toBe(curve.phi(step));
      expect(fun).toBeLessThanOrEqual(phi0 + c1 * step * slope0 + rounding(phi0, fun));
      expect(Math.abs(curve.slope(step))).toBeLessThanOrEqual(c2 * Math.abs(slope0));
    }),
    { numRuns: 1000 },
  );
});

test('every step of hagerZhang meets the Wolfe conditions, or the approximate ones', () => {
  fc.assert(
    fc.property(curves, trials, between(1e-3, 0.3), between(0.3, 0.95), (curve, trial, c1, c2) => {
      const epsilon = 1e-8;
      const found = hagerZhang({ c1, c2, epsilon })(lineOn(curve, { trial }));
      if (!found) throw new Error('a function that is smooth and bounded below has such a step');
      const [phi0, slope0] = [curve.phi(0), curve.slope(0)];
      const { step, fun } = found;
      const slope = curve.slope(step);
      expect(slope).toBeGreaterThanOrEqual(c2 * slope0);
      const wolfe = fun - phi0 <= c1 * step * slope0;
      const approximate = slope <= (2 * c1 - 1) * slope0 && fun <= phi0 + epsilon * Math.abs(phi0);
      expect(wolfe || approximate).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test.each([true, false])(
  'every step of backtracking has the decrease of Armijo, interpolate: %s',
  (interpolate) => {
    fc.assert(
      fc.property(curves, trials, between(1e-5, 0.9), (curve, trial, c1) => {
        const found = backtracking({ c1, interpolate })(lineOn(curve, { trial }));
        if (!found) throw new Error('a function that is smooth has such a step');
        expect(found.step).toBeLessThanOrEqual(trial);
        expect(found.fun).toBeLessThanOrEqual(curve.phi(0) + c1 * found.step * curve.slope(0));
      }),
      { numRuns: 300 },
    );
  },
);

test('backtracking that interpolates finds the minimizer of a parabola at its second step', () => {
  const parabola: Curve = { phi: (a) => (a - 1) ** 2, slope: (a) => 2 * (a - 1) };
  const line = lineOn(parabola, { trial: 4 });
  expect(backtracking({ interpolate: true })(line)).toMatchObject({ step: 1, fun: 0 });
  expect(line.count).toBe(2);
});

test('backtracking that interpolates finds the minimizer of a cubic at its third step', () => {
  // The parabola's minimizer is too near to 0: a tenth of the first step is tried, and then the cubic is known.
  const line = lineOn({ phi: (a) => a ** 3 - 3 * a, slope: (a) => 3 * a ** 2 - 3 }, { trial: 40 });
  expect(backtracking({ interpolate: true })(line)?.step).toBeCloseTo(1, 12);
  expect(line.count).toBe(3);
});

describe('where f is not finite', () => {
  const searches = [strongWolfe(), strongWolfe({ c2: 0.1 }), hagerZhang(), backtracking()];
  const beyond = fc.constantFrom(Number.NaN, Infinity);

  test('a step on the side of 0 is found all the same', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...searches),
        beyond,
        between(0.2, 30),
        trials,
        (search, value, edge, trial) => {
          const inside = (a: number, known: number) => (a < edge ? known : value);
          const curve: Curve = {
            phi: (a) => inside(a, (a - 1) ** 2),
            slope: (a) => inside(a, 2 * (a - 1)),
          };
          const found = search(lineOn(curve, { trial }));
          // Where the minimizer lies beyond the edge, some slope is left that no search can lower enough.
          if (found) expect(found.fun).toBeLessThan(1);
          else expect(edge).toBeLessThan(1);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['strongWolfe', strongWolfe()],
    ['hagerZhang', hagerZhang()],
  ])('%s ends where it is not finite anywhere but at 0', (_, search) => {
    const line = lineOn({
      phi: (a) => (a === 0 ? 1 : Number.NaN),
      slope: (a) => (a === 0 ? -1 : Number.NaN),
    });
    expect(search(line)).toBeUndefined();
    expect(line.count).toBeLessThanOrEqual(100);
  });
});

test.each([
  ['strongWolfe', strongWolfe()],
  ['hagerZhang', hagerZhang()],
])('%s follows a fall without end as far as it matters', (_, search) => {
  const line = lineOn({ phi: (a) => -a, slope: () => -1 });
  expect(search(line)?.fun).toBeLessThanOrEqual(-1e30);
  expect(line.count).toBeLessThan(100);
});

test.each([
  ['strongWolfe', strongWolfe()],
  ['hagerZhang', hagerZhang()],
  ['backtracking', backtracking()],
])('%s goes no farther than the longest step', (_, search) => {
  const line = lineOn({ phi: (a) => (a - 10) ** 2, slope: (a) => 2 * (a - 10) }, { longest: 0.5, trial: 2 });
  expect(search(line)?.step).toBe(0.5);
});

describe('where values are too near to each other to tell', () => {
  const far: Curve = { phi: (a) => 1e9 + (a - 1) ** 2 * 1e-9, slope: (a) => 2e-9 * (a - 1) };

  test.each([
    ['strongWolfe', strongWolfe({ c2: 0.1 })],
    ['hagerZhang', hagerZhang({ c2: 0.1 })],
  ])('%s goes by the slopes', (_, search) => {
    expect(far.phi(1)).toBe(far.phi(0));
    const step = search(lineOn(far, { trial: 0.3 }))?.step ?? Number.NaN;
    expect(far.slope(step)).toBeGreaterThanOrEqual(0.1 * far.slope(0));
    expect(far.slope(step)).toBeLessThanOrEqual(-0.8 * far.slope(0));
  });

  test('backtracking finds nothing lower', () => {
    expect(backtracking()(lineOn(far))).toBeUndefined();
  });

  test('hagerZhang allows for the noise of f', () => {
    // Values to about 7 digits, as of float32, and exact slopes.
    const rough: Curve = {
      phi: (a) => Math.fround(1 + 1e-9 * (a - 1) ** 2) + (a > 0 ? 3e-7 : 0),
      slope: (a) => 2e-9 * (a - 1),
    };
    const noise = 2 ** -24;
    expect(hagerZhang({ c2: 0.1, epsilon: 0 })(lineOn(rough))).toBeUndefined();
    expect(hagerZhang({ c2: 0.1, epsilon: 0 })(lineOn(rough, { noise }))?.step).toBe(1);
  });
});

test('hagerZhang ends where the first step leads nowhere and noise lets the line seem to rise', () => {
  for (const trial of [0, -0, Number.MIN_VALUE]) {
    let calls = 0;
    const line = lineOn({ phi: () => (calls++ === 0 ? 1 : 2), slope: () => 2 }, { trial, slope: -1 });
    // A search that does not end is interrupted, and fails.
    expect(holds(() => expect(hagerZhang({ epsilon: 0 })(line)).toBeUndefined())).toBe(true);
    expect(line.count).toBeLessThanOrEqual(100);
  }
});

test('hagerZhang ends where its interval has shrunk to two neighboring numbers', () => {
  // Falls to a wall that is so steep beyond that a secant step leads from its foot to the next number.
  for (const wall of [1, 3e-9, 0.1, 7e8]) {
    for (const steepness of [1, 1e8, 1e14, 1e15, 1e16, 1e17]) {
      const phi = (a: number) => (a < wall ? -a : 5);
      const slope = (a: number) => (a < wall ? -1 : steepness);
      const line = lineOn({ phi, slope }, { trial: 0.3 * wall });
      expect(holds(() => expect(hagerZhang({ maxfun: 1000 })(line)).toBeUndefined())).toBe(true);
      expect(line.count).toBeLessThan(150);
    }
  }
});
