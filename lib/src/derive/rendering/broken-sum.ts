import type { MathNode } from 'mathjs';
import { syntax } from '../../formula/nodes';
import { texWidth } from './tex-width';

/** A formula in lines of about this width: where it is wider, a sum is broken before a plus or a minus. */
export function brokenSum(node: MathNode, write: (node: MathNode) => string, widest: number): string[] {
  const whole = write(node);
  const terms = texWidth(whole) > widest ? termsOf(node, write) : [whole];
  const lines: string[] = [];
  for (const term of terms) {
    const last = lines.at(-1);
    if (last !== undefined && texWidth(`${last} ${term}`) <= widest)
      lines[lines.length - 1] = `${last} ${term}`;
    else lines.push(last === undefined ? term : `{} ${term}`);
  }
  return lines;
}

/** The terms of a sum, each with its sign before it. */
function termsOf(node: MathNode, write: (node: MathNode) => string): string[] {
  const read = syntax(node);
  if (read.type !== 'operator' || read.args.length !== 2 || !/^[+-]$/.test(read.op)) return [write(node)];
  const [left, right] = read.args;
  const inner = syntax(right);
  const isSum = inner.type === 'operator' && /^[+-]$/.test(inner.op);
  const term = isSum ? `\\left(${write(right)}\\right)` : write(right);
  return [...termsOf(left, write), `${read.op} ${term}`];
}
