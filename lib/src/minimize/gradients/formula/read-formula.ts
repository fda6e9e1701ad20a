import type { MathNode } from 'mathjs';
import { described } from '../../../errors/described';
import { formulaError, type Place } from '../../../formula/formula-error';
import { bigOperator, syntax } from '../../../formula/nodes';
import { callOf, operatorOf } from './functions';
import { type Graph, isScalar, type Node, type Region } from './graph';
import { map, shapeInWords, Unfit } from './maps';

/** What a formula is read with. */
export interface Reading {
  readonly graph: Graph;
  readonly place: Place;
  /** What a name stands for; undefined if it is none. */
  lookUp(name: string): Node | undefined;
  /** Every name that there is, for the error about one that there is not. */
  names(): string[];
}

const constants: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  Infinity: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
};

/**
 * Reads a formula into the graph.
 *
 * @throws InvalidInput naming the line and the symbol or the part that is not understood
 */
export function readFormula(formula: MathNode, reading: Reading): Node {
  return read(formula, reading, new Map(), reading.graph.root);
}

type Indices = ReadonlyMap<string, Node>;

function read(node: MathNode, reading: Reading, indices: Indices, region: Region): Node {
  const { graph, place } = reading;
  const inside = (part: MathNode): Node => read(part, reading, indices, region);
  const fitting = (build: () => Node): Node => {
    try {
      return build();
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      throw formulaError(place, node.toString(), described(error.given), error.allowed);
    }
  };
  const big = bigOperator(node);
  if (big) return readLoop(big, node, reading, indices, region);
  if (node.type === 'RelationalNode') return fitting(() => readChain(node, graph, inside));
  const parts = syntax(node);
  switch (parts.type) {
    case 'constant':
      if (typeof parts.value !== 'number') throw formulaError(place, 'constant', parts.value, 'a number');
      return graph.constant(parts.value);
    case 'name':
      return readName(parts.name, reading, indices);
    case 'operator': {
      const args = parts.args.map(inside);
      const build = operatorOf(parts.op, args.length);
      if (build) return fitting(() => build(graph, args));
      throw formulaError(place, 'operator', parts.op, "one of + - * / ^ .* ./ .^ ' and the comparisons");
    }
    case 'index':
      return fitting(() => readIndex(node, parts, reading, inside));
    case 'call':
      return fitting(() => {
        const remedy =
          indices.has(parts.name) || reading.lookUp(parts.name)
            ? `For an entry write ${parts.name}[...], for a product ${parts.name}*(...).`
            : undefined;
        return callOf(parts.name, parts.args, { ...reading, remedy, inside });
      });
    default:
      throw formulaError(
        place,
        'expression',
        node.toString(),
        'made of numbers, names, operators, functions and indices',
      );
  }
}

/** a < b < c is a < b and b < c. */
function readChain(node: MathNode, graph: Graph, inside: (part: MathNode) => Node): Node {
  const { conditionals, params } = node as unknown as { conditionals: string[]; params: MathNode[] };
  const args = params.map(inside);
  return conditionals
    .map((name, i) => {
      const build = operatorOf(comparisonSigns[name], 2);
      if (build) return build(graph, [args[i], args[i + 1]]);
      throw new Unfit(name, 'a chain of comparisons');
    })
    .reduce((all, next) => map(graph, 'and', all, next));
}

/** mathjs' names of the comparisons in a chain. */
const comparisonSigns: Readonly<Record<string, string>> = {
  smaller: '<',
  smallerEq: '<=',
  larger: '>',
  largerEq: '>=',
  equal: '==',
  unequal: '!=',
};

function readName(name: string, { graph, place, lookUp, names }: Reading, indices: Indices): Node {
  const found = indices.get(name) ?? lookUp(name);
  if (found) return found;
  if (Object.hasOwn(constants, name)) return graph.constant(constants[name]);
  const known = [...indices.keys(), ...names()];
  const remedy =
    name === 'I'
      ? 'An identity matrix is identity(n).'
      : `Declare ${name} as a variable, or give its value as data.`;
  throw formulaError(place, `symbol ${name}`, name, `one of ${known.join(', ')}`, remedy);
}

function readIndex(
  node: MathNode,
  { target, indices }: { target: MathNode; indices: readonly MathNode[] },
  { graph, place }: Reading,
  inside: (part: MathNode) => Node,
): Node {
  const matrix = inside(target);
  const at = indices.map(inside);
  const { rows, columns } = matrix.shape;
  if (at.length > 2) throw new Unfit(`${at.length} indices`, 'one index or two');
  for (const index of at) {
    if (!isScalar(index)) throw new Unfit(`${shapeInWords(index.shape)} as index`, 'indexed by numbers');
    if (index.active)
      throw new Unfit('an index that depends on a variable', 'indexed by loops and data alone');
  }
  const text = node.toString();
  const one = graph.constant(1);
  // One row of given data is a sample; what was computed as a row is a row vector.
  const isRowVector = rows === 1 && matrix.kind !== 'data' && matrix.kind !== 'variable';
  if (at.length === 1 && columns > 1 && !isRowVector) {
    return graph.add({ kind: 'row', place, text }, { rows: columns, columns: 1 }, [matrix, at[0]], 'row');
  }
  const position = at.length === 2 ? at : isRowVector ? [one, at[0]] : [at[0], one];
  return graph.add({ kind: 'entry', place, text }, { rows: 1, columns: 1 }, [matrix, ...position], 'entry');
}

function readLoop(
  { name, index, from, to, term }: NonNullable<ReturnType<typeof bigOperator>>,
  node: MathNode,
  reading: Reading,
  indices: Indices,
  region: Region,
): Node {
  const { graph, place } = reading;
  const bounds = [from, to].map((bound) => read(bound, reading, indices, region));
  const unfit = bounds.findIndex((bound) => bound.active || !isScalar(bound));
  if (unfit >= 0) {
    const what = `the ${unfit === 0 ? 'lower' : 'upper'} bound of ${name}`;
    throw formulaError(
      place,
      what,
      [from, to][unfit].toString(),
      'a whole number from data and indices alone',
    );
  }
  const body: Region = { depth: region.depth + 1, nodes: [] };
  const counter = graph.add({ kind: 'index', body }, { rows: 1, columns: 1 }, []);
  const each = read(term, reading, new Map([...indices, [index, counter]]), body);
  if (name === 'prod' && !isScalar(each)) {
    throw formulaError(
      place,
      node.toString(),
      described(`a product of terms, each ${shapeInWords(each.shape)}`),
      'a product of numbers',
    );
  }
  return graph.loop(name, bounds as [Node, Node], body, each, { place, text: node.toString() });
}
