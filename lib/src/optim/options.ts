import { InvalidInput } from '../errors';
import { onlyOptions } from '../errors/only-options';
import { type Choices, type Combination, choose } from './choices';
import { type Group, type SettledGroup, settleGroups } from './groups';
import { finite, type Limit } from './limits';

/** A hyper-parameter that changes with the step, counted from 1. */
export type Schedule = (t: number) => number;

/** Hyper-parameters by name, with their defaults. */
export type Hyper = Readonly<Record<string, number>>;

/** What a rule may be called with; what is left out keeps its default. */
export type RuleOptions<H extends Hyper, C extends Choices> = {
  readonly [K in keyof H | keyof C]?: K extends keyof C ? C[K][number] : number | Schedule;
} & {
  /** Other hyper-parameters for some of the variables; none may be in two groups. */
  readonly groups?: readonly Group<H>[];
  /** What to do with a step whose gradients are not all finite. Default: `'pass'`. */
  readonly onNaN?: OnNaN;
};

/**
 * What becomes of a step when a gradient holds NaN or an infinity: `'pass'` takes it all the same (as PyTorch and optax
 * do), `'throw'` throws an InvalidInput that names the variable, and `'skip'` leaves variables, state and the number
 * of steps as they were and counts the step in `skippedSteps`.
 */
export type OnNaN = 'pass' | 'throw' | 'skip';

const onNaNs: readonly unknown[] = ['pass', 'throw', 'skip'] satisfies OnNaN[];

/** All hyper-parameters and choices of one optimizer. */
export interface Settings {
  readonly hyper: Readonly<Record<string, number | Schedule>>;
  readonly choices: Combination;
  /** Groups of variables with hyper-parameters of their own; in each layer a variable is in one group at most. */
  readonly layers: readonly (readonly SettledGroup[])[];
  readonly onNaN: OnNaN;
}

/** What the options of a rule are checked against. */
export interface Declared {
  name: string;
  hyper: Hyper;
  choices: Choices;
  limits: Readonly<Record<string, Limit>>;
  /** The hyper-parameters that matter with these choices; without it, all of them. */
  read?(choices: Combination): readonly string[];
}

/** Completes options by their defaults. */
export function settle(
  declared: Declared,
  options: Readonly<Record<string, unknown>> = {},
  general: readonly string[] = ['groups', 'onNaN'],
): Settings {
  const { name, hyper, choices, limits } = declared;
  const names = [...Object.keys(hyper), ...Object.keys(choices), ...general];
  onlyOptions<Record<string, unknown>>(name, options, names);
  const chosen = choose(name, choices, options);
  const read = declared.read?.(chosen) ?? Object.keys(hyper);
  const check = (subject: string, key: string, value: unknown): number | Schedule => {
    const checked = checkHyper(subject, value, own(limits, key));
    if (!read.includes(key)) throw idle(subject, value, chosen);
    return checked;
  };
  const settled: Record<string, number | Schedule> = {};
  for (const [key, standard] of Object.entries(hyper)) {
    const given = own(options, key) ?? undefined;
    settled[key] =
      given === undefined && !read.includes(key)
        ? standard
        : check(`${name}: ${key}`, key, given ?? standard);
  }
  const groups = settleGroups(name, own(options, 'groups'), Object.keys(hyper), check);
  const onNaN = own(options, 'onNaN') ?? 'pass';
  if (!onNaNs.includes(onNaN)) {
    const allowed = `one of ${onNaNs.map((each) => JSON.stringify(each)).join(', ')}`;
    throw new InvalidInput({ subject: `${name}: onNaN`, given: onNaN, allowed });
  }
  const layers = groups.length > 0 ? [groups] : [];
  return { hyper: settled, choices: chosen, layers, onNaN: onNaN as OnNaN };
}

const idle = (subject: string, given: unknown, chosen: Combination): InvalidInput => {
  const choices = Object.entries(chosen).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  const allowed = `left out with ${choices.join(', ')}`;
  return new InvalidInput({ subject, given, allowed, remedy: 'No line of that variant reads it.' });
};

/** The hyper-parameters at a step. */
export function hyperAt(
  { name, limits }: Declared,
  hyper: Settings['hyper'],
  step: number,
): Record<string, number> {
  const values: Record<string, number> = {};
  for (const [key, value] of Object.entries(hyper)) {
    values[key] =
      typeof value === 'function'
        ? checkNumber(`${name}: ${key} at step ${step}`, value(step), own(limits, key))
        : value;
  }
  return values;
}

/** A hyper-parameter may be called like something that every object inherits, such as `constructor`. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

const checkHyper = (subject: string, value: unknown, limit?: Limit): number | Schedule =>
  typeof value === 'function' ? (value as Schedule) : checkNumber(subject, value, limit);

function checkNumber(subject: string, value: unknown, limit: Limit = finite): number {
  if (typeof value === 'number' && limit.holds(value)) return value;
  throw new InvalidInput({ subject, given: value, allowed: limit.allowed });
}
