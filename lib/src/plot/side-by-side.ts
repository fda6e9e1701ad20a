import type { Annotations, Data, Layout, LayoutAxis, Shape } from 'plotly.js';
import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import { type Figure, type FigureOptions, figure } from './figure';
import { wrapWords } from './words';

/** What {@link sideBySide} is told. */
export interface SideBySideOptions extends FigureOptions {
  /** Figures in a row; default all of them, at most three. */
  columns?: number;
}

/**
 * Several figures as one, in rows, each under its own title; a name that returns has one entry in the legend.
 *
 * @throws InvalidInput for an unknown option, and unless there are two to nine figures
 * @example
 * ```ts
 * const curve = (title: string, y: number[]) =>
 *   linePlot({ title, x: { label: 'step' }, y: { label: 'loss' }, lines: [{ name: 'Adam', y }] });
 * const fig = sideBySide([curve('Training', [3, 2, 1]), curve('Validation', [3, 2, 2])], { title: 'It overfits' });
 * fig.data.length // 2
 * ```
 */
export function sideBySide(figures: readonly Figure[], options: SideBySideOptions): Figure {
  if (!Array.isArray(figures) || figures.length < 2 || figures.length > 9) {
    throw new InvalidInput({
      subject: 'sideBySide: figures',
      given: figures,
      allowed: 'an array of two to nine',
    });
  }
  checkObject('sideBySide: options', options);
  onlyOptions<SideBySideOptions>('sideBySide', options, ['title', 'alt', 'height', 'columns']);
  const { title, alt, columns = Math.min(3, figures.length) } = options;
  if (!Number.isInteger(columns) || columns < 1) {
    throw new InvalidInput({
      subject: 'sideBySide: columns',
      given: columns,
      allowed: 'an integer, 1 or more',
    });
  }
  const rows = Math.ceil(figures.length / columns);
  const { height = 60 + 330 * rows } = options;
  const known = new Set<string>();
  const panels = figures.map((panel, index) =>
    placed(panel, index, cell(index, rows, columns), known, columns),
  );
  const layout: Partial<Layout> = {
    shapes: panels.flatMap(({ shapes }) => shapes),
    annotations: panels.map(({ heading }) => heading),
    ...Object.assign({}, ...panels.map(({ axes }) => axes)),
  };
  const lines = panels.slice(0, columns).map(({ heading }) => (heading.text ?? '').split('<br>').length);
  return figure({
    headroom: 22 * Math.max(...lines),
    title,
    alt,
    height,
    data: panels.flatMap(({ data }) => data),
    layout: withBarMode(layout, figures),
  });
}

interface Cell {
  x: [number, number];
  y: [number, number];
}

/** The part of the paper that a panel gets: room is left for axis titles, color bars and headings. */
function cell(index: number, rows: number, columns: number): Cell {
  const gap = { x: 0.13, y: 0.2 / Math.max(1, rows - 1) };
  const column = index % columns;
  const row = Math.floor(index / columns);
  const width = (1 - gap.x * (columns - 1)) / columns;
  const height = (1 - gap.y * (rows - 1)) / rows;
  const left = column * (width + gap.x);
  const top = 1 - row * (height + gap.y);
  // Rounding must not carry a panel off the paper: Plotly then ignores where it was put.
  return { x: [left, Math.min(1, left + width)], y: [Math.max(0, top - height), top - 0.06 / rows] };
}

function placed(panel: Figure, index: number, { x, y }: Cell, known: Set<string>, columns: number) {
  const suffix = index === 0 ? '' : String(index + 1);
  const traces = panel.data as Record<string, unknown>[];
  const hasBar = traces.some((trace) => 'colorbar' in trace);
  const end = hasBar ? x[1] - 0.09 : x[1];
  const data = traces.map((trace) => {
    const bar = trace.colorbar && { ...trace.colorbar, x: end, len: y[1] - y[0], y: (y[0] + y[1]) / 2 };
    return {
      ...trace,
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      ...(bar ? { colorbar: bar } : {}),
      ...entry(trace, known),
    };
  }) as Data[];
  const axis = (key: 'xaxis' | 'yaxis', domain: number[], anchor: string): Partial<LayoutAxis> => {
    const own = panel.layout[key];
    return {
      ...own,
      domain,
      anchor: anchor as 'x',
      ...(own?.scaleanchor && { scaleanchor: `x${suffix}` as 'x' }),
    };
  };
  const shapes = (panel.layout.shapes ?? []).map((shape) => ({
    ...shape,
    xref: shape.xref === 'paper' ? `x${suffix} domain` : `x${suffix}`,
    yref: shape.yref === 'paper' ? `y${suffix} domain` : `y${suffix}`,
  })) as Partial<Shape>[];
  const own = (panel.layout.title as { text: string }).text;
  const heading: Partial<Annotations> = {
    text: wrapWords(own.replace(/<br>/g, ' '), Math.floor(90 / columns)).join('<br>'),
    xref: 'paper',
    yref: 'paper',
    x: x[0],
    y: y[1],
    xanchor: 'left',
    yanchor: 'bottom',
    align: 'left',
    showarrow: false,
    font: { size: 14 },
  };
  const axes = {
    [`xaxis${suffix}`]: axis('xaxis', [x[0], end], `y${suffix}`),
    [`yaxis${suffix}`]: axis('yaxis', y, `x${suffix}`),
  };
  return { data, shapes, heading, axes };
}

/** One entry in the legend for all traces of a name; they are shown and hidden together. */
function entry({ name, showlegend }: Record<string, unknown>, known: Set<string>) {
  if (typeof name !== 'string' || showlegend === false) return {};
  const first = !known.has(name);
  known.add(name);
  return { legendgroup: name, showlegend: first };
}

function withBarMode(layout: Partial<Layout>, figures: readonly Figure[]): Partial<Layout> {
  const bars = figures.find((panel) => panel.layout.barmode)?.layout;
  return bars ? { ...layout, barmode: bars.barmode, bargap: bars.bargap } : layout;
}
