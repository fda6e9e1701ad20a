import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { described } from '../errors/described';
import { onlyOptions } from '../errors/only-options';
import type { Hyper, Schedule } from './options';

/** What a group or a mask sees of a variable. */
export interface VariableInfo {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Which variables: a pattern that their names contain, a list of names, or a function of name and shape. */
export type Matcher = RegExp | readonly string[] | ((variable: VariableInfo) => boolean);

/** Hyper-parameters for some of the variables, in place of those for all. */
export type Group<H extends Hyper> = { readonly variables: Matcher } & {
  readonly [K in keyof H]?: number | Schedule;
};

/** A checked group. */
export interface SettledGroup {
  readonly variables: Matcher;
  readonly hyper: Readonly<Record<string, number | Schedule>>;
}

/** Completes the groups of an optimizer; `check` looks at one hyper-parameter. */
export function settleGroups(
  rule: string,
  groups: unknown,
  names: readonly string[],
  check: (subject: string, key: string, value: unknown) => number | Schedule,
): SettledGroup[] {
  if (groups === undefined || groups === null) return [];
  if (!Array.isArray(groups)) {
    const allowed = 'an array of { variables, and hyper-parameters }';
    throw new InvalidInput({ subject: `${rule}: groups`, given: groups, allowed });
  }
  return groups.map((group: unknown, i) => {
    const subject = `${rule}: group ${i + 1}`;
    checkObject(subject, group, 'an object of variables and hyper-parameters');
    onlyOptions<Record<string, unknown>>(subject, group, ['variables', ...names]);
    const { variables, ...hyper } = group as Record<string, unknown>;
    const settled = Object.entries(hyper)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, check(`${subject}: ${key}`, key, value)] as const);
    if (settled.length === 0) {
      const allowed = `with one of ${names.join(', ') || 'no hyper-parameter: the rule has none'}`;
      throw new InvalidInput({ subject, given: described('without hyper-parameter'), allowed });
    }
    return {
      variables: checkMatcher(`${subject}: variables`, variables),
      hyper: Object.fromEntries(settled),
    };
  });
}

/** Guards against what cannot tell variables apart. */
export function checkMatcher(subject: string, matcher: unknown): Matcher {
  if (typeof matcher === 'function') return matcher as Matcher;
  if (isPattern(matcher)) return matcher;
  if (Array.isArray(matcher) && matcher.length > 0 && matcher.every((name) => typeof name === 'string')) {
    return [...matcher];
  }
  const allowed = 'a regular expression, an array of names, or a function of { name, shape }';
  throw new InvalidInput({ subject, given: matcher, allowed });
}

/** Whether a variable is one of those that are meant. */
export function matches(matcher: Matcher, variable: VariableInfo, subject: string): boolean {
  // `search` starts at the beginning whatever the flags of the pattern.
  if (isPattern(matcher)) return variable.name.search(matcher) >= 0;
  if (typeof matcher !== 'function') return matcher.includes(variable.name);
  const answer: unknown = matcher({ name: variable.name, shape: variable.shape });
  if (typeof answer === 'boolean') return answer;
  throw new InvalidInput({
    subject: `${subject} for ${variable.name}`,
    given: answer,
    allowed: 'true or false',
  });
}

/** A pattern may come from another realm, such as a notebook's. */
export const isPattern = (value: unknown): value is RegExp =>
  Object.prototype.toString.call(value) === '[object RegExp]';
