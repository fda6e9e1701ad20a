import { bounded, middleHalf } from './bounds';
import { type Control, controlDefaults, type Orientation, orientations } from './described';
import { invalid } from './invalid';
import { fromPlainState, type State } from './traits';
import { controlNames, defineWidget, type Looks, type Widget } from './widget';

const behaviors = ['drag-tap', 'drag-snap', 'tap', 'drag', 'snap'] as const;

/** What all sliders share. */
export interface SliderTraits<V> extends Control {
  value: V;
  min: number;
  max: number;
  step: number;
  /** Tell every value while the handle is dragged, not only the last. */
  continuousUpdate: boolean;
  orientation: Orientation;
  /** Show the value beside the slider. */
  readout: boolean;
  /** As in d3-format: `d`, `.3f`, `.2e`. */
  readoutFormat: string;
  /** What the mouse can do with the handle and the track. */
  behavior: (typeof behaviors)[number];
}

export interface LogSliderTraits extends SliderTraits<number> {
  /** `min`, `max` and `step` are exponents of the base. */
  base: number;
}

type Pair = readonly [lower: number, upper: number];

const slider = {
  ...controlDefaults,
  min: 0,
  max: 100,
  continuousUpdate: true,
  orientation: 'horizontal',
  readout: true,
  behavior: 'drag-tap',
} as const;
const words = { orientation: orientations, behavior: behaviors };

/** Sliders of real numbers add up steps: 1.18 arrives as 1.1800000000000002, which no reader has chosen. */
function withoutNoise<T extends SliderTraits<number> | SliderTraits<Pair>>(
  round: (number: number, range: number) => number,
) {
  return (state: State, values: T): Partial<T> => {
    const changes = fromPlainState(state, values);
    const { value, min, max } = { ...values, ...changes };
    if (changes.value === undefined) return changes;
    const rounded = (each: unknown) => (typeof each === 'number' ? round(each, max - min) : each);
    return { ...changes, value: Array.isArray(value) ? value.map(rounded) : rounded(value) };
  };
}

/** Rounds away what is smaller than the range by twelve powers of ten. */
function toRange(number: number, range: number): number {
  if (!(range > 0)) return number;
  const unit = 10 ** (Math.floor(Math.log10(range)) - 12);
  return Number((Math.round(number / unit) * unit).toPrecision(15));
}

const toDigits = (number: number) => Number(number.toPrecision(12));

const whole = { ...slider, step: 1, readoutFormat: 'd' };
const real = { ...slider, step: 0.1, readoutFormat: '.2f' };

export interface IntSlider extends Widget<SliderTraits<number>>, SliderTraits<number> {}
/** A slider over whole numbers, 0 to 100 by default. */
export const IntSlider: new (options?: Partial<SliderTraits<number>> & Looks) => IntSlider = defineWidget<
  SliderTraits<number>
>({
  kind: 'IntSlider',
  names: controlNames('IntSlider'),
  style: 'Slider',
  defaults: { ...whole, value: 0 },
  words,
  settle: bounded('IntSlider', true),
});

export interface FloatSlider extends Widget<SliderTraits<number>>, SliderTraits<number> {}
/** A slider over real numbers, 0 to 100 in steps of 0.1 by default. */
export const FloatSlider: new (options?: Partial<SliderTraits<number>> & Looks) => FloatSlider = defineWidget<
  SliderTraits<number>
>({
  kind: 'FloatSlider',
  names: controlNames('FloatSlider'),
  style: 'Slider',
  defaults: { ...real, value: 0 },
  words,
  fromState: withoutNoise(toRange),
  settle: bounded('FloatSlider', false),
});

const inRange = bounded<LogSliderTraits>('FloatLogSlider', false, ({ base, min, max }) => [
  base ** min,
  base ** max,
]);

export interface FloatLogSlider extends Widget<LogSliderTraits>, LogSliderTraits {}
/** A slider whose steps multiply the value: `min`, `max` and `step` are exponents of `base`. */
export const FloatLogSlider: new (options?: Partial<LogSliderTraits> & Looks) => FloatLogSlider =
  defineWidget<LogSliderTraits>({
    kind: 'FloatLogSlider',
    names: controlNames('FloatLogSlider'),
    style: 'Slider',
    defaults: { ...real, readoutFormat: '.3g', max: 4, base: 10, value: 1 },
    words,
    fromState: withoutNoise(toDigits),
    settle(values, given) {
      if (values.base <= 1) throw invalid('FloatLogSlider: base', values.base, 'a number above 1');
      return inRange(values, given);
    },
  });

export interface IntRangeSlider extends Widget<SliderTraits<Pair>>, SliderTraits<Pair> {}
/** A slider with two handles over whole numbers. */
export const IntRangeSlider: new (options?: Partial<SliderTraits<Pair>> & Looks) => IntRangeSlider =
  defineWidget<SliderTraits<Pair>>({
    kind: 'IntRangeSlider',
    names: controlNames('IntRangeSlider'),
    style: 'Slider',
    defaults: { ...whole, value: middleHalf },
    words,
    settle: bounded('IntRangeSlider', true),
  });

export interface FloatRangeSlider extends Widget<SliderTraits<Pair>>, SliderTraits<Pair> {}
/** A slider with two handles over real numbers. */
export const FloatRangeSlider: new (options?: Partial<SliderTraits<Pair>> & Looks) => FloatRangeSlider =
  defineWidget<SliderTraits<Pair>>({
    kind: 'FloatRangeSlider',
    names: controlNames('FloatRangeSlider'),
    style: 'Slider',
    defaults: { ...real, value: middleHalf },
    words,
    fromState: withoutNoise(toRange),
    settle: bounded('FloatRangeSlider', false),
  });
