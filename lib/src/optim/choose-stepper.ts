import { backend, getBackend } from '@tensorflow/tfjs-core';
import { wasmIsAvailable } from '../formula';
import { ArenaStepper } from './arena-stepper';
import { GraphStepper } from './graph-stepper';
import { HeapStepper, heapMemory } from './heap-stepper';
import type { Variant } from './rule';
import type { Stepper } from './stepper';

/** The ways to take a step. */
export type Way = 'arena' | 'heap' | 'graph';

/**
 * The best way to step on the present backend: in place on the wasm backend's heap, in an arena where tensors are in
 * the CPU's memory anyway, and as a graph on GPUs. `OPTLAB_FUSED=0` makes it a graph everywhere.
 */
export function bestWay(): Way {
  if (typeof process !== 'undefined' && process.env.OPTLAB_FUSED === '0') return 'graph';
  switch (getBackend()) {
    case 'cpu':
      return 'arena';
    case 'tensorflow':
      return (backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice ? 'graph' : 'arena';
    case 'wasm':
      return wasmIsAvailable() && heapMemory() ? 'heap' : 'arena';
    default:
      return 'graph';
  }
}

export function makeStepper(way: Way, variant: Variant): Stepper {
  const memory = way === 'heap' ? heapMemory() : undefined;
  if (memory) return new HeapStepper(variant, memory);
  return way === 'graph' ? new GraphStepper(variant) : new ArenaStepper(variant);
}
