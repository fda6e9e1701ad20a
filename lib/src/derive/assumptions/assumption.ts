import type { Random } from '../../random';
import type { Scope, Value } from '../language/value';

/** What is known of one name, and how to draw values that satisfy it. Made by `interval`, `reals`, `vector`, ... */
export interface Assumption {
  /** What the name stands for: one number, a vector or matrix, or an indexed sequence. */
  readonly kind: 'number' | 'dense' | 'sequence';
  /** The assumption in LaTeX, after the name: `\in (0, 1)`; `write` sets formulas in the notation of the place. */
  tex(write: (formula: string) => string): string;
  /** The assumption in words, after the name: `in (0, 1)`. */
  readonly text: string;
  readonly integer: boolean;
  readonly positive: boolean;
  readonly symmetric: boolean;
  /** Names that must have a value before this one can be drawn. */
  readonly needs: readonly string[];
  /** The names among `needs` that are sizes: small positive integers unless declared otherwise. */
  readonly sizes: readonly string[];
  /** The expression that the name abbreviates, if it is an abbreviation. */
  readonly definition?: string;
  /** A value at random; undefined where the values it depends on leave none. */
  draw(random: Random, scope: Scope): Value | undefined;
  /** Values that are special or simple, simplest first: ends of ranges, zero, one, the identity. */
  simple(scope: Scope): Value[];
  /** Whether a value is allowed beside the other names' values. */
  allows(value: Value, scope: Scope): boolean;
}

/** The declared names of a derivation. */
export type Assumptions = Readonly<Record<string, Assumption>>;
