import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import fc from 'fast-check';
import { all, create } from 'mathjs';
import { type RuleOptimizer, type Scalars, toLoop, toTensors, toWasm } from 'optlab';
import { ulps } from '../../formula/executions';
import { optimizers } from './optimizers';

type Arrays = Readonly<Record<string, readonly number[]>>;
type Results = Record<string, ArrayLike<number>>;
type Execution = (optimizer: RuleOptimizer, arrays: Arrays, scalars: Scalars) => Results;

const copies = (type: Float32ArrayConstructor | Float64ArrayConstructor, arrays: Arrays) =>
  Object.fromEntries(Object.entries(arrays).map(([symbol, values]) => [symbol, type.from(values)]));

const loop =
  (precision: 'float32' | 'float64'): Execution =>
  ({ formula }, arrays, scalars) => {
    const own = copies(precision === 'float32' ? Float32Array : Float64Array, arrays);
    return { ...own, scalars: Object.values(toLoop(formula, precision)(own, scalars)) };
  };

const simd: Execution = ({ formula }, arrays, scalars) => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const offsets: Record<string, number> = {};
  let end = 1;
  for (const [symbol, values] of Object.entries(arrays)) {
    offsets[symbol] = 4 * end;
    new Float32Array(memory.buffer).set(values, end);
    end += values.length + 1;
  }
  const next = toWasm(formula, memory)(arrays.p.length, offsets, scalars);
  const own = Object.entries(arrays).map(([symbol, { length }]) => [
    symbol,
    new Float32Array(memory.buffer, offsets[symbol], length).slice(),
  ]);
  return { ...Object.fromEntries(own), scalars: Object.values(next) };
};

const graph: Execution = ({ formula }, arrays, scalars) =>
  tf.tidy(() => {
    const own = Object.entries(arrays).map(([symbol, values]) => [symbol, tf.tensor1d([...values])]);
    const [step] = toTensors(formula).all([{ tensors: Object.fromEntries(own), scalars }]);
    const results = Object.entries(step.tensors).map(([symbol, held]) => [symbol, held.dataSync().slice()]);
    return { ...arrays, ...Object.fromEntries(results), scalars: Object.values(step.scalars) };
  }) as unknown as Results;

const { parse } = create(all, { relTol: 1e-300, absTol: 0 });

/** mathjs' own evaluation of the lines for one element after the other. */
const interpreter: Execution = ({ formula, initialScalars }, arrays, scalars) => {
  const own = copies(Float64Array, arrays);
  const lines = formula.lines
    .map((line) => line.split(/ = (.*)/s))
    .map(([target, right]) => ({ target, code: parse(right).compile() }));
  let scope: Record<string, unknown> = {};
  for (let i = 0; i < own.p.length; i++) {
    scope = { ...scalars, select: (condition: boolean, a: unknown, b: unknown) => (condition ? a : b) };
    for (const symbol of Object.keys(own)) scope[symbol] = own[symbol][i];
    for (const { target, code } of lines) scope[target] = code.evaluate(scope);
    for (const symbol of Object.keys(own)) own[symbol][i] = scope[symbol] as number;
  }
  return { ...own, scalars: Object.keys(initialScalars).map((symbol) => Number(scope[symbol])) };
};

/** The largest distance between two results over all arrays. */
const apart = (a: Results, b: Results, distance: (x: number, y: number) => number): number =>
  Math.max(
    0,
    ...Object.keys(a).flatMap((symbol) => Array.from(a[symbol], (x, i) => distance(x, b[symbol][i]))),
  );
const relative = (x: number, y: number) => Math.abs(x - y) / Math.max(1, Math.abs(x));

const signed = fc.float({ min: -4, max: 4, noNaN: true });
const positive = fc.float({ min: Math.fround(0.01), max: 4, noNaN: true });

/** A gradient, parameters and state that may have come to be, and a step's number. */
const situation = (optimizer: RuleOptimizer) =>
  fc.integer({ min: 1, max: 37 }).chain((length) => {
    const array = (element: fc.Arbitrary<number>) =>
      fc.array(element, { minLength: length, maxLength: length });
    const state = Object.keys(optimizer.initialState).map((symbol) => [symbol, array(positive)] as const);
    return fc.record({
      arrays: fc.record({
        g: array(signed),
        p: array(signed),
        ...Object.fromEntries(state),
      }) as fc.Arbitrary<Arrays>,
      scalars: fc.integer({ min: 1, max: 60 }).map((t) => ({
        ...optimizer.scalarsAt(t),
        ...Object.fromEntries(Object.keys(optimizer.initialScalars).map((symbol) => [symbol, 0.9 ** t])),
      })),
    });
  });

describe.each(optimizers)('%s', (_, make) => {
  const optimizer = make({});
  const sums = optimizer.formula.lines.some((line) => line.includes('norm2'));
  const check = (one: Execution, other: Execution, distance: typeof ulps, limit: number) =>
    fc.assert(
      fc.property(situation(optimizer), ({ arrays, scalars }) => {
        const found = apart(one(optimizer, arrays, scalars), other(optimizer, arrays, scalars), distance);
        expect(found).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 25 },
    );

  test('gives the same bits as SIMD kernel and as float32 loop', () => {
    check(simd, loop('float32'), ulps, sums ? 8 : 0);
  });

  test.each(['cpu', 'wasm'])('is within 4 ulp as tensor operations on the %s backend', async (backend) => {
    await tf.setBackend(backend);
    check(graph, loop('float32'), ulps, sums ? 64 : 4);
  });

  if (!sums) {
    test('is the mathematics of its lines, as mathjs evaluates them', () => {
      check(loop('float64'), interpreter, relative, 1e-12);
    });
  }
});
