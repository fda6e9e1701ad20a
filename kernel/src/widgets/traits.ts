import { invalid, shown } from './invalid';

/** Values by their names in the protocol. */
export type State = Record<string, unknown>;

/** How one kind of model is called, what it holds, and what it accepts. */
export interface Definition<T extends object> {
  /** The class, such as `IntSlider`. */
  kind: string;
  names: ModelNames;
  defaults: T;
  /** The words that a text may be. */
  words?: { [K in keyof T]?: readonly unknown[] };
  /**
   * Checks the values together and completes them. Only what is named in `given` was said just now and is refused if
   * it is wrong; what stands from before is made to fit.
   */
  settle?(values: T, given: ReadonlySet<keyof T>): T;
  /** The model's state in the protocol; by default each value under its name in snake_case. */
  toState?(values: T): State;
  /** What a front end's state means, by the values until now; by default each value under its name in snake_case. */
  fromState?(state: State, values: T): Partial<T>;
}

/** The names by which a front end finds the code of a model and of its view. */
export interface ModelNames {
  _model_module: string;
  _model_module_version: string;
  _model_name: string;
  _view_module: string;
  _view_module_version: string;
  _view_name: string;
}

/** `continuousUpdate` is `continuous_update` in the protocol. */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Names that the protocol writes in a way of its own. */
const irregular: Record<string, string> = { domClasses: '_dom_classes' };

export const keyOf = (name: string): string => irregular[name] ?? snakeCase(name);

/** Each value under its name in snake_case. */
export function plainState(values: object): State {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [keyOf(name), value]));
}

/** The values among a front end's state. */
export function fromPlainState<T extends object>(state: State, values: T): Partial<T> {
  const names = (Object.keys(values) as (keyof T & string)[]).filter((name) => keyOf(name) in state);
  return Object.fromEntries(names.map((name) => [name, state[keyOf(name)]])) as Partial<T>;
}

/** Checks values one by one, by the kind of their defaults, then together. */
export function settled<T extends object>(
  definition: Definition<T>,
  values: T,
  given: ReadonlySet<keyof T>,
): T {
  const { kind, defaults, words = {} as NonNullable<Definition<T>['words']> } = definition;
  for (const name of given) {
    const subject = `${kind}: ${String(name)}`;
    if (!(name in defaults)) {
      throw new TypeError(
        `${kind} has no option ${shown(name)}. Its options are ${Object.keys(defaults).join(', ')}.`,
      );
    }
    const value = values[name];
    const allowed = words[name];
    if (allowed) {
      if (!allowed.includes(value)) throw invalid(subject, value, allowed.map(shown).join(' or '));
    } else {
      checkKind(subject, value, defaults[name]);
    }
  }
  return definition.settle?.(values, given) ?? values;
}

function checkKind(subject: string, value: unknown, standard: unknown): void {
  if (typeof standard === 'number' && !(typeof value === 'number' && Number.isFinite(value)))
    throw invalid(subject, value, 'a finite number');
  if (typeof standard === 'boolean' && typeof value !== 'boolean')
    throw invalid(subject, value, 'true or false');
  if (typeof standard === 'string' && typeof value !== 'string') throw invalid(subject, value, 'a text');
  if (Array.isArray(standard) && !Array.isArray(value)) throw invalid(subject, value, 'an array');
}

/** Equality of values: of numbers and texts as such, of lists element by element. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, index) => same(each, b[index]));
  return Object.is(a, b);
}
