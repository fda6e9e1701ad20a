import { bounded } from './bounds';
import {
  type Control,
  controlDefaults,
  type Described,
  describedDefaults,
  type Meaning,
  meanings,
  type Orientation,
  orientations,
} from './described';
import { invalid } from './invalid';
import { controlNames, defineWidget, type Looks, type Widget } from './widget';

export interface ProgressTraits extends Described {
  value: number;
  min: number;
  max: number;
  orientation: Orientation;
  barStyle: Meaning;
}

const progress = {
  ...describedDefaults,
  value: 0,
  min: 0,
  max: 100,
  orientation: 'horizontal',
  barStyle: '',
} as const;
const words = { orientation: orientations, barStyle: meanings };

export interface IntProgress extends Widget<ProgressTraits>, ProgressTraits {}
/** A bar that fills, in whole numbers. */
export const IntProgress: new (options?: Partial<ProgressTraits> & Looks) => IntProgress =
  defineWidget<ProgressTraits>({
    kind: 'IntProgress',
    names: controlNames('IntProgress', 'ProgressView'),
    style: 'Progress',
    defaults: progress,
    words,
    settle: bounded('IntProgress', true),
  });

export interface FloatProgress extends Widget<ProgressTraits>, ProgressTraits {}
/** A bar that fills. */
export const FloatProgress: new (options?: Partial<ProgressTraits> & Looks) => FloatProgress =
  defineWidget<ProgressTraits>({
    kind: 'FloatProgress',
    names: controlNames('FloatProgress', 'ProgressView'),
    style: 'Progress',
    defaults: progress,
    words,
    settle: bounded('FloatProgress', false),
  });

export interface PlayTraits extends Control {
  value: number;
  min: number;
  max: number;
  step: number;
  /** Milliseconds from one value to the next. */
  interval: number;
  playing: boolean;
  /** Start again at the end. */
  repeat: boolean;
  showRepeat: boolean;
}

const inRange = bounded<PlayTraits>('Play', true);

export interface Play extends Widget<PlayTraits>, PlayTraits {}
/** Buttons that let a number run, as an animation does. */
export const Play: new (options?: Partial<PlayTraits> & Looks) => Play = defineWidget<PlayTraits>({
  kind: 'Play',
  names: controlNames('Play'),
  style: 'Description',
  defaults: {
    ...controlDefaults,
    value: 0,
    min: 0,
    max: 100,
    step: 1,
    interval: 100,
    playing: false,
    repeat: false,
    showRepeat: true,
  },
  settle(values, given) {
    if (!Number.isInteger(values.interval) || values.interval < 1)
      throw invalid('Play: interval', values.interval, 'a whole number of milliseconds above 0');
    return inRange(values, given);
  },
});
