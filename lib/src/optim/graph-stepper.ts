import { keep, type Tensor, tensor, type Variable } from '@tensorflow/tfjs-core';
import { type Formula, type Scalars, type TensorStep, toTensors } from '../formula';
import { batches } from './joint';
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

/** The random numbers of an update as tensors, for the caller to dispose of. */
export const tensorsOf = ({ variable, drawn }: Update): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(drawn).map(([symbol, numbers]) => [symbol, tensor(numbers, variable.shape, 'float32')]),
  );

/** Steps as TensorFlow.js operations, on whatever device the variables are: the way for GPUs. */
export class GraphStepper implements Stepper {
  readonly #slots = new TensorSlots();
  readonly #run: TensorStep;
  readonly #formula: Formula;

  constructor({ formula }: Variant) {
    this.#run = toTensors(formula);
    this.#formula = formula;
  }

  step(updates: readonly Update[], slotsOf: SlotSource): Scalars[] {
    return batches(this.#formula, updates).flatMap((batch) => this.#together(batch, slotsOf));
  }

  #together(updates: readonly Update[], slotsOf: SlotSource): Scalars[] {
    const held = updates.map(({ variable }) => this.#slots.of(variable, slotsOf));
    const drawn = updates.map((update) => tensorsOf(update));
    const results = this.#run.all(
      updates.map(({ variable, gradient, scalars }, k) => ({
        tensors: { ...held[k], ...drawn[k], p: variable, g: gradient },
        scalars,
      })),
    );
    return results.map(({ tensors: { p, ...state }, scalars }, k) => {
      updates[k].variable.assign(p as Variable);
      p.dispose();
      for (const [symbol, next] of Object.entries(state)) {
        held[k][symbol].dispose();
        held[k][symbol] = keep(next);
      }
      for (const numbers of Object.values(drawn[k])) numbers.dispose();
      return scalars;
    });
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
