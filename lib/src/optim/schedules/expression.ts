import { type MathNode, OperatorNode, ParenthesisNode, parse } from 'mathjs';

/** A mathjs node, as far as substitution looks at it. */
interface Syntax {
  type: string;
  name?: string;
  op?: string;
  args?: Syntax[];
  value?: unknown;
}

/** A number as it stands in a formula. */
const numberNode = (value: number): MathNode => {
  const node = parse(String(value));
  return value < 0 ? new ParenthesisNode(node) : node;
};

const isOperand = ({ type }: MathNode): boolean => type === 'SymbolNode' || type === 'ConstantNode';

/** The expression with symbols replaced by other expressions. */
function substitute(expression: MathNode, replacements: ReadonlyMap<string, MathNode>): MathNode {
  return expression.transform((node, path) => {
    const name = node.type === 'SymbolNode' && path !== 'fn' ? (node as Syntax).name : undefined;
    return (name !== undefined && replacements.get(name)) || node;
  });
}

/** One expression in t alone: the numbers and the auxiliary lines put into the value. */
export function inlined(
  value: string,
  where: readonly string[],
  numbers: Readonly<Record<string, number>>,
): string {
  const replacements = new Map(Object.entries(numbers).map(([name, number]) => [name, numberNode(number)]));
  for (const line of where) {
    const { object, value: term } = parse(line) as unknown as { object: { name: string }; value: MathNode };
    const replaced = substitute(term, replacements);
    replacements.set(object.name, isOperand(replaced) ? replaced : new ParenthesisNode(replaced));
  }
  return substitute(parse(value), replacements).toString();
}

/** The expression as it is `steps` later: t - steps in place of t. */
export function delayed(expression: string, steps: number): string {
  if (steps === 0) return expression;
  const earlier = (count: number): MathNode =>
    new OperatorNode('-', 'subtract', [parse('t'), numberNode(count)]);
  const isStep = (node: Syntax | undefined): boolean => node?.type === 'SymbolNode' && node.name === 't';
  return parse(expression)
    .transform((node) => {
      const { type, op, args } = node as Syntax;
      const [first, second] = args ?? [];
      const shifts =
        type === 'OperatorNode' && op === '-' && isStep(first) && second?.type === 'ConstantNode';
      // Marked by parentheses: what they enclose is not looked at again.
      if (shifts) return new ParenthesisNode(earlier((second.value as number) + steps));
      return isStep(node as Syntax) ? new ParenthesisNode(earlier(steps)) : node;
    })
    .toString();
}
