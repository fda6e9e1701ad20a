import type { MathNode } from 'mathjs';
import { formulaError } from '../../../formula/formula-error';
import { type Graph, isScalar, type Node, type Reduction } from './graph';
import { map, shapeInWords, Unfit } from './maps';
import type { Reading } from './read-formula';
import type { ScalarName } from './scalar-functions';

type Build = (graph: Graph, args: readonly Node[]) => Node;

const mapped =
  (name: ScalarName): Build =>
  (graph, args) =>
    map(graph, name, ...args);

const swapped =
  (name: ScalarName): Build =>
  (graph, [a, b]) =>
    map(graph, name, b, a);

const binary: Readonly<Record<string, Build>> = {
  '+': mapped('add'),
  '-': mapped('subtract'),
  '*': (graph, [a, b]) => multiply(graph, a, b),
  '/': (graph, [a, b]) => {
    if (isScalar(b)) return map(graph, 'divide', a, b);
    throw new Unfit(
      `a division by ${shapeInWords(b.shape)}`,
      'a division by a number; entry by entry it is ./',
    );
  },
  '^': (graph, [a, b]) => {
    if (isScalar(a) && isScalar(b)) return power(graph, a, b);
    return matrixPower(graph, a, b);
  },
  '.*': mapped('multiply'),
  './': mapped('divide'),
  '.^': (graph, [a, b]) => power(graph, a, b),
  '<': mapped('less'),
  '<=': mapped('lessEqual'),
  '>': swapped('less'),
  '>=': swapped('lessEqual'),
  '==': mapped('equal'),
  '!=': mapped('notEqual'),
  and: mapped('and'),
  or: mapped('or'),
};

const unary: Readonly<Record<string, Build>> = {
  not: (graph, [a]) => map(graph, 'equal', a, graph.constant(0)),
  '-': mapped('negate'),
  '+': (_, [a]) => a,
  "'": (graph, [a]) => transpose(graph, a),
};

/** What builds an operator's result, if it is one. */
export function operatorOf(op: string, count: number): Build | undefined {
  const table = count === 1 ? unary : binary;
  return Object.hasOwn(table, op) ? table[op] : undefined;
}

/** Whole powers by products, which are faster than a power and defined for every base. */
function power(graph: Graph, a: Node, b: Node): Node {
  const n = b.kind === 'constant' ? b.value : undefined;
  if (n === 1) return a;
  if (n === 0.5) return map(graph, 'sqrt', a);
  if (n === -1) return map(graph, 'divide', graph.constant(1), a);
  if (n === 2) return square(graph, a);
  if (n === 3) return map(graph, 'multiply', map(graph, 'square', a), a);
  if (n === 4) return map(graph, 'square', map(graph, 'square', a));
  return map(graph, 'power', a, b);
}

function matrixPower(graph: Graph, a: Node, b: Node): Node {
  const n = b.kind === 'constant' ? b.value : 0;
  if (a.shape.rows === a.shape.columns && Number.isInteger(n) && n >= 1 && n <= 100) {
    return Array.from({ length: n - 1 }).reduce<Node>((product) => multiply(graph, product, a), a);
  }
  const allowed = 'a power of a number, or a whole one from 1 on of a square matrix; entry by entry it is .^';
  throw new Unfit(`a power of ${shapeInWords(a.shape)}`, allowed);
}

/** The square of a norm or of a magnitude is smooth where they are not. */
function square(graph: Graph, a: Node): Node {
  if (a.kind === 'map' && a.name === 'length') return a.args[0];
  return map(graph, 'square', a.kind === 'map' && a.name === 'abs' ? a.args[0] : a);
}

function multiply(graph: Graph, a: Node, b: Node): Node {
  if (isScalar(a) || isScalar(b)) return map(graph, 'multiply', a, b);
  if (a.shape.columns === b.shape.rows) {
    return graph.add(
      { kind: 'product' },
      { rows: a.shape.rows, columns: b.shape.columns },
      [a, b],
      'product',
    );
  }
  throw new Unfit(
    `${shapeInWords(a.shape)} times ${shapeInWords(b.shape)}`,
    'a product of matrices that fit; the inner product is dot(a, b), entry by entry it is .*',
  );
}

function transpose(graph: Graph, a: Node): Node {
  if (isScalar(a)) return a;
  if (a.kind === 'transpose') return a.args[0];
  const { rows, columns } = a.shape;
  return graph.add({ kind: 'transpose' }, { rows: columns, columns: rows }, [a], 'transpose');
}

function reduce(graph: Graph, name: Reduction, a: Node): Node {
  if (isScalar(a)) return a;
  return graph.add({ kind: 'reduce', name }, { rows: 1, columns: 1 }, [a], `reduce ${name}`);
}

function dot(graph: Graph, a: Node, b: Node): Node {
  if (a.shape.columns === 1 && b.shape.columns === 1 && a.shape.rows === b.shape.rows) {
    return multiply(graph, transpose(graph, a), b);
  }
  throw new Unfit(
    `dot of ${shapeInWords(a.shape)} and ${shapeInWords(b.shape)}`,
    'two vectors of one length',
  );
}

function norm(graph: Graph, a: Node): Node {
  if (isScalar(a)) return map(graph, 'abs', a);
  const squares = a.shape.columns === 1 ? dot(graph, a, a) : reduce(graph, 'total', map(graph, 'square', a));
  return map(graph, 'length', squares);
}

function pNorm(graph: Graph, a: Node, p: Node): Node {
  const order = p.kind === 'constant' ? p.value : undefined;
  if (order === 2) return norm(graph, a);
  const sizes = map(graph, 'abs', a);
  if (order === 1) return reduce(graph, 'total', sizes);
  if (order === Infinity) return reduce(graph, 'max', sizes);
  return power(
    graph,
    reduce(graph, 'total', power(graph, sizes, p)),
    map(graph, 'divide', graph.constant(1), p),
  );
}

const extreme =
  (name: 'max' | 'min'): Build =>
  (graph, args) =>
    args.length === 1 ? reduce(graph, name, args[0]) : args.reduce((a, b) => map(graph, name, a, b));

type Rule = { least: number; most: number; build: Build };
const rule = (least: number, build: Build, most = least): Rule => ({ least, most, build });

const scalar = Object.fromEntries(
  (
    'exp log log1p expm1 sqrt abs sign sin cos tan asin acos atan sinh cosh tanh floor ceil round relu sigmoid ' +
    'softplus'
  )
    .split(' ')
    .map((name) => [name, rule(1, mapped(name as ScalarName))]),
);

const functions: Readonly<Record<string, Rule>> = {
  ...scalar,
  log: rule(
    1,
    (graph, [x, base]) => {
      const logarithm = map(graph, 'log', x);
      return base ? map(graph, 'divide', logarithm, map(graph, 'log', base)) : logarithm;
    },
    2,
  ),
  square: rule(1, (graph, [a]) => square(graph, a)),
  pow: rule(2, (graph, [a, b]) => binary['^'](graph, [a, b])),
  atan2: rule(2, mapped('atan2')),
  select: rule(3, (graph, [condition, yes, no]) => {
    if (isScalar(condition)) return map(graph, 'select', condition, yes, no);
    throw new Unfit(`a condition on ${shapeInWords(condition.shape)}`, 'a condition on numbers');
  }),
  max: rule(1, extreme('max'), Number.POSITIVE_INFINITY),
  min: rule(1, extreme('min'), Number.POSITIVE_INFINITY),
  total: rule(1, (graph, [a]) => reduce(graph, 'total', a)),
  logsumexp: rule(1, (graph, [a]) => reduce(graph, 'logsumexp', a)),
  softmax: rule(1, (graph, [a]) => {
    return map(graph, 'exp', map(graph, 'subtract', a, reduce(graph, 'logsumexp', a)));
  }),
  norm: rule(1, (graph, [a, p]) => (p ? pNorm(graph, a, p) : norm(graph, a)), 2),
  norm1: rule(1, (graph, [a]) => reduce(graph, 'total', map(graph, 'abs', a))),
  norm2: rule(1, (graph, [a]) => norm(graph, a)),
  dot: rule(2, (graph, [a, b]) => dot(graph, a, b)),
  outer: rule(2, (graph, [a, b]) => multiply(graph, a, transpose(graph, b))),
  transpose: rule(1, (graph, [a]) => transpose(graph, a)),
  identity: rule(1, (graph, [size]) => {
    const n = size.kind === 'constant' ? size.value : Number.NaN;
    if (!(Number.isInteger(n) && n > 0))
      throw new Unfit('an identity matrix of another size', 'of a whole number of rows');
    const values = new Float64Array(n * n);
    for (let i = 0; i < n; i++) values[i * (n + 1)] = 1;
    return n === 1 ? size : graph.add({ kind: 'data', values }, { rows: n, columns: n }, [], `identity ${n}`);
  }),
  trace: rule(1, (graph, [a]) => {
    const { rows, columns } = a.shape;
    if (rows !== columns)
      throw new Unfit(`the trace of ${shapeInWords(a.shape)}`, 'the trace of a square matrix');
    if (rows === 1) return a;
    return reduce(graph, 'total', graph.add({ kind: 'diagonal' }, { rows, columns: 1 }, [a], 'diagonal'));
  }),
};

/**
 * The result of a function that is called in a formula.
 *
 * @throws InvalidInput for an unknown function, and a wrong number of arguments
 */
export function callOf(
  name: string,
  args: readonly MathNode[],
  context: Reading & { remedy?: string; inside: (part: MathNode) => Node },
): Node {
  const { graph, place, remedy, inside } = context;
  if (!Object.hasOwn(functions, name)) {
    const hint =
      name === 'sum' || name === 'prod'
        ? `With an index it is ${name}(i, 1, n, x[i]); total(x) adds up the entries of a vector.`
        : remedy;
    const known = `one of ${Object.keys(functions).join(', ')}, and sum and prod over an index`;
    throw formulaError(place, 'function', name, known, hint);
  }
  const { least, most, build } = functions[name];
  if (args.length < least || args.length > most) {
    const allowed =
      least === most ? `${least}` : most === Infinity ? `${least} or more` : `${least} or ${most}`;
    throw formulaError(place, `the number of arguments of ${name}`, args.length, allowed);
  }
  return build(graph, args.map(inside));
}
