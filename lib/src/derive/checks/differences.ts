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
 * extrapolated in the square of the step (Neville's table); the entry with the smallest error estimate wins. First
 * steps of several sizes are tried, relative to |x| and to 1, since nothing is known of the function's own scale.
 */
export function derivativeByDifferences(
  along: (offset: number) => number,
  x: number,
  noise = 2 ** -52,
): Slope {
  const sizes = [...new Set([Math.max(Math.abs(x), 1), x === 0 ? 1 : Math.abs(x), 1])];
  const firsts = sizes.flatMap((size) => [1e-1, 1e-3, 1e-5].map((share) => share * size));
  let best = { slope: Number.NaN, errorEstimate: Number.POSITIVE_INFINITY };
  let widest = Number.NaN;
  for (const first of firsts) {
    if (first < 1e-9 * Math.abs(x)) continue;
    const found = ridders(along, x, first, noise);
    if (Number.isNaN(widest) && Number.isFinite(found.slope)) widest = first;
    if (found.errorEstimate < best.errorEstimate / 2) {
      best = found;
      widest = first;
    }
  }
  return { ...best, ...sides(along, x, 10 * widest, best, noise) };
}

/** The step that the rounding of x + step leaves. */
const taken = (x: number, step: number) => x + step - x;

/** Ridders' method from one first step: the slope of offset -> f(x + offset) at 0, and an estimate of its error. */
export function ridders(
  along: (offset: number) => number,
  x: number,
  first: number,
  noise = 2 ** -52,
): { slope: number; errorEstimate: number } {
  let previous: number[] = [];
  let best = { slope: Number.NaN, errorEstimate: Number.POSITIVE_INFINITY };
  let wanted = first;
  for (let round = 0; round < rounds; round++) {
    const step = taken(x, wanted);
    if (step === 0) break;
    const [up, down] = [along(step), along(-step)];
    const row = [(up - down) / (2 * step)];
    const rounding = (Math.max(Math.abs(up), Math.abs(down)) * noise) / step;
    let factor = shrinkage ** 2;
    for (let k = 0; k < previous.length; k++) {
      row.push((row[k] * factor - previous[k]) / (factor - 1));
      factor *= shrinkage ** 2;
      const change = Math.max(Math.abs(row[k + 1] - row[k]), Math.abs(row[k + 1] - previous[k]));
      const errorEstimate = change + rounding;
      if (errorEstimate < best.errorEstimate) best = { slope: row[k + 1], errorEstimate };
    }
    previous = row;
    wanted /= shrinkage;
  }
  return best;
}

/** At a smooth point the one-sided slopes come together in proportion to the step; at a kink they stay apart. */
function sides(
  along: (offset: number) => number,
  x: number,
  scale: number,
  { slope }: { slope: number },
  noise: number,
) {
  const here = along(0);
  const gaps: number[] = [];
  const nearby = 1e-3 * Math.max(Math.abs(x), 1);
  const variation = Math.max(Math.abs(along(nearby) - here), Math.abs(here - along(-nearby))) / nearby || 0;
  let [left, right] = [Number.NaN, Number.NaN];
  for (const relative of [1e-3, 1e-4, 1e-5, 1e-6]) {
    const step = taken(x, relative * scale);
    right = (along(step) - here) / step;
    left = (here - along(-step)) / step;
    const rounding = (Math.abs(here) * 4 * noise) / step;
    gaps.push(Math.max(0, Math.abs(right - left) - 4 * rounding));
  }
  const size = Math.max(Math.abs(left), Math.abs(right), Math.abs(slope));
  const kink = gaps[3] > 1e-6 * size && gaps[3] > 0.5 * gaps[0] && gaps[3] > 0;
  return { left, right, kink, variation: Number.isFinite(variation) ? variation : 0 };
}
