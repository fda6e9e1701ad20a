import type { MathNode } from 'mathjs';
import { bigOperator, syntax } from '../../../formula/nodes';
import { type Complex, complexFunctions, minus, over, plus, raised, real, times } from './complex';

type Value = Complex | readonly Complex[];
type Scope = Readonly<Record<string, Value>>;
type Evaluate = (scope: Scope) => Value;

/** What the complex step cannot be taken through. */
export class NotAnalytic extends Error {
  override readonly name = 'NotAnalytic';
}

const isList = (value: Value): value is readonly Complex[] => Array.isArray(value[0]);

const number = (value: Value): Complex => {
  if (!isList(value)) return value;
  if (value.length === 1) return value[0];
  throw new NotAnalytic('arithmetic of whole vectors');
};

/** A formula of numbers and the entries of vectors as a function of complex numbers. */
export function compileComplex(node: MathNode): Evaluate {
  const big = bigOperator(node);
  if (big) {
    const [from, to, term] = [big.from, big.to, big.term].map(compileComplex);
    const [empty, join] = big.name === 'sum' ? ([real(0), plus] as const) : ([real(1), times] as const);
    return (scope) => {
      const [first, last] = [number(from(scope))[0], number(to(scope))[0]];
      let result: Complex = empty;
      for (let i = first; i <= last; i++)
        result = join(result, number(term({ ...scope, [big.index]: real(i) })));
      return result;
    };
  }
  const read = syntax(node);
  if (read.type === 'constant' && typeof read.value === 'number') {
    const constant = real(read.value);
    return () => constant;
  }
  if (read.type === 'name') {
    const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };
    return (scope) => {
      if (Object.hasOwn(scope, read.name)) return scope[read.name];
      if (Object.hasOwn(constants, read.name)) return real(constants[read.name]);
      throw new NotAnalytic(read.name);
    };
  }
  if (read.type === 'operator') return compileOperator(read.op, read.args.map(compileComplex));
  if (read.type === 'index' && read.indices.length === 1) {
    const [target, index] = [read.target, read.indices[0]].map(compileComplex);
    return (scope) => {
      const [list, [i]] = [target(scope), number(index(scope))];
      const entry = isList(list) ? list[i - 1] : i === 1 ? list : undefined;
      if (entry === undefined) throw new NotAnalytic(node.toString());
      return entry;
    };
  }
  if (read.type === 'call') return compileCall(read.name, read.args.map(compileComplex));
  throw new NotAnalytic(node.toString());
}

function compileOperator(op: string, args: readonly Evaluate[]): Evaluate {
  const [a, b] = args;
  if (args.length === 1) {
    if (op === '-') return (scope) => minus(real(0), number(a(scope)));
    if (op === '+') return a;
  }
  const operations: Readonly<Record<string, (x: Complex, y: Complex) => Complex>> = {
    '+': plus,
    '-': minus,
    '*': times,
    '/': over,
    '^': raised,
  };
  const operation = args.length === 2 && Object.hasOwn(operations, op) ? operations[op] : undefined;
  if (!operation) throw new NotAnalytic(op);
  return (scope) => operation(number(a(scope)), number(b(scope)));
}

function compileCall(name: string, args: readonly Evaluate[]): Evaluate {
  const list = (value: Value) => (isList(value) ? value : [value]);
  const product = (x: readonly Complex[], y: readonly Complex[]) =>
    x.reduce<Complex>((sum, each, i) => plus(sum, times(each, y[i])), real(0));
  if (name === 'dot' && args.length === 2)
    return (scope) => product(list(args[0](scope)), list(args[1](scope)));
  if (name === 'norm' && args.length === 1) {
    return (scope) => {
      const x = list(args[0](scope));
      return complexFunctions.sqrt(product(x, x));
    };
  }
  if ((name === 'max' || name === 'min') && args.length > 0) {
    const side = name === 'max' ? 1 : -1;
    return (scope) =>
      args
        .map((arg) => number(arg(scope)))
        .reduce((best, each) => (side * each[0] > side * best[0] ? each : best));
  }
  const apply =
    args.length === 1 && Object.hasOwn(complexFunctions, name) ? complexFunctions[name] : undefined;
  if (!apply) throw new NotAnalytic(name);
  return (scope) => apply(number(args[0](scope)));
}

/** Nothing is subtracted, so that the step can be as small as this and the derivative has all digits. */
const step = 1e-100;

/**
 * The derivative by the complex step: $f'(x) = \\operatorname{Im} f(x + ih)/h$.
 *
 * @throws NotAnalytic for a part of the formula that it does not know
 * @see Squire & Trapp, "Using complex variables to estimate derivatives of real functions", SIAM Review 40(1), 1998
 */
export function complexStep(node: MathNode, name: string, x: Float64Array): Float64Array {
  const evaluate = compileComplex(node);
  return x.map((_, k) => {
    const at = Array.from(x, (each, i): Complex => [each, i === k ? step : 0]);
    return number(evaluate({ [name]: at }))[1] / step;
  });
}
