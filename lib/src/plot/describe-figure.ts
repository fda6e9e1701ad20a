import type { Data, Layout, LayoutAxis } from 'plotly.js';
import { formatNumber } from '../show/format-number';
import { extent } from './numbers';
import { withoutTags } from './words';

/** The parts of a trace that a description speaks of. */
interface Trace {
  type?: string;
  mode?: string;
  name?: string;
  x?: unknown[];
  y?: unknown[];
  z?: (number | null)[][];
  customdata?: (number | null)[][];
  xaxis?: string;
  yaxis?: string;
  hoverinfo?: string;
}

/** Title, axes and traces of a figure in words, one line each. */
export function describeFigure(data: Data[], layout: Partial<Layout>): string {
  const title = textOf(layout.title);
  const axes = Object.keys(layout)
    .filter((key) => /^[xy]axis\d*$/.test(key))
    .sort((a, b) => a.slice(5).localeCompare(b.slice(5)) || a.localeCompare(b))
    .map((key) => describeAxis(key, layout[key as 'xaxis']));
  const traces = (data as Trace[]).filter(({ hoverinfo }) => hoverinfo !== 'skip').map(describeTrace);
  return [`Figure: ${title}`, ...axes, ...traces].join('\n');
}

function describeAxis(key: string, axis: Partial<LayoutAxis> = {}): string {
  const name = key.replace('axis', '');
  return `${name} axis: ${textOf(axis.title)}${axis.type === 'log' ? ', logarithmic' : ''}`;
}

function describeTrace(trace: Trace): string {
  const { type = 'scatter', mode = '', name } = trace;
  const kind = type === 'scatter' ? (mode.includes('lines') ? 'line' : 'points') : type;
  const label = name ? `${kind} "${withoutTags(name)}"` : kind;
  const grid = trace.customdata ?? trace.z;
  if (trace.z && grid) {
    const { length: rows } = grid;
    return `${label}: ${rows} x ${grid[0]?.length ?? 0} values ${range(grid.flat())}`;
  }
  const { x = [], y = [] } = trace;
  return `${label}: ${y.length} ${y.length === 1 ? 'point' : 'points'}, x ${range(x)}, y ${range(y)}`;
}

function range(values: unknown[]): string {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === 0) return values.slice(0, 4).join(', ') + (values.length > 4 ? ', ...' : '');
  const [low, high] = extent(numbers);
  return low === high ? formatNumber(low) : `${formatNumber(low)} to ${formatNumber(high)}`;
}

function textOf(title: unknown): string {
  const text = typeof title === 'string' ? title : ((title as { text?: unknown } | undefined)?.text ?? '');
  return typeof text === 'string' ? withoutTags(text) : '';
}
