import { argumentsOf, type Pass, type Program, type Value } from './program';
import { imports, wat } from './wat';

/**
 * WebAssembly text of a program: a function `pass0`, `pass1`, ... for each pass.
 *
 * It takes the number of elements, a pointer (in bytes) to each array that it loads, one to where each result goes, and
 * a float32 for each scalar, and returns the sums of the pass in float64. The loop runs four elements at a time; the last one to three go through the same
 * instructions one at a time, loaded into the first lane.
 */
export function toWat(program: Program, shared: boolean, operations = wat): string {
  const functions = program.passes.map((pass, i) => passToWat(program, pass, `pass${i}`, operations));
  const called = imports.filter(({ name }) => functions.some((text) => text.includes(`(call $${name} `)));
  return [
    '(module',
    `(import "env" "memory" (memory ${shared ? '0 65536 shared' : '0'}))`,
    ...called.map(
      ({ name, arity }) =>
        `(import "env" "${name}" (func $${name} (param${' f64'.repeat(arity)}) (result f64)))`,
    ),
    ...functions,
    ')',
  ].join('\n');
}

function passToWat({ values }: Program, pass: Pass, name: string, operations: typeof wat): string {
  const address = (pointer: string): string => `(i32.add (local.get ${pointer}) (local.get $i))`;
  const get = (id: number): string => `(local.get $x${id})`;
  const summed = (id: number): number => argumentsOf(values[id])[0];

  const body = (lanes: 1 | 4): string[] => {
    const load = lanes === 4 ? 'v128.load align=4' : 'v128.load32_zero align=4';
    const store = lanes === 4 ? 'v128.store align=4' : 'v128.store32_lane align=4 0';
    const source = (value: Value): string => {
      if (value.kind === 'array') return `(${load} ${address(`$from${pass.loads.indexOf(value.name)}`)})`;
      if (value.kind !== 'operation') throw new Error(`${value.kind} in the body of a loop`);
      return operations[value.operation](...value.args.map(get));
    };
    return [
      ...pass.body.map((id) => `(local.set $x${id} ${source(values[id])})`),
      ...pass.stores.map(({ value }, k) => `(${store} ${address(`$to${k}`)} ${get(value)})`),
      ...pass.sums.map(
        (id) => `(local.set $s${id} (f64x2.add (local.get $s${id}) ${halves(get(summed(id)), lanes)}))`,
      ),
    ];
  };
  const loop = (label: string, end: string, lanes: 1 | 4): string[] => [
    `(block $after_${label} (loop $${label}`,
    `(br_if $after_${label} (i32.ge_u (local.get $i) (local.get ${end})))`,
    ...body(lanes),
    `(local.set $i (i32.add (local.get $i) (i32.const ${4 * lanes})))`,
    `(br $${label})))`,
  ];
  const uniforms = pass.uniforms.map((id, i) => ({ id, parameter: `$u${i}` }));
  const results = pass.sums.length > 0 ? ` (result${' f64'.repeat(pass.sums.length)})` : '';
  return [
    `(func (export "${name}") (param $length i32)`,
    ...pass.loads.map((_, k) => `(param $from${k} i32)`),
    ...pass.stores.map((_, k) => `(param $to${k} i32)`),
    ...uniforms.map(({ parameter }) => `(param ${parameter} f32)`),
    `${results} (local $i i32) (local $end i32) (local $quads i32)`,
    ...[...pass.uniforms, ...pass.body].map((id) => `(local $x${id} v128)`),
    ...pass.sums.map((id) => `(local $s${id} v128)`),
    ...uniforms.map(({ id, parameter }) => `(local.set $x${id} (f32x4.splat (local.get ${parameter})))`),
    '(local.set $end (i32.shl (local.get $length) (i32.const 2)))',
    '(local.set $quads (i32.and (local.get $end) (i32.const -16)))',
    ...loop('four', '$quads', 4),
    ...loop('one', '$end', 1),
    ...pass.sums.map(
      (id) =>
        `(f64.add (f64x2.extract_lane 0 (local.get $s${id})) (f64x2.extract_lane 1 (local.get $s${id})))`,
    ),
    ')',
  ].join('\n');
}

/** The lanes of a float32 vector as two float64 numbers to add to a sum. */
function halves(vector: string, lanes: 1 | 4): string {
  if (lanes === 1) {
    return `(f64x2.replace_lane 0 (v128.const f64x2 0 0) (f64.promote_f32 (f32x4.extract_lane 0 ${vector})))`;
  }
  const upper = `(i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 ${vector} ${vector})`;
  return `(f64x2.add (f64x2.promote_low_f32x4 ${vector}) (f64x2.promote_low_f32x4 ${upper}))`;
}
