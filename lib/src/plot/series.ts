import type { Data, PlotData } from 'plotly.js';
import { InvalidInput } from '../errors';
import { counting, drawable } from './numbers';
import { type Color, colorOrder, colors, cyclic, dashes, symbols } from './template';
import { words } from './words';

/** Lower and upper ends of an interval at each point, in the units of the y axis. */
export interface Band {
  lower: ArrayLike<number>;
  upper: ArrayLike<number>;
}

/** A line through points. NaN in `y` leaves a gap. */
export interface LineSeries {
  name: string;
  /** Default 0, 1, 2, ...: iterations. */
  x?: ArrayLike<number>;
  y: ArrayLike<number>;
  /** Default: changes with the color. */
  dash?: 'solid' | 'dash' | 'dot' | 'dashdot' | 'longdash' | 'longdashdot';
  /** A symbol at each point; default none. */
  markers?: boolean;
  /** Shaded around the line. */
  band?: Band;
  /** Default: the next of the palette. Give theory and experiment one color to tie them together. */
  color?: Color;
}

/** Points that no line joins. NaN in `y` leaves one out. */
export interface PointSeries {
  name: string;
  /** Default 0, 1, 2, ... */
  x?: ArrayLike<number>;
  y: ArrayLike<number>;
  /** An error bar at each point. */
  interval?: Band;
  color?: Color;
}

/** What a series needs to know of its figure. */
export interface Place {
  /** For messages: `linePlot`. */
  plot: string;
  logX?: boolean;
  logY?: boolean;
  /** Which color of the order is next. */
  index: number;
  /** Which dash and symbol are next; default as the color. */
  variant?: number;
  order?: readonly Color[];
}

/** A line, after its band if it has one. */
export function lineTraces(line: LineSeries, place: Place): Data[] {
  const { subject, x, y } = coordinates(line, place, 'line');
  const color = pick(line.color, place);
  const traces: Data[] = [];
  if (line.band) {
    const { lower, upper } = ends(subject, line.band, y.length, place);
    const edge: Partial<PlotData> = {
      type: 'scatter',
      mode: 'lines',
      x,
      line: { width: 0, color: color },
      hoverinfo: 'skip',
      showlegend: false,
      legendgroup: line.name,
    };
    traces.push({ ...edge, y: lower }, { ...edge, y: upper, fill: 'tonexty', fillcolor: `${color}30` });
  }
  const markers = line.markers === true || y.filter((value) => value !== null).length === 1;
  traces.push({
    type: 'scatter',
    mode: markers ? 'lines+markers' : 'lines',
    name: line.name,
    legendgroup: line.name,
    x,
    y,
    line: { color: color, width: 2.2, dash: line.dash ?? cyclic(dashes, place.variant ?? place.index) },
    ...(markers && {
      marker: { color: color, size: 7, symbol: cyclic(symbols, place.variant ?? place.index) },
    }),
  });
  return traces;
}

/** Points, with error bars if they have intervals. */
export function pointTrace(points: PointSeries, place: Place): Data {
  const { subject, x, y } = coordinates(points, place, 'points');
  const color = pick(points.color, place);
  const trace: Partial<PlotData> = {
    type: 'scatter',
    mode: 'markers',
    name: points.name,
    x,
    y,
    marker: {
      color: color,
      size: y.length > 300 ? 5 : 8,
      symbol: cyclic(symbols, place.variant ?? place.index),
    },
  };
  if (y.length > 100) Object.assign(trace, { opacity: 0.7 });
  if (!points.interval) return trace;
  const { lower, upper } = ends(subject, points.interval, y.length, place);
  const distance = (end: (number | null)[]) =>
    y.map((value, index) => Math.abs((end[index] ?? value ?? 0) - (value ?? 0)));
  const bars = {
    type: 'data',
    array: distance(upper),
    arrayminus: distance(lower),
    color: color,
    thickness: 1.5,
  };
  return { ...trace, error_y: { ...bars, symmetric: false } as PlotData['error_y'] };
}

function coordinates(series: LineSeries | PointSeries, { plot, logX, logY }: Place, kind: string) {
  const name = words(`${plot}: name of ${kind}`, series?.name);
  const subject = `${plot}: "${name}"`;
  const y = drawable(`${subject}: y`, series.y, { log: logY });
  const x = drawable(`${subject}: x`, series.x ?? counting(y.length), {
    log: logX,
    length: y.length,
    partner: 'y',
    gaps: false,
  });
  return { subject, x, y };
}

function ends(subject: string, { lower, upper }: Band, length: number, { logY }: Place) {
  const demands = { log: logY, length, partner: 'y' };
  const low = drawable(`${subject}: lower end`, lower, demands);
  const high = drawable(`${subject}: upper end`, upper, demands);
  const crossed = low.findIndex(
    (value, index) => value !== null && high[index] !== null && value > high[index],
  );
  if (crossed >= 0) {
    throw new InvalidInput({
      subject: `${subject}: lower end [${crossed}]`,
      given: low[crossed],
      allowed: `at most the upper end, ${high[crossed]}`,
    });
  }
  return { lower: low, upper: high };
}

function pick(color: Color | undefined, { plot, index, order = colorOrder }: Place): string {
  if (color === undefined) return colors[cyclic(order, index)];
  if (Object.hasOwn(colors, color)) return colors[color];
  throw new InvalidInput({
    subject: `${plot}: color`,
    given: color,
    allowed: `one of ${colorOrder.join(', ')}`,
  });
}
