import { dirname, join } from 'node:path';
import { setBackend, version_core } from '@tensorflow/tfjs-core';
import { quietly } from './quietly';
import type { Started } from './report';
import { Unavailable } from './unavailable';

interface TfjsWasm {
  setWasmPaths(prefix: string): void;
  getThreadsCount(): number;
}

/** Starts the wasm backend from the files of its package: SIMD, one thread (Node gives it no others). */
export async function startWasm(): Promise<Started> {
  try {
    const wasm = quietly(() => require('@tensorflow/tfjs-backend-wasm') as TfjsWasm);
    wasm.setWasmPaths(`${join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')))}/`);
    if (!(await setBackend('wasm'))) throw new Error('WebAssembly did not start.');
  } catch (error) {
    throw new Unavailable((error as Error).message.split('\n')[0]);
  }
  return { device: 'the CPU', version: version_core, threads: 1 };
}
