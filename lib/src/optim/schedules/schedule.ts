import { InvalidInput } from '../../errors';
import { described } from '../../errors/described';
import type { SymbolRole } from '../../formula';
import { formula, type SymbolTable, toLoop } from '../../formula';
import { type Displayable, displaySymbol } from '../../show';
import { type Choices, type Chosen, combinations } from '../choices';
import type { Limit } from '../limits';
import { checkDefinition } from './check-definition';
import { registerSchedule, type ScheduleDescription } from './description';
import { displaySchedule } from './display-schedule';
import { inlined } from './expression';
import { type ScheduleSettings, settle } from './settle';

/** Numbers of a schedule by name: a default, or null for one that must be given. */
export type ScheduleHyper = Readonly<Record<string, number | null>>;

/** A schedule as mathematics. */
export interface ScheduleDefinition<H extends ScheduleHyper = ScheduleHyper, C extends Choices = Choices> {
  name: string;
  /** Its numbers: the default, or null where one must be given. */
  hyper?: H;
  /** Variants of the schedule by name, the default first. */
  choices?: C;
  /** One expression in `t`, the number of the step from 1, and the numbers. */
  value: string | ((choices: Chosen<C>) => string);
  /** Assignments that run before, in order, to names that the value uses. */
  where?: readonly string[] | ((choices: Chosen<C>) => readonly string[]);
  /** What the numbers may be; by default any finite number. */
  limits?: { readonly [K in keyof H]?: Limit };
  /** Throws where numbers do not go together. */
  check?: (hyper: { readonly [K in keyof H]: number }, choices: Chosen<C>) => void;
  /** LaTeX for names. */
  symbols?: SymbolTable;
  /** Where the schedule comes from. */
  source?: string;
}

/** What a schedule may be made with. */
export type ScheduleOptions<H extends ScheduleHyper, C extends Choices> = {
  readonly [K in keyof H as H[K] extends null ? K : never]: number;
} & { readonly [K in keyof H as H[K] extends null ? never : K]?: number } & {
  readonly [K in keyof C]?: C[K][number];
};

/** A function of the step, counted from 1, that is one formula. */
export interface FormulaSchedule extends Displayable {
  /** @throws InvalidInput if t is no whole number, 1 or more, or the value there is not finite */
  (t: number): number;
  /** The mathematics as it runs: auxiliary lines, then the value. */
  readonly lines: readonly string[];
  /** The same with all numbers put in: one expression in t alone. */
  readonly expression: string;
  /** The schedule as plain data, for {@link scheduleFrom}. */
  readonly description: ScheduleDescription;
}

/** Makes schedules of one kind. */
export type ScheduleMaker<H extends ScheduleHyper = ScheduleHyper, C extends Choices = Choices> = ((
  options: ScheduleOptions<H, C>,
) => FormulaSchedule) & { readonly definition: ScheduleDefinition<H, C> };

/**
 * Defines a schedule from its mathematics, which then runs, shows itself and is saved.
 *
 * @throws InvalidInput naming the schedule, the line and the symbol, where a line cannot be understood
 * @example
 * ```ts
 * const triangle = schedule({
 *   name: 'triangle',
 *   hyper: { peak: 0.1, half: null },
 *   value: 'peak * max(0, 1 - abs(t - half)/half)',
 * });
 * const lr = triangle({ half: 4 });
 * [1, 2, 4, 6].map(lr) // [ 0.025, 0.05, 0.1, 0.05 ]
 * lr.expression // '0.1 * max(0, 1 - abs(t - 4) / 4)'
 * ```
 */
export function schedule<const H extends ScheduleHyper, const C extends Choices = Record<never, never>>(
  definition: ScheduleDefinition<H, C>,
): ScheduleMaker<H, C> {
  const plain = definition as unknown as ScheduleDefinition;
  checkDefinition(plain);
  const { name, hyper = {}, choices = {} } = plain;
  const evaluators = new Map<string, Evaluator>();
  const read = new Set<string>();
  for (const chosen of combinations(choices)) {
    const { value, where } = linesOf(plain, chosen);
    const evaluator = compile(name, value, where, Object.keys(hyper));
    evaluators.set(JSON.stringify(chosen), evaluator);
    for (const symbol of evaluator.read) read.add(symbol);
  }
  const idle = Object.keys(hyper).find((key) => !read.has(key));
  if (idle !== undefined) {
    const given = described('never read');
    throw new InvalidInput({ subject: `${name}: number ${idle}`, given, allowed: 'read by a line' });
  }
  const make = (options: Readonly<Record<string, unknown>> = {}): FormulaSchedule => {
    const settings = settle(plain, options);
    const evaluator = evaluators.get(JSON.stringify(settings.choices)) as Evaluator;
    return fromLines({ ...plain, ...linesOf(plain, settings.choices), settings, evaluator });
  };
  registerSchedule(name, make);
  Object.defineProperty(make, 'name', { value: name });
  return Object.assign(make, { definition }) as unknown as ScheduleMaker<H, C>;
}

function linesOf(
  { value, where = [] }: ScheduleDefinition,
  chosen: ScheduleSettings['choices'],
): { value: string; where: readonly string[] } {
  return {
    value: typeof value === 'function' ? value(chosen) : value,
    where: typeof where === 'function' ? where(chosen) : where,
  };
}

/** A checked expression. */
interface Evaluator {
  readonly read: readonly string[];
  valueAt(t: number, hyper: Readonly<Record<string, number>>): number;
}

/** The name under which the value is computed. */
const RESULT = 'value';

/** Checks the mathematics of a schedule and makes it run, in float64. */
export function compile(
  name: string,
  value: string,
  where: readonly string[],
  hyper: readonly string[],
): Evaluator {
  const symbols: Record<string, SymbolRole> = {
    t: { kind: 'scalar', is: 'the number of the step', optional: true },
  };
  for (const key of hyper) {
    if (key === 't' || key === RESULT) {
      const allowed = `another name than t, the number of the step, and ${RESULT}, the result`;
      throw new InvalidInput({ subject: `${name}: the name of a number`, given: key, allowed });
    }
    symbols[key] = { kind: 'scalar', is: `number ${key}`, optional: true };
  }
  symbols[RESULT] = { kind: 'updated', is: 'the value', optional: true };
  if (!Array.isArray(where) || !where.every((line) => typeof line === 'string')) {
    throw new InvalidInput({ subject: `${name}: where`, given: where, allowed: 'an array of assignments' });
  }
  if (typeof value !== 'string' || value.trim() === '') {
    const allowed = "one expression in t, such as 'lr / sqrt(t)'";
    throw new InvalidInput({ subject: `${name}: value`, given: value, allowed });
  }
  const checked = formula({ name, symbols, lines: [...where, `${RESULT} = ${value}`] });
  if (checked.program('float64').passes.some(({ loads }) => loads.length > 0)) {
    const given = described('read');
    const remedy = 'The value depends on t and the numbers alone.';
    throw new InvalidInput({ subject: `${name}: ${RESULT}`, given, allowed: 'written only', remedy });
  }
  const run = toLoop(checked, 'float64');
  const arrays = { [RESULT]: new Float64Array(1) };
  return {
    read: checked.scalarsRead,
    valueAt(t, numbers) {
      run(arrays, { ...numbers, t });
      return arrays[RESULT][0];
    },
  };
}

/** What {@link fromLines} makes a schedule of. */
export interface ScheduleParts {
  name: string;
  value: string;
  where?: readonly string[];
  settings: ScheduleSettings;
  evaluator: Evaluator;
  symbols?: SymbolTable;
  source?: string;
  /** Default: the settings. */
  options?: Readonly<Record<string, unknown>>;
}

export function fromLines(parts: ScheduleParts): FormulaSchedule {
  const { name, value, where = [], settings, evaluator } = parts;
  const valueAt = (t: number): number => {
    if (!Number.isSafeInteger(t) || t < 1) {
      const allowed = 'a whole number, 1 for the first step';
      throw new InvalidInput({ subject: `${name}: step`, given: t, allowed });
    }
    const result = evaluator.valueAt(t, settings.hyper);
    if (Number.isFinite(result)) return result;
    throw new InvalidInput({ subject: `${name}: value at step ${t}`, given: result, allowed: 'finite' });
  };
  Object.defineProperty(valueAt, 'name', { value: name });
  const options = parts.options ?? { ...settings.hyper, ...settings.choices };
  return Object.assign(valueAt, {
    lines: [...where, `${RESULT} = ${value}`],
    expression: inlined(value, where, settings.hyper),
    description: { schedule: name, options },
    [displaySymbol]: () => displaySchedule(parts),
  });
}
