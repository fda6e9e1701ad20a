import { type MathNode, ParenthesisNode } from 'mathjs';

/** The formula with every occurrence of a name replaced by a formula, in parentheses where that is compound. */
export function replaceName(formula: MathNode, name: string, by: MathNode): MathNode {
  const simple = by.type === 'SymbolNode' || by.type === 'ConstantNode';
  const replacement = simple ? by : new ParenthesisNode(by);
  return formula.transform((node) =>
    node.type === 'SymbolNode' && (node as unknown as { name: string }).name === name ? replacement : node,
  );
}
