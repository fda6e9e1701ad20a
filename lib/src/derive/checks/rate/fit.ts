/** The median of one or more numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The slope of a line through points: the median over pairs (Theil-Sen). Of many points, every few are taken. */
export function medianSlope(y: readonly number[], x: readonly number[] = y.map((_, k) => k)): number {
  const slopes: number[] = [];
  const stride = Math.max(1, Math.floor(y.length / 200));
  for (let i = 0; i < y.length; i += stride) {
    for (let j = i + 1; j < y.length; j += stride) slopes.push((y[j] - y[i]) / (x[j] - x[i]));
  }
  return median(slopes);
}

/** A line through points, and how far the points are from it. */
export interface LineFit {
  slope: number;
  /** The typical distance of a point from the line: robust, as a standard deviation of normal errors. */
  scatter: number;
  /** The standard error of the slope: if the distances are independent, or less where parts of the points agree on it. */
  slopeError: number;
}

/** The normal deviation per median absolute deviation. */
const normalShare = 1.4826;

export function fitLine(y: readonly number[], x: readonly number[] = y.map((_, k) => k)): LineFit {
  const slope = medianSlope(y, x);
  const rests = y.map((value, k) => value - slope * x[k]);
  const middle = median(rests);
  const scatter = normalShare * median(rests.map((rest) => Math.abs(rest - middle)));
  const center = x.reduce((sum, each) => sum + each, 0) / x.length;
  const width = x.reduce((sum, each) => sum + (each - center) ** 2, 0);
  const parts = y.length < 8 ? Infinity : disagreement(y, x) / 2;
  return { slope, scatter, slopeError: Math.min(scatter / Math.sqrt(width), parts) };
}

/** How far the slopes of every second point and of both halves are apart: an even oscillation leaves them together. */
function disagreement(y: readonly number[], x: readonly number[]): number {
  const half = y.length / 2;
  const slopeOf = (isIn: (k: number) => boolean) =>
    medianSlope(
      y.filter((_, k) => isIn(k)),
      x.filter((_, k) => isIn(k)),
    );
  const interleaved = slopeOf((k) => k % 2 === 0) - slopeOf((k) => k % 2 === 1);
  const halves = slopeOf((k) => k < half) - slopeOf((k) => k >= half);
  return Math.max(Math.abs(interleaved), Math.abs(halves) / 2);
}

/** How a sequence bends: the slope at its two ends by a parabola, and the curvature in its standard errors. */
export function bend(y: readonly number[]): { first: number; last: number; significance: number } {
  const n = y.length;
  const t = y.map((_, k) => k - (n - 1) / 2);
  const sum = (terms: readonly number[]) => terms.reduce((total, each) => total + each, 0);
  const squares = sum(t.map((each) => each ** 2));
  const slope = sum(t.map((each, k) => each * y[k])) / squares;
  const parabola = t.map((each) => each ** 2 - squares / n);
  const size = sum(parabola.map((each) => each ** 2));
  const curvature = sum(parabola.map((each, k) => each * y[k])) / size;
  const mean = sum(y) / n;
  const rests = y.map((value, k) => value - mean - slope * t[k] - curvature * parabola[k]);
  const deviation = Math.sqrt(sum(rests.map((rest) => rest ** 2)) / Math.max(1, n - 3));
  const error = Math.max(deviation, 1e-13 * Math.max(...y.map(Math.abs))) / Math.sqrt(size);
  const change = curvature * (n - 1);
  return {
    first: slope - change,
    last: slope + change,
    significance: Math.abs(curvature) / (error || 1e-300),
  };
}
