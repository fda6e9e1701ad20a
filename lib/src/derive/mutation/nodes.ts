import { ConstantNode, type MathNode, OperatorNode, ParenthesisNode } from 'mathjs';

export const num = (value: number) => new ConstantNode(value);
export const operate = (op: string, fn: string, ...args: MathNode[]) =>
  new OperatorNode(op as '+', fn as 'add', args);
export const grouped = (node: MathNode) => new ParenthesisNode(node);
/** A node plus or minus 1. */
export const shifted = (node: MathNode, by: 1 | -1) =>
  by > 0 ? operate('+', 'add', grouped(node), num(1)) : operate('-', 'subtract', grouped(node), num(1));

/** A node in place of another, and what it changes in words. */
export interface Change {
  change: string;
  replacement: MathNode;
}
