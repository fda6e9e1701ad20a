import type { LinearMemory } from 'optlab';
import { compile } from 'watr';

/**
 * The bandwidth bound of Adam's step: an in-place SIMD loop that reads g, m, v and p and writes m, v and p, with no
 * arithmetic: each value moves to the next array.
 */
export function bandwidthKernel(
  memory: LinearMemory,
): (length: number, offsets: Readonly<Record<string, number>>) => void {
  const text = `(module (import "env" "memory" (memory 0))
    (func (export "move") (param $n i32) (param $g i32) (param $m i32) (param $v i32) (param $p i32)
      (local $i i32) (local $end i32) (local $G v128) (local $M v128) (local $V v128) (local $P v128)
      (local.set $end (i32.and (i32.shl (local.get $n) (i32.const 2)) (i32.const -16)))
      (block $done (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $end)))
        (local.set $G (v128.load align=4 (i32.add (local.get $g) (local.get $i))))
        (local.set $M (v128.load align=4 (i32.add (local.get $m) (local.get $i))))
        (local.set $V (v128.load align=4 (i32.add (local.get $v) (local.get $i))))
        (local.set $P (v128.load align=4 (i32.add (local.get $p) (local.get $i))))
        (v128.store align=4 (i32.add (local.get $m) (local.get $i)) (local.get $P))
        (v128.store align=4 (i32.add (local.get $v) (local.get $i)) (local.get $M))
        (v128.store align=4 (i32.add (local.get $p) (local.get $i)) (local.get $V))
        (local.set $i (i32.add (local.get $i) (i32.const 16)))
        (br $next)))
      (v128.store align=4 (local.get $g) (local.get $G))))`;
  const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
  const { move } = new Instance(new Module(compile(text)), { env: { memory } }).exports;
  return (length, { g, m, v, p }) => move(length, g, m, v, p);
}

interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (
    module: object,
    imports: object,
  ) => { exports: Record<string, (...numbers: number[]) => void> };
}
