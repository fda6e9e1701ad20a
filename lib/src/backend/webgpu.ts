import { setBackend, version_core } from '@tensorflow/tfjs-core';
import { quietly } from './quietly';
import type { Started } from './report';
import { Unavailable } from './unavailable';

interface Adapter {
  info?: {
    vendor?: string;
    architecture?: string;
    device?: string;
    description?: string;
    isFallbackAdapter?: boolean;
  };
  isFallbackAdapter?: boolean;
}

interface Gpu {
  requestAdapter(options?: { powerPreference: string }): Promise<Adapter | null>;
}

/**
 * Starts the webgpu backend on a graphics processor, through the browser's `navigator.gpu` or Dawn's.
 *
 * @param software whether an adapter that is only emulated will do: it is slower than the wasm backend
 */
export async function startWebgpu(software: boolean): Promise<Started> {
  const gpu = await findGpu();
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter)
    throw new Unavailable('no WebGPU adapter found: it needs a graphics processor and its driver.');
  const device = nameOf(adapter);
  if (!software && isEmulated(adapter, device)) {
    throw new Unavailable(`the only WebGPU adapter, ${device}, emulates a graphics processor.`);
  }
  announce(gpu);
  try {
    quietly(() => require('@tensorflow/tfjs-backend-webgpu'));
    if (!(await setBackend('webgpu'))) throw new Error('it did not start.');
  } catch (error) {
    throw new Unavailable(`on ${device}, ${(error as Error).message}`);
  }
  return { device, version: version_core };
}

const ownGpu = (): Gpu | undefined => (globalThis as { navigator?: { gpu?: Gpu } }).navigator?.gpu;

async function findGpu(): Promise<Gpu> {
  const own = ownGpu();
  if (own) return own;
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    return create([]) as Gpu;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code?.includes('MODULE_NOT_FOUND');
    const [why] = (error as Error).message.split('\n');
    throw new Unavailable(
      missing ? 'the package webgpu is not installed.' : `the package webgpu cannot be loaded: ${why}`,
    );
  }
}

/** tfjs looks for the processor where browsers keep it; Node 21 and newer have a navigator without one. */
function announce(gpu: Gpu): void {
  if (ownGpu()) return;
  const { navigator = {} } = globalThis as { navigator?: object };
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
}

function nameOf({ info = {} }: Adapter): string {
  const { description, device, vendor, architecture } = info;
  return description || device || [vendor, architecture].filter(Boolean).join(' ') || 'a graphics processor';
}

const isEmulated = (adapter: Adapter, name: string): boolean =>
  adapter.isFallbackAdapter === true ||
  adapter.info?.isFallbackAdapter === true ||
  /swiftshader|llvmpipe|lavapipe|basic render/i.test(name);
