import { compile } from 'watr';

/** Takes the number of elements and the byte offset of each array. */
type Mover = (length: number, ...offsets: number[]) => void;

/**
 * The bandwidth bound of a pass over float32 arrays: an in-place SIMD loop that reads the arrays that the pass reads and
 * writes those that it writes, with no arithmetic. What is read last goes to the first array that is written, and so on by
 * turns, so that no compiler can drop a store.
 *
 * @param arrays those that are read; those that are written are among them
 */
export function bandwidthKernel(
  memory: object,
  arrays: readonly string[],
  written: readonly string[],
): Mover {
  const address = (name: string): string => `(i32.add (local.get $${arrays.indexOf(name)}) (local.get $i))`;
  const source = (i: number): number => arrays.indexOf(written[(i + written.length - 1) % written.length]);
  const text = `(module (import "env" "memory" (memory 0))
    (func (export "move") (param $n i32) ${arrays.map((_, i) => `(param $${i} i32)`).join(' ')}
      (local $i i32) (local $end i32) (local $all v128) ${arrays.map((_, i) => `(local $x${i} v128)`).join(' ')}
      (local.set $end (i32.and (i32.shl (local.get $n) (i32.const 2)) (i32.const -16)))
      (block $done (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $end)))
        ${arrays.map((name, i) => `(local.set $x${i} (v128.load align=4 ${address(name)}))`).join('\n')}
        ${arrays
          .filter((name) => !written.includes(name))
          .map((name) => `(local.set $all (v128.or (local.get $all) (local.get $x${arrays.indexOf(name)})))`)
          .join('\n')}
        ${written.map((name, i) => `(v128.store align=4 ${address(name)} (local.get $x${source(i)}))`).join('\n')}
        (local.set $i (i32.add (local.get $i) (i32.const 16)))
        (br $next)))
      (v128.store align=4 (local.get $0) (local.get $all))))`;
  const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
  return new Instance(new Module(compile(text)), { env: { memory } }).exports.move;
}

interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, Mover> };
}
