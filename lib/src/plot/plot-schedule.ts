import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import type { Schedule } from '../optim';
import type { Figure, FigureOptions } from './figure';
import { linePlot } from './line-plot';

/** Options of {@link plotSchedule}. */
export interface SchedulePlotOptions extends Partial<FigureOptions> {
  /** What the schedules are of. Default: `learning rate`. */
  of?: string;
  /** A logarithmic axis. Default: false. */
  log?: boolean;
}

/** More points than this are not told apart on a screen. */
const MOST_POINTS = 1000;

/**
 * Draws schedules over the steps.
 *
 * @param schedules one schedule, several, or several under names of their own
 * @param steps how many steps to show, from the first
 * @throws InvalidInput for what is no function of the step, steps that are no whole number, 2 or more, and an unknown
 *   option
 * @example
 * ```ts
 * const fig = plotSchedule([cosine(0.1, 100), warmupCosine(0.1, 100, { warmup: 10 })], 100);
 * fig.alt.split('\n').at(-1) // 'line "warmupCosine": 100 points, x 1 to 100, y 0 to 0.1'
 * ```
 */
export function plotSchedule(
  schedules: Schedule | readonly Schedule[] | Readonly<Record<string, Schedule>>,
  steps: number,
  options: SchedulePlotOptions = {},
): Figure {
  onlyOptions<SchedulePlotOptions>('plotSchedule', options, ['title', 'alt', 'height', 'of', 'log']);
  if (!Number.isSafeInteger(steps) || steps < 2) {
    const allowed = 'a whole number of steps, 2 or more';
    throw new InvalidInput({ subject: 'plotSchedule: steps', given: steps, allowed });
  }
  const named = namesOf(schedules);
  const points = Math.min(steps, MOST_POINTS);
  const x = Array.from({ length: points }, (_, i) => 1 + Math.round((i * (steps - 1)) / (points - 1)));
  const { of = 'learning rate', log = false, title, ...figure } = options;
  return linePlot({
    ...figure,
    title: title ?? `${of[0]?.toUpperCase() ?? ''}${of.slice(1)} over ${steps} steps`,
    x: { label: 'step' },
    y: { label: of, log },
    lines: named.map(([name, schedule]) => ({ name, x, y: x.map((t) => schedule(t)) })),
  });
}

function namesOf(schedules: unknown): [string, Schedule][] {
  const list: [string, unknown][] =
    typeof schedules === 'object' && schedules !== null && !Array.isArray(schedules)
      ? Object.entries(schedules)
      : [schedules].flat().map((schedule, i) => [nameOf(schedule) || `schedule ${i + 1}`, schedule]);
  for (const [name, schedule] of list) {
    if (typeof schedule === 'function') continue;
    const allowed = 'a schedule, such as cosine(1e-3, 500)';
    throw new InvalidInput({ subject: `plotSchedule: ${name}`, given: schedule, allowed });
  }
  if (list.length === 0) {
    throw new InvalidInput({ subject: 'plotSchedule: schedules', given: schedules, allowed: 'at least one' });
  }
  const names = list.map(([name]) => name);
  return list.map(([name, schedule], i) => {
    const twins = names.filter((other) => other === name).length > 1;
    return [
      twins ? `${name} ${names.slice(0, i + 1).filter((other) => other === name).length}` : name,
      schedule as Schedule,
    ];
  });
}

const nameOf = (schedule: unknown): string => (typeof schedule === 'function' ? schedule.name : '');
