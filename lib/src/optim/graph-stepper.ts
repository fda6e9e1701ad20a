import { keep, type Tensor, tensor, type Variable } from '@tensorflow/tfjs-core';
import { type Scalars, type TensorStep, toTensors } from '../formula';
import type { Variant } from './rule';
import type { SlotSource, Slots, Stepper, Update } from './stepper';

/** Tensors that hold state, by variable and symbol; kept over the end of any `tf.tidy`. */
export class TensorSlots {
  readonly #slots = new Map<string, Record<string, Tensor>>();

  of(variable: Variable, slotsOf: SlotSource): Record<string, Tensor> {
    let slots = this.#slots.get(variable.name);
    if (!slots) {
      slots = {};
      for (const [symbol, values] of Object.entries(slotsOf(variable))) {
        slots[symbol] = keep(tensor(values.slice(), variable.shape, 'float32'));
      }
      this.#slots.set(variable.name, slots);
    }
    return slots;
  }

  read(): Map<string, Slots> {
    return new Map(
      [...this.#slots].map(([name, slots]) => [
        name,
        Object.fromEntries(
          Object.entries(slots).map(([symbol, held]) => [symbol, held.dataSync<'float32'>().slice()]),
        ),
      ]),
    );
  }

  copies(): Map<string, Record<string, Tensor>> {
    return new Map(
      [...this.#slots].map(([name, slots]) => [
        name,
        Object.fromEntries(Object.entries(slots).map(([symbol, held]) => [symbol, held.clone()])),
      ]),
    );
  }

  dispose(): void {
    for (const slots of this.#slots.values()) for (const held of Object.values(slots)) held.dispose();
    this.#slots.clear();
  }
}

/** Steps as TensorFlow.js operations, on whatever device the variables are: the way for GPUs. */
export class GraphStepper implements Stepper {
  readonly #slots = new TensorSlots();
  readonly #run: TensorStep;

  constructor({ formula }: Variant) {
    this.#run = toTensors(formula);
  }

  step(updates: readonly Update[], scalars: (t: number) => Scalars, slotsOf: SlotSource): void {
    for (const { variable, gradient, t } of updates) {
      const slots = this.#slots.of(variable, slotsOf);
      const { p, ...state } = this.#run({ ...slots, p: variable, g: gradient }, scalars(t));
      variable.assign(p);
      p.dispose();
      for (const [symbol, next] of Object.entries(state)) {
        slots[symbol].dispose();
        slots[symbol] = keep(next);
      }
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
