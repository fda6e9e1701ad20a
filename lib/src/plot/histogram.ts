import type { Data } from 'plotly.js';
import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import { type Axis, checkLinear, layoutAxis } from './axis';
import { type Figure, type FigureOptions, figure } from './figure';
import { drawable, extent } from './numbers';
import { barFill } from './template';
import { words } from './words';

/** What {@link histogram} draws. */
export interface HistogramOptions extends FigureOptions {
  /** A linear axis. */
  x: Omit<Axis, 'log'>;
  groups: readonly { name: string; values: ArrayLike<number> }[];
  /** How many bins; default by Freedman and Diaconis' rule on all groups together, 5 to 60. */
  bins?: number;
  /** Heights as shares of the group, which makes groups of different sizes comparable; default counts. */
  share?: boolean;
}

/**
 * How often values fall into each of a row of equally wide bins, the same for every group.
 *
 * @throws InvalidInput for an unknown option, if a group is empty or holds a value that is not finite
 * @example
 * ```ts
 * const fig = histogram({
 *   title: 'Most weights are near zero',
 *   x: { label: 'weight' },
 *   groups: [{ name: 'layer 1', values: [-0.2, -0.1, 0, 0, 0.1, 0.3] }],
 *   bins: 5,
 * });
 * fig.data[0].y // [ 1, 1, 2, 1, 1 ]
 * ```
 * @see Freedman & Diaconis, "On the histogram as a density estimator: L2 theory", 1981
 */
export function histogram(options: HistogramOptions): Figure {
  checkObject('histogram: options', options);
  onlyOptions<HistogramOptions>('histogram', options, [
    'title',
    'alt',
    'height',
    'x',
    'groups',
    'bins',
    'share',
  ]);
  const { title, alt, height, x, groups, share = false } = options;
  checkLinear('histogram: x', x);
  const xaxis = layoutAxis('histogram: x', x);
  if (!Array.isArray(groups) || groups.length === 0) {
    throw new InvalidInput({ subject: 'histogram: groups', given: groups, allowed: 'at least one group' });
  }
  const samples = groups.map(({ name, values }) => ({
    name: words('histogram: name of a group', name),
    values: drawable(`histogram: "${name}"`, values, { gaps: false }) as number[],
  }));
  const all = samples.flatMap(({ values }) => values).sort((a, b) => a - b);
  const [low, high] = x.range ?? extent(all);
  const bins = options.bins ?? defaultBins(all, low, high);
  if (!Number.isInteger(bins) || bins < 1 || bins > 1000) {
    throw new InvalidInput({ subject: 'histogram: bins', given: bins, allowed: 'an integer from 1 to 1000' });
  }
  const width = (high - low) / bins || 1;
  const first = high > low ? low : low - width / 2;
  const centers = Array.from({ length: bins }, (_, bin) =>
    Number((first + (bin + 0.5) * width).toPrecision(8)),
  );
  const data = samples.map(({ name, values }, index): Data => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of values) {
      const bin = Math.min(bins - 1, Math.floor((value - first) / width + 1e-12));
      if (value <= first + bins * width + width * 1e-9 && bin >= 0) counts[bin]++;
    }
    return {
      type: 'bar',
      name,
      x: centers,
      y: share ? counts.map((count) => count / values.length) : counts,
      width,
      opacity: groups.length > 1 ? 0.6 : 0.9,
      marker: { ...barFill(index), line: { color: barFill(index).color, width: 1 } },
    };
  });
  const yaxis = layoutAxis('histogram: y', { label: share ? 'share' : 'count' });
  return figure({ title, alt, height, data, layout: { xaxis, yaxis, barmode: 'overlay', bargap: 0 } });
}

function defaultBins(sorted: number[], low: number, high: number): number {
  const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const width = (2 * (quantile(0.75) - quantile(0.25))) / Math.cbrt(sorted.length);
  const wanted = width > 0 ? Math.ceil((high - low) / width) : Math.ceil(Math.sqrt(sorted.length));
  return high > low ? Math.min(60, Math.max(5, wanted)) : 1;
}
