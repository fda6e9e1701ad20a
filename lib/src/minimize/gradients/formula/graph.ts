import type { Place } from '../../../formula/formula-error';
import { branching, type ScalarName } from './scalar-functions';

/** Rows and columns; a number is a matrix of one entry. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

/** What computes a value of an objective. */
export type Source =
  | { kind: 'constant'; value: number }
  /** A variable: a part of x from `offset` on, row by row. */
  | { kind: 'variable'; offset: number }
  /** Given numbers, row by row. */
  | { kind: 'data'; values: Float64Array }
  /** The index of the loop over `body`. */
  | { kind: 'index'; body: Region }
  /** A scalar function of each entry; arguments of one entry serve all of them. */
  | { kind: 'map'; name: ScalarName }
  /** An entry, from 1; the arguments are the matrix, the row and the column. */
  | { kind: 'entry'; place: Place; text: string }
  /** A row of a matrix as a column vector. */
  | { kind: 'row'; place: Place; text: string }
  | { kind: 'transpose' }
  | { kind: 'diagonal' }
  /** The matrix product. */
  | { kind: 'product' }
  /** A number from all entries. */
  | { kind: 'reduce'; name: Reduction }
  /** A number from a term that is computed for each value of an index; the first arguments are its bounds. */
  | { kind: 'loop'; name: LoopName; body: Region; term: Node; place: Place; text: string };

export type Reduction = 'total' | 'max' | 'min' | 'logsumexp';
export type LoopName = 'sum' | 'prod' | 'logsumexp';

/** A value in the graph of an objective. */
export type Node = Source & {
  readonly id: number;
  readonly shape: Shape;
  readonly args: readonly Node[];
  /** Whether it depends on the variables. */
  readonly active: boolean;
  /** Where it is computed: the innermost loop that it depends on. */
  readonly region: Region;
  /** Whether it may be computed in vain, for a choice that is not taken. */
  guarded: boolean;
};

/** What is computed together, in this order: everything outside loops, or one round of a loop. */
export interface Region {
  readonly depth: number;
  readonly nodes: Node[];
}

export const isScalar = ({ shape }: { shape: Shape }): boolean => shape.rows * shape.columns === 1;

/** Builds the graph of an objective; equal values are one node, and each is computed as far outside as it can be. */
export class Graph {
  readonly root: Region = { depth: 0, nodes: [] };
  private readonly known = new Map<string, Node>();
  private count = 0;

  add(source: Source, shape: Shape, args: readonly Node[], key?: string): Node {
    const name = key === undefined ? undefined : `${key}(${args.map(({ id }) => id).join()})`;
    const before = name === undefined ? undefined : this.known.get(name);
    if (before) return before;
    const own = source.kind === 'index' ? source.body : this.root;
    const region = args.reduce((inner, arg) => (arg.region.depth > inner.depth ? arg.region : inner), own);
    const active =
      source.kind === 'variable' || (source.kind === 'loop' ? source.term : { active: false }).active;
    const node: Node = {
      ...source,
      id: this.count++,
      shape,
      args,
      region,
      active: active || args.some((arg) => arg.active),
      guarded: false,
    };
    region.nodes.push(node);
    if (name !== undefined) this.known.set(name, node);
    return node;
  }

  constant(value: number): Node {
    return this.add({ kind: 'constant', value }, { rows: 1, columns: 1 }, [], `constant ${value}`);
  }

  /** A loop over a body that has been built; it is computed where all that the body needs is known. */
  loop(
    name: LoopName,
    bounds: readonly [Node, Node],
    body: Region,
    term: Node,
    at: { place: Place; text: string },
  ) {
    const outside = [...body.nodes.flatMap(({ args }) => args), term];
    const needed = [...new Set(outside)].filter(({ region }) => region.depth < body.depth);
    const source = { kind: 'loop', name, body, term, ...at } as const;
    return this.add(source, term.shape, [...bounds, ...needed]);
  }
}

/** Everything that a value is computed from: itself, its arguments, and what its loops run over. */
export function reachable(result: Node): Set<Node> {
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    node.args.forEach(visit);
    if (node.kind === 'loop') visit(node.term);
  };
  visit(result);
  return seen;
}

/** Marks what may be computed in vain: the arguments of choices. */
export function markGuarded(nodes: ReadonlySet<Node>): void {
  for (const node of nodes) {
    if (node.kind !== 'map' || !branching.has(node.name)) continue;
    for (const part of node.args.flatMap((arg) => [...reachable(arg)])) part.guarded = true;
  }
}
