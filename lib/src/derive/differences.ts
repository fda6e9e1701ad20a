/** What differences tell of a function of one number at a point. */
export interface Slope {
  /** The derivative; NaN where the function is not finite near the point. */
  slope: number;
  /** An estimate of the slope's absolute error, rounding included. */
  errorEstimate: number;
  left: number;
  right: number;
  /** Whether the slopes to the left and to the right differ however close one looks. */
  kink: boolean;
  /** How much the function varies per unit nearby: what a slope that should be zero is small beside. */
  variation: number;
}

const shrinkage = 1.4;
const rounds = 14;

/**
 * The derivative of offset -> f(x + offset) at 0 by Ridders' method: central differences at steps that shrink by 1.4,
 * extrapolated in the square of the step (Neville's table); the entry with the smallest error estimate wins. The first
 * step is a tenth of max(|x|, 1); smaller first steps are tried where the function is not finite so far away.
 */
export function derivativeByDifferences(along: (offset: number) => number, x: number): Slope {
  const scale = Math.max(Math.abs(x), 1);
  let best = { slope: Number.NaN, errorEstimate: Number.POSITIVE_INFINITY };
  for (const first of [1e-1, 1e-3, 1e-5]) {
    const found = ridders(along, first * scale);
    if (found.errorEstimate < best.errorEstimate) best = found;
  }
  return { ...best, ...sides(along, scale, best) };
}

function ridders(along: (offset: number) => number, first: number): { slope: number; errorEstimate: number } {
  let previous: number[] = [];
  let best = { slope: Number.NaN, errorEstimate: Number.POSITIVE_INFINITY };
  let step = first;
  for (let round = 0; round < rounds; round++) {
    const [up, down] = [along(step), along(-step)];
    const row = [(up - down) / (2 * step)];
    const rounding = (Math.max(Math.abs(up), Math.abs(down)) * 2 ** -52) / step;
    let factor = shrinkage ** 2;
    for (let k = 0; k < previous.length; k++) {
      row.push((row[k] * factor - previous[k]) / (factor - 1));
      factor *= shrinkage ** 2;
      const change = Math.max(Math.abs(row[k + 1] - row[k]), Math.abs(row[k + 1] - previous[k]));
      const errorEstimate = change + rounding;
      if (errorEstimate < best.errorEstimate) best = { slope: row[k + 1], errorEstimate };
    }
    previous = row;
    step /= shrinkage;
  }
  return best;
}

/** At a smooth point the one-sided slopes come together in proportion to the step; at a kink they stay apart. */
function sides(along: (offset: number) => number, scale: number, { slope }: { slope: number }) {
  const here = along(0);
  const gaps: number[] = [];
  let variation = 0;
  let [left, right] = [Number.NaN, Number.NaN];
  for (const relative of [1e-3, 1e-4, 1e-5, 1e-6]) {
    const step = relative * scale;
    right = (along(step) - here) / step;
    left = (here - along(-step)) / step;
    if (gaps.length === 0) variation = Math.max(Math.abs(left), Math.abs(right)) || 0;
    const rounding = (Math.abs(here) * 2 ** -50) / step;
    gaps.push(Math.max(0, Math.abs(right - left) - 4 * rounding));
  }
  const size = Math.max(Math.abs(left), Math.abs(right), Math.abs(slope));
  const kink = gaps[3] > 1e-6 * size && gaps[3] > 0.5 * gaps[0] && gaps[3] > 0;
  return { left, right, kink, variation: Number.isFinite(variation) ? variation : 0 };
}
