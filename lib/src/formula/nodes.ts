import type { MathNode } from 'mathjs';

/** The parts of mathjs' syntax tree that derivations and objectives use, without the parentheses that the author wrote. */
export type Syntax =
  | { type: 'constant'; value: number | string }
  | { type: 'name'; name: string }
  | { type: 'operator'; op: string; args: MathNode[] }
  | { type: 'call'; name: string; args: MathNode[] }
  | { type: 'index'; target: MathNode; indices: MathNode[] }
  | { type: 'other'; node: MathNode };

/** Reads one node. */
export function syntax(node: MathNode): Syntax {
  const parts = node as unknown as {
    content: MathNode;
    value: number | string;
    name: string;
    op: string;
    args: MathNode[];
    fn: { type: string; name: string };
    object: MathNode;
    index: { dimensions: MathNode[] };
    condition: MathNode;
    trueExpr: MathNode;
    falseExpr: MathNode;
  };
  switch (node.type) {
    case 'ParenthesisNode':
      return syntax(parts.content);
    case 'ConstantNode':
      return { type: 'constant', value: parts.value };
    case 'SymbolNode':
      return { type: 'name', name: parts.name };
    case 'OperatorNode':
      return { type: 'operator', op: parts.op, args: parts.args };
    case 'FunctionNode':
      // Of `a.f(x)` and `a[1](x)`, which mathjs would look up in a, nothing is known.
      return parts.fn.type === 'SymbolNode'
        ? { type: 'call', name: parts.fn.name, args: parts.args }
        : { type: 'other', node };
    case 'AccessorNode':
      return { type: 'index', target: parts.object, indices: parts.index.dimensions };
    case 'ConditionalNode':
      return { type: 'call', name: 'select', args: [parts.condition, parts.trueExpr, parts.falseExpr] };
    default:
      return { type: 'other', node };
  }
}

/** `sum` or `prod` over an index, when the node is one. */
export function bigOperator(
  node: MathNode,
): { name: 'sum' | 'prod'; index: string; from: MathNode; to: MathNode; term: MathNode } | undefined {
  const call = syntax(node);
  if (call.type !== 'call' || (call.name !== 'sum' && call.name !== 'prod') || call.args.length !== 4)
    return undefined;
  const [index, from, to, term] = call.args;
  const bound = syntax(index);
  return bound.type === 'name' ? { name: call.name, index: bound.name, from, to, term } : undefined;
}

/** Names that a node binds, with the parts in which they are bound and those in which they are not. */
export interface Binding {
  readonly names: readonly string[];
  readonly inside: readonly MathNode[];
  readonly outside: readonly MathNode[];
}

/** The index that `sum` and `prod` bind. */
export function indexBinding(node: MathNode): Binding | undefined {
  const big = bigOperator(node);
  return big && { names: [big.index], inside: [big.term], outside: [big.from, big.to] };
}

/**
 * The names a formula reads from outside: not those that its parts bind, not functions.
 *
 * @param bindingOf what a node binds; by default only sums and products do
 */
export function freeNames(
  node: MathNode,
  bound: readonly string[] = [],
  bindingOf: (node: MathNode) => Binding | undefined = indexBinding,
): Set<string> {
  const collect = (parts: readonly MathNode[], inner = bound) =>
    new Set(parts.flatMap((part) => [...freeNames(part, inner, bindingOf)]));
  const binding = bindingOf(node);
  if (binding) {
    return new Set([...collect(binding.outside), ...collect(binding.inside, [...bound, ...binding.names])]);
  }
  const read = syntax(node);
  switch (read.type) {
    case 'name':
      return new Set(bound.includes(read.name) ? [] : [read.name]);
    case 'operator':
    case 'call':
      return collect(read.args);
    case 'index':
      return collect([read.target, ...read.indices]);
    default:
      return new Set();
  }
}
