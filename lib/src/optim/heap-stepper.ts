import { backend, type DataId, engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { type LinearMemory, type Scalars, toWasm, type WasmKernel } from '../formula';
import { TensorSlots } from './graph-stepper';
import type { Variant } from './rule';
import type { SlotSource, Slots, Stepper, Update } from './stepper';

/** What TensorFlow.js' wasm backend shows of its heap. */
interface HeapBackend {
  wasm: { asm?: { memory?: LinearMemory } };
  dataIdMap: { has(id: DataId): boolean; get(id: DataId): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: 'float32'): TensorInfo;
}

/** The memory of the wasm backend, if that is the backend and it can be reached. */
export function heapMemory(): LinearMemory | undefined {
  const memory = (backend() as unknown as Partial<HeapBackend>).wasm?.asm?.memory;
  return memory && 'buffer' in memory ? memory : undefined;
}

/**
 * Steps on the heap of TensorFlow.js' wasm backend, without a copy: the state in place, the parameters into a new tensor.
 * (Not in place: others may share a variable's data, and the backend keeps packed copies of the matrices that it
 * multiplies by.)
 */
export class HeapStepper implements Stepper {
  readonly #slots = new TensorSlots();
  readonly #kernel: WasmKernel;

  constructor({ formula }: Variant, memory: LinearMemory) {
    this.#kernel = toWasm(formula, memory);
  }

  step(updates: readonly Update[], scalars: (t: number) => Scalars, slotsOf: SlotSource): void {
    const heap = backend() as unknown as HeapBackend;
    for (const { variable, gradient, t } of updates) {
      const slots = this.#slots.of(variable, slotsOf);
      const borrowed: Tensor[] = [];
      const offset = (held: Tensor): number => {
        let here = held;
        if (!heap.dataIdMap.has(held.dataId)) {
          here = held.clone();
          borrowed.push(here);
        }
        return heap.dataIdMap.get(here.dataId).memoryOffset;
      };
      const offsets: Record<string, number> = { p: offset(variable), g: offset(gradient) };
      for (const [symbol, held] of Object.entries(slots)) offsets[symbol] = offset(held);
      const next = engine().makeTensorFromTensorInfo(heap.makeOutput(variable.shape, 'float32'));
      this.#kernel(variable.size, offsets, scalars(t), { p: offset(next) });
      variable.assign(next as typeof variable);
      next.dispose();
      for (const copy of borrowed) copy.dispose();
    }
  }

  read(): Map<string, Slots> {
    return this.#slots.read();
  }

  copies(): Map<string, Record<string, Tensor>> {
    return this.#slots.copies();
  }

  dispose(): void {
    this.#slots.dispose();
  }
}
