import { InvalidInput } from '../errors';
import { checkArrays, type FloatArrays } from './check-arrays';
import type { Formula } from './formula';
import { checkFormula } from './formula-definition';
import { javascript } from './javascript';
import type { Pass, Precision, Program, Value } from './program';
import { toRunner } from './run-passes';
import type { Scalars } from './to-scalars';

/** Runs a formula once over whole arrays, in place. */
export interface Loop {
  /** Runs over the arrays of one tensor and returns the scalar state after it. */
  (arrays: FloatArrays, scalars: Scalars): Scalars;
  /** Runs over several tensors together: globalSum and globalNorm run over all of them. */
  all(parts: readonly { arrays: FloatArrays; scalars: Scalars }[]): Scalars[];
}

/**
 * A formula as one fused JavaScript loop over typed arrays.
 *
 * In float32 every operation rounds as hardware in float32 does, so that the result is that of the SIMD kernel, bit
 * for bit; in float64 the operations are those of the lines, in their order.
 *
 * @param precision the precision of the arithmetic: that of the arrays
 * @throws InvalidInput for what is no formula or precision, and when it runs, for arrays of another type or length
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
 * const p = Float64Array.of(1, 2);
 * toLoop(descent, 'float64')({ p, g: Float64Array.of(10, -10) }, { lr: 0.5 });
 * p // Float64Array(2) [ -4, 7 ]
 * ```
 */
export function toLoop(formula: Formula, precision: Precision, operations = javascript): Loop {
  checkFormula('toLoop', formula);
  if (precision !== 'float32' && precision !== 'float64') {
    const allowed = "'float32' or 'float64'";
    throw new InvalidInput({ subject: 'toLoop: precision', given: precision, allowed });
  }
  const program = formula.program(precision);
  const passes = program.passes.map((pass) => compile(program, pass, precision, operations));
  const run = toRunner(program);
  const all: Loop['all'] = (parts) => {
    for (const { arrays } of parts) checkArrays(formula, arrays, precision);
    return run(
      parts.map(({ arrays, scalars }) => ({
        scalars,
        run: (pass, uniforms) => passes[pass](arrays, uniforms),
      })),
    );
  };
  return Object.assign((arrays: FloatArrays, scalars: Scalars) => all([{ arrays, scalars }])[0], { all });
}

type CompiledPass = (arrays: FloatArrays, uniforms: readonly number[]) => number[];

function compile(
  { values }: Program,
  pass: Pass,
  precision: Precision,
  operations: typeof javascript,
): CompiledPass {
  const round = (value: Value, text: string): string =>
    precision === 'float32' && value.type === 'real' ? `fround(${text})` : text;
  const names = [...new Set([...pass.loads, ...pass.stores.map(({ name }) => name)])];
  const array = (name: string): string => `a${names.indexOf(name)}`;
  const source = (value: Value): string => {
    if (value.kind === 'array') return `${array(value.name)}[i]`;
    if (value.kind !== 'operation') throw new Error(`${value.kind} in the body of a loop`);
    return round(value, operations[value.operation](...value.args.map((arg) => `x${arg}`)));
  };
  const lines = [
    'const fround = Math.fround;',
    ...names.map((name) => `const ${array(name)} = arrays[${JSON.stringify(name)}];`),
    ...pass.uniforms.map((id, i) => `const x${id} = ${round(values[id], `uniforms[${i}]`)};`),
    ...pass.sums.map((id) => `let s${id} = 0;`),
    `const length = ${names.length > 0 ? `${array(names[0])}.length` : '0'};`,
    'for (let i = 0; i < length; i++) {',
    ...pass.body.map((id) => `  const x${id} = ${source(values[id])};`),
    ...pass.stores.map(({ name, value }) => `  ${array(name)}[i] = x${value};`),
    ...pass.sums.map((id) => `  s${id} += x${(values[id] as Value & { kind: 'sum' }).args[0]};`),
    '}',
    `return [${pass.sums.map((id) => `s${id}`).join(', ')}];`,
  ];
  return new Function('arrays', 'uniforms', lines.join('\n')) as CompiledPass;
}
