import type { serialization } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';
import { isPattern, type Matcher, type SettledGroup } from './groups';
import type { Declared, Schedule, Settings } from './options';
import { type Describable, type ScheduleDescription, scheduleFrom } from './schedules/description';

/** Plain data of the options of an optimizer, as `fromConfig` and saved models take them. */
export function configOf(
  { name: rule, read }: Pick<Declared, 'name' | 'read'>,
  { hyper, choices, layers, onNaN }: Settings,
): serialization.ConfigDict {
  const [groups = []] = layers;
  return {
    ...numbersOf(rule, read ? onlyRead(hyper, read(choices)) : hyper),
    ...choices,
    ...(groups.length > 0 ? { groups: protect(groups.map((group, i) => plain(rule, group, i))) } : {}),
    ...(onNaN === 'pass' ? {} : { onNaN }),
  } as serialization.ConfigDict;
}

const onlyRead = (hyper: Settings['hyper'], read: readonly string[]): Settings['hyper'] =>
  Object.fromEntries(Object.entries(hyper).filter(([name]) => read.includes(name)));

/** The options that {@link configOf} wrote. */
export function optionsOf(
  { hyper, choices }: Declared,
  { customObjects: _, ...config }: serialization.ConfigDict,
): Record<string, unknown> {
  // TensorFlow.js adds `customObjects` to a saved configuration when it loads one, and writes what it holds in camel case.
  const nameOf = uncameled([...Object.keys(hyper), ...Object.keys(choices), 'onNaN']);
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      if (key === 'groups') return [key, (unprotect(value) as Plain[]).map(restored)];
      const name = nameOf(key) as string;
      return [name, Object.hasOwn(choices, name) ? uncameled(choices[name])(value) : revived(value)];
    }),
  );
}

/** Finds what was meant among what there is; what is none of it stays, to be refused. */
function uncameled(names: readonly unknown[]): (found: unknown) => unknown {
  const camel = (name: unknown): unknown =>
    typeof name === 'string' ? name.replace(/_+(\w|$)/g, (_, next: string) => next.toUpperCase()) : name;
  const known = new Map(names.map((name) => [camel(name), name]));
  return (found) => (names.includes(found) ? found : (known.get(camel(found)) ?? found));
}

/**
 * TensorFlow.js rewrites all keys and texts of a saved configuration, `dense_1` to `dense1`, but for texts under the
 * key `name`.
 */
export const protect = (data: unknown): { name: string } => ({ name: JSON.stringify(data) });
export const unprotect = (held: unknown): unknown => JSON.parse((held as { name: string }).name);

type PlainMatcher = readonly string[] | { pattern: string; flags: string };
type Plain = Record<string, unknown> & { variables: PlainMatcher };

const plain = (rule: string, { variables, hyper }: SettledGroup, i: number): Plain => ({
  ...numbersOf(rule, hyper),
  variables: plainMatcher(`${rule}: variables of group ${i + 1}`, variables),
});

const restored = ({ variables, ...hyper }: Plain): Record<string, unknown> & { variables: Matcher } => ({
  ...revivedAll(hyper),
  variables: matcherOf(variables),
});

/** A matcher as plain data. */
export function plainMatcher(subject: string, matcher: Matcher): PlainMatcher {
  if (isPattern(matcher)) return { pattern: matcher.source, flags: matcher.flags };
  if (typeof matcher !== 'function') return matcher;
  throw new InvalidInput({
    subject: `${subject} in a saved configuration`,
    given: matcher,
    allowed: 'a regular expression or an array of names',
    remedy: 'A function cannot be saved: save the weights alone and make the optimizer anew.',
  });
}

/** The matcher that {@link plainMatcher} wrote. */
export const matcherOf = (plain: PlainMatcher): Matcher =>
  'pattern' in plain ? new RegExp(plain.pattern, plain.flags) : plain;

/** Hyper-parameters that a file can hold. */
export function numbersOf(
  rule: string,
  hyper: Readonly<Record<string, number | Schedule>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(hyper).map(([name, value]) => {
      if (typeof value !== 'function') return [name, value];
      const { description } = value as Partial<Describable>;
      if (description) return [name, protect(description)];
      throw new InvalidInput({
        subject: `${rule}: ${name} in a saved configuration`,
        given: value,
        allowed: 'a number, or a schedule with a formula',
        remedy:
          'A function cannot be saved: write it as schedule({ name, value }), or save the weights alone and make the optimizer anew with its schedule.',
      });
    }),
  );
}

/** A schedule where {@link numbersOf} wrote one. */
const revived = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && typeof (value as { name?: unknown }).name === 'string'
    ? scheduleFrom(unprotect(value) as ScheduleDescription)
    : value;

/** {@link revived} for all values. */
export const revivedAll = (options: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name, revived(value)]));
