import { getBackend } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../errors';
import { estimateNoise } from './noise';

/** Half a unit in the last place of float32: no value that is stored in it is more precise. */
const PRECISION = 2 ** -24;

/** Beyond this a value tells nothing. */
const MOST = 0.1;

/** The relative noise of a function in float32: what Moré and Wild's method finds, at least the rounding of its result. */
export function float32Noise(f: (x: Float64Array) => number, x: Float64Array): number {
  const { relative } = estimateNoise(f, x);
  // Where nothing is found the errors of a sum of many terms are assumed.
  return Math.min(MOST, relative > 0 ? Math.max(PRECISION, relative) : 8 * PRECISION);
}

/** @throws InvalidInput where numbers cannot be read from tensors at once */
export function checkSynchronous(caller: string): void {
  const name = getBackend();
  if (name !== 'webgpu') return;
  throw new InvalidInput({
    subject: `${caller}: the backend`,
    given: name,
    allowed: 'one that reads tensors at once: native, wasm or cpu',
    remedy: "Choose it by await backend({ prefer: 'native' }) before the tensors are made.",
  });
}
