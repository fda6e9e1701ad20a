import { type Control, controlDefaults, type Orientation, orientations } from './described';
import { invalid, shown } from './invalid';
import { controlNames, type Looks, Widget } from './widget';

/** What can be chosen: values, pairs of a label and a value, or an object or map from labels to values. */
export type OptionList<V> =
  | readonly V[]
  | readonly (readonly [label: string, value: V])[]
  | Readonly<Record<string, V>>
  | ReadonlyMap<string, V>;

interface SelectionTraits extends Control {
  options: OptionList<unknown>;
}

interface OneTraits<V> extends SelectionTraits {
  value: V;
  /** The place of the value among the options; null if nothing is chosen. */
  index: number | null;
}

interface RadioTraits<V> extends OneTraits<V> {
  orientation: Orientation;
}

interface SeveralTraits<V> extends SelectionTraits {
  value: readonly V[];
  /** The places of the values among the options. */
  index: readonly number[];
  /** How many options are seen at once. */
  rows: number;
}

/** `options` is needed; the rest has defaults: the first option, or none of several, is chosen. */
type OneOptions<V, T> = { options: OptionList<V>; value?: V | null } & Partial<Omit<T, 'options' | 'value'>> &
  Looks;

type Choice = readonly [label: string, value: unknown];

/** Options as pairs of label and value. */
export function choicesOf(kind: string, options: unknown): Choice[] {
  if (options instanceof Map) return [...options].map(([label, value]) => [String(label), value]);
  if (Array.isArray(options)) {
    const arePairs = options.length > 0 && options.every(isPair);
    return arePairs ? options : options.map((value) => [labelOf(value), value]);
  }
  if (typeof options === 'object' && options !== null) return Object.entries(options);
  throw invalid(
    `${kind}: options`,
    options,
    "an array such as ['sgd', 'adam'] or an object of values by label",
  );
}

function isPair(option: unknown): option is Choice {
  return Array.isArray(option) && option.length === 2 && typeof option[0] === 'string';
}

function labelOf(value: unknown): string {
  if (typeof value === 'function' && value.name !== '') return value.name;
  return typeof value === 'string' ? value : shown(value);
}

function placeOf(kind: string, choices: Choice[], value: unknown): number {
  const index = choices.findIndex(([, each]) => Object.is(each, value));
  if (index < 0) {
    const list = choices.map(([, each]) => shown(each)).join(', ');
    throw new RangeError(`${kind}: value is ${shown(value)}, which is not among its options: ${list}.`);
  }
  return index;
}

function checkedPlace(kind: string, choices: Choice[], index: unknown): number {
  if (!Number.isInteger(index) || (index as number) < 0 || (index as number) >= choices.length)
    throw invalid(`${kind}: index`, index, `a whole number from 0 to ${choices.length - 1}`);
  return index as number;
}

/** Options, value and place belong together: whichever was given decides the others. */
function settleOne(kind: string) {
  return <T extends OneTraits<unknown>>(values: T, given: ReadonlySet<keyof T>): T => {
    const choices = choicesOf(kind, values.options);
    const at = (index: number | null): T => ({
      ...values,
      index,
      value: index === null ? null : choices[index][1],
    });
    if (given.has('value')) return at(values.value === null ? null : placeOf(kind, choices, values.value));
    if (given.has('index'))
      return at(values.index === null ? null : checkedPlace(kind, choices, values.index));
    const kept = choices.findIndex(([, each]) => Object.is(each, values.value));
    if (given.has('options')) return at(choices.length === 0 ? null : Math.max(kept, 0));
    return values;
  };
}

function toState<T extends SelectionTraits>(values: T): Record<string, unknown> {
  const { index, rows, orientation } = values as { index?: unknown; rows?: number; orientation?: string };
  return {
    _dom_classes: values.domClasses,
    _options_labels: choicesOf('', values.options).map(([label]) => label),
    description: values.description,
    description_allow_html: values.descriptionAllowHtml,
    disabled: values.disabled,
    index,
    tabbable: values.tabbable,
    tooltip: values.tooltip,
    ...(rows !== undefined && { rows }),
    ...(orientation !== undefined && { orientation }),
  };
}

const noOptions = new Map<string, never>();
const standard = { ...controlDefaults, options: noOptions, value: null, index: null };

export interface Dropdown<V> extends OneTraits<V> {}
/** A list that opens, of which one is chosen. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each trait
export class Dropdown<V = string> extends Widget<OneTraits<V>> {
  constructor(options: OneOptions<V, OneTraits<V>>) {
    const defaults = standard as unknown as OneTraits<V>;
    const names = controlNames('Dropdown');
    super(
      {
        kind: 'Dropdown',
        names,
        style: 'Description',
        defaults,
        settle: settleOne('Dropdown'),
        toState,
        fromState,
      },
      options as Partial<OneTraits<V>> & Looks,
    );
  }
}

export interface RadioButtons<V> extends RadioTraits<V> {}
/** Buttons of which one is chosen. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each trait
export class RadioButtons<V = string> extends Widget<RadioTraits<V>> {
  constructor(options: OneOptions<V, RadioTraits<V>>) {
    const kind = 'RadioButtons';
    const defaults = { ...standard, orientation: 'vertical' } as unknown as RadioTraits<V>;
    const words = { orientation: orientations };
    const names = controlNames(kind);
    super(
      { kind, names, style: 'Description', defaults, words, settle: settleOne(kind), toState, fromState },
      options as Partial<RadioTraits<V>> & Looks,
    );
  }
}

export interface SelectMultiple<V> extends SeveralTraits<V> {}
/** A list of which any number is chosen. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the model defines a property for each trait
export class SelectMultiple<V = string> extends Widget<SeveralTraits<V>> {
  constructor(options: { options: OptionList<V> } & Partial<Omit<SeveralTraits<V>, 'options'>> & Looks) {
    const kind = 'SelectMultiple';
    super(
      {
        kind,
        names: controlNames(kind),
        style: 'Description',
        defaults: { ...controlDefaults, options: noOptions, value: [], index: [], rows: 5 },
        settle: settleSeveral,
        toState,
        fromState,
      },
      options as Partial<SeveralTraits<V>> & Looks,
    );
  }
}

function settleSeveral<V>(values: SeveralTraits<V>, given: ReadonlySet<keyof SeveralTraits<V>>) {
  const kind = 'SelectMultiple';
  if (!Number.isInteger(values.rows) || values.rows < 1)
    throw invalid(`${kind}: rows`, values.rows, 'a whole number from 1');
  const choices = choicesOf(kind, values.options);
  const at = (index: readonly number[]) => ({
    ...values,
    index,
    value: index.map((each) => choices[each][1] as V),
  });
  if (given.has('value')) return at(values.value.map((each) => placeOf(kind, choices, each)));
  if (given.has('index')) return at(values.index.map((each) => checkedPlace(kind, choices, each)));
  if (!given.has('options')) return values;
  return at(
    values.value
      .map((each) => choices.findIndex(([, value]) => Object.is(value, each)))
      .filter((i) => i >= 0),
  );
}

const received = [
  ['index', 'index'],
  ['description', 'description'],
  ['disabled', 'disabled'],
  ['rows', 'rows'],
] as const;

function fromState<T extends object>(state: Record<string, unknown>): Partial<T> {
  return Object.fromEntries(
    received.filter(([key]) => key in state).map(([key, name]) => [name, state[key]]),
  ) as Partial<T>;
}
