import { compile } from 'watr';
import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { described } from '../errors/described';
import type { Formula } from './formula';
import { checkFormula, isArray } from './formula-definition';
import { toRunner } from './run-passes';
import type { Scalars } from './to-scalars';
import { toWat } from './to-wat';
import { imports, wat } from './wat';
import { type LinearMemory, type WebAssemblyModule, webAssembly } from './webassembly';

/** Byte offsets of arrays by symbol, each a multiple of 4. */
export type Offsets = Readonly<Record<string, number>>;

/** One tensor's arrays in a WebAssembly memory, and its scalars. */
export interface WasmPart {
  length: number;
  offsets: Offsets;
  scalars: Scalars;
  /** Where results go; in place where it says nothing. */
  results?: Offsets;
}

/**
 * Runs a formula over `length` float32 elements of a WebAssembly memory. Results go where `results` says, and in place
 * where it says nothing.
 */
export interface WasmKernel {
  /** Runs over one tensor and returns the scalar state after it. */
  (length: number, offsets: Offsets, scalars: Scalars, results?: Offsets): Scalars;
  /** Runs over several tensors together: globalSum and globalNorm run over all of them. */
  all(parts: readonly WasmPart[]): Scalars[];
}

type ExportedPass = (...args: number[]) => undefined | number | number[];

/**
 * A formula as a fused SIMD kernel in WebAssembly, in float32, on a given memory.
 *
 * The kernel computes four elements at a time and does not allocate: the arrays may lie anywhere in the memory, such
 * as on the heap of TensorFlow.js' wasm backend. An updated array may not overlap another one.
 *
 * @throws InvalidInput for what is no formula or memory, and when it runs, for an array that is not
 *   inside the memory or an offset that is no multiple of 4
 * @example
 * ```ts
 * const descent = formula({
 *   name: 'Gradient descent',
 *   symbols: {
 *     lr: { kind: 'scalar', is: 'the learning rate' },
 *     g: { kind: 'input', is: 'the gradient' },
 *     p: { kind: 'updated', is: 'the parameters' },
 *   },
 *   lines: ['p = p - lr*g'],
 * });
 * const memory = new WebAssembly.Memory({ initial: 1 });
 * const p = new Float32Array(memory.buffer, 0, 2);
 * new Float32Array(memory.buffer, 8, 2).set([10, -10]);
 * p.set([1, 2]);
 * toWasm(descent, memory)(2, { p: 0, g: 8 }, { lr: 0.5 });
 * p // Float32Array(2) [ -4, 7 ]
 * ```
 */
export function toWasm(formula: Formula, memory: LinearMemory, operations = wat): WasmKernel {
  checkFormula('toWasm', formula);
  const { Instance } = engine();
  const program = formula.program('float32');
  const shared = isShared(memory);
  const environment: Record<string, unknown> = { memory };
  for (const { name, run } of imports) environment[name] = run;
  const module = assemble(formula, shared, operations);
  const { exports } = new Instance(module, { env: environment });
  const passes = program.passes.map((pass, i) => ({
    loads: pass.loads,
    stores: pass.stores.map(({ name }) => name),
    run: exports[`pass${i}`] as ExportedPass,
  }));
  const arrays = Object.keys(formula.symbols).filter((name) => isArray(formula.symbols[name]));
  const check = ({ length, offsets, results }: WasmPart): void => {
    if (!Number.isInteger(length) || length < 0) {
      const allowed = 'a whole number of elements, 0 or more';
      throw new InvalidInput({ subject: `${formula.name}: length`, given: length, allowed });
    }
    checkObject(`${formula.name}: offsets`, offsets, 'an object of byte offsets by symbol');
    for (const name of arrays) checkOffset(formula, name, offsets[name], length, memory);
    for (const name in results) checkOffset(formula, name, results[name], length, memory);
  };
  const run = toRunner(program);
  const all: WasmKernel['all'] = (parts) => {
    parts.forEach(check);
    return run(
      parts.map(({ length, offsets, scalars, results }) => ({
        scalars,
        run: (i, uniforms) => {
          const { loads, stores, run: runPass } = passes[i];
          const from = loads.map((name) => offsets[name]);
          const to = stores.map((name) => results?.[name] ?? offsets[name]);
          const totals = runPass(length, ...from, ...to, ...uniforms);
          return typeof totals === 'number' ? [totals] : (totals ?? []);
        },
      })),
    );
  };
  return Object.assign(
    (length: number, offsets: Offsets, scalars: Scalars, results?: Offsets) =>
      all([{ length, offsets, scalars, results }])[0],
    { all },
  );
}

/** Whether threads share the memory: the module has to say so too. */
function isShared(memory: LinearMemory): boolean {
  const tag = (value: unknown): string => Object.prototype.toString.call(value);
  if (tag(memory) === '[object WebAssembly.Memory]')
    return tag(memory.buffer) === '[object SharedArrayBuffer]';
  throw new InvalidInput({ subject: 'toWasm: memory', given: memory, allowed: 'a WebAssembly.Memory' });
}

const modules = new WeakMap<Formula, Map<boolean, WebAssemblyModule>>();

/** Assembles a formula once for all memories. */
function assemble(formula: Formula, shared: boolean, operations: typeof wat): WebAssemblyModule {
  const make = (): WebAssemblyModule =>
    new (engine().Module)(compile(toWat(formula.program('float32'), shared, operations)));
  if (operations !== wat) return make();
  const known = modules.get(formula) ?? new Map<boolean, WebAssemblyModule>();
  modules.set(formula, known);
  const module = known.get(shared) ?? make();
  known.set(shared, module);
  return module;
}

function checkOffset(
  { name: rule }: Formula,
  name: string,
  offset: number,
  length: number,
  memory: LinearMemory,
): void {
  const { byteLength } = memory.buffer;
  if (Number.isInteger(offset) && offset >= 0 && offset % 4 === 0 && offset + 4 * length <= byteLength)
    return;
  throw new InvalidInput({
    subject: `${rule}: the offset of ${name}`,
    given: offset,
    allowed: `a multiple of 4 that leaves ${4 * length} of the memory's ${byteLength} bytes after it`,
  });
}

function engine(): NonNullable<typeof webAssembly> {
  if (webAssembly && wasmIsAvailable()) return webAssembly;
  throw new InvalidInput({
    subject: 'toWasm: the JavaScript engine',
    given: described('without WebAssembly SIMD'),
    allowed: 'one with WebAssembly SIMD',
    remedy: 'Use toLoop instead.',
  });
}

let available: boolean | undefined;

/** Whether this engine has WebAssembly with SIMD. */
export function wasmIsAvailable(): boolean {
  available ??=
    webAssembly?.validate(compile('(module (func (result v128) (f32x4.splat (f32.const 0))))')) ?? false;
  return available;
}
