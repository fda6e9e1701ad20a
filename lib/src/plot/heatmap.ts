import type { Data } from 'plotly.js';
import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import { axisTitle, checkRange } from './axis';
import { type CategoryAxis, categoryAxis } from './bar-plot';
import { type Figure, type FigureOptions, figure } from './figure';
import { signedScale, surfaceScale } from './template';

/** What {@link heatmap} draws. */
export interface HeatmapOptions extends FigureOptions {
  /** Columns, left to right. */
  x: CategoryAxis;
  /** Rows, top to bottom. */
  y: CategoryAxis;
  /** One array a row; NaN leaves a hole. */
  values: ArrayLike<ArrayLike<number>>;
  /**
   * What a value is, beside the color bar; default `value`. `range` is what the colors span, for figures to be compared;
   * default all values.
   */
  value?: { label: string; unit?: string; range?: readonly [number, number] };
  /** Writes each value into its cell; default where there are at most 150 cells. */
  annotate?: boolean;
}

/**
 * A matrix as colored cells, first row on top: a confusion matrix, a grid of hyperparameters. Values of both signs have
 * two hues, white where they are zero.
 *
 * @throws InvalidInput for an unknown option, a range that is none, if the matrix has not one row and one column a
 *   category
 * @example
 * ```ts
 * const fig = heatmap({
 *   title: 'Nines are taken for fours',
 *   x: { label: 'predicted', categories: ['4', '9'] },
 *   y: { label: 'true', categories: ['4', '9'] },
 *   values: [[50, 1], [7, 42]],
 *   value: { label: 'images' },
 * });
 * fig.data[0].type // 'heatmap'
 * ```
 */
export function heatmap(options: HeatmapOptions): Figure {
  checkObject('heatmap: options', options);
  onlyOptions<HeatmapOptions>('heatmap', options, [
    'title',
    'alt',
    'height',
    'x',
    'y',
    'values',
    'value',
    'annotate',
  ]);
  const { title, alt, height = 460, x, y, values, value = { label: 'value' } } = options;
  const xaxis = { ...categoryAxis('heatmap: x', x), showgrid: false };
  const yaxis = { ...categoryAxis('heatmap: y', y), showgrid: false, autorange: 'reversed' as const };
  if (values?.length !== y.categories.length) {
    throw new InvalidInput({
      subject: 'heatmap: rows',
      given: values?.length,
      allowed: `${y.categories.length}, as y has`,
    });
  }
  const cells = Array.from(values, (row, index) => {
    if (row?.length !== x.categories.length) {
      const subject = `heatmap: length of row ${index}`;
      throw new InvalidInput({ subject, given: row?.length, allowed: `${x.categories.length}, as x has` });
    }
    return Array.from(row, (item) => (Number.isFinite(item) ? item : null));
  });
  const count = cells.length * x.categories.length;
  const annotate = options.annotate ?? count <= 150;
  const [low, high] = value.range ? checkRange('heatmap: value', value.range) : ends(cells.flat());
  const signed = low < 0 && high > 0;
  const most = Math.max(-low, high);
  const whole = cells.flat().every((item) => item === null || Number.isInteger(item));
  const data: Data = {
    type: 'heatmap',
    name: axisTitle(value),
    x: [...x.categories],
    y: [...y.categories],
    z: cells,
    colorscale: signed ? signedScale : surfaceScale,
    ...(signed ? { zmin: -most, zmax: most } : value.range && { zmin: low, zmax: high }),
    colorbar: { title: { text: axisTitle(value), side: 'right' }, thickness: 14, outlinewidth: 0 },
    xgap: 1,
    ygap: 1,
    ...(annotate && { texttemplate: whole ? '%{z:d}' : '%{z:.3~g}' }),
  } as Data;
  return figure({ title, alt, height, data: [data], layout: { xaxis, yaxis } });
}

const ends = (cells: readonly (number | null)[]): readonly [number, number] => {
  const known = cells.filter((cell) => cell !== null);
  return [Math.min(...known), Math.max(...known)];
};
