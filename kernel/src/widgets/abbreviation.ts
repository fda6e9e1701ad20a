import type { AnyWidget } from './boxes';
import { invalid, shown } from './invalid';
import { Dropdown, type OptionList } from './selection';
import { FloatLogSlider, FloatSlider, IntSlider } from './sliders';
import { Checkbox } from './switches';
import { Text } from './texts';
import { type Looks, Widget } from './widget';

/** A slider: `{ min: 0, max: 1 }`, with `scale: 'log'` for learning rates and the like. */
export interface RangeAbbreviation {
  min: number;
  max: number;
  /** Default: 1 between whole numbers, else about a hundredth of the range. On a log scale steps are fixed. */
  step?: number;
  /** Default: the middle. */
  value?: number;
  /** Equal steps multiply the value; `min` must be above 0. */
  scale?: 'linear' | 'log';
  /** Default: the parameter's name. */
  description?: string;
  /** False: call the function only when the handle is let go. */
  continuousUpdate?: boolean;
}

/** A dropdown. */
export interface ChoiceAbbreviation<V = unknown> {
  options: OptionList<V>;
  value?: V;
  /** Default: the parameter's name. */
  description?: string;
}

/** What stands for a widget in `interact`. */
export type Abbreviation =
  | number
  | boolean
  | string
  | readonly unknown[]
  | RangeAbbreviation
  | ChoiceAbbreviation
  | AnyWidget;

type OptionValue<O> =
  O extends ReadonlyMap<string, infer V>
    ? V
    : O extends readonly (readonly [string, infer V])[]
      ? V
      : O extends readonly (infer V)[]
        ? V
        : O extends Readonly<Record<string, infer V>>
          ? V
          : never;

/** The type of the parameter that an abbreviation stands for. */
export type ValueOf<A> =
  A extends Widget<infer T>
    ? T extends { value: infer V }
      ? V
      : never
    : A extends number
      ? number
      : A extends boolean
        ? boolean
        : A extends string
          ? string
          : A extends readonly number[]
            ? number
            : A extends readonly unknown[]
              ? OptionValue<A>
              : A extends { options: infer O }
                ? OptionValue<O>
                : A extends { min: number }
                  ? number
                  : never;

export type Valued = AnyWidget & { value: unknown; description?: string };

/** The widget that an abbreviation stands for. */
export function widgetFor(name: string, abbreviation: unknown, looks: Looks): Valued {
  const subject = `interact: ${name}`;
  const description = name;
  switch (typeof abbreviation) {
    case 'number':
      return around(subject, name, abbreviation, looks);
    case 'boolean':
      return new Checkbox({ value: abbreviation, description, ...looks });
    case 'string':
      return new Text({ value: abbreviation, description, ...looks });
    case 'object':
      if (abbreviation instanceof Widget) return valued(subject, abbreviation);
      if (Array.isArray(abbreviation)) return listed(subject, name, abbreviation, looks);
      if (isRange(abbreviation)) return slider(subject, name, abbreviation, looks);
      if (isChoice(abbreviation)) return chosen(subject, name, abbreviation, looks);
  }
  throw invalid(
    subject,
    abbreviation,
    "{ min, max }, [min, max], [min, max, step], a number, true or false, a text, a list of options such as ['a', 'b'], { options }, or a widget",
  );
}

function valued(subject: string, widget: Widget): Valued {
  if (!('value' in widget.values)) throw invalid(subject, widget, 'a widget that has a value');
  return widget as unknown as Valued;
}

/** A number alone stands for a range around it. */
function around(subject: string, name: string, value: number, looks: Looks): Valued {
  const [min, max] = value === 0 ? [0, 1] : value > 0 ? [-value, 3 * value] : [3 * value, -value];
  return slider(subject, name, { min, max, value }, looks);
}

function listed(subject: string, name: string, list: readonly unknown[], looks: Looks): Valued {
  const numbers = list.filter((each) => typeof each === 'number') as number[];
  const isRangeLike = numbers.length === list.length && (list.length === 2 || list.length === 3);
  if (!isRangeLike) return chosen(subject, name, { options: list }, looks);
  const [min, max, step] = numbers;
  if (step !== undefined && min < max && step > max - min) {
    throw new RangeError(
      `${subject} is ${shown(list)}, read as [min, max, step] with a step larger than the range. For a choice among these numbers write { options: ${shown(list)} }.`,
    );
  }
  return slider(subject, name, { min, max, step }, looks);
}

function chosen(subject: string, name: string, given: ChoiceAbbreviation, looks: Looks): Valued {
  const { options, description = name, value } = given;
  refuseOthers(subject, given, ['options', 'value', 'description']);
  if (Array.isArray(options) && options.length === 0) throw invalid(subject, options, 'at least one option');
  return new Dropdown({ options, description, ...(value !== undefined && { value }), ...looks });
}

function slider(subject: string, name: string, range: RangeAbbreviation, looks: Looks): Valued {
  refuseOthers(subject, range, ['min', 'max', 'step', 'value', 'scale', 'description', 'continuousUpdate']);
  const { min, max, step, scale = 'linear', description = name, continuousUpdate = true } = range;
  for (const [key, number] of Object.entries({ min, max, step, value: range.value })) {
    if (number !== undefined && !Number.isFinite(number))
      throw invalid(`${subject}.${key}`, number, 'a finite number');
  }
  if (min > max)
    throw new RangeError(`${subject}: min is ${min} and max is ${max}, but min must not exceed max.`);
  if (scale !== 'linear' && scale !== 'log') throw invalid(`${subject}.scale`, scale, "'linear' or 'log'");
  const common = { description, continuousUpdate, ...looks };
  if (scale === 'log') return logSlider(subject, range, common);
  const areWhole = [min, max, step ?? 1, range.value ?? 0].every(Number.isInteger);
  if (areWhole && (max - min > 1 || step !== undefined)) {
    const value = range.value ?? min + Math.floor((max - min) / (step ?? 1) / 2) * (step ?? 1);
    return new IntSlider({ min, max, step: step ?? 1, value, ...common });
  }
  const used = step ?? niceStep((max - min) / 100);
  const middle = min + Math.round((max - min) / used / 2) * used;
  const value = range.value ?? Math.min(round(middle), max);
  const readoutFormat = formatFor([min, used, value]);
  return new FloatSlider({ min, max, step: used, value, readoutFormat, ...common });
}

function logSlider(subject: string, { min, max, step, value }: RangeAbbreviation, common: Looks): Valued {
  if (min <= 0) throw invalid(`${subject}.min`, min, "above 0 where scale is 'log'");
  if (step !== undefined)
    throw invalid(`${subject}.step`, step, "left out where scale is 'log': a step multiplies by 10 ** 0.1");
  const [low, high] = [Math.log10(min), Math.log10(max)];
  const middle = 10 ** (Math.round(((low + high) / 2) * 10) / 10);
  const start = value ?? Math.min(Math.max(middle, min), max);
  return new FloatLogSlider({ min: low, max: high, value: start, ...common });
}

/** The largest of 1, 2 and 5 times a power of ten that is at most `step`, or a little more. */
function niceStep(step: number): number {
  if (step <= 0) return 0.1;
  const power = 10 ** Math.floor(Math.log10(step) + 1e-9);
  const factor = [5, 2, 1].find((each) => each * power <= step * (1 + 1e-9)) ?? 1;
  return round(factor * power);
}

const round = (number: number) => Number(number.toPrecision(12));

/** As many decimals as the numbers have. */
function formatFor(numbers: number[]): string {
  const decimals = Math.max(...numbers.map(decimalsOf));
  return decimals > 6 ? '.3g' : `.${decimals}f`;
}

function decimalsOf(number: number): number {
  const [digits, exponent = '0'] = String(round(number)).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}

function isRange(value: object | null): value is RangeAbbreviation {
  return value !== null && 'min' in value && 'max' in value;
}

function isChoice(value: object | null): value is ChoiceAbbreviation {
  return value !== null && 'options' in value;
}

function refuseOthers(subject: string, given: object, allowed: string[]): void {
  for (const key of Object.keys(given)) {
    if (!allowed.includes(key))
      throw new TypeError(`${subject} has no option '${key}'. Its options are ${allowed.join(', ')}.`);
  }
}
