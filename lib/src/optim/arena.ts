import {
  type FloatArrays,
  type Formula,
  type LinearMemory,
  type Scalars,
  toLoop,
  toWasm,
  wasmIsAvailable,
  webAssembly,
} from '../formula';

/** A stretch of an arena that runs with one set of scalars. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
  readonly scalars: Scalars;
}

/** Runs a formula over stretches of arrays that lie behind one another. */
export interface Arena {
  readonly arrays: FloatArrays;
  /** Returns the scalar state of each stretch after it. */
  run(stretches: readonly Stretch[]): Scalars[];
}

const PAGE = 65536;
/** Arrays start on cache lines, and not a power of two apart, which would have them compete for the same lines. */
const LINE = 64;

/** Makes room for arrays of one length: in WebAssembly with its SIMD where there is one, else in JavaScript. */
export function createArena(formula: Formula, symbols: readonly string[], length: number): Arena {
  return wasmIsAvailable() && webAssembly
    ? wasmArena(formula, symbols, length, new webAssembly.Memory({ initial: pages(symbols, length) }))
    : loopArena(formula, symbols, length);
}

const strideOf = (length: number): number => Math.ceil((4 * length) / LINE) * LINE + LINE;
const pages = (symbols: readonly string[], length: number): number =>
  Math.ceil((symbols.length * strideOf(length)) / PAGE);

function wasmArena(
  formula: Formula,
  symbols: readonly string[],
  length: number,
  memory: LinearMemory,
): Arena {
  const kernel = toWasm(formula, memory);
  const offset = (i: number): number => i * strideOf(length);
  return {
    arrays: Object.fromEntries(
      symbols.map((symbol, i) => [symbol, new Float32Array(memory.buffer as ArrayBuffer, offset(i), length)]),
    ),
    run: (stretches) =>
      kernel.all(
        stretches.map(({ start, length: count, scalars }) => ({
          length: count,
          offsets: Object.fromEntries(symbols.map((symbol, i) => [symbol, offset(i) + 4 * start])),
          scalars,
        })),
      ),
  };
}

function loopArena(formula: Formula, symbols: readonly string[], length: number): Arena {
  const loop = toLoop(formula, 'float32');
  const arrays = Object.fromEntries(symbols.map((symbol) => [symbol, new Float32Array(length)]));
  return {
    arrays,
    run: (stretches) =>
      loop.all(
        stretches.map(({ start, length: count, scalars }) => ({
          arrays: Object.fromEntries(
            symbols.map((symbol) => [symbol, arrays[symbol].subarray(start, start + count)]),
          ),
          scalars,
        })),
      ),
  };
}
