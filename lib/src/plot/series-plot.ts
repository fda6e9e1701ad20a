import type { Data } from 'plotly.js';
import { InvalidInput } from '../errors';
import { type Axis, layoutAxis } from './axis';
import { type Figure, type FigureOptions, figure } from './figure';
import { extent } from './numbers';
import { type ReferenceLine, referenceLine } from './reference-line';
import { type LineSeries, lineTraces, type PointSeries, pointTrace } from './series';

interface SeriesPlotOptions extends FigureOptions {
  x: Axis;
  y: Axis;
  lines?: readonly LineSeries[];
  points?: readonly PointSeries[];
  marks?: readonly ReferenceLine[];
}

/** Lines and points over common axes; the points take the colors that the lines leave. */
export function seriesPlot(plot: string, options: SeriesPlotOptions): Figure {
  const { title, alt, height, x, y, lines = [], points = [], marks = [] } = options;
  const layout = { xaxis: layoutAxis(`${plot}: x`, x), yaxis: layoutAxis(`${plot}: y`, y) };
  if (lines.length + points.length === 0) {
    throw new InvalidInput({
      subject: `${plot}: series`,
      given: [],
      allowed: 'at least one line or group of points',
    });
  }
  const place = { plot, logX: x.log, logY: y.log };
  const uncolored = (series: readonly { color?: unknown }[]) => series.filter(({ color }) => !color).length;
  const marked = lines.filter(({ markers }) => markers).length;
  const data: Data[] = [
    ...lines.flatMap((line, at) =>
      lineTraces(line, { ...place, index: uncolored(lines.slice(0, at)), variant: at }),
    ),
    ...points.map((group, at) => {
      const index = uncolored(lines) + uncolored(points.slice(0, at));
      return pointTrace(group, { ...place, index, variant: marked + at });
    }),
  ];
  const ends = x.range ?? extent(data.flatMap((trace) => (trace as { x: (number | null)[] }).x));
  const shapes = marks.map((mark) => referenceLine(plot, mark, x, y, ends));
  return figure({ title, alt, height, data, layout: { ...layout, ...(shapes.length > 0 && { shapes }) } });
}
