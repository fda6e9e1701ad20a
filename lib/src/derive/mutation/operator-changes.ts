import type { MathNode } from 'mathjs';
import { syntax } from '../../formula/nodes';
import type { Assumption } from '../assumptions';
import { operate } from '../language/build-nodes';
import { compileExpression, exactly } from '../language/evaluate';
import { asNumber, type Scope, ShapeError } from '../language/value';
import type { Setting } from '../points/setting';
import { type Change, grouped, shifted } from './nodes';

export function operatorChanges(op: string, [a, b]: MathNode[], setting: Setting): Change[] {
  const swap = (to: string, fn: string): Change => ({
    change: `${op} -> ${to}`,
    replacement: operate(to, fn, grouped(a), grouped(b)),
  });
  const exchanged = (fn: string): Change => ({
    change: `operands of ${op} exchanged`,
    replacement: operate(op, fn, grouped(b), grouped(a)),
  });
  if (b === undefined) {
    if (op === "'") return isSymmetric(a, setting) ? [] : [{ change: 'transpose dropped', replacement: a }];
    return op === '-' ? [{ change: 'sign dropped', replacement: a }] : [];
  }
  switch (op) {
    case '+':
      return [
        swap('-', 'subtract'),
        { change: `term ${b} dropped`, replacement: a },
        { change: `term ${a} dropped`, replacement: b },
      ];
    case '-':
      return [swap('+', 'add'), exchanged('subtract'), { change: `term ${b} dropped`, replacement: a }];
    case '*':
      return [
        { change: `factor ${b} dropped`, replacement: a },
        { change: `factor ${a} dropped`, replacement: b },
        ...(isMatrix(a, setting) && isMatrix(b, setting) ? [exchanged('multiply')] : []),
      ];
    case '/':
      return [swap('*', 'multiply'), exchanged('divide'), { change: `divisor ${b} dropped`, replacement: a }];
    case '^':
      return [1 as const, -1 as const]
        .map((by) => ({
          change: `exponent ${by > 0 ? '+' : '-'} 1`,
          replacement: operate('^', 'pow', grouped(a), grouped(shifted(b, by))),
        }))
        .concat([{ change: 'exponent dropped', replacement: a as never }]);
    case '.*':
    case './':
      return [
        op === '.*' ? swap('./', 'dotDivide') : swap('.*', 'dotMultiply'),
        { change: `factor ${b} dropped`, replacement: a },
        { change: `factor ${a} dropped`, replacement: b },
      ];
    case '.^':
      return [{ change: 'exponent dropped', replacement: a }];
    case '<':
    case '<=':
      return [swap(op === '<' ? '>' : '>=', op === '<' ? 'larger' : 'largerEq')];
    case '>':
    case '>=':
      return [swap(op === '>' ? '<' : '<=', op === '>' ? 'smaller' : 'smallerEq')];
    default:
      return [];
  }
}

const isArray = (assumption?: Assumption) =>
  assumption?.kind === 'dense' || assumption?.random?.shape === 'independent';

/** Whether a product's order matters: the factor has a vector or a matrix in it, and is no number such as x'y. */
function isMatrix(node: MathNode, setting: Setting): boolean {
  const names = node.filter(
    (part) =>
      part.type === 'SymbolNode' && isArray(setting.assumptions[(part as unknown as { name: string }).name]),
  );
  return names.length > 0 && !isNumber(node, setting);
}

const sampled = new WeakMap<Setting, Scope[]>();

/** Whether an expression is a number at every point of a small sample, in which the sizes differ. */
function isNumber(node: MathNode, setting: Setting): boolean {
  const points = sampled.get(setting) ?? setting.points(8, 1);
  sampled.set(setting, points);
  const evaluate = compileExpression(node, 'mutation');
  try {
    return points.every((point) => asNumber(evaluate(point, exactly)) !== undefined);
  } catch (error) {
    // Under a sum an index has no value of its own.
    if (error instanceof ShapeError) return false;
    throw error;
  }
}

function isSymmetric(node: MathNode, { assumptions }: Setting): boolean {
  const read = syntax(node);
  return read.type === 'name' && assumptions[read.name]?.symmetric === true;
}
