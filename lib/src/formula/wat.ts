import type { Operation } from './program';

const binary =
  (instruction: string) =>
  (a: string, b: string): string =>
    `(${instruction} ${a} ${b})`;
const unary =
  (instruction: string) =>
  (a: string): string =>
    `(${instruction} ${a})`;
const splat = (value: number): string => `(f32x4.splat (f32.const ${value}))`;
const select = (condition: string, a: string, b: string): string => `(v128.bitselect ${a} ${b} ${condition})`;

/** There is no SIMD instruction for it: each lane goes through the imported function of JavaScript, in float64. */
const lanewise =
  (name: string) =>
  (...args: string[]): string => {
    const lane = (i: number): string => {
      const operands = args.map((arg) => `(f64.promote_f32 (f32x4.extract_lane ${i} ${arg}))`);
      return `(f32.demote_f64 (call $${name} ${operands.join(' ')}))`;
    };
    return [1, 2, 3].reduce(
      (rest, i) => `(f32x4.replace_lane ${i} ${rest} ${lane(i)})`,
      `(f32x4.splat ${lane(0)})`,
    );
  };

/** WebAssembly text of each operation on the texts of its arguments: four lanes of float32, or of masks. */
export const wat: Readonly<Record<Operation, (...args: string[]) => string>> = {
  add: binary('f32x4.add'),
  subtract: binary('f32x4.sub'),
  multiply: binary('f32x4.mul'),
  divide: binary('f32x4.div'),
  negate: unary('f32x4.neg'),
  sqrt: unary('f32x4.sqrt'),
  abs: unary('f32x4.abs'),
  // Zeros of either sign and NaN are their own sign, as in JavaScript.
  sign: (a) =>
    select(`(f32x4.lt ${a} ${splat(0)})`, splat(-1), select(`(f32x4.lt ${splat(0)} ${a})`, splat(1), a)),
  max: binary('f32x4.max'),
  min: binary('f32x4.min'),
  exp: lanewise('exp'),
  log: lanewise('log'),
  power: lanewise('power'),
  less: binary('f32x4.lt'),
  lessEqual: binary('f32x4.le'),
  equal: binary('f32x4.eq'),
  notEqual: binary('f32x4.ne'),
  and: binary('v128.and'),
  or: binary('v128.or'),
  not: unary('v128.not'),
  select,
};

/** What the lanewise operations call, and with how many arguments. */
export const imports: readonly { name: string; arity: number; run: (...args: number[]) => number }[] = [
  { name: 'exp', arity: 1, run: Math.exp },
  { name: 'log', arity: 1, run: Math.log },
  { name: 'power', arity: 2, run: Math.pow },
];
