import { type Graph, isScalar, type Node, type Shape } from './graph';
import type { ScalarName } from './scalar-functions';

/** Shapes that do not go together, or a function that does not take what it was given. */
export class Unfit extends Error {
  constructor(
    readonly given: string,
    readonly allowed: string,
  ) {
    super(`${given}: ${allowed}`);
  }
}

export const shapeInWords = ({ rows, columns }: Shape): string => {
  if (rows * columns === 1) return 'a number';
  return columns === 1 ? `a vector of ${rows}` : `a ${rows}x${columns} matrix`;
};

/** A scalar function of each entry; a number goes with every entry of a matrix. */
export function map(graph: Graph, name: ScalarName, ...args: readonly Node[]): Node {
  const stable = stableForm(graph, name, args);
  if (stable) return stable;
  const large = args.filter((arg) => !isScalar(arg));
  const { shape } = large[0] ?? args[0];
  const other = large.find((arg) => arg.shape.rows !== shape.rows || arg.shape.columns !== shape.columns);
  if (other) {
    const given = `${shapeInWords(shape)} and ${shapeInWords(other.shape)}`;
    throw new Unfit(given, 'of one shape, or a number and a matrix');
  }
  return graph.add({ kind: 'map', name }, isScalar({ shape }) ? { rows: 1, columns: 1 } : shape, args, name);
}

const isMap = (node: Node, name: ScalarName): boolean => node.kind === 'map' && node.name === name;

const isOne = (node: Node): boolean => node.kind === 'constant' && node.value === 1;

/** The other summand of 1 + t. */
function besideOne(node: Node): Node | undefined {
  if (!isMap(node, 'add')) return undefined;
  const [a, b] = node.args;
  return isOne(a) ? b : isOne(b) ? a : undefined;
}

/** u in 1 + e^u. */
function softplusOf(node: Node): Node | undefined {
  const beside = besideOne(node);
  return beside && isMap(beside, 'exp') ? beside.args[0] : undefined;
}

/**
 * The same number by a formula that neither overflows nor loses digits: log(1 + e^u), log of a sum of exponentials,
 * logistic functions and their logarithms, as one writes them on paper.
 */
function stableForm(graph: Graph, name: ScalarName, [a, b]: readonly Node[]): Node | undefined {
  if (name === 'log') return stableLog(graph, a);
  if (name === 'divide') {
    const u = softplusOf(b);
    if (u && isOne(a)) return map(graph, 'sigmoid', map(graph, 'negate', u));
    return u && isMap(a, 'exp') && a.args[0] === u ? map(graph, 'sigmoid', u) : undefined;
  }
  return name === 'negate' && isMap(a, 'negate') ? a.args[0] : undefined;
}

function stableLog(graph: Graph, a: Node): Node | undefined {
  const u = softplusOf(a);
  if (u) return map(graph, 'softplus', u);
  const t = besideOne(a);
  if (t) return map(graph, 'log1p', t);
  if (isMap(a, 'exp')) return a.args[0];
  if (isMap(a, 'sigmoid'))
    return map(graph, 'negate', map(graph, 'softplus', map(graph, 'negate', a.args[0])));
  if (isMap(a, 'subtract') && isOne(a.args[0])) {
    const rest = a.args[1];
    if (isMap(rest, 'sigmoid')) return map(graph, 'negate', map(graph, 'softplus', rest.args[0]));
    return map(graph, 'log1p', map(graph, 'negate', rest));
  }
  if (a.kind === 'reduce' && a.name === 'total' && isMap(a.args[0], 'exp')) {
    return graph.add({ kind: 'reduce', name: 'logsumexp' }, a.shape, a.args[0].args, 'reduce logsumexp');
  }
  if (a.kind === 'entry' && isMap(a.args[0], 'exp')) {
    const { kind, place, text } = a;
    return graph.add({ kind, place, text }, a.shape, [a.args[0].args[0], ...a.args.slice(1)], 'entry');
  }
  if (a.kind === 'loop' && a.name === 'sum' && isMap(a.term, 'exp')) {
    const [from, to] = a.args;
    const { place, text } = a;
    return graph.loop('logsumexp', [from, to], a.body, a.term.args[0], { place, text });
  }
  return undefined;
}
