import type { Data } from 'plotly.js';
import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import { type Axis, axisTitle, layoutAxis } from './axis';
import { type Figure, type FigureOptions, figure } from './figure';
import { drawable } from './numbers';
import type { Band } from './series';
import { barFill, type Color } from './template';
import { words } from './words';

/** An axis of names. */
export interface CategoryAxis {
  label: string;
  unit?: string;
  categories: readonly string[];
}

/** What {@link barPlot} draws. */
export interface BarPlotOptions extends FigureOptions {
  x: CategoryAxis;
  y: Axis;
  /** One bar a category, side by side for several groups; NaN leaves a bar out. */
  groups: readonly { name: string; values: ArrayLike<number>; interval?: Band; color?: Color }[];
}

/**
 * Values of named things: accuracies of methods, sizes of files, with error bars where there are intervals.
 *
 * @throws InvalidInput for an unknown option, if a group has not one value a category
 * @example
 * ```ts
 * const fig = barPlot({
 *   title: 'int8 quarters the file',
 *   x: { label: 'format', categories: ['float32', 'int8'] },
 *   y: { label: 'size', unit: 'kB' },
 *   groups: [{ name: 'model', values: [407, 104] }],
 * });
 * fig.data[0].x // [ 'float32', 'int8' ]
 * ```
 */
export function barPlot(options: BarPlotOptions): Figure {
  checkObject('barPlot: options', options);
  onlyOptions<BarPlotOptions>('barPlot', options, ['title', 'alt', 'height', 'x', 'y', 'groups']);
  const { title, alt, height, x, y, groups } = options;
  const xaxis = categoryAxis('barPlot: x', x);
  const yaxis = layoutAxis('barPlot: y', y);
  if (!Array.isArray(groups) || groups.length === 0) {
    throw new InvalidInput({ subject: 'barPlot: groups', given: groups, allowed: 'at least one group' });
  }
  const demands = { log: y.log, length: x.categories.length, partner: 'the categories' };
  const data = groups.map(({ name, values, interval, color }, index): Data => {
    const subject = `barPlot: "${words('barPlot: name of a group', name)}"`;
    const heights = drawable(subject, values, demands);
    const bar = {
      type: 'bar' as const,
      name,
      x: [...x.categories],
      y: heights,
      marker: barFill(index, color),
    };
    if (!interval) return bar;
    const lower = drawable(`${subject}: lower end`, interval.lower, demands);
    const upper = drawable(`${subject}: upper end`, interval.upper, demands);
    const distance = (ends: (number | null)[]) =>
      heights.map((value, at) => Math.abs((ends[at] ?? value ?? 0) - (value ?? 0)));
    const whiskers = { type: 'data', symmetric: false, array: distance(upper), arrayminus: distance(lower) };
    return { ...bar, error_y: { ...whiskers, color: '#222222', thickness: 1.5 } } as Data;
  });
  return figure({ title, alt, height, data, layout: { xaxis, yaxis, barmode: 'group', bargap: 0.3 } });
}

/** Plotly's description of an axis of names. */
export function categoryAxis(subject: string, axis: CategoryAxis) {
  checkObject(subject, axis, 'an axis, { label, categories }');
  onlyOptions<CategoryAxis>(subject, axis, ['label', 'unit', 'categories']);
  const { label, unit, categories } = axis;
  words(`${subject}: label`, label);
  const different =
    Array.isArray(categories) && new Set(categories).size === categories.length && categories.length > 0;
  if (!different) {
    throw new InvalidInput({
      subject: `${subject}: categories`,
      given: categories,
      allowed: 'names that differ, at least one',
    });
  }
  return { title: { text: axisTitle({ label, unit }) }, type: 'category' as const };
}
