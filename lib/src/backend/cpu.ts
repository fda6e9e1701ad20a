import { backend, setBackend, version_core } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs';
import type { Started } from './report';

/** Starts the backend that always runs: plain JavaScript, one thread. */
export async function startCpu(): Promise<Started> {
  await setBackend('cpu');
  // Its first operation would advise to install tfjs-node: backend() has already said why that does not run.
  (backend() as { firstUse?: boolean }).firstUse = false;
  return { device: 'the CPU', version: version_core, threads: 1 };
}
