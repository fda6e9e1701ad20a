import { random } from '../../random';
import { alike, type Scope, ShapeError, type Value } from '../language/value';
import { assemble, type Law, type Source } from './law';

/** How many draws an expectation is estimated from where it cannot be computed. */
export const draws = 20_000;
const seed = 20_261_123;

/** Rows of numbers, one a draw, in the shape of the first. */
export interface Sample {
  readonly like: Value;
  readonly rows: readonly ArrayLike<number>[];
}

/**
 * Values of an expression at seeded draws of its random names.
 *
 * @throws ShapeError where it is undefined at one
 */
export function sampled(
  laws: ReadonlyMap<string, Law>,
  scope: Scope,
  expressions: readonly ((scope: Scope) => Value)[],
): Sample[] {
  const stream = random(seed);
  const draw = (source: Source): Value => {
    if (source.kind === 'finite') {
      let left = stream.uniform();
      const at = source.probabilities.findIndex((p) => {
        left -= p;
        return left < 0;
      });
      return source.outcomes[at < 0 ? source.outcomes.length - 1 : at];
    }
    const u =
      source.kind === 'normal'
        ? stream.normal()
        : source.kind === 'uniform'
          ? stream.uniform(-1, 1)
          : -Math.log(1 - stream.uniform());
    return source.offset + source.scale * u;
  };
  const first: Value[] = [];
  const rows: ArrayLike<number>[][] = expressions.map(() => []);
  for (let k = 0; k < draws; k++) {
    const at: Scope = { ...scope };
    for (const [name, law] of laws) at[name] = assemble(law, law.sources.map(draw));
    for (const [i, expression] of expressions.entries()) {
      const value = expression(at);
      first[i] ??= value;
      const numbers = alike(value, first[i])?.[0];
      if (!numbers) throw new ShapeError('the shape of what is averaged differs from draw to draw');
      if (!Array.prototype.every.call(numbers, Number.isFinite))
        throw new ShapeError('what is averaged is undefined for some values of the random names');
      rows[i].push(numbers);
    }
  }
  return first.map((like, i) => ({ like, rows: rows[i] }));
}

/** The normal quantile for intervals that hold at all points of a step and on both sides together, at 99.9%. */
const quantile = 4.1;
/** A draw that makes up more of the sum of squares than this shows a tail too heavy for an interval. */
const heaviest = 0.2;

/** The mean of numbers, and half the width of its interval; infinite where a few draws decide the sum. */
export function meanWithInterval(numbers: readonly number[]): { value: number; error: number } {
  const n = numbers.length;
  const mean = numbers.reduce((sum, x) => sum + x, 0) / n;
  let squares = 0;
  let largest = 0;
  for (const x of numbers) {
    const square = (x - mean) ** 2;
    squares += square;
    largest = Math.max(largest, square);
  }
  const error =
    largest > heaviest * squares && squares > 0 ? Infinity : quantile * Math.sqrt(squares / n / (n - 1));
  return { value: mean, error };
}
