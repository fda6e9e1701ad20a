import {
  backend,
  type DataId,
  engine,
  type Tensor,
  type TensorInfo,
  type Variable,
} from '@tensorflow/tfjs-core';
import { type Formula, type LinearMemory, type Scalars, toWasm, type WasmKernel } from '../formula';
import { TensorSlots, tensorsOf } from './graph-stepper';
import { batches } from './joint';
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
  readonly #formula: Formula;
  readonly #kernel: WasmKernel;

  constructor({ formula }: Variant, memory: LinearMemory) {
    this.#formula = formula;
    this.#kernel = toWasm(formula, memory);
  }

  step(updates: readonly Update[], slotsOf: SlotSource): Scalars[] {
    return batches(this.#formula, updates).flatMap((batch) => this.#together(batch, slotsOf));
  }

  #together(updates: readonly Update[], slotsOf: SlotSource): Scalars[] {
    const heap = backend() as unknown as HeapBackend;
    const borrowed: Tensor[] = [];
    const offset = (held: Tensor): number => {
      let here = held;
      if (!heap.dataIdMap.has(held.dataId)) {
        here = held.clone();
        borrowed.push(here);
      }
      return heap.dataIdMap.get(here.dataId).memoryOffset;
    };
    const offsetsOf = (tensors: Readonly<Record<string, Tensor>>): Record<string, number> =>
      Object.fromEntries(Object.entries(tensors).map(([symbol, held]) => [symbol, offset(held)]));
    const parts = updates.map((update) => {
      const { variable, gradient, scalars } = update;
      const drawn = tensorsOf(update);
      borrowed.push(...Object.values(drawn));
      const offsets = offsetsOf({
        ...this.#slots.of(variable, slotsOf),
        ...drawn,
        p: variable,
        g: gradient,
      });
      const next = engine().makeTensorFromTensorInfo(heap.makeOutput(variable.shape, 'float32'));
      return { length: variable.size, offsets, scalars, results: { p: offset(next) }, next };
    });
    const states = this.#kernel.all(parts);
    for (const [k, { next }] of parts.entries()) {
      updates[k].variable.assign(next as Variable);
      next.dispose();
    }
    for (const copy of borrowed) copy.dispose();
    return states;
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
