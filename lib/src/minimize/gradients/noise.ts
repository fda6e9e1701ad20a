import { InvalidInput } from '../../errors';
import { checkFunction } from '../../errors/check-object';
import { random } from '../../random';

/** Evaluations for one table of differences. */
const SAMPLES = 7;
const ATTEMPTS = 4;

/** The noise of a function at a point. */
export interface Noise {
  /** The standard deviation of f's rounding errors; 0 where none was seen. */
  absolute: number;
  /** The same relative to |f|. */
  relative: number;
}

/**
 * Estimates how much of a function's values is rounding error: Moré and Wild's ECNoise.
 *
 * f is evaluated at 7 points along a line, a fixed random direction. Differences of these values of higher and higher
 * order lose what is smooth and keep what is noise, with a known factor; the noise is the level on which three orders
 * agree. Where values do not differ the points are set wider apart, where they differ smoothly closer together.
 *
 * @param f the function
 * @param x the point
 * @param spacing the distance of the outer points, relative to the size of x or 1, to try first: large beside the precision
 *   of x, small beside what f bends over. Default: 1e-3, for a function that is computed in float32
 * @returns the noise, 0 where no level was found, as for a constant
 * @throws InvalidInput for an f that is no function or returns no number, and a spacing that is not positive
 * @example
 * ```ts
 * const rounded = (x: Float64Array) => Math.fround(Math.exp(x[0]));
 * const { relative } = estimateNoise(rounded, [0.3]);
 * relative > 1e-8 && relative < 1e-7 // true
 * ```
 * @see Moré & Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33(3), 2011
 */
export function estimateNoise(
  f: (x: Float64Array) => number,
  x: ArrayLike<number>,
  { spacing = 1e-3 }: { spacing?: number } = {},
): Noise {
  checkFunction('estimateNoise: f', f, 'a function from a Float64Array to a number');
  if (!(typeof spacing === 'number' && spacing > 0 && Number.isFinite(spacing))) {
    throw new InvalidInput({
      subject: 'estimateNoise: spacing',
      given: spacing,
      allowed: 'a positive, finite number',
    });
  }
  const at = Float64Array.from(x);
  const { normal } = random(1);
  const direction = at.map(() => normal());
  const size = Math.hypot(...direction) || 1;
  const scale = Math.max(1, largest(at));
  let width = spacing;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const values = Array.from({ length: SAMPLES }, (_, i) => {
      const along = (width * scale * (i - (SAMPLES - 1) / 2)) / (SAMPLES - 1) / size;
      const value: unknown = f(at.map((coordinate, k) => coordinate + along * direction[k]));
      if (typeof value === 'number') return value;
      throw new InvalidInput({ subject: 'estimateNoise: what f returns', given: value, allowed: 'a number' });
    });
    const level = noiseLevel(values);
    if (typeof level === 'number') {
      const magnitude = Math.abs(values[(SAMPLES - 1) / 2]);
      return { absolute: level, relative: magnitude > 0 ? level / magnitude : 0 };
    }
    width *= level === 'too close' ? 100 : 0.01;
  }
  return { absolute: 0, relative: 0 };
}

/** The noise in equally spaced values, or why they do not tell it. */
function noiseLevel(values: readonly number[]): number | 'too close' | 'too wide' {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(high - low <= 0.1 * Math.max(Math.abs(low), Math.abs(high)))) return 'too wide';
  const levels: number[] = [];
  const changesSign: boolean[] = [];
  let differences = [...values];
  let factor = 1;
  for (let order = 1; order < values.length; order++) {
    differences = differences.slice(1).map((value, i) => value - differences[i]);
    const still = differences.filter((value) => value === 0).length;
    if (order === 1 && still >= values.length / 2) return 'too close';
    // (k!)^2 / (2k)!: by how much the k-th differences of independent errors are larger than the errors.
    factor *= order / (2 * (2 * order - 1));
    const mean = differences.reduce((sum, value) => sum + value * value, 0) / differences.length;
    levels.push(Math.sqrt(factor * mean));
    changesSign.push(Math.min(...differences) < 0 && Math.max(...differences) > 0);
  }
  for (let k = 0; k + 2 < levels.length; k++) {
    const three = levels.slice(k, k + 3);
    if (changesSign[k] && Math.max(...three) <= 4 * Math.min(...three)) return levels[k];
  }
  return 'too wide';
}

const largest = (x: Float64Array): number => x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
