import { ConstantNode, FunctionNode, type MathNode, OperatorNode } from 'mathjs';

export const num = (value: number): MathNode => new ConstantNode(value);
export const call = (name: string, ...args: MathNode[]): MathNode => new FunctionNode(name, args);
export const operate = (op: string, fn: string, ...args: MathNode[]): MathNode =>
  new OperatorNode(op as '+', fn as 'add', args);
export const plus = (a: MathNode, b: MathNode) => operate('+', 'add', a, b);
export const minus = (a: MathNode, b: MathNode) => operate('-', 'subtract', a, b);
export const times = (a: MathNode, b: MathNode) => operate('*', 'multiply', a, b);
export const over = (a: MathNode, b: MathNode) => operate('/', 'divide', a, b);
export const negative = (a: MathNode) => operate('-', 'unaryMinus', a);
export const transposed = (a: MathNode) => operate("'", 'ctranspose', a);
export const raised = (a: MathNode, b: MathNode) => operate('^', 'pow', a, b);

export const entrywise = (a: MathNode, b: MathNode) => operate('.*', 'dotMultiply', a, b);
export const entrywiseOver = (a: MathNode, b: MathNode) => operate('./', 'dotDivide', a, b);
export const entrywisePower = (a: MathNode, b: MathNode) => operate('.^', 'dotPow', a, b);

export const innerProduct = (a: MathNode, b: MathNode) => call('total', entrywise(a, b));

/** One in each place: a number cannot be added to a vector. */
export const onesLike = (u: MathNode) => entrywisePower(u, num(0));
