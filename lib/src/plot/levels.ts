import { InvalidInput } from '../errors';

/** How contour levels are spaced. */
export type ContourSpacing = 'linear' | 'log';

/** Levels in rising order, and where a value stands between them. */
export interface Levels {
  values: number[];
  /** A level's own index at that level, monotone in between; -1 at the surface's minimum, n at its maximum. */
  position(value: number): number;
}

/**
 * Chooses round levels for a surface, or takes those given.
 *
 * With logarithmic spacing it is the height above the lowest value that grows by factors, so that a valley
 * shows its shape whatever its floor is.
 */
export function contourLevels(
  sorted: readonly number[],
  wanted: number | readonly number[] = 12,
  spacing: ContourSpacing = isSteep(sorted) ? 'log' : 'linear',
): Levels {
  const low = sorted[0];
  const high = sorted[sorted.length - 1];
  const log = spacing === 'log' && high > low;
  const base = low >= 0 && low < 0.05 * (high - low) ? 0 : low;
  const values = typeof wanted === 'number' ? chosen(sorted, count(wanted), log, base) : given(wanted);
  const rise = (value: number) =>
    log && value > base ? Math.log(value - base) : log ? Number.NEGATIVE_INFINITY : value;
  return {
    values,
    position(value) {
      const next = values.findIndex((level) => level > value);
      if (next === 0) return values[0] === low ? 0 : (value - low) / (values[0] - low) - 1;
      if (next < 0) {
        const last = values[values.length - 1];
        return values.length - 1 + (high > last ? (value - last) / (high - last) : 0);
      }
      const [below, above] = [rise(values[next - 1]), rise(values[next])];
      const share = Number.isFinite(below)
        ? (rise(value) - below) / (above - below)
        : (value - values[next - 1]) / (values[next] - values[next - 1]);
      return next - 1 + share;
    },
  };
}

/** Most of the surface lies in the lowest tenth of its height: equal steps would leave its valley empty. */
function isSteep(sorted: readonly number[]): boolean {
  const low = sorted[0];
  const median = sorted[Math.floor(sorted.length / 2)];
  return sorted[sorted.length - 1] - low > 8 * (median - low);
}

function chosen(sorted: readonly number[], wanted: number, log: boolean, base: number): number[] {
  const low = sorted[0];
  const high = sorted[sorted.length - 1];
  if (high === low) return [low];
  if (!log) {
    const step = roundStep((high - low) / (wanted + 1));
    return between(Math.ceil(low / step), Math.floor(high / step)).map((index) => tidy(index * step));
  }
  const lowest = Math.max(sorted[Math.floor(sorted.length * 0.01)] - base, (high - base) * 1e-8);
  const decades = between(Math.floor(Math.log10(lowest)), Math.ceil(Math.log10(high - base)));
  const series = [[1, 2, 5], [1, 3], [1]].find((heads) => heads.length * decades.length <= wanted + 4) ?? [1];
  const gaps = decades.flatMap((decade) => series.map((head) => head * 10 ** decade));
  return gaps.map((gap) => tidy(base + gap)).filter((level) => level > low && level < high);
}

const between = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

/** The smallest of 1, 2, 5, 10, ... times a power of ten that is at least the step asked for. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ([1, 2, 5].find((head) => head * power >= step) ?? 10);
}

/** Takes off the digits that binary fractions add. */
const tidy = (value: number): number => Number(value.toPrecision(12));

function count(wanted: number): number {
  if (Number.isInteger(wanted) && wanted >= 1 && wanted <= 100) return wanted;
  throw new InvalidInput({
    subject: 'contourPlot: levels',
    given: wanted,
    allowed: 'a count from 1 to 100, or the levels',
  });
}

function given(levels: readonly number[]): number[] {
  const rising = levels.every(
    (level, index) => Number.isFinite(level) && (index === 0 || level > levels[index - 1]),
  );
  if (levels.length > 0 && rising) return [...levels];
  throw new InvalidInput({
    subject: 'contourPlot: levels',
    given: levels,
    allowed: 'finite numbers in rising order',
  });
}
