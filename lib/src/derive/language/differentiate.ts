import { AccessorNode, IndexNode, type MathNode, SymbolNode } from 'mathjs';
import { InvalidInput } from '../../errors';
import { bigOperator, freeNames, syntax } from '../../formula/nodes';
import { expectationIn } from '../expectation/names';
import { expectationTangent } from '../expectation/tangent';
import {
  call,
  entrywise,
  entrywiseOver,
  entrywisePower,
  innerProduct,
  minus,
  negative,
  num,
  operate,
  over,
  plus,
  raised,
  times,
  transposed,
} from './build-nodes';
import { slopes } from './slopes';

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
