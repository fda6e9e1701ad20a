import {
  abs,
  add,
  cast,
  div,
  equal,
  exp,
  fill,
  less,
  lessEqual,
  log,
  logicalAnd,
  logicalNot,
  logicalOr,
  mul,
  neg,
  notEqual,
  pow,
  scalar,
  sqrt,
  sub,
  sum,
  type Tensor,
  tidy,
  where,
} from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import type { Formula } from './formula';
import { checkFormula, symbolInWords } from './formula-definition';
import type { Operation, Program, Value } from './program';
import { type Part, toRunner } from './run-passes';
import type { Scalars } from './to-scalars';

/** Tensors by symbol, and scalars. */
export interface TensorPart {
  tensors: Readonly<Record<string, Tensor>>;
  scalars: Scalars;
}

/** Tensors by symbol in, new tensors of the updated symbols out; the caller owns both. */
export interface TensorStep {
  (tensors: TensorPart['tensors'], scalars: Scalars): Record<string, Tensor>;
  /**
   * Runs over several tensors together, globalSum and globalNorm over all of them, and returns for each the updated
   * tensors and the scalar state.
   */
  all(parts: readonly TensorPart[]): { tensors: Record<string, Tensor>; scalars: Scalars }[];
}

/** a where the condition holds or a is NaN, else b: the kernels of some backends drop a NaN. */
const chosen = (condition: Tensor, a: Tensor, b: Tensor): Tensor =>
  where(logicalOr(condition, notEqual(a, a)), a, b);

/** TensorFlow.js' operations, but for those that lose NaN on some backends: sign, max and min. */
export const tensorOperations: Readonly<Record<Operation, (...args: Tensor[]) => Tensor>> = {
  add: (a, b) => add(a, b),
  subtract: (a, b) => sub(a, b),
  multiply: (a, b) => mul(a, b),
  divide: (a, b) => div(a, b),
  negate: (a) => neg(a),
  sqrt: (a) => sqrt(a),
  abs: (a) => abs(a),
  sign: (a) => where(less(a, 0), scalar(-1), where(less(scalar(0), a), scalar(1), a)),
  max: (a, b) => chosen(less(b, a), a, b),
  min: (a, b) => chosen(less(a, b), a, b),
  exp: (a) => exp(a),
  log: (a) => log(a),
  power: (a, b) => pow(a, b),
  less: (a, b) => less(a, b),
  lessEqual: (a, b) => lessEqual(a, b),
  equal: (a, b) => equal(a, b),
  notEqual: (a, b) => notEqual(a, b),
  and: (a, b) => logicalAnd(a, b),
  or: (a, b) => logicalOr(a, b),
  not: (a) => logicalNot(a),
  select: (condition, a, b) => where(condition, a, b),
};

/**
 * A formula as a graph of TensorFlow.js operations on whatever backend holds the tensors, in float32.
 *
 * @throws InvalidInput for what is no formula, and when it runs, for a symbol without its tensor
 * @returns a function that leaves its arguments as they are and returns the updated tensors; nothing else stays behind
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
 * const step = toTensors(descent);
 * step({ p: tf.tensor1d([1, 2]), g: tf.tensor1d([10, -10]) }, { lr: 0.5 }).p.arraySync() // [ -4, 7 ]
 * ```
 */
export function toTensors(formula: Formula, operations = tensorOperations): TensorStep {
  checkFormula('toTensors', formula);
  const program = formula.program('float32');
  const read = [
    ...new Set(program.passes.flatMap(({ loads, stores }) => [...loads, ...stores.map(({ name }) => name)])),
  ];
  const run = toRunner(program);
  const all: TensorStep['all'] = (parts) => {
    for (const { tensors } of parts) checkTensors(formula, read, tensors);
    const scalars: Scalars[] = [];
    const results = tidy(() => {
      const graphs = parts.map(({ tensors }) => graphOf(program, tensors, operations));
      scalars.push(...run(graphs.map((graph, k) => ({ scalars: parts[k].scalars, run: graph.run }))));
      return graphs.map((graph) => graph.results);
    });
    return results.map((tensors, k) => ({ tensors, scalars: scalars[k] }));
  };
  return Object.assign(
    (tensors: TensorPart['tensors'], scalars: Scalars) => all([{ tensors, scalars }])[0].tensors,
    { all },
  );
}

/** The passes over the tensors of one variable as operations; what a pass computes, later ones share. */
function graphOf(
  program: Program,
  tensors: TensorPart['tensors'],
  operations: typeof tensorOperations,
): { run: Part['run']; results: Record<string, Tensor> } {
  const computed = new Map<number, Tensor>();
  const numbers = new Map<number, number>();
  const results: Record<string, Tensor> = {};
  const updated = program.passes[program.passes.length - 1].stores.map(({ name }) => name);
  // Some operations refuse to broadcast scalars to no element at all.
  const isEmpty = updated.length > 0 && updated.every((name) => tensors[name].size === 0);
  const compute = (value: Value): Tensor => {
    if (value.kind === 'array') return tensors[value.name];
    if (value.kind !== 'operation') throw new Error(`${value.kind} in the body of a graph`);
    return operations[value.operation](...value.args.map((arg) => computed.get(arg) as Tensor));
  };
  const total = (id: number): number => {
    const value = program.values[id];
    if (value.kind !== 'sum') throw new Error(`${value.kind} among the sums of a graph`);
    return sum(computed.get(value.args[0]) as Tensor).dataSync()[0];
  };
  const run: Part['run'] = (i, uniforms) => {
    const pass = program.passes[i];
    if (isEmpty) {
      for (const { name } of pass.stores) results[name] = tensors[name].clone();
      return pass.sums.map(() => 0);
    }
    pass.uniforms.forEach((id, k) => {
      numbers.set(id, uniforms[k]);
      computed.set(id, scalar(uniforms[k], 'float32'));
    });
    for (const id of pass.body) {
      if (!computed.has(id)) computed.set(id, compute(program.values[id]));
    }
    for (const { name, value } of pass.stores) {
      const number = numbers.get(value);
      // A clone, so that a result never is one of the caller's tensors.
      results[name] =
        number === undefined
          ? cast(computed.get(value) as Tensor, 'float32').clone()
          : fill(tensors[name].shape, number);
    }
    return pass.sums.map(total);
  };
  return { run, results };
}

function checkTensors({ name: rule, symbols }: Formula, read: readonly string[], tensors: unknown): void {
  checkObject(`${rule}: tensors`, tensors, 'an object of tensors by symbol');
  for (const name of read) {
    const tensor = (tensors as Record<string, Partial<Tensor> | null | undefined>)[name];
    if (typeof tensor?.size === 'number' && tensor.dataId !== undefined) continue;
    const subject = `${rule}: ${symbolInWords(name, symbols[name])}`;
    throw new InvalidInput({ subject, given: tensor, allowed: 'a tensor' });
  }
}
