import { described } from '../../../errors/described';
import { formulaError } from '../../../formula/formula-error';
import { type Looked, writeChecks } from './check';
import { type Cells, Code } from './code';
import { type Buffers, Emission } from './emission';
import { writeRegion } from './forward';
import { type Graph, isScalar, markGuarded, type Node, reachable } from './graph';
import { shapeInWords } from './maps';
import { sweep } from './reverse';

/** An objective as three programs; they are written when they are first asked for. */
export interface Programs {
  /** f(x). */
  value(x: Float64Array): number;
  /** f(x), with its gradient left in `gradient`. */
  gradient(x: Float64Array, gradient: Float64Array): number;
  /** The gradient, and in `product` the Hessian times `direction`. */
  product(x: Float64Array, gradient: Float64Array, direction: Float64Array, product: Float64Array): void;
}

/** The arrays of all programs of an objective. */
class Memory implements Buffers {
  readonly arrays: Float64Array[] = [];
  private readonly known = new Map<Float64Array, string>();

  make(length: number): string {
    return this.data(new Float64Array(length));
  }

  data(values: Float64Array): string {
    const name = this.known.get(values) ?? `m${this.arrays.push(values) - 1}`;
    this.known.set(values, name);
    return name;
  }
}

/**
 * Compiles a graph to JavaScript.
 *
 * What depends on data alone is computed here, once, and every index is looked at.
 *
 * @param counts whether the programs return the number of their operations in place of f
 * @throws InvalidInput for an index or a bound that is out of range, naming line and part
 */
export function compile(graph: Graph, result: Node, counts = false): Programs {
  const live = reachable(result);
  markGuarded(live);
  const memory = new Memory();
  const given = computeData(graph, result, live, memory);
  const program = (x: Cells, gradient: Cells | undefined, write: (emission: Emission) => string) => {
    const code = new Code(counts);
    const emission = new Emission(code, live, memory, x, gradient, given);
    if (counts) code.write('let operations = 0;');
    for (const { name, tangent } of gradient ? [gradient] : []) {
      code.write(`${name}.fill(0);`);
      if (tangent) code.write(`${tangent}.fill(0);`);
    }
    const value = write(emission);
    code.write(`return ${counts ? 'operations' : value};`);
    return build(memory, ['x', 'gradient', 'direction', 'product'], code);
  };
  const differentiated = (emission: Emission) => {
    sweep(emission, graph.root, result, { known: emission.code.constant(1) });
    return emission.scalar(result).text;
  };
  const lazily = (make: () => Program): Program => {
    let made: Program | undefined;
    return (...args) => {
      made ??= make();
      return made(...args);
    };
  };
  return {
    value: lazily(() =>
      program({ name: 'x' }, undefined, (emission) => {
        writeRegion(emission, graph.root);
        return emission.scalar(result).text;
      }),
    ),
    gradient: lazily(() => program({ name: 'x' }, { name: 'gradient' }, differentiated)),
    product: lazily(() =>
      program({ name: 'x', tangent: 'direction' }, { name: 'gradient', tangent: 'product' }, differentiated),
    ),
  };
}

type Program = (...arrays: Float64Array[]) => number;

function build(memory: Memory, parameters: readonly string[], code: Code): Program {
  const arrays = memory.arrays.map((_, i) => `const m${i} = memory[${i}];`);
  const body = `'use strict';\nreturn (${parameters.join(', ')}) => {\n${arrays.join('\n')}\n${code.text}\n};`;
  return new Function('memory', body)(memory.arrays) as Program;
}

/** The values of what no variable changes: numbers, and the names of arrays. */
function computeData(graph: Graph, result: Node, live: ReadonlySet<Node>, memory: Memory) {
  const code = new Code();
  const emission = new Emission(code, live, memory, { name: 'x' }, undefined);
  const looked = writeChecks(emission, graph.root, result);
  const known = emission.nodesOf(graph.root).filter((node) => !node.active && isScalar(node));
  code.write(`return [${known.map((node) => emission.scalar(node).text).join(', ')}];`);
  const run = build(memory, ['fail'], code) as unknown as (fail: unknown) => number[];
  const numbers = run((number: number, values: number[]) => {
    throw outOfRange(looked[number], values);
  });
  return {
    scalars: new Map(known.map((node, i) => [node, code.constant(numbers[i])])),
    views: new Map([...emission.views].filter(([node]) => !node.active && node.region === graph.root)),
  };
}

function outOfRange(node: Looked[number], values: readonly number[]) {
  if (node.kind === 'loop') {
    const allowed = 'whole numbers, the upper one no less than the lower one less 1';
    return formulaError(node.place, `the bounds of ${node.text}`, described(values.join(', ')), allowed);
  }
  const { rows, columns } = node.args[0].shape;
  const [row, column] = values;
  // A vector's index is shown as the author wrote it, without the one that stands for the other dimension.
  const length = node.kind === 'row' || columns === 1 ? rows : columns;
  const isOne = node.kind === 'row' || columns === 1 || rows === 1;
  const index = isOne ? (length === rows ? row : column) : values.join(', ');
  const allowed = isOne
    ? `a whole number from 1 to ${length}`
    : `whole numbers within ${shapeInWords(node.args[0].shape)}`;
  return formulaError(node.place, `the index of ${node.text}`, described(String(index)), allowed);
}
