import { checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import type { Axis } from './axis';
import type { Figure, FigureOptions } from './figure';
import type { ReferenceLine } from './reference-line';
import type { LineSeries, PointSeries } from './series';
import { seriesPlot } from './series-plot';

/** What {@link linePlot} draws. */
export interface LinePlotOptions extends FigureOptions {
  x: Axis;
  y: Axis;
  lines: readonly LineSeries[];
  /** Drawn over the lines: the experiment beside the theory. */
  points?: readonly PointSeries[];
  /** Vertical and horizontal reference lines. */
  marks?: readonly ReferenceLine[];
}

/**
 * Lines over a common axis: learning curves, rates, theory against experiment.
 *
 * @throws InvalidInput for an unknown option, if lengths differ, a series is empty, or a value has no place on its axis
 * @example
 * ```ts
 * const fig = linePlot({
 *   title: 'The loss halves with each step',
 *   x: { label: 'step' },
 *   y: { label: 'loss', log: true },
 *   lines: [{ name: 'measured', y: [1, 0.5, 0.25], markers: true }],
 *   marks: [{ y: 0.3, label: 'tolerance' }],
 * });
 * fig.alt.split('\n').at(-1) // 'line "measured": 3 points, x 0 to 2, y 0.25 to 1'
 * ```
 */
export function linePlot(options: LinePlotOptions): Figure {
  checkObject('linePlot: options', options);
  onlyOptions<LinePlotOptions>('linePlot', options, [
    'title',
    'alt',
    'height',
    'x',
    'y',
    'lines',
    'points',
    'marks',
  ]);
  return seriesPlot('linePlot', options);
}
