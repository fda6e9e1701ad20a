import { InvalidInput } from '../../errors';
import { checkObject } from '../../errors/check-object';
import { onlyOptions } from '../../errors/only-options';
import { toLoop } from '../../formula';
import { type Displayable, displaySymbol } from '../../show';
import { nonNegative, stepCountOrNone } from '../limits';
import { registerSchedule, type ScheduleDescription } from './description';
import { displayPlateau, formulaOf, state } from './plateau-formula';
import { type ScheduleSettings, settle } from './settle';

/** Options of {@link reduceOnPlateau}, by their names in PyTorch. */
export interface ReduceOnPlateauOptions {
  /** Whether a good metric is small, as a loss, or large, as an accuracy. Default: `min`. */
  mode?: 'min' | 'max';
  /** What a reduction multiplies by. Default: 0.1. */
  factor?: number;
  /** How many metrics in a row may be no better before the next one reduces. Default: 10. */
  patience?: number;
  /** How much better counts as better. Default: 1e-4. */
  threshold?: number;
  /** A threshold relative to the best metric, or absolute. Default: `rel`. */
  thresholdMode?: 'rel' | 'abs';
  /** How many metrics after a reduction are not counted. Default: 0. */
  cooldown?: number;
  /** The least value. Default: 0. */
  min?: number;
  /** A reduction by no more than this is left out. Default: 1e-8. */
  eps?: number;
}

/** What a plateau schedule remembers. */
interface PlateauState {
  lr: number;
  /** null before the first metric. */
  best: number | null;
  bad: number;
  wait: number;
}

/** A schedule that follows a metric. */
export interface PlateauSchedule extends Displayable {
  /** The value now, at whatever step. */
  (t: number): number;
  /**
   * Takes in the metric of an epoch.
   *
   * @returns the value from now on
   * @throws InvalidInput for a metric that is no finite number; nothing has changed then
   */
  observe(metric: number): number;
  /** The schedule and where it stands, as plain data, for {@link scheduleFrom}. */
  readonly description: ScheduleDescription;
}

const definition = {
  name: 'reduceOnPlateau',
  hyper: { lr: null, factor: 0.1, patience: 10, threshold: 1e-4, cooldown: 0, min: 0, eps: 1e-8 },
  choices: { mode: ['min', 'max'], thresholdMode: ['rel', 'abs'] },
  value: 'lr',
  limits: {
    lr: nonNegative,
    factor: { allowed: 'a number between 0 and 1', holds: (value: number) => value > 0 && value < 1 },
    patience: stepCountOrNone,
    threshold: nonNegative,
    cooldown: stepCountOrNone,
    min: nonNegative,
    eps: nonNegative,
  },
} as const;

/**
 * Reduces the value when a metric has stopped getting better. It follows what `observe` is told, not the step.
 *
 * ```text
 * bad    = metrics in a row that were not better than the best one by the threshold; 0 while the cooldown lasts
 * lr     = max(factor lr, min), and bad = 0,   when bad > patience
 * ```
 *
 * Defaults: those of PyTorch's ReduceLROnPlateau, mode `min`, factor 0.1, patience 10, a relative threshold of 1e-4, no
 * cooldown, min 0, eps 1e-8.
 *
 * @throws InvalidInput for an lr that is negative or not finite, an option out of its limits and an unknown option
 * @example
 * ```ts
 * const lr = reduceOnPlateau(0.1, { patience: 1, factor: 0.5 });
 * [3, 2, 2, 2].map((loss) => lr.observe(loss)) // [ 0.1, 0.1, 0.1, 0.05 ]
 * adam({ lr }).scalarsAt(7).lr // 0.05
 * ```
 */
export function reduceOnPlateau(lr: number, options?: ReduceOnPlateauOptions): PlateauSchedule {
  onlyOptions<ReduceOnPlateauOptions>('reduceOnPlateau', options, [
    'mode',
    'factor',
    'patience',
    'threshold',
    'thresholdMode',
    'cooldown',
    'min',
    'eps',
  ]);
  const settings = settle(definition, { ...options, lr });
  const worst = settings.choices.mode === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return plateau(settings, { lr, best: worst, bad: 0, wait: 0 });
}

registerSchedule('reduceOnPlateau', ({ state: saved, ...options }) => {
  const { lr, ...others } = options as unknown as { lr: number } & ReduceOnPlateauOptions;
  const fresh = reduceOnPlateau(lr, others);
  if (saved === undefined) return fresh;
  checkObject('reduceOnPlateau: state', saved, `an object with ${state.join(', ')}`);
  onlyOptions<PlateauState>('reduceOnPlateau: state', saved, state, 'part');
  const { best, ...numbers } = saved as PlateauState;
  for (const [name, value] of Object.entries({
    lr: numbers.lr,
    bad: numbers.bad,
    wait: numbers.wait,
    best: best ?? 0,
  })) {
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    throw new InvalidInput({
      subject: `reduceOnPlateau: state ${name}`,
      given: value,
      allowed: 'a finite number',
    });
  }
  const settings = settle(definition, options);
  const worst = settings.choices.mode === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return plateau(settings, { ...numbers, best: best ?? worst });
});

function plateau(settings: ScheduleSettings, start: Record<(typeof state)[number], number>): PlateauSchedule {
  const run = toLoop(formulaOf(settings), 'float64');
  const held = Object.fromEntries(state.map((name) => [name, Float64Array.of(start[name])]));
  const { lr: _, ...numbers } = settings.hyper;
  const valueAt = (t: number): number => {
    if (Number.isSafeInteger(t) && t >= 1) return held.lr[0];
    const allowed = 'a whole number, 1 for the first step';
    throw new InvalidInput({ subject: 'reduceOnPlateau: step', given: t, allowed });
  };
  Object.defineProperty(valueAt, 'name', { value: 'reduceOnPlateau' });
  const describe = (): ScheduleDescription => {
    const now = Object.fromEntries(state.map((name) => [name, held[name][0]]));
    const best = Number.isFinite(now.best) ? now.best : null;
    return {
      schedule: 'reduceOnPlateau',
      options: { ...settings.hyper, ...settings.choices, state: { ...now, best } },
    };
  };
  Object.defineProperty(valueAt, 'description', { get: describe, enumerable: true });
  return Object.assign(valueAt, {
    observe(metric: number): number {
      if (typeof metric !== 'number' || !Number.isFinite(metric)) {
        const remedy = 'A loss that is not finite will not get better: start again from before it diverged.';
        throw new InvalidInput({
          subject: 'reduceOnPlateau: metric',
          given: metric,
          allowed: 'a finite number',
          remedy,
        });
      }
      run(held, { ...numbers, metric });
      return held.lr[0];
    },
    [displaySymbol]: () => displayPlateau(settings, held.lr[0]),
  }) as unknown as PlateauSchedule;
}
