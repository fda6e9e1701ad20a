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

/** Where a condition is continuous these change nothing; where it counts they do. */
export const conditions: typeof operators = {
  '<': [
    ['<=', 'smallerEq'],
    ['>', 'larger'],
  ],
  '>': [
    ['>=', 'largerEq'],
    ['<', 'smaller'],
  ],
  and: [['or', 'or']],
  or: [['and', 'and']],
};

const functions: Record<string, string> = {
  cos: 'sin',
  floor: 'ceil',
  round: 'floor',
  sqrt: 'abs',
  min: 'max',
  max: 'min',
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
function replacements(node: MathNode, further: typeof operators): MathNode[] {
  const { type, op = '', fn, args, value, name } = node as unknown as Syntax;
  if (type === 'OperatorNode') {
    return ({ ...operators, ...further }[op] ?? []).map(
      ([sign, call]) => new OperatorNode(sign as '+', call as 'add', args),
    );
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
export function mutants(text: string, further: typeof operators = {}): Mutant[] {
  const lines = text.split('\n');
  return lines.flatMap((line, i) => {
    const [target, expression] = line.split(/ = (.*)/);
    return changesOf(expression, further).map(({ change, text: changed }) => ({
      change: `${change} in ${line}`,
      text: lines.with(i, `${target} = ${changed}`).join('\n'),
    }));
  });
}

function changesOf(expression: string, further: typeof operators): Mutant[] {
  const places: MathNode[] = [];
  parse(expression).traverse((node) => places.push(node));
  return places.flatMap((original, place) =>
    replacements(original, further).map((replacement) => {
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
