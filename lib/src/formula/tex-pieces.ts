import type { MathNode } from 'mathjs';

/** How tightly a written piece binds; a piece below the level its place asks for is put in parentheses. */
export const level = { logic: 0, relation: 1, sum: 2, negation: 3, product: 4, power: 5, atom: 6 } as const;

/** LaTeX of a part of a formula, with what its neighbours must know to be set beside it. */
export interface TexPiece {
  tex: string;
  level: number;
  /** A number comes first: a factor before it needs a multiplication dot. */
  startsWithDigit?: boolean;
  /** A number comes last: a numeric fraction after it would read as a mixed number. */
  endsWithDigit?: boolean;
  /** A fraction with a number on top. */
  numericFraction?: boolean;
  /** An upright word, which needs a thin space beside its neighbours. */
  upright?: boolean;
  /** A product entry by entry, which binds less tightly than a product without a sign. */
  entrywise?: boolean;
  /** A sum or another prefix operator, which would swallow a factor written after it. */
  openEnded?: boolean;
}

/** What the writers of single node types share. */
export interface TexWriter {
  piece(node: MathNode): TexPiece;
  name(name: string): string;
  /** Whether exp(x) may be written as a power of e: not where the formula has a symbol of that name. */
  expAsPower: boolean;
}

/** The piece's LaTeX, in parentheses where it binds less tightly than `least`. */
export function parenthesized(piece: TexPiece, least: number): string {
  return piece.level < least ? delimited('(', piece.tex, ')') : piece.tex;
}

/** Puts delimiters around LaTeX; they grow only where the content is taller than a line. */
export function delimited(open: string, tex: string, close: string): string {
  if (/\\(frac|sum|prod|begin|left)/.test(tex)) return `\\left${open} ${tex} \\right${close}`;
  return /^\\[A-Za-z]+$/.test(open) ? `${open} ${tex} ${close}` : `${open}${tex}${close}`;
}

/** A piece that stands for itself. */
export const atom = (tex: string): TexPiece => ({ tex, level: level.atom });
