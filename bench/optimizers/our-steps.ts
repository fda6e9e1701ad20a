import { type RuleOptimizer, type Scalars, toLoop, toWasm, webAssembly } from 'optlab';
import { bandwidthKernel } from '../support/bandwidth';
import { repeated, type Subject } from '../support/measure';

/** A gradient of changing signs. */
export const gradient = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(i + 1));

/** The step of a rule as SIMD kernel, as float32 loop, and the bound that the memory sets to it. */
export function ourSteps(
  optimizer: RuleOptimizer,
  length: number,
): Record<'simd' | 'loop' | 'bound', Subject> {
  const { formula, initialState } = optimizer;
  const { passes } = formula.program('float32');
  const written = passes[passes.length - 1].stores.map(({ name }) => name);
  const arrays = [...new Set([...passes.flatMap(({ loads }) => loads), ...written])];
  const fill = (name: string, array: Float32Array): void => {
    if (name === 'g') array.set(gradient(length));
    else array.fill(initialState[name] ?? 0);
  };
  /** Scalar state goes from step to step. */
  const stepping = (run: (scalars: Scalars) => Scalars): Subject => {
    let kept: Scalars = optimizer.initialScalars;
    return repeated((t) => {
      kept = run({ ...optimizer.scalarsAt(t), ...kept });
    });
  };

  const [mine, moved] = [layOut(arrays, length), layOut(arrays, length)];
  for (const name of arrays) fill(name, mine.view(name));
  const kernel = toWasm(formula, mine.memory);
  const move = bandwidthKernel(moved.memory, arrays, written);
  const places = arrays.map((name) => moved.offsets[name]);
  const own = Object.fromEntries(
    Object.entries(formula.symbols)
      .filter(([, { kind }]) => kind === 'input' || kind === 'updated')
      .map(([name]) => [name, new Float32Array(length)]),
  );
  for (const name in own) fill(name, own[name]);
  const loop = toLoop(formula, 'float32');
  return {
    simd: stepping((scalars) => kernel(length, mine.offsets, scalars)),
    loop: stepping((scalars) => loop(own, scalars)),
    bound: repeated(() => move(length, ...places)),
  };
}

/** Arrays in a WebAssembly memory of their own. */
function layOut(names: readonly string[], length: number) {
  if (!webAssembly) throw new Error('this engine has no WebAssembly');
  // A cache line apart beyond their length, so that the arrays do not compete for the same lines of the cache.
  const stride = Math.ceil((4 * length) / 64) * 64 + 64;
  const memory = new webAssembly.Memory({ initial: Math.ceil((names.length * stride) / 65536) });
  const offsets: Readonly<Record<string, number>> = Object.fromEntries(
    names.map((name, i) => [name, i * stride]),
  );
  return {
    memory,
    offsets,
    view: (name: string) => new Float32Array(memory.buffer as ArrayBuffer, offsets[name], length),
  };
}
