import type { Accumulator, Cells, Code, Position, Scalar, View } from './code';
import { isScalar, type Node, type Region } from './graph';

/** Where the arrays of a program live, and which programs they serve. */
export interface Buffers {
  /** The name of an array of that length that is there before the program runs. */
  make(length: number): string;
  /** The name under which given numbers are at hand. */
  data(values: Float64Array): string;
}

/** Values that are known before a program runs. */
export interface Given {
  readonly scalars: ReadonlyMap<Node, Scalar>;
  readonly views: ReadonlyMap<Node, View>;
}

/** What has been written so far: where each node's value is, and where its derivative is gathered. */
export class Emission {
  readonly scalars: Map<Node, Scalar>;
  readonly views: Map<Node, View>;
  private readonly adjoints = new Map<Node, Accumulator>();
  private readonly adjointViews = new Map<Node, View>();
  private readonly useCounts = new Map<Node, number>();

  /**
   * @param live the nodes that the result needs
   * @param x the array of all variables
   * @param gradient the array for the derivatives by them
   * @param given what need not be computed
   */
  constructor(
    readonly code: Code,
    readonly live: ReadonlySet<Node>,
    private readonly buffers: Buffers,
    private readonly x: Cells,
    private readonly gradient: Cells | undefined,
    private readonly given?: Given,
  ) {
    this.scalars = new Map(given?.scalars);
    this.views = new Map(given?.views);
    for (const node of live) {
      const used = node.kind === 'loop' ? [...node.args, node.term] : node.args;
      for (const arg of used) this.useCounts.set(arg, this.uses(arg) + 1);
    }
  }

  /** How many times other nodes read a node. */
  uses(node: Node): number {
    return this.useCounts.get(node) ?? 0;
  }

  /** Whether a node's value comes with its change along a direction. */
  changes(node: Node): boolean {
    return node.active && this.x.tangent !== undefined;
  }

  /** The nodes of a region that are to be computed. */
  nodesOf(region: Region): Node[] {
    const isGiven = (node: Node) => this.given?.scalars.has(node) || this.given?.views.has(node);
    return region.nodes.filter((node) => this.live.has(node) && !isGiven(node));
  }

  /** An array of a length that is known only when the program runs. */
  temporary(length: string, changes: boolean): View {
    const name = this.code.newName('t');
    this.code.write(`const ${name} = new Float64Array(${length});`);
    const tangent = changes ? `${name}t` : undefined;
    if (tangent) this.code.write(`const ${tangent} = new Float64Array(${length});`);
    return rowByRow({ name, tangent }, Number.POSITIVE_INFINITY, 1);
  }

  /** A new array for the values of a node, or for its derivative. */
  buffer({ rows, columns }: { rows: number; columns: number }, active: boolean): View {
    const name = this.buffers.make(rows * columns);
    const tangent = active && this.x.tangent ? this.buffers.make(rows * columns) : undefined;
    return rowByRow({ name, tangent }, rows, columns);
  }

  view(node: Node): View {
    const known = this.views.get(node);
    if (known) return known;
    throw new Error(`no array for ${node.kind}`);
  }

  scalar(node: Node): Scalar {
    const known = this.scalars.get(node);
    if (known) return known;
    throw new Error(`no number for ${node.kind}`);
  }

  /** An entry, or the number that goes with every entry. */
  entry(node: Node, at: Position): Scalar {
    return isScalar(node) ? this.scalar(node) : this.code.load(this.view(node), at);
  }

  /** The place of a node that is no more than another look at an array, given where that array is. */
  aliased(node: Node, place: (of: Node) => View): View | undefined {
    const { rows, columns } = node.shape;
    if (node.kind === 'row') {
      const view = place(node.args[0]);
      const row = lessOne(this.code, this.scalar(node.args[1]));
      const offset = sumOf(view.offset, timesStride(row, view.rowStride));
      return { ...view, offset, rows, columns, rowStride: view.columnStride, columnStride: 0 };
    }
    if (node.kind === 'transpose') {
      const view = place(node.args[0]);
      return { ...view, rows, columns, rowStride: view.columnStride, columnStride: view.rowStride };
    }
    if (node.kind === 'diagonal') {
      const view = place(node.args[0]);
      return { ...view, rows, columns, rowStride: view.rowStride + view.columnStride, columnStride: 0 };
    }
    return undefined;
  }

  /** A variable's part of all variables' values, or of the gradient. */
  part({ offset, shape }: Node & { kind: 'variable' }, of: 'x' | 'gradient'): View {
    const cells = of === 'x' ? this.x : this.gradient;
    if (!cells) throw new Error('a program without gradient');
    return { ...rowByRow(cells, shape.rows, shape.columns), offset: String(offset) };
  }

  dataView(node: Node & { kind: 'data' }): View {
    return rowByRow({ name: this.buffers.data(node.values) }, node.shape.rows, node.shape.columns);
  }

  /** Makes room for the derivatives of a region's nodes, and sets it to zero. */
  openAdjoints(region: Region): void {
    for (const node of this.nodesOf(region)) {
      if (!node.active) continue;
      if (isScalar(node)) this.adjoints.set(node, this.code.accumulator(0, this.x.tangent !== undefined));
      else if (node.kind === 'variable' || ['row', 'transpose', 'diagonal'].includes(node.kind)) continue;
      else {
        const view = this.buffer(node.shape, true);
        this.adjointViews.set(node, view);
        this.clear(view);
      }
    }
  }

  clear({ cells }: View): void {
    this.code.write(`${cells.name}.fill(0);`);
    if (cells.tangent) this.code.write(`${cells.tangent}.fill(0);`);
  }

  adjointView = (node: Node): View => {
    if (node.kind === 'variable') return this.part(node, 'gradient');
    const known = this.adjointViews.get(node) ?? this.aliased(node, this.adjointView);
    if (known) return known;
    throw new Error(`no room for the derivative by ${node.kind}`);
  };

  adjoint(node: Node): Scalar {
    const own = this.adjoints.get(node);
    if (own) return this.code.read(own);
    throw new Error(`no derivative by ${node.kind}`);
  }

  /** Adds to the derivative by a node, at an entry if it is a matrix. */
  addAdjoint(node: Node, amount: Scalar, at: Position = ['0', '0']): void {
    if (!node.active) return;
    const own = this.adjoints.get(node);
    if (own) this.code.add(own, amount);
    else this.code.addTo(this.adjointView(node), at, amount);
  }
}

const rowByRow = (cells: Cells, rows: number, columns: number): View => ({
  cells,
  offset: '0',
  rows,
  columns,
  rowStride: columns,
  columnStride: 1,
});

/** Formulas count from 1, arrays from 0. */
export const lessOne = (code: Code, index: Scalar): string =>
  index.value === undefined
    ? `(${index.text} - 1)`
    : String(code.apply('subtract', index, code.constant(1)).value);

const timesStride = (index: string, stride: number): string =>
  index === '0' ? '0' : stride === 1 ? index : `${index} * ${stride}`;

const sumOf = (a: string, b: string): string => (a === '0' ? b : b === '0' ? a : `${a} + ${b}`);
