import { checkObject } from '../errors/check-object';
import { onlyOptions } from '../errors/only-options';
import type { RangeResult } from '../train';
import type { Figure, FigureOptions } from './figure';
import { linePlot } from './line-plot';

/**
 * Draws what a range test saw: each loss and their moving average over the rate, with the suggestion.
 *
 * @throws InvalidInput for what is no result of {@link learningRateRange}, and an unknown option
 * @example
 * ```ts
 * const losses = [4, 4, 3.9, 3, 2, 1.8, 9];
 * const range = await learningRateRange({ step: (_, i) => losses[i], steps: 7, smoothing: 0 });
 * plotLearningRateRange(range).alt.split('\n')[0] // 'Figure: The loss falls fastest at a learning rate of 0.001'
 * ```
 */
export function plotLearningRateRange(range: RangeResult, options: Partial<FigureOptions> = {}): Figure {
  checkObject('plotLearningRateRange: range', range, 'what learningRateRange returned');
  onlyOptions<FigureOptions>('plotLearningRateRange', options, ['title', 'alt', 'height']);
  const { rates, losses, smoothed, suggestion, lowest } = range;
  const low = Math.min(...smoothed.filter(Number.isFinite));
  const top = Math.max(...smoothed.slice(0, rates.indexOf(lowest) + 1));
  // A loss that has diverged would leave the rest of the figure flat.
  const highest = low + 1.5 * Math.max(top - low, 0.5 * Math.abs(low), Number.MIN_VALUE);
  const shown = (values: Float64Array): number[] =>
    Array.from(values, (value) => (value <= highest ? value : Number.NaN));
  const title =
    suggestion === null
      ? 'The loss falls at none of the learning rates'
      : `The loss falls fastest at a learning rate of ${Number(suggestion.toPrecision(3))}`;
  return linePlot({
    title,
    ...options,
    x: { label: 'learning rate', log: true },
    y: { label: 'loss' },
    lines: [{ name: 'smoothed', x: rates, y: shown(smoothed) }],
    points: [{ name: 'each step', x: rates, y: shown(losses) }],
    marks: [
      ...(suggestion === null ? [] : [{ x: suggestion, label: 'falls fastest' }]),
      ...(lowest === rates[0] ? [] : [{ x: lowest, label: 'lowest' }]),
    ],
  });
}
