import * as tf from '@tensorflow/tfjs-core';
import { all, create } from 'mathjs';
import { type Formula, type Scalars, toLoop, toTensors, toWasm } from 'optlab';

/** The arrays of the corpus. */
export type Arrays = Record<'g' | 'm' | 'v' | 'p', ArrayLike<number>>;
export const names = ['g', 'm', 'v', 'p'] as const;

type Type = Float32ArrayConstructor | Float64ArrayConstructor;
const copies = <T extends Type>(type: T, arrays: Arrays) =>
  Object.fromEntries(names.map((name) => [name, type.from(arrays[name])])) as Record<
    keyof Arrays,
    InstanceType<T>
  >;

/** Each execution takes the arrays and returns what becomes of them. */
export type Execution = (formula: Formula, arrays: Arrays, scalars: Scalars) => Arrays;

export const loop32 =
  (...operations: [] | [Parameters<typeof toLoop>[2]]): Execution =>
  (formula, arrays, scalars) => {
    const own = copies(Float32Array, arrays);
    toLoop(formula, 'float32', ...operations)(own, scalars);
    return own;
  };

export const loop64: Execution = (formula, arrays, scalars) => {
  const own = copies(Float64Array, arrays);
  toLoop(formula, 'float64')(own, scalars);
  return own;
};

/** Arrays lie back to back from an offset on, so that most of them start off the 16-byte grid. */
export const wasm =
  (start = 0, ...operations: [] | [Parameters<typeof toWasm>[2]]): Execution =>
  (formula, arrays, scalars) => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { length } = arrays.g;
    const guard = 12345.5;
    const everything = new Float32Array(memory.buffer).fill(guard);
    const offsets = Object.fromEntries(names.map((name, i) => [name, 4 * (start + i * (length + 1))]));
    for (const name of names) everything.set(Float32Array.from(arrays[name]), offsets[name] / 4);
    toWasm(formula, memory, ...operations)(length, offsets, scalars);
    const own = names.map((name) => {
      const [from, to] = [offsets[name] / 4, offsets[name] / 4 + length];
      const result = everything.slice(from, to);
      everything.fill(guard, from, to);
      return [name, result] as const;
    });
    if (everything.some((value) => value !== guard)) throw new Error('the kernel wrote outside its arrays');
    return Object.fromEntries(own) as unknown as Arrays;
  };

export const tensors =
  (...operations: [] | [Parameters<typeof toTensors>[1]]): Execution =>
  (formula, arrays, scalars) =>
    tf.tidy(() => {
      const own = Object.fromEntries(
        names.map((name) => [name, tf.tensor1d(Float32Array.from(arrays[name]))]),
      );
      const results = toTensors(formula, ...operations)(own, scalars);
      return Object.fromEntries(names.map((name) => [name, (results[name] ?? own[name]).dataSync().slice()]));
    }) as unknown as Arrays;

/** Its comparisons exact, as those of floating-point hardware are. */
const { parse } = create(all, { relTol: 1e-300, absTol: 0 });

/** mathjs' own evaluation of the lines, element by element: an implementation that shares nothing with ours. */
export const interpreter: Execution = (formula, arrays, scalars) => {
  const own = copies(Float64Array, arrays);
  const real = (value: unknown) =>
    typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : Number.NaN;
  const lines = formula.lines.map((line) => {
    const [target, ...rest] = line.split(/ = (.*)/s);
    return { target, code: parse(rest[0]).compile() };
  });
  for (let i = 0; i < own.g.length; i++) {
    const scope: Record<string, unknown> = { ...scalars };
    for (const name of names) scope[name] = own[name][i];
    scope.select = (condition: boolean, a: number, b: number) => (condition ? a : b);
    for (const { target, code } of lines) scope[target] = real(code.evaluate(scope));
    for (const name of names) own[name][i] = scope[name] as number;
  }
  return own;
};

/** Distance in units in the last place; infinite between a NaN and a number. */
export function ulps(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  return Math.abs(ordinal(a) - ordinal(b));
}

function ordinal(value: number): number {
  const bits = new Int32Array(Float32Array.of(value).buffer)[0];
  return bits < 0 ? -(bits & 0x7fffffff) : bits;
}

export const farthest = (a: Arrays, b: Arrays, distance: (x: number, y: number) => number): number =>
  Math.max(
    0,
    ...names.flatMap((name) => {
      if (a[name].length !== b[name].length) return [Infinity];
      return Array.from(a[name], (value, i) => distance(value, b[name][i]));
    }),
  );
