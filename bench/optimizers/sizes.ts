import * as tf from '@tensorflow/tfjs';
import { adam, toLoop, toWasm, webAssembly } from 'optlab';
import { measureTogether } from '../support/measure';
import { milliseconds, percent, printTable, times } from '../support/print';
import { bandwidthKernel } from './bandwidth';

const symbols = ['g', 'm', 'v', 'p'] as const;
const optimizer = adam();

/** Adam's step, one core, float32: SIMD kernel, plain loop, and `tf.train.adam` on the present backend, wasm. */
export async function sizes(lengths: readonly number[]): Promise<void> {
  const rows = lengths.map((length) => {
    const simd = simdStep(length);
    const budget = length >= 1e7 ? 4000 : 2000;
    const timings = measureTogether(
      { bound: simd.bound, simd: simd.step, loop: loopStep(length), tfjs: tfjsStep(length) },
      { budget, least: 3 },
    );
    tf.disposeVariables();
    const { bound, simd: ours, loop, tfjs } = timings;
    return [
      length.toExponential(0).replace('+', ''),
      times(tfjs, ours),
      times(loop, ours),
      percent(bound.median / ours.median),
      ...[ours, loop, tfjs, bound].map(milliseconds),
    ];
  });
  printTable(
    "Adam's step, float32, one core (ms, median and half the quartile distance)",
    [
      'parameters',
      'tf.train / SIMD',
      'loop / SIMD',
      'share of bound',
      'SIMD',
      'loop',
      'tf.train.adam, wasm',
      'bound',
    ],
    rows,
  );
}

const gradient = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => Math.sin(i + 1));

function simdStep(length: number): Record<'step' | 'bound', (round: number) => void> {
  if (!webAssembly) throw new Error('this engine has no WebAssembly');
  // A cache line apart beyond their length, so that the arrays do not compete for the same lines of the cache.
  const stride = Math.ceil((4 * length) / 64) * 64 + 64;
  const memory = new webAssembly.Memory({ initial: Math.ceil((4 * stride) / 65536) });
  const offsets = Object.fromEntries(symbols.map((symbol, i) => [symbol, i * stride]));
  const fill = () => {
    new Float32Array(memory.buffer as ArrayBuffer).fill(0);
    new Float32Array(memory.buffer as ArrayBuffer, 0, length).set(gradient(length));
  };
  const kernel = toWasm(optimizer.formula, memory);
  const bound = bandwidthKernel(memory);
  let mine = false;
  return {
    step: (t) => {
      // The bound leaves numbers behind that no run of Adam has, such as negative squares.
      if (!mine) fill();
      mine = true;
      kernel(length, offsets, optimizer.scalarsAt(t));
    },
    bound: () => {
      mine = false;
      bound(length, offsets);
    },
  };
}

function loopStep(length: number): (round: number) => void {
  const arrays = Object.fromEntries(symbols.map((symbol) => [symbol, new Float32Array(length)]));
  arrays.g.set(gradient(length));
  const loop = toLoop(optimizer.formula, 'float32');
  return (t) => loop(arrays, optimizer.scalarsAt(t));
}

function tfjsStep(length: number): (round: number) => void {
  const variable = tf.variable(tf.zeros([length]));
  const named = [{ name: variable.name, tensor: tf.tensor1d(gradient(length)) }];
  const theirs = tf.train.adam(1e-3, 0.9, 0.999, 1e-8);
  return () => theirs.applyGradients(named);
}
