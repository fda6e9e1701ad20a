import * as tf from '@tensorflow/tfjs';
import {
  displaySymbol,
  gradientDescent,
  InvalidInput,
  type PlateauSchedule,
  type ReduceOnPlateauOptions,
  reduceOnPlateau,
  scheduleFrom,
} from 'optlab';
import oracle from '../../../oracles/schedules.json';

const { metrics, plateaus } = oracle;

/** The options by their names here. */
const named = ({ min_lr, threshold_mode, ...options }: Record<string, unknown>): ReduceOnPlateauOptions => ({
  ...options,
  ...(min_lr === undefined ? {} : { min: min_lr as number }),
  ...(threshold_mode === undefined ? {} : { thresholdMode: threshold_mode as 'abs' }),
});

describe.each(
  plateaus.map(({ options, values }) => [JSON.stringify(options), named(options), values] as const),
)('with %s', (_, options, values) => {
  test('it does what PyTorch does at every metric', () => {
    const lr = reduceOnPlateau(0.05, options);
    const rates = metrics.map((metric) => lr.observe(metric));
    expect(rates).toHaveLength(40);
    rates.forEach((rate, i) => {
      expect(Math.abs(rate - values[i])).toBeLessThan(1e-15);
    });
  });

  test('it goes on where it stood, from plain data, after any metric', () => {
    for (const [cut] of metrics.entries()) {
      const first = reduceOnPlateau(0.05, options);
      for (const metric of metrics.slice(0, cut)) first.observe(metric);
      const second = scheduleFrom(JSON.parse(JSON.stringify(first.description))) as PlateauSchedule;
      expect(metrics.slice(cut).map((metric) => second.observe(metric))).toEqual(
        metrics.slice(cut).map((metric) => first.observe(metric)),
      );
    }
  });
});

test('the published runs differ: each option shows', () => {
  const distinct = new Set(plateaus.map(({ values }) => values.join()));
  expect(distinct.size).toBeGreaterThanOrEqual(plateaus.length - 1);
});

test('an optimizer follows it', () => {
  const lr = reduceOnPlateau(1, { patience: 0, factor: 0.25 });
  const optimizer = gradientDescent({ lr });
  const w = tf.variable(tf.scalar(10), true, 'followed');
  const step = () => tf.tidy(() => optimizer.applyGradients({ followed: tf.scalar(1) }));
  step();
  lr.observe(1);
  lr.observe(1);
  step();
  expect(w.dataSync()[0]).toBe(8.75);
  w.dispose();
});

test('it shows its mathematics and the value now', () => {
  const bundle = reduceOnPlateau(0.5)[displaySymbol]();
  expect(bundle['text/plain']).toMatch(/^reduceOnPlateau \(lr = 0\.5, factor = 0\.1, .*\), now 0\.5\n/);
  expect(bundle['text/latex']).toContain('\\begin{cases}');
  expect(bundle['text/latex']).not.toMatch(/select|undefined/);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, '3', null])(
  'a metric of %p is refused, and changes nothing',
  (metric) => {
    const lr = reduceOnPlateau(1, { patience: 0 });
    lr.observe(5);
    const before = lr.description;
    expect(() => lr.observe(metric as never)).toThrow(
      'reduceOnPlateau: metric must be a finite number, but was',
    );
    expect(lr.description).toEqual(before);
  },
);

test.each<[string, unknown, unknown, string]>([
  ['a negative rate', -1, {}, 'lr must be a finite number, 0 or more'],
  ['a factor of 1', 1, { factor: 1 }, 'factor must be a number between 0 and 1, but was 1'],
  ['a factor of 0', 1, { factor: 0 }, 'factor must be a number between 0 and 1'],
  ['half a metric of patience', 1, { patience: 0.5 }, 'patience must be a whole number'],
  ['a negative cooldown', 1, { cooldown: -1 }, 'cooldown must be a whole number'],
  ['a negative threshold', 1, { threshold: -1 }, 'threshold must be a finite number, 0 or more'],
  ['another mode', 1, { mode: 'best' }, 'mode must be one of "min", "max", but was "best"'],
  ['an unknown option', 1, { patients: 3 }, 'Did you mean patience?'],
])('%s is refused', (_, lr, options, message) => {
  const make = () => reduceOnPlateau(lr as number, options as ReduceOnPlateauOptions);
  expect(make).toThrow(InvalidInput);
  expect(make).toThrow(message);
});

test.each([0, 1.5, Number.NaN])('there is no step %p', (t) => {
  expect(() => reduceOnPlateau(1)(t)).toThrow('reduceOnPlateau: step must be a whole number');
});
