import { type MathNode, ParenthesisNode } from 'mathjs';
import { minus, num, plus } from '../language/build-nodes';

export const grouped = (node: MathNode) => new ParenthesisNode(node);
/** A node plus or minus 1. */
export const shifted = (node: MathNode, by: 1 | -1) =>
  by > 0 ? plus(grouped(node), num(1)) : minus(grouped(node), num(1));

/** A node in place of another, and what it changes in words. */
export interface Change {
  change: string;
  replacement: MathNode;
}
