import type { Random } from '../../random';
import type { Scope, Value } from '../language/value';
import type { Distribution } from './distributions';

/** What is known of one name, and how to draw values that satisfy it. Made by `interval`, `reals`, `vector`, ... */
export interface Assumption {
  /** What the name stands for: one number, a vector or matrix, an indexed sequence, or what E, Var, Cov and P bind. */
  readonly kind: 'number' | 'dense' | 'sequence' | 'random';
  /** The assumption in LaTeX, after the name: `\in (0, 1)`; `write` sets formulas in the notation of the place. */
  tex(write: (formula: string) => string): string;
  /** The assumption in words, after the name: `in (0, 1)`. */
  readonly text: string;
  readonly integer: boolean;
  readonly positive: boolean;
  /** A number that may have either sign and is not zero. */
  readonly nonzero?: boolean;
  readonly symmetric: boolean;
  /** The shape of a vector or a matrix, or of each item of a sequence of them, and what proofs may use of it. */
  readonly shape?: Shape;
  /** The first and the last index of a sequence, as formulas. */
  readonly items?: { readonly low: string; readonly high: string };
  /** The range of a number that may be any number in it: its ends as formulas, and which of them belong to it. */
  readonly range?: Range;
  /** Names that must have a value before this one can be drawn. */
  readonly needs: readonly string[];
  /** The names among `needs` that are sizes: small positive integers unless declared otherwise. */
  readonly sizes: readonly string[];
  /** The expression that the name abbreviates, if it is an abbreviation. */
  readonly definition?: string;
  /** The distribution of a random name. */
  readonly random?: Distribution;
  /** A value at random; undefined where the values it depends on leave none. */
  draw(random: Random, scope: Scope): Value | undefined;
  /** Values that are special or simple, simplest first: ends of ranges, zero, one, the identity. */
  simple(scope: Scope): Value[];
  /** A value that satisfies the assumption, close to one that may not: keeps a search inside a curved set. */
  nearest?(value: Value, scope: Scope): Value | undefined;
  /** Whether a value is allowed beside the other names' values. */
  allows(value: Value, scope: Scope): boolean;
}

/** An interval with ends of formulas; `infinity` and `-infinity` where it goes on. */
export interface Range {
  readonly low: string;
  readonly high: string;
  readonly closedLow: boolean;
  readonly closedHigh: boolean;
}

/** What is known of a vector or a matrix beside its entries. */
export interface Shape {
  readonly rows: number | string;
  readonly columns: number | string;
  /** A'A = I. */
  readonly orthonormal?: boolean;
  /** x'Ax > 0 for every x but zero. */
  readonly definite?: boolean;
  readonly nonzero?: boolean;
  /** The entries add up to one. */
  readonly sumsToOne?: boolean;
  /** All entries beside the diagonal are zero. */
  readonly diagonal?: boolean;
}

/** The declared names of a derivation. */
export type Assumptions = Readonly<Record<string, Assumption>>;
