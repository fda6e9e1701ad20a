import type { MathNode, Matrix } from 'mathjs';
import * as mathjs from 'mathjs';

/**
 * A second opinion on formulas of derivations: mathjs' own operators, matrices, inverses and eigenvalues, and
 * differences for derivatives. Of the library it shares the grammar alone.
 */

/** The identity of whatever size is needed, times a number. */
class Identity {
  constructor(readonly scale: number) {}
}

interface Items {
  readonly first: number;
  readonly items: readonly Outside[];
}

export type Outside = number | Matrix | Identity | Items;
export type Values = Readonly<Record<string, Outside>>;

const isMatrix = (value: Outside): value is Matrix => mathjs.isMatrix(value);
const isItems = (value: Outside): value is Items => typeof value === 'object' && 'items' in value;

/** A row or a column as it would be written: one entry is a number. */
function tidy(value: unknown): Outside {
  if (mathjs.isComplex(value)) return Number.NaN;
  if (!mathjs.isMatrix(value)) return value as number;
  const [rows, columns] = value.size();
  return rows === 1 && columns === 1 ? (value.get([0, 0]) as number) : value;
}

const sized = (value: Outside, like: Outside): Outside => {
  if (!(value instanceof Identity)) return value;
  if (!isMatrix(like)) return value.scale;
  return tidy(mathjs.multiply(value.scale, mathjs.identity(like.size()[0]) as Matrix));
};

function combine(op: 'add' | 'subtract', a: Outside, b: Outside): Outside {
  if (a instanceof Identity && b instanceof Identity)
    return new Identity(op === 'add' ? a.scale + b.scale : a.scale - b.scale);
  const [left, right] = [sized(a, b), sized(b, a)] as [Matrix, Matrix];
  if (isMatrix(left) !== isMatrix(right)) throw new RangeError('a number and a matrix are no sum');
  return tidy(op === 'add' ? mathjs.add(left, right) : mathjs.subtract(left, right));
}

function multiply(a: Outside, b: Outside): Outside {
  if (a instanceof Identity)
    return b instanceof Identity ? new Identity(a.scale * b.scale) : multiply(a.scale, b);
  if (b instanceof Identity) return typeof a === 'number' ? new Identity(a * b.scale) : multiply(a, b.scale);
  return tidy(mathjs.multiply(a as Matrix, b as Matrix));
}

function inverse(a: Outside): Outside {
  if (a instanceof Identity) return new Identity(1 / a.scale);
  return typeof a === 'number' ? 1 / a : tidy(mathjs.inv(a as Matrix));
}

function power(a: Outside, b: Outside): Outside {
  if (a instanceof Identity) return new Identity(a.scale ** (b as number));
  return tidy(mathjs.pow(a as number, b as number));
}

const transpose = (a: Outside): Outside => (isMatrix(a) ? tidy(mathjs.transpose(a)) : a);

export const asMatrix = (a: Outside): Matrix => (isMatrix(a) ? a : mathjs.matrix([[a as number]]));

const entries = (a: Outside): number[] =>
  isMatrix(a) ? (mathjs.flatten(a).valueOf() as unknown as number[]) : [a as number];

const map = (a: Outside, change: (x: number) => number): Outside =>
  isMatrix(a) ? tidy(mathjs.map(a, change)) : change(a as number);

function zip(a: Outside, b: Outside, change: (x: number, y: number) => number): Outside {
  if (!isMatrix(a) && !isMatrix(b)) return change(a as number, b as number);
  const like = asMatrix(isMatrix(a) ? a : b);
  const [x, y] = [a, b].map((side) => (isMatrix(side) ? entries(side) : undefined));
  let at = -1;
  return tidy(
    mathjs.map(like, () => {
      at++;
      return change(x ? x[at] : (a as number), y ? y[at] : (b as number));
    }),
  );
}

const eigenvalues = (a: Outside): number[] =>
  typeof a === 'number'
    ? [a]
    : (mathjs.eigs(asMatrix(a)).values.valueOf() as number[]).map(Number).sort((x, y) => x - y);

const softmax = (a: Outside): Outside => {
  const total = entries(map(a, Math.exp)).reduce((sum, x) => sum + x, 0);
  return map(a, (x) => Math.exp(x) / total);
};

const norm = (a: Outside, p = 2) =>
  p === Number.POSITIVE_INFINITY
    ? Math.max(...entries(a).map(Math.abs))
    : entries(a).reduce((sum, x) => sum + Math.abs(x) ** p, 0) ** (1 / p);

const each = (change: (x: number) => number) => (a: Outside) => map(a, change);
const fold =
  (choose: (...numbers: number[]) => number) =>
  (...args: Outside[]) =>
    args.length === 1 ? choose(...entries(args[0])) : args.reduce((a, b) => zip(a, b, choose));
const normal = (x: number) => (1 + mathjs.erf(x / Math.SQRT2)) / 2;

const functions: Record<string, (...args: Outside[]) => Outside> = {
  exp: each(Math.exp),
  expm1: each(Math.expm1),
  log: each(Math.log),
  log1p: each(Math.log1p),
  sqrt: each(Math.sqrt),
  abs: each(Math.abs),
  sign: each(Math.sign),
  sin: each(Math.sin),
  cos: each(Math.cos),
  tanh: each(Math.tanh),
  floor: each(Math.floor),
  ceil: each(Math.ceil),
  // Halves go up, as JavaScript's do.
  round: each(Math.round),
  relu: each((x) => Math.max(x, 0)),
  square: each((x) => x * x),
  sigmoid: each((x) => (1 + Math.tanh(x / 2)) / 2),
  softplus: each((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  erf: each((x) => mathjs.erf(x)),
  normalCdf: each(normal),
  factorial: each((n) => mathjs.factorial(n)),
  softmax,
  logsumexp: (a) => Math.log(entries(map(a, Math.exp)).reduce((sum, x) => sum + x, 0)),
  max: fold(Math.max),
  min: fold(Math.min),
  norm: (a, p) => norm(a, p as number | undefined),
  norm2: (a) => norm(a),
  norm1: (a) => norm(a, 1),
  dot: (a, b) => multiply(transpose(a), b),
  outer: (a, b) => multiply(a, transpose(b)),
  transpose,
  inv: inverse,
  trace: (a) => mathjs.trace(asMatrix(a)),
  total: (a) => entries(a).reduce((sum, x) => sum + x, 0),
  det: (a) => mathjs.det(asMatrix(a)),
  eigmin: (a) => eigenvalues(a)[0],
  eigmax: (a) => eigenvalues(a).at(-1) as number,
  spectralNorm: (a) => Math.sqrt(Math.max(0, eigenvalues(multiply(transpose(a), a)).at(-1) as number)),
  identity: (n) => tidy(mathjs.identity(n as number) as Matrix),
  diag: (a) =>
    asMatrix(a).size()[1] === 1
      ? tidy(mathjs.diag(mathjs.matrix(entries(a))))
      : tidy(mathjs.transpose(mathjs.matrix([mathjs.diag(asMatrix(a)).valueOf() as number[]]))),
};

const comparisons: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

/** The value of a formula of derivations. */
export const outsideValue = (formula: string, values: Values): Outside =>
  evaluate(mathjs.parse(formula), values);

function evaluate(node: MathNode, values: Values): Outside {
  const at = (part: MathNode) => evaluate(part, values);
  if (mathjs.isParenthesisNode(node)) return at(node.content);
  if (mathjs.isConstantNode(node)) return Number(node.value);
  if (mathjs.isSymbolNode(node)) {
    if (Object.hasOwn(values, node.name)) return values[node.name];
    const constant: Record<string, Outside> = { pi: Math.PI, e: Math.E, I: new Identity(1) };
    if (Object.hasOwn(constant, node.name)) return constant[node.name];
    throw new RangeError(`${node.name} has no value`);
  }
  if (mathjs.isAccessorNode(node)) {
    const target = at(node.object);
    const [i, j = 1] = node.index.dimensions.map((index) => at(index) as number);
    if (isItems(target)) return target.items[i - target.first] ?? Number.NaN;
    const matrix = asMatrix(target);
    return (
      matrix.size()[0] === 1 && node.index.dimensions.length === 1
        ? matrix.get([0, i - 1])
        : matrix.get([i - 1, j - 1])
    ) as number;
  }
  if (mathjs.isOperatorNode(node)) return operate(node.op, node.args.map(at));
  if (mathjs.isFunctionNode(node)) return call(node.fn.name, node.args, values);
  throw new RangeError(`no value for ${node.toString()}`);
}

function operate(op: string, [a, b]: Outside[]): Outside {
  if (Object.hasOwn(comparisons, op)) return Number(comparisons[op](a as number, b as number));
  switch (op) {
    case '+':
      return b === undefined ? a : combine('add', a, b);
    case '-':
      return b === undefined ? multiply(-1, a) : combine('subtract', a, b);
    case '*':
      return multiply(a, b);
    case '/':
      return multiply(a, inverse(b));
    case '^':
      return power(a, b);
    case "'":
      return transpose(a);
    case '.*':
      return zip(a, b, (x, y) => x * y);
    case './':
      return zip(a, b, (x, y) => x / y);
    case '.^':
      return zip(a, b, (x, y) => x ** y);
    case '!':
      return functions.factorial(a);
    default:
      throw new RangeError(`no operator ${op}`);
  }
}

function call(name: string, args: MathNode[], values: Values): Outside {
  if (name === 'select') return evaluate(evaluate(args[0], values) ? args[1] : args[2], values);
  if ((name === 'sum' || name === 'prod') && args.length === 4) {
    const [index, from, to, term] = args;
    const [first, last] = [from, to].map((end) => evaluate(end, values) as number);
    const terms = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
      evaluate(term, { ...values, [index.toString()]: first + i }),
    );
    if (terms.length === 0) return name === 'sum' ? 0 : 1;
    return terms.reduce((a, b) => (name === 'sum' ? combine('add', a, b) : multiply(a, b)));
  }
  if (name === 'diff' || name === 'grad') return gradient(args[0], args[1].toString(), values);
  if (name === 'hessian') return hessian(args[0], args[1].toString(), values);
  if (!Object.hasOwn(functions, name)) throw new RangeError(`no function ${name}`);
  return functions[name](...args.map((arg) => evaluate(arg, values)));
}

/** The value with one entry moved. */
function moved(value: Outside, entry: number, by: number): Outside {
  if (typeof value === 'number') return value + by;
  let at = -1;
  return mathjs.map(value as Matrix, (x: number) => {
    at++;
    return at === entry ? x + by : x;
  });
}

/** Central differences with one step of Richardson's extrapolation: an error of h^4. */
function partial(f: (by: number) => Outside, h: number): Outside {
  const central = (step: number) => multiply(1 / (2 * step), combine('subtract', f(step), f(-step)));
  return combine('subtract', multiply(4 / 3, central(h / 2)), multiply(1 / 3, central(h)));
}

function gradient(formula: MathNode, name: string, values: Values): Outside {
  const place = values[name];
  let entry = -1;
  const slope = (x: number) => {
    entry++;
    const index = entry;
    const f = (by: number) => evaluate(formula, { ...values, [name]: moved(place, index, by) });
    return partial(f, 1e-3 * Math.max(0.1, Math.abs(x)));
  };
  if (typeof place === 'number') return slope(place);
  return mathjs.map(place as Matrix, (x: number) => slope(x) as number);
}

function hessian(formula: MathNode, name: string, values: Values): Outside {
  const place = asMatrix(values[name]);
  const rows = entries(place).map((x, index) =>
    entries(
      partial(
        (by) => gradient(formula, name, { ...values, [name]: moved(values[name], index, by) }),
        1e-2 * Math.max(0.1, Math.abs(x)),
      ),
    ),
  );
  return tidy(mathjs.matrix(rows));
}

/** How far two values are apart, relative to the larger one and to 1; infinite where a side has no value or the shapes differ. */
export function distance(a: Outside, b: Outside): number {
  const [left, right] = [sized(a, b), sized(b, a)];
  if (left instanceof Identity || right instanceof Identity)
    return left instanceof Identity && right instanceof Identity
      ? Math.abs(left.scale - right.scale)
      : Number.POSITIVE_INFINITY;
  const [x, y] = [left, right].map(entries);
  if (x.length !== y.length || [...x, ...y].some((each) => !Number.isFinite(each)))
    return Number.POSITIVE_INFINITY;
  const size = Math.max(1, ...x.map(Math.abs), ...y.map(Math.abs));
  return Math.max(...x.map((each, i) => Math.abs(each - y[i]))) / size;
}
