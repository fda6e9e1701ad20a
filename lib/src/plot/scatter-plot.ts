import { checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import type { Axis } from './axis';
import type { Figure, FigureOptions } from './figure';
import type { ReferenceLine } from './reference-line';
import type { LineSeries, PointSeries } from './series';
import { seriesPlot } from './series-plot';

/** What {@link scatterPlot} draws. */
export interface ScatterPlotOptions extends FigureOptions {
  x: Axis;
  y: Axis;
  groups: readonly PointSeries[];
  /** Drawn with the points: a fitted line, a boundary. */
  lines?: readonly LineSeries[];
  marks?: readonly ReferenceLine[];
}

/**
 * Points in the plane, one color and symbol a group.
 *
 * @throws InvalidInput for an unknown option, if lengths differ, a group is empty, or a value has no place on its axis
 * @example
 * ```ts
 * const fig = scatterPlot({
 *   title: 'Disease progression grows with body mass index',
 *   x: { label: 'body mass index', unit: 'kg/m²' },
 *   y: { label: 'progression after a year' },
 *   groups: [{ name: 'patients', x: [22, 25, 31], y: [90, 140, 210] }],
 * });
 * fig.data.length // 1
 * ```
 */
export function scatterPlot(options: ScatterPlotOptions): Figure {
  checkObject('scatterPlot: options', options);
  onlyOptions<ScatterPlotOptions>('scatterPlot', options, [
    'title',
    'alt',
    'height',
    'x',
    'y',
    'groups',
    'lines',
    'marks',
  ]);
  const { groups: points, ...rest } = options;
  return seriesPlot('scatterPlot', { ...rest, points });
}
