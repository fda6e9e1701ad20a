import { ConstantNode, FunctionNode, type MathNode, OperatorNode, ParenthesisNode, parse } from 'mathjs';

/** Mathematics with one thing wrong, and what. */
export interface Mutant {
  change: string;
  text: string;
}

const operators: Record<string, readonly [string, string][]> = {
  '+': [['-', 'subtract']],
  '-': [['+', 'add']],
  '*': [['/', 'divide']],
  '/': [['*', 'multiply']],
  '^': [['*', 'multiply']],
};

const functions: Record<string, string> = {
  cos: 'sin',
  floor: 'ceil',
  round: 'floor',
  sqrt: 'abs',
  min: 'max',
};

interface Syntax {
  type: string;
  op?: string;
  fn: { name?: string };
  args: MathNode[];
  value: number;
  name?: string;
}

/** What one node may be replaced by: another sign, factor, exponent, function or number. */
function replacements(node: MathNode): MathNode[] {
  const { type, op = '', fn, args, value, name } = node as unknown as Syntax;
  if (type === 'OperatorNode') {
    return (operators[op] ?? []).map(([sign, call]) => new OperatorNode(sign as '+', call as 'add', args));
  }
  if (type === 'FunctionNode' && fn.name !== undefined && Object.hasOwn(functions, fn.name)) {
    return [new FunctionNode(functions[fn.name], args)];
  }
  if (type === 'ConstantNode') {
    return [value + 1, ...(Number.isInteger(value) ? [] : [value * 1.001])].map(
      (other) => new ConstantNode(other),
    );
  }
  if (type === 'SymbolNode' && name === 't') return [parse('(t + 1)'), parse('(t - 1)')];
  return [];
}

/** All lines with one place changed, in one of them. */
export function mutants(text: string): Mutant[] {
  const lines = text.split('\n');
  return lines.flatMap((line, i) => {
    const [target, expression] = line.split(/ = (.*)/);
    return changesOf(expression).map(({ change, text: changed }) => ({
      change: `${change} in ${line}`,
      text: lines.with(i, `${target} = ${changed}`).join('\n'),
    }));
  });
}

function changesOf(expression: string): Mutant[] {
  const places: MathNode[] = [];
  parse(expression).traverse((node) => places.push(node));
  return places.flatMap((original, place) =>
    replacements(original).map((replacement) => {
      let at = -1;
      // A transformation visits the nodes in the order of a traversal, and does not look into what it has replaced.
      const changed = parse(expression).transform((node) => {
        at++;
        return at === place ? new ParenthesisNode(replacement) : node;
      });
      return { change: `${original.toString()} -> ${replacement.toString()}`, text: changed.toString() };
    }),
  );
}
