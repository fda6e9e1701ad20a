import { keepsNothing } from '../recycling';
import { hagerZhang } from './hager-zhang';
import type { LineSearch } from './line';
import { type StrongWolfeOptions, strongWolfe } from './strong-wolfe';

/** A function with more relative noise than this is not computed in float64 throughout. */
const NOISY = 2 ** -40;

/**
 * {@link strongWolfe} where f is computed in float64, and {@link hagerZhang} where it is noisy: values then say nothing of
 * steps to which slopes still point, and the approximate Wolfe conditions are asked of slopes.
 */
export function wolfe(options: StrongWolfeOptions = {}): LineSearch {
  const { c2 = 0.9 } = options;
  const [exact, noisy] = [strongWolfe(options), hagerZhang({ c1: Math.min(0.1, c2 / 2), c2 })];
  return keepsNothing((line) => (line.noise > NOISY ? noisy(line) : exact(line)));
}
