import { onlyOptions } from '../../errors/only-options';
import { column, type Dense, type Scope, type Value } from '../language/value';
import type { Assumption } from './assumption';
import { asDense, vector } from './dense';
import { checkSize, type Size, sizeAt } from './size';

const nearlyZero = 1e-10;

/** How a vector of probabilities is restricted. */
export interface ProbabilitiesOptions {
  /** Whether none of them is zero, so that each has a logarithm. Default false. */
  positive?: boolean;
}

/**
 * A probability vector: entries of at least zero that add up to one.
 *
 * @param size its length: a number from 1 to 12 or a name; a name that is not declared is an integer from 1 to 4
 * @throws InvalidInput for anything else as a size
 * @example
 * ```ts
 * probabilities('n').text // 'a vector of n probabilities that add up to 1'
 * probabilities(3, { positive: true }).text // 'a vector of 3 positive probabilities that add up to 1'
 * ```
 */
export function probabilities(size: Size, options: ProbabilitiesOptions = {}): Assumption {
  onlyOptions<ProbabilitiesOptions>('probabilities', options, ['positive']);
  const { positive = false } = options;
  checkSize(size, 'probabilities: size');
  const plain = vector(size);
  const allows = (value: Value, scope: Scope) => {
    const given = asDense(value);
    if (!given || !plain.allows(given, scope)) return false;
    const sum = given.data.reduce((total, entry) => total + entry, 0);
    return given.data.every((p) => (positive ? p > 0 : p >= 0)) && Math.abs(sum - 1) < nearlyZero;
  };
  return {
    ...plain,
    shape: { rows: size, columns: 1, nonzero: true, sumsToOne: true },
    tex: () => `\\in ${positive ? '(0' : '[0'}, 1]^{${size}}\\text{ with sum } 1`,
    text: `a vector of ${size} ${positive ? 'positive ' : ''}probabilities that add up to 1`,
    draw: (random, scope) => {
      const n = sizeAt(size, scope);
      if (Number.isNaN(n)) return undefined;
      // From nearly equal to nearly all on one.
      const spread = 10 ** random.uniform(-1, 0.7);
      const weights = Array.from({ length: n }, () => (-Math.log(1 - random.uniform())) ** spread + 1e-9);
      return normalized(weights);
    },
    simple: (scope) => {
      const n = sizeAt(size, scope);
      if (Number.isNaN(n)) return [];
      const entries = (of: (i: number) => number) => column(Array.from({ length: n }, (_, i) => of(i)));
      return [
        entries((i) => 2 ** -Math.min(i + 1, n - 1)),
        normalized(Array.from({ length: n }, () => 1)),
        entries((i) => (i === 0 ? 1 : 0)),
        entries((i) => (i === n - 1 ? 1 : 0)),
        normalized(Array.from({ length: n }, (_, i) => i + 1)),
      ].filter((value) => allows(value, scope));
    },
    allows,
    nearest: (value) => {
      const given = asDense(value);
      const least = positive ? 1e-9 : 0;
      return given && normalized(Array.from(given.data, (entry) => Math.max(entry, least)));
    },
  };
}

function normalized(weights: readonly number[]): Dense {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return column(weights.map((weight) => weight / sum));
}

/**
 * A vector of norm one, $x'x = 1$: a direction.
 *
 * @param size how many entries: a number from 1 to 12 or a name; a name that is not declared is an integer from 1 to 4
 * @throws InvalidInput for anything else as a size
 * @example
 * ```ts
 * unitVector('n').text // 'a unit vector with n entries'
 * ```
 */
export function unitVector(size: Size): Assumption {
  checkSize(size, 'unitVector: size');
  const plain = vector(size, { nonzero: true });
  const allows = (value: Value, scope: Scope) => {
    const given = asDense(value);
    return (
      given !== undefined &&
      plain.allows(given, scope) &&
      Math.abs(Math.hypot(...given.data) - 1) < nearlyZero
    );
  };
  const toLengthOne = (value: Value): Dense | undefined => {
    const given = asDense(value);
    const length = given ? Math.hypot(...given.data) : 0;
    return given && length > 0 ? { ...given, data: given.data.map((entry) => entry / length) } : undefined;
  };
  return {
    ...plain,
    shape: { rows: size, columns: 1, nonzero: true, orthonormal: true },
    tex: () => `\\in \\mathbb{R}^{${size}},\\ \\text{of length } 1`,
    text: `a unit vector with ${size} entries`,
    draw: (random, scope) => toLengthOne(plain.draw(random, scope) ?? 0),
    simple: (scope) => {
      const n = sizeAt(size, scope);
      if (Number.isNaN(n)) return [];
      const entries = (of: (i: number) => number) => column(Array.from({ length: n }, (_, i) => of(i)));
      return [
        entries((i) => (n === 1 ? 1 : ([0.6, 0.8][i] ?? 0))),
        entries((i) => (i === 0 ? 1 : 0)),
        entries((i) => (i === n - 1 ? -1 : 0)),
        toLengthOne(entries(() => 1)),
      ].filter((value) => value !== undefined && allows(value, scope)) as Dense[];
    },
    allows,
    nearest: toLengthOne,
  };
}
