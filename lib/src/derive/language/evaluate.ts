import type { MathNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { bigOperator, syntax } from '../../formula/nodes';
import { compileExpectation } from '../expectation/compile-expectation';
import { expectationIn } from '../expectation/names';
import {
  add,
  divide,
  elementwise,
  type Jitter,
  multiply,
  negate,
  power,
  subtract,
  transpose,
} from './arithmetic';
import { compileGradient, compileHessian, derivative } from './compile-derivatives';
import { functions, ofWholeNumbers } from './functions';
import { spend } from './limits-of-evaluation';
import { reference } from './reference';
import { isProperty, nodeRemedy, unknownFunction, wronglyCalled } from './refusals';
import { asNumber, dense, type Scope, ShapeError, shapeInWords, type Value } from './value';

/** A compiled expression: its value at a point. */
export type Evaluate = (scope: Scope, jitter: Jitter) => Value;

export const exactly: Jitter = (result) => result;

/** Names that have a value unless an assumption gives them another. */
export const constants: Readonly<Record<string, Value>> = {
  pi: Math.PI,
  e: Math.E,
  Infinity: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  I: { kind: 'identity', scale: 1 },
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  and: (a, b) => a !== 0 && b !== 0,
  or: (a, b) => a !== 0 || b !== 0,
};

/**
 * Compiles a formula into a function of the names' values.
 *
 * @param subject what an error names
 * @throws InvalidInput for a function or an operator that derivations do not know, or a wrong number of arguments
 */
export function compileExpression(node: MathNode, subject: string): Evaluate {
  const compile = (part: MathNode) => compileExpression(part, subject);
  const big = bigOperator(node);
  if (big) return compileBig(big, compile);
  const expectation = expectationIn(node);
  if (expectation) return compileExpectation(node, expectation, compile, subject);
  const read = syntax(node);
  switch (read.type) {
    case 'constant': {
      const value = Number(read.value);
      if (typeof read.value === 'number') return () => value;
      break;
    }
    case 'name': {
      const { name } = read;
      const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
      return (scope, jitter) => {
        const value = Object.hasOwn(scope, name) ? scope[name] : rounded(constant, jitter);
        if (value === undefined) throw new ShapeError(`${name} has no value`);
        return value;
      };
    }
    case 'operator':
      return compileOperator(read.op, read.args, compile, subject);
    case 'index':
      if (isProperty(node)) break;
      return compileIndex(compile(read.target), read.indices.map(compile));
    case 'call':
      return compileCall(read.name, read.args, compile, subject);
  }
  throw new InvalidInput({
    subject,
    given: node.toString(),
    allowed: 'an expression of numbers, names, operators, functions and indices',
    remedy: nodeRemedy(node),
  });
}

/** pi and e are not the doubles that stand for them. */
const rounded = (value: Value | undefined, jitter: Jitter) =>
  typeof value === 'number' ? jitter(value) : value;

type Compile = (node: MathNode) => Evaluate;

function compileOperator(op: string, args: MathNode[], compile: Compile, subject: string): Evaluate {
  const [a, b] = args.map(compile);
  if (b === undefined) {
    if (op === '-') return (scope, jitter) => negate(a(scope, jitter));
    if (op === '+') return a;
    if (op === "'") return (scope, jitter) => transpose(a(scope, jitter));
    if (op === '!') return (scope, jitter) => functions.factorial.apply([a(scope, exactly)], jitter);
  }
  const compare = comparisons[op];
  if (compare) {
    return (scope, jitter) => {
      const [x, y] = [asNumber(a(scope, jitter)), asNumber(b(scope, jitter))];
      if (x === undefined || y === undefined) throw new ShapeError(`${op} compares numbers only`);
      return Number(compare(x, y));
    };
  }
  switch (op) {
    case '+':
      return (scope, jitter) => add(a(scope, jitter), b(scope, jitter), jitter);
    case '-':
      return (scope, jitter) => subtract(a(scope, jitter), b(scope, jitter), jitter);
    case '*':
      return (scope, jitter) => multiply(a(scope, jitter), b(scope, jitter), jitter);
    case '/':
      return (scope, jitter) => divide(a(scope, jitter), b(scope, jitter), jitter);
    case '^':
      return (scope, jitter) => power(a(scope, jitter), b(scope, exactly), jitter);
    case '.*':
      return (scope, jitter) => elementwise(op, a(scope, jitter), b(scope, jitter), (x, y) => jitter(x * y));
    case './':
      return (scope, jitter) => elementwise(op, a(scope, jitter), b(scope, jitter), (x, y) => jitter(x / y));
    case '.^':
      return (scope, jitter) =>
        elementwise(op, a(scope, jitter), b(scope, exactly), (x, y) => jitter(x ** y));
  }
  throw new InvalidInput({
    subject,
    given: op,
    allowed: "one of + - * / ^ .* ./ .^ ' ! and the comparisons",
    remedy: op === 'mod' || op === '%' ? 'The remainder of x by n is x - n*floor(x/n).' : undefined,
  });
}

function compileIndex(target: Evaluate, indices: Evaluate[]): Evaluate {
  return (scope, jitter) => {
    const value = target(scope, jitter);
    const [i, j] = indices.map((index) => integer(index(scope, exactly), 'an index'));
    if (typeof value !== 'number' && value.kind === 'sequence' && j === undefined) {
      const item = value.items[i - value.first];
      if (item !== undefined) return item;
      throw new ShapeError(
        `there is no item ${i} in a sequence from ${value.first} to ${value.first + value.items.length - 1}`,
      );
    }
    const matrix = typeof value === 'number' ? dense(1, 1, [value]) : value;
    if (matrix.kind !== 'dense') throw new ShapeError(`${shapeInWords(value)} has no entries`);
    const [row, entry] = j === undefined && matrix.rows === 1 ? [1, i] : [i, j ?? 1];
    const single = j !== undefined || matrix.rows === 1 || matrix.columns === 1;
    if (!single || row < 1 || entry < 1 || row > matrix.rows || entry > matrix.columns) {
      throw new ShapeError(
        `there is no entry ${indices.length === 1 ? i : `${i}, ${j}`} in ${shapeInWords(matrix)}`,
      );
    }
    return matrix.data[(row - 1) * matrix.columns + entry - 1];
  };
}

function integer(value: Value, what: string): number {
  const n = asNumber(value);
  if (n !== undefined && Number.isInteger(n)) return n;
  throw new ShapeError(`${what} must be an integer, but was ${n ?? shapeInWords(value)}`);
}

function compileBig(big: NonNullable<ReturnType<typeof bigOperator>>, compile: Compile): Evaluate {
  const [from, to, term] = [big.from, big.to, big.term].map(compile);
  const { index, name } = big;
  return (scope, jitter) => {
    const first = integer(from(scope, exactly), `the lower bound of ${name}`);
    const last = integer(to(scope, exactly), `the upper bound of ${name}`);
    if (last < first - 1) throw new ShapeError(`${name} from ${first} to ${last} is not defined`);
    spend(last - first + 1, () => `${name} from ${first} to ${last}`);
    const inner: Scope = { ...scope };
    let result: Value | undefined;
    for (let i = first; i <= last; i++) {
      inner[index] = i;
      const next = term(inner, jitter);
      if (result === undefined) result = next;
      else result = name === 'sum' ? add(result, next, jitter) : multiply(result, next, jitter);
    }
    if (result === undefined && name === 'sum') return zeroLike(term, inner, index, first);
    return result ?? 1;
  };
}

/** An empty sum has the shape of its terms. */
function zeroLike(term: Evaluate, scope: Scope, index: string, at: number): Value {
  try {
    const sample = term({ ...scope, [index]: at }, exactly);
    if (typeof sample !== 'number' && sample.kind === 'dense')
      return { ...sample, data: sample.data.map(() => 0) };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
  }
  return 0;
}

function compileCall(name: string, args: MathNode[], compile: Compile, subject: string): Evaluate {
  if (name === 'select' && args.length === 3) {
    const [condition, yes, no] = args.map(compile);
    return (scope, jitter) => (asNumber(condition(scope, jitter)) ? yes : no)(scope, jitter);
  }
  if (name === 'diff' && args.length === 2) return compile(derivative(args[0], args[1], subject));
  if (name === 'grad' && args.length === 2) return compileGradient(args[0], args[1], compile, subject);
  if (name === 'hessian' && args.length === 2) return compileHessian(args[0], args[1], compile, subject);
  if (name === 'log' && args.length === 2) {
    const [x, base] = args.map(compile);
    return (scope, jitter) => {
      const parts = [x, base].map((part) => functions.log.apply([part(scope, jitter)], jitter));
      return divide(parts[0], parts[1], jitter);
    };
  }
  const rule = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!rule) {
    throw Object.hasOwn(reference, name)
      ? wronglyCalled(name, args, subject)
      : unknownFunction(name, subject);
  }
  if (args.length < rule.arity[0] || args.length > rule.arity[1]) {
    throw wronglyCalled(name, args, subject);
  }
  const parts = args.map(compile);
  // A whole number changed by jitter is none.
  const inner = ofWholeNumbers.has(name) ? () => exactly : (jitter: Jitter) => jitter;
  return (scope, jitter) =>
    rule.apply(
      parts.map((part) => part(scope, inner(jitter))),
      jitter,
    );
}
