import {
  AccessorNode,
  ConstantNode,
  FunctionNode,
  IndexNode,
  type MathNode,
  OperatorNode,
  ParenthesisNode,
  SymbolNode,
} from 'mathjs';
import { bigOperator, syntax } from '../../formula/nodes';
import type { Assumption } from '../assumptions';
import { averageChanges } from '../expectation/mutations';
import { expectationIn } from '../expectation/names';
import { compileExpression, exactly } from '../language/evaluate';
import { asNumber, type Scope, ShapeError } from '../language/value';
import type { Setting } from '../points/setting';

/** One small change of an expression. */
export interface Mutation {
  change: string;
  expression: MathNode;
}

const num = (value: number) => new ConstantNode(value);
const operate = (op: string, fn: string, ...args: MathNode[]) =>
  new OperatorNode(op as '+', fn as 'add', args);
const grouped = (node: MathNode) => new ParenthesisNode(node);
const shifted = (node: MathNode, by: 1 | -1) =>
  by > 0 ? operate('+', 'add', grouped(node), num(1)) : operate('-', 'subtract', grouped(node), num(1));

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

interface Change {
  change: string;
  replacement: MathNode;
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

/** An item of a sequence or an entry: its neighbours, with a sign, doubled, or of another sequence. */
function itemChanges(item: MathNode, target: MathNode, indices: MathNode[], setting: Setting): Change[] {
  const at = (whole: MathNode, places: MathNode[]) => new AccessorNode(whole as never, new IndexNode(places));
  const neighbours = indices.flatMap((index, i) =>
    ([1, -1] as const).map((by) => ({
      change: `index ${by > 0 ? '+' : '-'} 1`,
      replacement: at(
        target,
        indices.map((each, j) => (i === j ? shifted(index, by) : each)),
      ),
    })),
  );
  const read = syntax(target);
  const others = read.type === 'name' ? alikeTo(read.name, setting) : [];
  return [
    ...neighbours,
    { change: `sign of ${item}`, replacement: operate('-', 'unaryMinus', item) },
    { change: `factor 2 on ${item}`, replacement: operate('*', 'multiply', num(2), item) },
    ...others.map((other) => ({
      change: `operand -> ${other}`,
      replacement: at(new SymbolNode(other), indices),
    })),
  ];
}

/** The next name of the same kind, if there is one. */
function alikeTo(name: string, setting: Setting): string[] {
  const { assumptions } = setting;
  const isPlain = (each: string) => !assumptions[each].integer && !assumptions[each].definition;
  if (!Object.hasOwn(assumptions, name) || !isPlain(name)) return [];
  const alike = setting.names.filter(
    (each) => assumptions[each].kind === assumptions[name].kind && isPlain(each),
  );
  const other = alike[(alike.indexOf(name) + 1) % alike.length];
  return other === name ? [] : [other];
}

const constantChanges = (value: number): Change[] => [
  { change: `number ${value} -> ${value + 1}`, replacement: num(value + 1) },
  ...(value === 0
    ? []
    : [{ change: `sign of ${value}`, replacement: operate('-', 'unaryMinus', num(value)) }]),
];

/** A name: with a sign, doubled, transposed, or replaced by the next name of its kind. */
function nameChanges(name: string, setting: Setting, bound: readonly string[]): Change[] {
  const assumption = setting.assumptions[name];
  const symbol = new SymbolNode(name);
  const sign = { change: `sign of ${name}`, replacement: operate('-', 'unaryMinus', symbol) };
  const factor = { change: `factor 2 on ${name}`, replacement: operate('*', 'multiply', num(2), symbol) };
  if (bound.includes(name)) return [{ change: `index ${name} + 1`, replacement: shifted(symbol, 1) }];
  if (!assumption || assumption.kind === 'sequence') return [];
  if (assumption.integer) return [{ change: `${name} + 1`, replacement: shifted(symbol, 1) }, factor];
  const operand = alikeTo(name, setting).map((other) => ({
    change: `operand ${name} -> ${other}`,
    replacement: new SymbolNode(other),
  }));
  const { shape, symmetric } = assumption;
  const isSquare = shape !== undefined && shape.rows === shape.columns && shape.rows !== 1;
  const transpose =
    isSquare && !symmetric
      ? [{ change: `transpose on ${name}`, replacement: operate("'", 'ctranspose', symbol) }]
      : [];
  return [sign, factor, ...operand, ...transpose];
}

function operatorChanges(op: string, [a, b]: MathNode[], setting: Setting): Change[] {
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

const extrema: Readonly<Record<string, string>> = { argmin: 'argmax', argmax: 'argmin' };
const pairs: Readonly<Record<string, string>> = {
  ...extrema,
  max: 'min',
  min: 'max',
  sum: 'prod',
  prod: 'sum',
  eigmin: 'eigmax',
  eigmax: 'eigmin',
  sin: 'cos',
  cos: 'sin',
  exp: 'log',
  log: 'exp',
  sinh: 'cosh',
  cosh: 'sinh',
  erf: 'erfc',
  erfc: 'erf',
  normpdf: 'normcdf',
  normcdf: 'normpdf',
  log1p: 'log',
  expm1: 'exp',
  softplus: 'relu',
  logsumexp: 'max',
  atanh: 'tanh',
  atan: 'atanh',
  frobenius: 'spectralNorm',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  sigmoid: 'tanh',
  tanh: 'sigmoid',
  norm: 'norm1',
  norm1: 'norm',
  trace: 'det',
  det: 'trace',
};
const droppable = new Set(['sqrt', 'abs', 'exp', 'log', 'inv', 'square', 'relu']);

function callChanges(node: MathNode, name: string, args: MathNode[]): Change[] {
  const averaged = expectationIn(node);
  if (averaged) return averageChanges(averaged);
  const changes: Change[] = [];
  const other = pairs[name];
  if (other) changes.push({ change: `${name} -> ${other}`, replacement: new FunctionNode(other, args) });
  if ((name === 'max' || name === 'min') && args.length > 1) {
    for (const dropped of args) {
      changes.push({
        change: `${dropped} dropped from ${name}`,
        replacement: new FunctionNode(
          name,
          args.filter((arg) => arg !== dropped),
        ),
      });
    }
  }
  if (droppable.has(name) && args.length === 1)
    changes.push({ change: `${name} dropped`, replacement: args[0] });
  if (bigOperator(node)) {
    for (const place of [1, 2]) {
      for (const by of [1, -1] as const) {
        const moved = args.map((arg, i) => (i === place ? shifted(arg, by) : arg));
        changes.push({
          change: `${place === 1 ? 'lower' : 'upper'} bound ${by > 0 ? '+' : '-'} 1`,
          replacement: new FunctionNode(name, moved),
        });
      }
    }
  }
  return changes;
}
