import { AccessorNode, FunctionNode, IndexNode, type MathNode } from 'mathjs';
import { bigOperator, syntax } from '../../formula/nodes';
import { expectationIn } from '../expectation/names';
import { operate } from '../language/build-nodes';
import type { Setting } from '../points/setting';
import { callChanges, extrema } from './function-changes';
import { constantChanges, itemChanges, nameChanges } from './name-changes';
import { type Change, grouped } from './nodes';
import { operatorChanges } from './operator-changes';

/** One small change of an expression. */
export interface Mutation {
  change: string;
  expression: MathNode;
}

/** Every expression that differs in one sign, factor, exponent, index, transpose, function or operand. */
export function mutationsOf(expression: MathNode, setting: Setting): Mutation[] {
  const mutations: Mutation[] = [];
  const visit = (node: MathNode, rebuild: (part: MathNode) => MathNode, bound: readonly string[]): void => {
    for (const { change, replacement } of changesOf(node, setting, bound)) {
      mutations.push({
        change: `${change} in ${node.toString()}`,
        expression: rebuild(grouped(replacement)),
      });
    }
    const big = bigOperator(node);
    const inside = big ? [...bound, big.index] : bound;
    children(node).forEach(({ part, put }) => {
      visit(part, (changed) => rebuild(put(changed)), inside);
    });
  };
  visit(expression, (part) => part, []);
  return mutations;
}

/** The parts of a node that may be changed, each with the way to put a changed one in its place. */
function children(node: MathNode): { part: MathNode; put: (changed: MathNode) => MathNode }[] {
  const read = syntax(node);
  const at = (parts: MathNode[], make: (parts: MathNode[]) => MathNode, keep = 0) =>
    parts.slice(keep).map((part, i) => ({
      part,
      put: (changed: MathNode) => make(parts.map((each, j) => (j === i + keep ? changed : each))),
    }));
  switch (read.type) {
    case 'operator': {
      const fn = operatorFunction(node);
      return at(read.args, (args) => operate(read.op, fn, ...args));
    }
    case 'call': {
      const averaged = expectationIn(node);
      if (averaged)
        return at(read.args, (args) => new FunctionNode(read.name, args)).slice(0, averaged.args.length);
      const variable = ['diff', 'grad', 'hessian'].includes(read.name);
      const make = (args: MathNode[]) => new FunctionNode(read.name, args);
      if (variable) return at(read.args, make).slice(0, 1);
      return at(read.args, make, bigOperator(node) || Object.hasOwn(extrema, read.name) ? 1 : 0);
    }
    case 'index':
      return at(read.indices, (indices) => new AccessorNode(read.target as never, new IndexNode(indices)));
    default:
      return [];
  }
}

function operatorFunction(node: MathNode): string {
  const bare = node as unknown as { fn: string; content?: MathNode };
  return bare.content ? operatorFunction(bare.content) : bare.fn;
}

function changesOf(node: MathNode, setting: Setting, bound: readonly string[]): Change[] {
  const read = syntax(node);
  switch (read.type) {
    case 'constant':
      return typeof read.value === 'number' ? constantChanges(read.value) : [];
    case 'name':
      return nameChanges(read.name, setting, bound);
    case 'operator':
      return operatorChanges(read.op, read.args, setting);
    case 'call':
      return callChanges(node, read.name, read.args);
    case 'index':
      return itemChanges(node, read.target, read.indices, setting);
    default:
      return [];
  }
}
