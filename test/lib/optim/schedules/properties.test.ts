import fc from 'fast-check';
import {
  constant,
  cosine,
  displaySymbol,
  exponential,
  type FormulaSchedule,
  inverseSquareRoot,
  joinSchedules,
  linear,
  oneCycle,
  piecewise,
  polynomial,
  schedule,
  scheduleFrom,
  sgdr,
  stepDecay,
  warmup,
  warmupCosine,
} from 'optlab';

const rate = fc.double({ min: 1e-6, max: 10, noNaN: true });
const steps = fc.integer({ min: 1, max: 200 });
const at = (values: FormulaSchedule, from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => values(from + i));
const close = (a: number, b: number, scale = 1): boolean => Math.abs(a - b) <= 1e-12 * Math.max(1, scale);
const falls = (values: readonly number[]): boolean =>
  values.every((value, i) => i === 0 || value <= values[i - 1] + 1e-12);
const rises = (values: readonly number[]): boolean => falls(values.map((value) => -value));
const holds = <T>(property: fc.IProperty<T>): void => fc.assert(property, { numRuns: 50, seed: 5 });

describe('ends', () => {
  test('a decay goes from lr to the end in its steps, falls all the way and stays', () => {
    holds(
      fc.property(rate, fc.double({ min: 0, max: 1, noNaN: true }), steps, (lr, part, count) => {
        const end = lr * part;
        const decays = [
          linear(lr, end, count),
          polynomial(lr, count, { end, power: 1 + 2 * part }),
          cosine(lr, count, { end, after: 'hold' }),
          warmupCosine(lr, count, { end, warmup: 0 }),
        ];
        return decays.every((decay) => {
          const values = at(decay, 1, count + 20);
          const ended = values.slice(count);
          return close(values[0], lr, lr) && falls(values) && ended.every((value) => close(value, end, lr));
        });
      }),
    );
  });

  test('a cosine that is not held is as high again after twice its steps', () => {
    holds(
      fc.property(rate, steps, fc.integer({ min: 1, max: 500 }), (lr, count, t) => {
        const values = cosine(lr, count, { end: lr / 10 });
        return Math.abs(values(t) - values(t + 2 * count)) < 1e-9 * lr;
      }),
    );
  });

  test('one cycle starts at peak/divFactor, reaches the peak and ends far below', () => {
    holds(
      fc.property(
        rate,
        fc.integer({ min: 10, max: 300 }),
        fc.constantFrom('cos' as const, 'linear' as const),
        fc.boolean(),
        (peak, count, anneal, threePhase) => {
          // A share that makes the peak fall on a step.
          const pctStart = Math.floor(0.35 * count) / count;
          const values = at(oneCycle(peak, count, { pctStart, anneal, threePhase }), 1, count + 3);
          const top = Math.round(pctStart * count) - 1;
          return (
            close(values[0], peak / 25, peak) &&
            Math.abs(values[top] - peak) < 1e-9 * peak &&
            rises(values.slice(0, top + 1)) &&
            falls(values.slice(top)) &&
            values.slice(count - 1).every((value) => Math.abs(value - peak / 25e4) < 1e-9 * peak)
          );
        },
      ),
    );
  });

  test('one cycle in three phases comes down as it went up', () => {
    const values = at(oneCycle(1, 40, { threePhase: true, pctStart: 0.25 }), 1, 40);
    for (let i = 0; i <= 9; i++) expect(values[9 + i]).toBeCloseTo(values[9 - i], 12);
  });

  test('the inverse square root rises in a line to its peak and falls by half in four times the steps', () => {
    const values = inverseSquareRoot(2, 10);
    expect(rises(at(values, 1, 10)) && falls(at(values, 10, 400))).toBe(true);
    expect([values(10), values(40), values(160)]).toEqual([2, 1, 0.5]);
    expect(values(5)).toBe(1);
  });
});

describe('periods', () => {
  test('warm restarts begin each cycle at lr, at every multiple and far out', () => {
    holds(
      fc.property(
        rate,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 10 }),
        (lr, period, mult) => {
          const values = sgdr(lr, period, { mult });
          let start = 0;
          for (let cycle = 0, length = period; cycle < 9; cycle++, length *= mult) {
            if (values(start + 1) !== lr) return false;
            if (length > 1 && !(values(start + length) < lr)) return false;
            start += length;
          }
          return true;
        },
      ),
    );
  });

  test('within a cycle it falls', () => {
    const values = at(sgdr(1, 3, { mult: 2 }), 1, 21);
    expect([values.slice(0, 3), values.slice(3, 9), values.slice(9)].every(falls)).toBe(true);
  });

  test('stairs are flat and go down at each period; a staircase is the smooth decay where they meet', () => {
    holds(
      fc.property(rate, steps, fc.integer({ min: 1, max: 300 }), (lr, period, t) => {
        const stairs = stepDecay(lr, period, { factor: 0.5 });
        const staircase = exponential(lr, 0.5, { period, staircase: true });
        const smooth = exponential(lr, 0.5, { period });
        const corner = period * Math.floor((t - 1) / period) + 1;
        return (
          stairs(t) === stairs(corner) &&
          stairs(t) === staircase(t) &&
          close(stairs(corner), smooth(corner), lr) &&
          close(stairs(t + period), stairs(t) / 2, lr)
        );
      }),
    );
  });
});

describe('joins', () => {
  test('each part starts from its own first step', () => {
    const parts = [cosine(0.1, 7), sgdr(0.2, 3, { mult: 2 }), stepDecay(0.3, 4)];
    const joined = joinSchedules([[parts[0], 7], [parts[1], 9], [parts[2]]]);
    const apart = [...at(parts[0], 1, 7), ...at(parts[1], 1, 9), ...at(parts[2], 1, 14)];
    at(joined, 1, 30).forEach((value, i) => {
      expect(value).toBeCloseTo(apart[i], 14);
    });
  });

  test('joined schedules join again', () => {
    const inner = joinSchedules([[linear(0, 1, 3), 3], [exponential(1, 0.9)]]);
    const outer = joinSchedules([[0.5, 2], [inner]]);
    expect(at(outer, 1, 12).slice(2)).toEqual(at(inner, 1, 10));
  });

  test('a warm-up meets its schedule without a jump', () => {
    holds(
      fc.property(rate, steps, (lr, count) => {
        const values = warmup(cosine(lr, 50), count, { start: lr / 100 });
        const last = values(count) + (lr - lr / 100) / count;
        return (
          close(values(1), lr / 100, lr) && close(last, values(count + 1), lr) && values(count + 1) === lr
        );
      }),
    );
  });

  test('a warm-up and a cosine are the warm-up cosine', () => {
    const ours = warmup(cosine(0.3, 30, { end: 0.01, after: 'hold' }), 10);
    const theirs = warmupCosine(0.3, 40, { warmup: 10, end: 0.01 });
    at(ours, 1, 60).forEach((value, i) => {
      expect(value).toBeCloseTo(theirs(i + 1), 14);
    });
  });

  test('a warm-up cosine is continuous where its halves meet', () => {
    const values = warmupCosine(1, 1000, { warmup: 500 });
    expect(Math.max(...at(values, 2, 1000).map((value, i) => Math.abs(value - values(i + 1))))).toBeLessThan(
      0.004,
    );
  });
});

const every: FormulaSchedule[] = [
  constant(0.1),
  linear(0, 1, 5),
  polynomial(1, 9, { power: 2 }),
  stepDecay(1, 3),
  exponential(1, 0.9, { staircase: true }),
  piecewise([1, 1e-7, 0], [3, 5]),
  cosine(1, 8, { after: 'hold' }),
  warmupCosine(1, 9, { warmup: 2 }),
  oneCycle(1, 20, { threePhase: true, anneal: 'linear' }),
  sgdr(1, 2, { mult: 3 }),
  inverseSquareRoot(1, 4),
  warmup(sgdr(1, 2), 3),
];

describe.each(every.map((each) => [each.name, each] as const))('%s', (name, each) => {
  test('comes back from its description, which JSON can hold', () => {
    const again = scheduleFrom(JSON.parse(JSON.stringify(each.description)));
    expect(at(again as FormulaSchedule, 1, 25)).toEqual(at(each, 1, 25));
    expect(again.description).toEqual(each.description);
  });

  test('shows its name and its formula', () => {
    const bundle = each[displaySymbol]();
    const latex = bundle['text/latex'] as string;
    expect(bundle['text/plain']).toMatch(new RegExp(`^${name}[\\s\\S]*value at t = `));
    expect(latex).toContain(`\\textbf{${name}`);
    expect(latex).toContain('\\eta_t &= ');
    expect(latex).not.toMatch(/\\mathrm\{(steps|period|mult|factor|peak|power)\}|undefined|select|NaN/);
    expect(latex.split('{').length).toBe(latex.split('}').length);
  });
});

test('LaTeX of a cosine', () => {
  expect(cosine(1e-3, 500)[displaySymbol]()['text/latex']).toBe(
    [
      '$$\\begin{aligned}',
      '&\\textbf{cosine, after = rise} \\quad \\eta_0 = 0.001,\\; T = 500,\\; \\eta_{\\mathrm{end}} = 0 \\\\',
      '\\eta_t &= \\eta_{\\mathrm{end}} + \\frac{(\\eta_0 - \\eta_{\\mathrm{end}}) \\left( 1 + \\cos\\left( \\frac{\\pi (t - 1)}{T} \\right) \\right)}{2} \\\\',
      '\\end{aligned}$$',
    ].join('\n'),
  );
});

test('LaTeX of pieces is one list of cases', () => {
  expect(piecewise([0.1, 0.01, 0.001], [100, 150])[displaySymbol]()['text/latex']).toContain(
    '\\eta_t &= \\begin{cases} 0.1 & \\text{if } t \\le 100 \\\\ 0.01 & \\text{if } t \\le 150 \\\\ 0.001 & \\text{otherwise} \\end{cases}',
  );
});

test('a schedule of one own joins, is saved and shows itself', () => {
  const wave = schedule({
    name: 'wave',
    hyper: { lr: 0.1, half_period: null },
    where: ['u = (t - 1)/half_period'],
    value: 'lr * (1.5 + sin(pi * u))',
  });
  const own = wave({ half_period: 8 });
  expect(own(5)).toBeCloseTo(0.25, 15);
  expect(warmup(own, 3)(8)).toBeCloseTo(0.25, 15);
  expect(scheduleFrom({ schedule: 'wave', options: { half_period: 8 } })(5)).toBeCloseTo(0.25, 15);
  expect(own[displaySymbol]()['text/plain']).toBe(
    'wave (lr = 0.1, half_period = 8)\n  value at t = lr * (1.5 + sin(pi * u))\n  u = (t - 1)/half_period',
  );
});
