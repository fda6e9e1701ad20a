import type { MathNode } from 'mathjs';
import { described } from '../errors/described';
import { formulaError, type Place } from './formula-error';
import { elementwise, elementwiseNames, reductions, scalarFunction } from './functions';
import type { Values } from './values';

/** A mathjs node, as far as the grammar of formulas looks at it. */
export interface Syntax {
  type: string;
  name?: string;
  value?: unknown;
  fn?: string | { name?: string };
  op?: string;
  args?: Syntax[];
  content?: Syntax;
  condition?: Syntax;
  trueExpr?: Syntax;
  falseExpr?: Syntax;
  conditionals?: string[];
  params?: Syntax[];
}

/** Finds the value of a symbol, or throws an error that names it. */
export type Lookup = (symbol: string) => number;

/** Turns the right-hand side of a line into values. */
export function lower(
  expression: MathNode,
  values: Values,
  lookup: Lookup,
  place: Place,
  isSymbol: (name: string) => boolean,
): number {
  const visit = (node: Syntax): number => {
    switch (node.type) {
      case 'ParenthesisNode':
        return visit(node.content as Syntax);
      case 'SymbolNode':
        return lookup(node.name as string);
      case 'ConstantNode':
        if (typeof node.value !== 'number') {
          throw formulaError(place, 'constant', node.value, 'a number');
        }
        return values.constant(node.value);
      case 'OperatorNode':
        return apply(node.fn as string, node.op as string, node.args as Syntax[]);
      case 'ConditionalNode':
        return apply('select', '?:', [node.condition, node.trueExpr, node.falseExpr] as Syntax[]);
      case 'RelationalNode':
        return chain(node.conditionals as string[], node.params as Syntax[]);
      case 'FunctionNode': {
        const name = typeof node.fn === 'string' ? node.fn : (node.fn?.name ?? String(node));
        return apply(name, name, node.args as Syntax[]);
      }
      default:
        throw formulaError(
          place,
          'expression',
          String(node),
          'made of numbers, symbols, + - * / ^, comparisons and functions',
        );
    }
  };

  /** a < b < c is a < b and b < c. */
  const chain = (comparisons: string[], operands: Syntax[]): number => {
    const ids = operands.map(visit);
    return comparisons
      .map((name, i) => build(name, name, [ids[i], ids[i + 1]]))
      .reduce((all, next) => values.operation('and', [all, next]));
  };

  const apply = (name: string, shown: string, operands: Syntax[]): number =>
    build(name, shown, operands.map(visit));

  const build = (name: string, shown: string, args: number[]): number => {
    if (name === 'unaryPlus') return args[0];
    if (Object.hasOwn(reductions, name)) return reduce(name, args);
    if (Object.hasOwn(elementwise, name) && !(name === 'log' && args.length === 2)) {
      const { operation, args: types, swap } = elementwise[name];
      const folds = name === 'max' || name === 'min';
      if (folds ? args.length < 2 : args.length !== types.length) {
        const allowed = `given ${folds ? 'two or more arguments' : count(types.length)}`;
        throw formulaError(place, shown, described(`${name} with ${count(args.length)}`), allowed);
      }
      for (const [i, arg] of args.entries()) {
        const type = types[folds ? 0 : i];
        if (values.list[arg].type !== type) {
          const words = { real: 'a number, not a condition', condition: 'a condition such as a < b' };
          throw formulaError(
            place,
            `argument ${i + 1} of ${shown}`,
            described(`a ${type === 'real' ? 'condition' : 'number'}`),
            words[type],
          );
        }
      }
      if (folds) return args.reduce((a, b) => values.operation(operation, [a, b]));
      return values.operation(operation, swap ? [args[1], args[0]] : args);
    }
    return callScalar(name, shown, args);
  };

  const reduce = (name: string, args: number[]): number => {
    if (args.length !== 1 || values.list[args[0]].uniform || values.list[args[0]].type !== 'real') {
      const single = values.list[args[0]]?.type === 'real' ? 'a scalar' : 'a condition';
      const given = described(args.length === 1 ? single : count(args.length));
      throw formulaError(place, `argument of ${name}`, given, 'one array, such as g, m or p');
    }
    const { over, isNorm } = reductions[name];
    if (!isNorm) return values.sum(args[0], over);
    return values.operation('sqrt', [values.sum(values.operation('multiply', [args[0], args[0]]), over)]);
  };

  const callScalar = (name: string, shown: string, args: number[]): number => {
    const allowed = `one of ${elementwiseNames}, or a function of mathjs from numbers to a number, on scalars`;
    if (!scalarFunction(name, args.length)) {
      const remedy = isSymbol(name) ? `For a product write ${name}*(...).` : undefined;
      throw formulaError(place, 'function', shown, allowed, remedy);
    }
    const onArray = args.find((arg) => !values.list[arg].uniform);
    if (onArray !== undefined) {
      throw formulaError(
        place,
        `function ${shown}`,
        described('called on an array'),
        `called on scalars; on arrays there are ${elementwiseNames}`,
      );
    }
    if (args.some((arg) => values.list[arg].type !== 'real')) {
      throw formulaError(place, `argument of ${shown}`, described('a condition'), 'a number');
    }
    return values.call(name, args);
  };

  return visit(expression as unknown as Syntax);
}

const count = (n: number): string => (n === 1 ? '1 argument' : `${n} arguments`);
