import {
  AccessorNode,
  ConstantNode,
  FunctionNode,
  IndexNode,
  type MathNode,
  OperatorNode,
  SymbolNode,
} from 'mathjs';
import { InvalidInput } from '../../errors';
import { bigOperator, freeNames, syntax } from '../../formula/nodes';
import { expectationIn } from '../expectation/names';
import { expectationTangent } from '../expectation/tangent';

const num = (value: number): MathNode => new ConstantNode(value);
const call = (name: string, ...args: MathNode[]): MathNode => new FunctionNode(name, args);
const operate = (op: string, fn: string, ...args: MathNode[]): MathNode =>
  new OperatorNode(op as '+', fn as 'add', args);
const plus = (a: MathNode, b: MathNode) => operate('+', 'add', a, b);
const minus = (a: MathNode, b: MathNode) => operate('-', 'subtract', a, b);
const times = (a: MathNode, b: MathNode) => operate('*', 'multiply', a, b);
const over = (a: MathNode, b: MathNode) => operate('/', 'divide', a, b);
const negative = (a: MathNode) => operate('-', 'unaryMinus', a);
const transposed = (a: MathNode) => operate("'", 'ctranspose', a);
const raised = (a: MathNode, b: MathNode) => operate('^', 'pow', a, b);

const entrywise = (a: MathNode, b: MathNode) => operate('.*', 'dotMultiply', a, b);
const entrywiseOver = (a: MathNode, b: MathNode) => operate('./', 'dotDivide', a, b);
const entrywisePower = (a: MathNode, b: MathNode) => operate('.^', 'dotPow', a, b);

const innerProduct = (a: MathNode, b: MathNode) => call('total', entrywise(a, b));

/** One in each place: a number cannot be added to a vector. */
const onesLike = (u: MathNode) => entrywisePower(u, num(0));

/** f'(u) for the functions that act on each number by itself, in operations that do so too. */
const slopes: Readonly<Record<string, (u: MathNode) => MathNode>> = {
  exp: (u) => call('exp', u),
  log: (u) => entrywiseOver(num(1), u),
  sqrt: (u) => entrywiseOver(num(1), times(num(2), call('sqrt', u))),
  abs: (u) => call('sign', u),
  sin: (u) => call('cos', u),
  cos: (u) => negative(call('sin', u)),
  tanh: (u) => times(num(4), slopes.sigmoid(times(num(2), u))),
  relu: (u) => call('max', call('sign', u), num(0)),
  sigmoid: (u) => entrywise(call('sigmoid', u), call('sigmoid', negative(u))),
  sinh: (u) => call('cosh', u),
  cosh: (u) => call('sinh', u),
  atanh: (u) => entrywiseOver(num(1), minus(onesLike(u), entrywisePower(u, num(2)))),
  atan: (u) => entrywiseOver(num(1), plus(onesLike(u), entrywisePower(u, num(2)))),
  log1p: (u) => entrywiseOver(num(1), plus(onesLike(u), u)),
  expm1: (u) => call('exp', u),
  softplus: (u) => call('sigmoid', u),
  erf: (u) => times(times(num(2), call('sqrt', num(2))), call('normpdf', times(call('sqrt', num(2)), u))),
  erfc: (u) => negative(slopes.erf(u)),
  normpdf: (u) => negative(entrywise(u, call('normpdf', u))),
  normcdf: (u) => call('normpdf', u),
  square: (u) => times(num(2), u),
  sign: () => num(0),
  floor: () => num(0),
  ceil: () => num(0),
  round: () => num(0),
};

/**
 * The derivative of a formula along a direction, as a formula.
 *
 * The rules are those of differentials (Magnus & Neudecker 1988): d(AB) = dA B + A dB,
 * d(A^-1) = -A^-1 dA A^-1, d det A = det A tr(A^-1 dA); so one set serves numbers, vectors and matrices.
 * At a kink the derivative of abs is 0, of relu 0 and of max that of the first of equals.
 *
 * @param name the variable
 * @param direction the name of the change of the variable; undefined for 1, the derivative by a number
 * @throws InvalidInput for a formula that has no rule here
 */
export function differentiate(
  node: MathNode,
  name: string,
  direction: string | undefined,
  subject: string,
): MathNode {
  const change = direction === undefined ? num(1) : (new SymbolNode(direction) as MathNode);
  return tangent(node, { name, change, subject }) ?? num(0);
}

interface Variable {
  name: string;
  change: MathNode;
  subject: string;
}

/** The change of a part, or undefined where the variable does not occur. */
function tangent(node: MathNode, by: Variable): MathNode | undefined {
  const big = bigOperator(node);
  if (!freeNames(node).has(by.name)) return undefined;
  if (big) {
    const step = tangent(big.term, by);
    if (big.name === 'sum' && step) return call('sum', new SymbolNode(big.index), big.from, big.to, step);
    throw noRule(node, by);
  }
  const expectation = expectationIn(node);
  if (expectation) {
    const step = expectationTangent(expectation, by.name, (part) => tangent(part, by));
    if (step) return step;
    throw noRule(node, by);
  }
  const read = syntax(node);
  switch (read.type) {
    case 'name':
      return by.change;
    case 'index': {
      const step = tangent(read.target, by);
      if (!step) break;
      return new AccessorNode(step as never, new IndexNode(read.indices));
    }
    case 'operator':
      return operatorTangent(read.op, read.args, by, node);
    case 'call':
      return callTangent(read.name, read.args, by, node);
  }
  throw noRule(node, by);
}

function noRule(node: MathNode, { name, subject }: Variable): InvalidInput {
  return new InvalidInput({
    subject,
    given: node.toString(),
    allowed: `differentiable by ${name} with the rules known here`,
    remedy:
      'Write it with functions that have a derivative, such as exp, log, sqrt, abs, max, norm, inv, trace.',
  });
}

function sumOf(...parts: (MathNode | undefined)[]): MathNode | undefined {
  return parts.reduce((sum, part) => (sum && part ? plus(sum, part) : (sum ?? part)), undefined);
}

function operatorTangent(op: string, [a, b]: MathNode[], by: Variable, node: MathNode): MathNode | undefined {
  const da = tangent(a, by);
  if (b === undefined) {
    if (!da) return undefined;
    if (op === '-') return negative(da);
    if (op === '+') return da;
    if (op === "'") return transposed(da);
    throw noRule(node, by);
  }
  const db = tangent(b, by);
  switch (op) {
    case '+':
      return sumOf(da, db);
    case '-':
      return sumOf(da, db && negative(db));
    case '*':
    case '.*': {
      const product = (x: MathNode, y: MathNode) =>
        operate(op, op === '*' ? 'multiply' : 'dotMultiply', x, y);
      return sumOf(da && product(da, b), db && product(a, db));
    }
    case '/':
      return sumOf(da && over(da, b), db && negative(over(times(a, db), raised(b, num(2)))));
    case './':
      return sumOf(
        da && entrywiseOver(da, b),
        db && negative(entrywiseOver(entrywise(a, db), entrywisePower(b, num(2)))),
      );
    case '.^': {
      const lowered = elementwiseLowered(a, b);
      return sumOf(
        da && entrywise(entrywise(b, lowered), da),
        db && entrywise(entrywise(entrywisePower(a, b), call('log', a)), db),
      );
    }
    case '^':
      return powerTangent(a, b, by, da, db);
    default:
      throw noRule(node, by);
  }
}

function powerTangent(
  a: MathNode,
  b: MathNode,
  by: Variable,
  da?: MathNode,
  db?: MathNode,
): MathNode | undefined {
  const exponent = syntax(b);
  const inner = normSquaredTangent(a, b, by);
  if (inner) return times(num(2), inner);
  const lowered = exponent.type === 'constant' ? num(Number(exponent.value) - 1) : minus(b, num(1));
  const slope =
    lowered.type === 'ConstantNode' && exponent.type === 'constant' && Number(exponent.value) === 2
      ? a
      : raised(a, lowered);
  return sumOf(da && times(times(b, slope), da), db && times(times(raised(a, b), call('log', a)), db));
}

/** a .^ (b - 1), where b is a plain number without a subtraction of a number from a vector. */
function elementwiseLowered(a: MathNode, b: MathNode): MathNode {
  const exponent = syntax(b);
  if (exponent.type === 'constant') return entrywisePower(a, num(Number(exponent.value) - 1));
  return entrywiseOver(entrywisePower(a, b), a);
}

/** Half the change of |u|^2, which unlike that of |u| exists at u = 0: the sum of u .* du, of matrices too. */
function normSquaredTangent(a: MathNode, b: MathNode, by: Variable): MathNode | undefined {
  const [base, exponent] = [syntax(a), syntax(b)];
  const isNorm =
    base.type === 'call' && ['norm', 'norm2', 'frobenius'].includes(base.name) && base.args.length === 1;
  if (!isNorm || exponent.type !== 'constant' || Number(exponent.value) !== 2) return undefined;
  const change = tangent(base.args[0], by);
  return change && innerProduct(base.args[0], change);
}

function callTangent(name: string, args: MathNode[], by: Variable, node: MathNode): MathNode | undefined {
  const [a, b] = args;
  // A condition has no derivative, and needs none.
  const da = name === 'select' ? undefined : tangent(a, by);
  const db = b && tangent(b, by);
  if (Object.hasOwn(slopes, name) && da && args.length === 1) {
    return entrywise(slopes[name](a), da);
  }
  switch (name) {
    case 'select': {
      const [condition, yes, no] = args;
      return call('select', condition, tangent(yes, by) ?? num(0), tangent(no, by) ?? num(0));
    }
    case 'max':
    case 'min': {
      if (args.length !== 2) break;
      const first = name === 'max' ? operate('>=', 'largerEq', a, b) : operate('<=', 'smallerEq', a, b);
      return call('select', first, da ?? num(0), db ?? num(0));
    }
    case 'clip':
      return tangent(call('min', call('max', a, b), args[2]), by);
    case 'logsumexp':
      return da && innerProduct(call('softmax', a), da);
    case 'diag':
      return da && call('diag', da);
    case 'kron':
      return sumOf(da && call('kron', da, b), db && call('kron', a, db));
    case 'frobenius':
      return da && over(innerProduct(a, da), node);
    case 'norm':
    case 'norm2':
      if (args.length > 1 || !da) break;
      return over(innerProduct(a, da), call('norm', a));
    case 'norm1':
      return da && innerProduct(call('sign', a), da);
    case 'dot':
      return sumOf(da && call('dot', da, b), db && call('dot', a, db));
    case 'outer':
      return sumOf(da && call('outer', da, b), db && call('outer', a, db));
    case 'transpose':
      return da && transposed(da);
    case 'softmax': {
      const share = da && entrywise(node, da);
      return share && minus(share, times(node, call('total', share)));
    }
    case 'trace':
    case 'total':
      return da && call(name, da);
    case 'inv':
      return da && negative(times(times(call('inv', a), da), call('inv', a)));
    case 'det':
      return da && times(call('det', a), call('trace', times(call('inv', a), da)));
    case 'diff': {
      const inner = syntax(b);
      if (inner.type !== 'name') break;
      return tangent(differentiate(a, inner.name, undefined, by.subject), by);
    }
    case 'grad': {
      const step = tangent(a, by);
      return step && call('grad', step, b);
    }
  }
  throw noRule(node, by);
}
