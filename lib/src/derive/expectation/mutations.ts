import { FunctionNode, type MathNode, OperatorNode } from 'mathjs';
import { syntax } from '../../formula/nodes';
import type { Expectation } from './names';

const call = (name: string, ...args: readonly MathNode[]): MathNode => new FunctionNode(name, [...args]);
const square = (node: MathNode): MathNode => call('square', node);

const opposite: Readonly<Record<string, readonly [op: string, fn: string]>> = {
  '<': ['>=', 'largerEq'],
  '<=': ['>', 'larger'],
  '>': ['<=', 'smallerEq'],
  '>=': ['<', 'smaller'],
};

/**
 * What is mistaken in averages: the second moment for the variance, the square of the mean for the mean of the square,
 * the covariance for the mean of the product, an event for its complement, one random name for the other.
 */
export function averageChanges({
  operator,
  args,
  over,
}: Expectation): { change: string; replacement: MathNode }[] {
  const [a, b] = args;
  switch (operator) {
    case 'E': {
      const inside = syntax(a);
      const isSquare = inside.type === 'operator' && inside.op === '^' && inside.args[1].toString() === '2';
      return [
        ...(isSquare
          ? [
              {
                change: 'mean of the square -> square of the mean',
                replacement: square(call('E', inside.args[0], ...over)),
              },
            ]
          : []),
        ...(over.length > 1 ? [{ change: `${over[0]} alone`, replacement: call('E', a, over[0]) }] : []),
      ];
    }
    case 'Var':
      return [
        { change: 'variance -> second moment', replacement: call('E', square(a), ...over) },
        { change: 'variance -> standard deviation', replacement: call('sqrt', call('Var', a, ...over)) },
      ];
    case 'Cov':
      return [
        {
          change: 'covariance -> mean of the product',
          replacement: call('E', new OperatorNode('*', 'multiply', [a, b]), ...over),
        },
        { change: 'covariance -> variance of the first', replacement: call('Var', a, ...over) },
      ];
    default: {
      const inside = syntax(a);
      const other = inside.type === 'operator' ? opposite[inside.op] : undefined;
      if (inside.type !== 'operator' || !other) return [];
      const [op, fn] = other;
      const complement = new OperatorNode(op as '<', fn as 'smaller', inside.args);
      return [{ change: 'event -> its complement', replacement: call('P', complement, ...over) }];
    }
  }
}
