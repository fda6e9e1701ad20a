import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
/** What Plotly's JSON holds, as a notebook's output brings it. */
export interface PlotlyJson {
  data: readonly object[];
  layout: object;
}

interface Trace {
  type?: string;
  x?: unknown;
  y?: unknown;
  z?: unknown;
  xaxis?: string;
  yaxis?: string;
}

interface LayoutAxisJson {
  title?: unknown;
  type?: string;
  range?: [number, number];
  visible?: boolean;
}

/**
 * Says what a reader would miss in a figure: a title, a title of each axis, at least one trace with data
 * inside the range of its axes.
 *
 * @param figure a figure, or the JSON of one from a notebook's outputs
 * @returns one sentence a problem; none for a good figure
 * @example
 * ```ts
 * inspectFigure({ data: [], layout: { title: { text: 'Nothing' } } })
 * // [ 'the figure has no trace' ]
 * ```
 */
export function inspectFigure(figure: PlotlyJson): string[] {
  checkObject('inspectFigure: figure', figure);
  checkObject('inspectFigure: layout', figure.layout);
  const { data, layout } = figure;
  if (!Array.isArray(data)) {
    throw new InvalidInput({ subject: 'inspectFigure: data', given: data, allowed: 'an array of traces' });
  }
  const problems: string[] = [];
  if (titleOf((layout as { title?: unknown }).title) === '') problems.push('the figure has no title');
  if (data.length === 0) problems.push('the figure has no trace');
  const axes = layout as Record<string, LayoutAxisJson | undefined>;
  const used = new Set((data as Trace[]).flatMap(({ xaxis = 'x', yaxis = 'y' }) => [xaxis, yaxis]));
  for (const name of used) {
    const axis = axes[axisKey(name)];
    if (axis?.visible !== false && titleOf(axis?.title) === '')
      problems.push(`the ${name} axis has no title`);
  }
  if (data.length > 0 && !(data as Trace[]).some((trace) => hasDataInRange(trace, axes))) {
    problems.push('no trace has data inside the range of its axes');
  }
  return problems;
}

const axisKey = (name: string): string => `${name[0]}axis${name.slice(1)}`;

function titleOf(title: unknown): string {
  const text = typeof title === 'string' ? title : (title as { text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text.replace(/<[^>]*>/g, '').trim() : '';
}

function hasDataInRange(trace: Trace, axes: Record<string, LayoutAxisJson | undefined>): boolean {
  const x = listOf(trace.x);
  const y = listOf(trace.y);
  const xAxis = axes[axisKey(trace.xaxis ?? 'x')];
  const yAxis = axes[axisKey(trace.yaxis ?? 'y')];
  if (trace.z !== undefined) {
    return listOf(trace.z).some((row, j) =>
      listOf(row).some((z, i) => isNumber(z) && inside(x[i] ?? i, xAxis) && inside(y[j] ?? j, yAxis)),
    );
  }
  return y.some((value, index) => inside(value, yAxis) && inside(x[index] ?? index, xAxis));
}

function inside(value: unknown, axis: LayoutAxisJson | undefined): boolean {
  if (typeof value === 'string') return value !== '';
  if (!isNumber(value)) return false;
  if (axis?.type === 'log' && value <= 0) return false;
  if (axis?.range === undefined) return true;
  const at = axis.type === 'log' ? Math.log10(value) : value;
  const [low, high] = [Math.min(...axis.range), Math.max(...axis.range)];
  return at >= low && at <= high;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Plotly also writes an array as base64: { bdata, dtype }, one row after another where it has a shape. */
function listOf(value: unknown): unknown[] {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>);
  const { bdata, dtype, shape } = (value ?? {}) as { bdata?: string; dtype?: string; shape?: string };
  if (typeof bdata !== 'string') return [];
  const bytes = Uint8Array.from(Buffer.from(bdata, 'base64'));
  const flat = Array.from(new (arrayTypes[dtype ?? 'f8'] ?? Float64Array)(bytes.buffer) as ArrayLike<number>);
  const columns = Number(shape?.split(',')[1]);
  if (!(columns > 0)) return flat;
  return Array.from({ length: flat.length / columns }, (_, row) =>
    flat.slice(row * columns, (row + 1) * columns),
  );
}

const arrayTypes: Record<string, new (buffer: ArrayBuffer) => ArrayLike<number>> = {
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  u4: Uint32Array,
  i2: Int16Array,
  u2: Uint16Array,
  i1: Int8Array,
  u1: Uint8Array,
};
