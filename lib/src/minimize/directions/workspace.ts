import { compile } from 'watr';
import { type LinearMemory, webAssembly } from '../../formula/webassembly';
import { addAndDot, addScaleAndDot, scaleAndDot } from './fused';

/** Where vectors of one length lie, and the passes over them, each of which goes through memory once. */
export interface Workspace {
  /** One of them, where a product can be computed. */
  readonly product: Float64Array;
  /** A new one, of zeros. */
  vector(): Float64Array;
  /** Whether a vector is from here, as the passes want all but the `v` of scaleAndDot. */
  owns(vector: Float64Array): boolean;
  /** to = scale v; returns to'w. */
  scaleAndDot(to: Float64Array, scale: number, v: ArrayLike<number>, w: Float64Array): number;
  /** to += a v; returns to'w. */
  addAndDot(to: Float64Array, a: number, v: Float64Array, w: Float64Array): number;
  /** to = scale (to + a v); returns to'v. */
  addScaleAndDot(to: Float64Array, a: number, v: Float64Array, scale: number): number;
}

/** From this length on the passes take so long that a memory of WebAssembly pays: to make one takes a millisecond. */
const LONG = 100_000;

/**
 * A workspace of vectors of n numbers for so many pairs, one more to be learnt, and the product: in a memory of
 * WebAssembly, where SIMD lets the passes keep up with the memory's bandwidth, if they are long and the engine has SIMD
 * and room; in arrays else.
 */
export function workspaceFor(n: number, pairs: number): Workspace {
  const count = 2 * (pairs + 1) + 1;
  return (n >= LONG ? inWebAssembly(n, count) : undefined) ?? inArrays(n);
}

export const inArrays = (n: number): Workspace => ({
  product: new Float64Array(n),
  vector: () => new Float64Array(n),
  owns: () => true,
  scaleAndDot,
  addAndDot,
  addScaleAndDot,
});

type Combine = (bytes: number, to: number, c: number, a: number, v: number, w: number) => number;

/** Four numbers a turn, in two sums that need not wait for each other: to = c to + a v; returns to'w. */
const combineText = `(module (import "env" "memory" (memory 0))
  (func (export "combine") (param $n i32) (param $to i32) (param $c f64) (param $a f64) (param $v i32) (param $w i32)
    (result f64)
    (local $end i32) (local $cc v128) (local $aa v128) (local $x v128) (local $y v128) (local $s v128) (local $t v128)
    (local.set $cc (f64x2.splat (local.get $c)))
    (local.set $aa (f64x2.splat (local.get $a)))
    (local.set $end (i32.add (local.get $to) (local.get $n)))
    (loop $next
      (local.set $x (f64x2.add
        (f64x2.mul (local.get $cc) (v128.load (local.get $to)))
        (f64x2.mul (local.get $aa) (v128.load (local.get $v)))))
      (local.set $y (f64x2.add
        (f64x2.mul (local.get $cc) (v128.load offset=16 (local.get $to)))
        (f64x2.mul (local.get $aa) (v128.load offset=16 (local.get $v)))))
      (v128.store (local.get $to) (local.get $x))
      (v128.store offset=16 (local.get $to) (local.get $y))
      (local.set $s (f64x2.add (local.get $s) (f64x2.mul (local.get $x) (v128.load (local.get $w)))))
      (local.set $t (f64x2.add (local.get $t) (f64x2.mul (local.get $y) (v128.load offset=16 (local.get $w)))))
      (local.set $to (i32.add (local.get $to) (i32.const 32)))
      (local.set $v (i32.add (local.get $v) (i32.const 32)))
      (local.set $w (i32.add (local.get $w) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end))))
    (local.set $s (f64x2.add (local.get $s) (local.get $t)))
    (f64.add (f64x2.extract_lane 0 (local.get $s)) (f64x2.extract_lane 1 (local.get $s)))))`;

let compiled: object | null | undefined;

/** The kernel; null where the engine has no SIMD. */
function combineModule(): object | null {
  if (compiled === undefined) {
    const bytes = compile(combineText);
    compiled = webAssembly?.validate(bytes) ? new webAssembly.Module(bytes) : null;
  }
  return compiled;
}

const PAGE = 65_536;

function inWebAssembly(n: number, count: number): Workspace | undefined {
  const module = combineModule();
  // Whole turns of the kernel: what is beyond n stays zero. A cache line apart, so that equal indices do not compete.
  const bytes = 32 * Math.ceil(n / 4);
  const stride = 64 * Math.ceil(bytes / 64) + 64;
  const pages = Math.ceil((count * stride) / PAGE);
  if (!webAssembly || !module || pages * PAGE >= 2 ** 32) return undefined;
  let memory: LinearMemory;
  try {
    memory = new webAssembly.Memory({ initial: pages });
  } catch {
    return undefined;
  }
  const { exports } = new webAssembly.Instance(module, { env: { memory } });
  const combine = exports.combine as Combine;
  let used = 0;
  const vector = () => new Float64Array(memory.buffer as ArrayBuffer, stride * used++, n);
  return {
    product: vector(),
    vector,
    owns: (vector) => vector.buffer === memory.buffer,
    scaleAndDot(to, scale, v, w) {
      to.set(v);
      return combine(bytes, to.byteOffset, scale, 0, w.byteOffset, w.byteOffset);
    },
    addAndDot: (to, a, v, w) => combine(bytes, to.byteOffset, 1, a, v.byteOffset, w.byteOffset),
    addScaleAndDot: (to, a, v, scale) =>
      combine(bytes, to.byteOffset, scale, scale * a, v.byteOffset, v.byteOffset),
  };
}
