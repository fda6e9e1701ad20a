import { type MathNode, parse } from 'mathjs';

/** A formula's lines with one slip. */
export interface Mutant {
  slip: string;
  lines: readonly string[];
}

interface Tree {
  type: string;
  name?: string;
  value?: unknown;
  op?: string;
  fn?: string | { name: string };
  args?: Tree[];
  content?: Tree;
  toString(options?: object): string;
}

const otherOperators: Readonly<Record<string, readonly string[]>> = {
  '+': ['-', '*'],
  '-': ['+'],
  '*': ['/', '+'],
  '/': ['*'],
  '<': ['>'],
  '>': ['<'],
  '==': ['!='],
  and: ['or'],
  or: ['and'],
};
const otherFunctions: Readonly<Record<string, readonly string[]>> = { max: ['min'], min: ['max'] };
const conditions = new Set(['<', '>', '<=', '>=', '==', '!=', 'and', 'or']);
const nameOf = ({ fn }: Tree): string => (typeof fn === 'string' ? fn : (fn?.name ?? ''));
const bare = (node: Tree): Tree => (node.type === 'ParenthesisNode' ? bare(node.content as Tree) : node);

/** What stands in a node's place in each of its mutants, as text. */
function replacements(node: Tree, symbols: readonly string[]): string[] {
  const args = (node.args ?? []).map((arg) => `(${arg})`);
  const isCondition = node.type === 'OperatorNode' && conditions.has(node.op as string);
  const changed: string[] = [];
  const isZero = node.type === 'ConstantNode' && node.value === 0;
  if (!isCondition && !isZero && node.type !== 'ParenthesisNode') changed.push(`(1.125*(${node}))`);
  switch (node.type) {
    case 'ConstantNode':
      changed.push(`${Number(node.value) + 1}`);
      break;
    case 'SymbolNode':
      changed.push(...symbols.filter((symbol) => symbol !== node.name));
      if (node.name === 't') changed.push('(t+1)', '(t-1)');
      break;
    case 'OperatorNode':
      for (const operator of otherOperators[node.op as string] ?? []) {
        changed.push(`(${args.join(` ${operator} `)})`);
      }
      if (node.op === '^') {
        changed.push(args[0], `(${args[0]}^(${args[1]}+1))`, `(${args[0]}^(${args[1]}-1))`);
      } else changed.push(...args);
      break;
    case 'FunctionNode': {
      const name = nameOf(node);
      for (const other of otherFunctions[name] ?? []) changed.push(`${other}(${args.join(', ')})`);
      changed.push(...(name === 'select' ? args.slice(1) : args));
      if (name === 'select') changed.push(`select(${args[0]}, ${args[2]}, ${args[1]})`);
      break;
    }
  }
  return [...changed, ...misplacedTerms(node)];
}

/** eps inside the root where it belongs outside, and the reverse. */
function misplacedTerms(node: Tree): string[] {
  if (node.type === 'OperatorNode' && node.op === '+') {
    const [left, right] = (node.args as Tree[]).map(bare);
    if (left.type === 'FunctionNode' && nameOf(left) === 'sqrt')
      return [`sqrt(${left.args?.[0]} + ${right})`];
  }
  if (node.type !== 'FunctionNode' || !node.args) return [];
  const inner = bare(node.args[0]);
  if (nameOf(node) === 'sqrt' && inner.type === 'OperatorNode' && inner.op === '+') {
    return [`(sqrt(${inner.args?.[0]}) + ${inner.args?.[1]})`];
  }
  const last = bare(node.args[node.args.length - 1]);
  if (nameOf(node) === 'max' && last.type === 'OperatorNode' && last.op === '+') {
    return [`(max(${node.args[0]}, ${last.args?.[0]}) + ${last.args?.[1]})`];
  }
  return [];
}

/**
 * Every formula that differs in one node of one line: a sign, a factor, an exponent, an operand, a function, the place
 * of eps, or a symbol for another of its kind.
 *
 * @param kinds symbols that may be mistaken for one another: hyper-parameters, arrays
 */
export function mutantsOf(lines: readonly string[], kinds: readonly (readonly string[])[]): Mutant[] {
  const seen = new Set<string>();
  return lines.flatMap((line, i) => {
    const [target, right] = line.split(/ = (.*)/s);
    const root = parse(right);
    const mutants: Mutant[] = [];
    root.traverse((node) => {
      const tree = node as unknown as Tree;
      const kind = kinds.find((symbols) => symbols.includes(tree.name ?? '')) ?? [];
      if (isFunctionName(root, node)) return;
      for (const replacement of replacements(tree, kind)) {
        const put = parse(replacement);
        const changed = root.transform((other) => (other === node ? put : other));
        const text = `${target} = ${changed.toString({ parenthesis: 'all' })}`;
        if (seen.has(text) || text === `${target} = ${root.toString({ parenthesis: 'all' })}`) continue;
        seen.add(text);
        mutants.push({
          slip: `${line}: ${node} -> ${replacement}`,
          lines: lines.map((other, k) => (k === i ? text : other)),
        });
      }
    });
    return mutants;
  });
}

/** mathjs has the name of a called function as a symbol. */
function isFunctionName(root: MathNode, node: MathNode): boolean {
  let found = false;
  root.traverse((other) => {
    if (other.type === 'FunctionNode' && (other as unknown as { fn: unknown }).fn === node) found = true;
  });
  return found;
}
