import * as tf from '@tensorflow/tfjs';
import {
  displaySymbol,
  formula,
  gradientDescent,
  InvalidInput,
  type PlateauSchedule,
  type ReduceOnPlateauOptions,
  reduceOnPlateau,
  scheduleFrom,
  toLoop,
} from 'optlab';
import oracle from '../../../oracles/schedules.json';
import { conditions, mutants } from './mutants';

const { plateaus } = oracle;

/** The options by their names here. */
const named = ({ min_lr, threshold_mode, ...options }: Record<string, unknown>): ReduceOnPlateauOptions => ({
  ...options,
  ...(min_lr === undefined ? {} : { min: min_lr as number }),
  ...(threshold_mode === undefined ? {} : { thresholdMode: threshold_mode as 'abs' }),
});

/** All numbers of a plateau, and what its best metric starts from. */
function numbersOf(options: ReduceOnPlateauOptions): { hyper: Record<string, number>; worst: number } {
  const description = reduceOnPlateau(0.05, options).description.options;
  const hyper = Object.entries(description).filter(([, value]) => typeof value === 'number');
  const worst = options.mode === 'max' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return { hyper: Object.fromEntries(hyper) as Record<string, number>, worst };
}

describe.each(
  plateaus.map(
    ({ options, metrics, values }) => [JSON.stringify(options), named(options), metrics, values] as const,
  ),
)('with %s', (_, options, metrics, values) => {
  test('it does what PyTorch does at every metric', () => {
    const lr = reduceOnPlateau(0.05, options);
    const rates = metrics.map((metric) => lr.observe(metric));
    expect(rates).toHaveLength(values.length);
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

describe('with one slip in its lines it does not pass', () => {
  const state = ['lr', 'best', 'bad', 'wait'];
  const scalars = ['metric', 'factor', 'patience', 'threshold', 'cooldown', 'min', 'eps'];
  const role = (kind: 'updated' | 'scalar') => (name: string) =>
    [name, { kind, is: name, optional: true }] as const;
  const symbols = Object.fromEntries([...state.map(role('updated')), ...scalars.map(role('scalar'))]);

  /** Groups of published runs that share their lines. */
  const groups = new Map<string, (typeof plateaus)[number][]>();
  for (const run of plateaus) {
    const shown = reduceOnPlateau(0.05, named(run.options))[displaySymbol]()['text/plain'];
    const text = shown
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
      .join('\n');
    groups.set(text, [...(groups.get(text) ?? []), run]);
  }

  const follows = (text: string, { options, metrics, values }: (typeof plateaus)[number]): boolean => {
    const { hyper, worst } = numbersOf(named(options));
    // What the slip has removed is kept in use.
    const lines = [...text.split('\n'), 'lr = lr + select(improved, 0, 0) + 0*lower'];
    const run = toLoop(formula({ name: 'mutant', symbols, lines }), 'float64');
    const held = Object.fromEntries(state.map((name) => [name, new Float64Array(1)]));
    held.lr[0] = 0.05;
    held.best[0] = worst;
    return metrics.every((metric, i) => {
      run(held, { ...hyper, metric });
      return Math.abs(held.lr[0] - values[i]) < 1e-12;
    });
  };

  const slips = [...groups].flatMap(([text, group]) =>
    mutants(text, conditions).map((mutant) => ({ ...mutant, group })),
  );

  test('without one all pass', () => {
    expect(groups.size).toBe(4);
    for (const [text, group] of groups) expect(group.every((run) => follows(text, run))).toBe(true);
  });

  test('each slip is found out in one of the ways to compare metrics', () => {
    const survived = new Map<string, number>();
    for (const { change, text, group } of slips) {
      const found = group.some((run) => !follows(text, run));
      survived.set(change, (survived.get(change) ?? 0) + (found ? -Infinity : 1));
    }
    expect([...survived].filter(([, count]) => count > 0).map(([change]) => change)).toEqual([]);
  });
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
  expect(reduceOnPlateau(1e-6)[displaySymbol]()['text/latex']).toContain('10^{-6}');
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
