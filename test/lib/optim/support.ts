import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

/** Each backend that runs everywhere, fused (arena or heap) and as a graph of tensor operations. */
export const ways = [
  ['cpu', true],
  ['cpu', false],
  ['wasm', true],
  ['wasm', false],
] as const;

export const use = async (backend: string, fused: boolean): Promise<void> => {
  process.env.OPTLAB_FUSED = fused ? '1' : '0';
  await tf.setBackend(backend);
};

/** Frees what a test has left, for `afterEach`. */
export const leave = (): void => {
  tf.disposeVariables();
  delete process.env.OPTLAB_FUSED;
};

/** Reproducible numbers without structure. */
export const numbers = (length: number, seed: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 2);

export const vector = (name: string, values: ArrayLike<number>): tf.Variable =>
  tf.tidy(() => tf.variable(tf.tensor1d(Array.from(values)), true, name));

export const valuesOf = (...variables: tf.Variable[]): number[] =>
  variables.flatMap((variable) => [...variable.dataSync()]);
