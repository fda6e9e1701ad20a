import type { Value } from '../language/value';

/**
 * One source of randomness at one point, independent of all others. A continuous one is a standard variable, moved
 * and scaled: `offset + scale * u` with u standard normal, uniform on (-1, 1), or exponential of rate 1; so that
 * `x - mean` has no rounding of its own.
 */
export type Source =
  | { readonly kind: Continuous; readonly offset: number; readonly scale: number }
  | {
      readonly kind: 'finite';
      readonly outcomes: readonly Value[];
      readonly probabilities: readonly number[];
    };

export type Continuous = 'normal' | 'uniform' | 'exponential';

/** The distribution that a random name has at one point, where the other names have values. */
export interface Law {
  readonly kind: 'random';
  readonly sources: readonly Source[];
  /** `single`: the value of the one source; `dense`: a matrix with a source an entry, row by row. */
  readonly shape: 'single' | 'sequence' | { readonly rows: number; readonly columns: number };
}

/** The value that a random name takes where its sources have these values. */
export function assemble({ shape }: Law, values: readonly Value[]): Value {
  if (shape === 'single') return values[0];
  if (shape === 'sequence') return { kind: 'sequence', first: 1, items: values };
  return { kind: 'dense', ...shape, data: Float64Array.from(values as readonly number[]) };
}
