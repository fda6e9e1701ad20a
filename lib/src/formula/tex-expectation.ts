import type { MathNode } from 'mathjs';
import { script } from './symbols';
import { atom, delimited, level, parenthesized, type TexPiece, type TexWriter } from './tex-pieces';

const heads = {
  E: ['\\mathbb{E}', '[', ']'],
  P: ['\\Pr', '[', ']'],
  Var: ['\\operatorname{Var}', '(', ')'],
  Cov: ['\\operatorname{Cov}', '(', ')'],
} as const;

/** `\mathbb{E}_x[f]`: an operator, the names that it is over if they are listed, and what is averaged. */
const average =
  (operator: keyof typeof heads, count: number) =>
  (args: MathNode[], write: TexWriter): TexPiece => {
    const [head, open, close] = heads[operator];
    const written = args.map((arg) => parenthesized(write.piece(arg), level.logic));
    const over = written.slice(count).join(', ');
    const inside = delimited(open, written.slice(0, count).join(', '), close);
    return atom(`${head}${over && `_${script(over)}`}${inside}`);
  };

/** Expectations, variances, covariances and probabilities. */
export const averages = {
  E: average('E', 1),
  P: average('P', 1),
  Var: average('Var', 1),
  Cov: average('Cov', 2),
};
