import type { Data, PlotData } from 'plotly.js';
import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import { formatNumber } from '../show/format-number';
import { type Axis, axisTitle, checkLinear, checkRange, layoutAxis } from './axis';
import { type Figure, type FigureOptions, figure } from './figure';
import { type ContourSpacing, contourLevels, type Levels } from './levels';
import { type DescentPath, pathTrace } from './path';
import { pointTrace } from './series';
import { colorOrderOnSurface, surfaceScale } from './template';

/** A linear axis whose range bounds the surface. */
export type SurfaceAxis = Omit<Axis, 'log'> & { range: readonly [number, number] };

/** A point on a surface: a start, a minimum. */
export interface SurfacePoint {
  name: string;
  x: number;
  y: number;
}

/** What {@link contourPlot} draws. */
export interface ContourPlotOptions extends FigureOptions {
  x: SurfaceAxis;
  y: SurfaceAxis;
  /** The surface; where it is not finite, the plot has a hole. */
  f: (x: number, y: number) => number;
  /** What f is called beside the color bar; default `f`. */
  value?: { label: string; unit?: string };
  /** How many levels, or which; default about 12 round ones. */
  levels?: number | readonly number[];
  /** Default: `log` for a surface most of which lies in the lowest eighth of its height. */
  spacing?: ContourSpacing;
  /** Drawn over the surface, one color and symbol each. */
  paths?: readonly DescentPath[];
  marks?: readonly SurfacePoint[];
  /** One unit is equally long on both axes; default no. */
  equalAspect?: boolean;
  /** Points of the grid along each axis on which f is evaluated; default 81. */
  resolution?: number;
}

/**
 * A function of two variables as a map of its level lines, with the paths of descents over it.
 *
 * @throws InvalidInput for an unknown option, if a range is missing, f is nowhere finite, or a path is not
 *   two-dimensional
 * @example
 * ```ts
 * const fig = contourPlot({
 *   title: 'Steps zigzag across the valley',
 *   x: { label: 'theta 1', range: [-2, 2] },
 *   y: { label: 'theta 2', range: [-1, 1] },
 *   f: (a, b) => a ** 2 + 20 * b ** 2,
 *   paths: [{ name: 'gradient descent', points: [[1.8, 0.9], [1.6, -0.7], [1.5, 0.6]] }],
 * });
 * fig.alt.split('\n').at(-1) // 'line "gradient descent": 3 points, x 1.5 to 1.8, y -0.7 to 0.9'
 * ```
 */
export function contourPlot(options: ContourPlotOptions): Figure {
  checkObject('contourPlot: options', options);
  onlyOptions<ContourPlotOptions>('contourPlot', options, [
    'title',
    'alt',
    'height',
    'x',
    'y',
    'f',
    'value',
    'levels',
    'spacing',
    'paths',
    'marks',
    'equalAspect',
    'resolution',
  ]);
  const { title, alt, height = 460, x, y, f, value = { label: 'f' }, paths = [], marks = [] } = options;
  const { equalAspect = false, resolution = 81, levels: wanted, spacing } = options;
  if (typeof f !== 'function') {
    throw new InvalidInput({ subject: 'contourPlot: f', given: f, allowed: 'a function of two numbers' });
  }
  const xs = grid('contourPlot: x', x, resolution);
  const ys = grid('contourPlot: y', y, resolution);
  const heights = ys.map((b) => xs.map((a) => finite(f(a, b))));
  const sorted = heights.flat().filter((height) => height !== null);
  if (sorted.length === 0) {
    throw new InvalidInput({
      subject: 'contourPlot: f',
      given: f(xs[0], ys[0]),
      allowed: 'finite somewhere in its ranges',
    });
  }
  sorted.sort((a, b) => a - b);
  const levels = contourLevels(sorted, wanted, spacing);
  const place = { plot: 'contourPlot', order: colorOrderOnSurface };
  const data: Data[] = [
    surface(xs, ys, heights, levels, axisTitle(value)),
    ...paths.map((path, index) => pathTrace(path, index)),
    ...marks.map(({ name, x: a, y: b }, index) => {
      const trace = pointTrace(
        { name, x: [a], y: [b] },
        { ...place, index: paths.length + index },
      ) as Partial<PlotData>;
      return { ...trace, marker: { ...trace.marker, size: 12, line: { color: '#ffffff', width: 1.5 } } };
    }),
  ];
  const layout = {
    xaxis: { ...layoutAxis('contourPlot: x', x), showgrid: false, constrain: 'domain' as const },
    yaxis: {
      ...layoutAxis('contourPlot: y', y),
      showgrid: false,
      ...(equalAspect && { scaleanchor: 'x' as const, constrain: 'domain' as const }),
    },
  };
  return figure({ title, alt, height, data, layout });
}

/** Plotly spaces contours evenly: so it gets each value's position among the levels, and the levels as labels. */
function surface(
  x: number[],
  y: number[],
  heights: (number | null)[][],
  levels: Levels,
  label: string,
): Data {
  const { values, position } = levels;
  const every = Math.ceil(values.length / 10);
  const ticks = values.map((_, index) => index).filter((index) => index % every === 0);
  const rounded = (number: number, digits: number) => Number(number.toPrecision(digits));
  return {
    type: 'contour',
    name: label,
    showlegend: false,
    x,
    y,
    z: heights.map((row) =>
      row.map((item) => (item === null ? null : Math.round(1e4 * position(item)) / 1e4 + 0)),
    ),
    customdata: heights.map((row) => row.map((item) => (item === null ? null : rounded(item, 5)))),
    hovertemplate: `x %{x:.4g}<br>y %{y:.4g}<br>${label} %{customdata:.4g}<extra></extra>`,
    zauto: false,
    zmin: -1,
    zmax: values.length,
    autocontour: false,
    contours: { start: 0, end: values.length - 1, size: 1, coloring: 'fill', showlines: true },
    line: { color: 'rgba(40,40,40,0.4)', width: 0.8, smoothing: 1 },
    colorscale: surfaceScale,
    colorbar: {
      title: { text: label, side: 'right' },
      thickness: 14,
      outlinewidth: 0,
      tickmode: 'array',
      tickvals: ticks,
      ticktext: ticks.map((index) => formatNumber(values[index], 6)),
    },
  } as unknown as Data; // customdata of a surface has rows, which Plotly's types leave out
}

function grid(subject: string, axis: SurfaceAxis, resolution: number): number[] {
  checkLinear(subject, axis);
  const [low, high] = checkRange(subject, axis?.range);
  if (!Number.isInteger(resolution) || resolution < 3 || resolution > 500) {
    const allowed = 'an integer from 3 to 500';
    throw new InvalidInput({ subject: 'contourPlot: resolution', given: resolution, allowed });
  }
  const step = (high - low) / (resolution - 1);
  return Array.from({ length: resolution }, (_, index) =>
    index === resolution - 1 ? high : Number((low + index * step).toPrecision(10)),
  );
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
