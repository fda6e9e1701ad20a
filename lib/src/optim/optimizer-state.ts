import { scalar } from '@tensorflow/tfjs-core';
import type { VariableGradient } from './check-gradients';
import { bestWay, makeStepper, type Way } from './choose-stepper';
import { type Counts, SavedState } from './saved-state';
import type { NamedTensor, Slots, Stepper, Update } from './stepper';
import type { Variant } from './variant';
import { variableWeights, waitingWeights } from './weights';

/** What is kept of a variable beside its arrays, which are with the stepper. */
interface Kept extends Counts {
  readonly shape: readonly number[];
}

/**
 * The state of one optimizer: arrays where the present backend wants them, and what is counted for each variable.
 * What was loaded waits until its variable takes a step.
 */
export class OptimizerState {
  readonly #variant: Variant;
  readonly #kept = new Map<string, Kept>();
  readonly #initial: Counts;
  #saved = new SavedState();
  #stepper: { way: Way; run: Stepper } | undefined;

  constructor(variant: Variant) {
    this.#variant = variant;
    this.#initial = { t: 0, scalars: variant.scalars };
  }

  /** The shape that a variable had in earlier steps. */
  shapeOf(name: string): readonly number[] | undefined {
    return this.#kept.get(name)?.shape;
  }

  /**
   * What is counted for each variable before a step.
   *
   * @throws InvalidInput for a variable whose loaded state is of another shape
   */
  before(pairs: readonly VariableGradient[]): Counts[] {
    let present: ReadonlySet<string> | undefined;
    return pairs.map(({ variable }) => {
      const kept = this.#kept.get(variable.name);
      if (kept) return kept;
      present ??= new Set(pairs.map((pair) => pair.variable.name));
      return this.#saved.adopt(variable, present) ?? this.#initial;
    });
  }

  /** Moves the variables, and the state along. */
  step(updates: readonly Update[]): void {
    const states = this.#stepperHere().step(updates, (variable) => this.#slotsOf(variable));
    const hasScalars = Object.keys(this.#variant.scalars).length > 0;
    updates.forEach(({ variable, scalars: { t } }, k) => {
      // One and the same object where there is nothing in it: variables with equal scalars run together.
      const scalars = hasScalars ? states[k] : this.#variant.scalars;
      const kept = this.#kept.get(variable.name);
      if (kept) Object.assign(kept, { t, scalars });
      else this.#kept.set(variable.name, { t, scalars, shape: variable.shape });
    });
  }

  /** A copy of everything, read back from the backend. */
  read(iterations: number): SavedState {
    const everything = new SavedState(this.#saved.variables, iterations);
    for (const [name, slots] of this.#stepper?.run.read() ?? []) {
      const kept = this.#kept.get(name);
      if (kept) everything.variables.set(name, { slots, ...kept });
    }
    return everything;
  }

  /** A copy of everything as tensors, as `getWeights` returns them. */
  weights(iterations: number): NamedTensor[] {
    const waiting = [...this.#saved.variables].flatMap(([name, state]) =>
      waitingWeights(this.#variant, name, state),
    );
    const used = [...(this.#stepper?.run.copies() ?? [])].flatMap(([name, slots]) =>
      variableWeights(this.#variant, name, this.#kept.get(name) ?? this.#initial, slots),
    );
    return [{ name: 'iter', tensor: scalar(iterations, 'int32') }, ...waiting, ...used];
  }

  /** Puts another state in place of this one, which is freed. */
  load(saved: SavedState): void {
    this.#stepper?.run.dispose();
    this.#stepper = undefined;
    this.#kept.clear();
    this.#saved = saved;
  }

  #slotsOf(variable: Update['variable']): Slots {
    const saved = this.#saved.take(variable);
    if (saved) return saved;
    const fresh = Object.entries(this.#variant.state).map(([symbol, initial]) => [
      symbol,
      new Float32Array(variable.size).fill(initial),
    ]);
    return Object.fromEntries(fresh);
  }

  /** The stepper for the present backend; the state moves to it from the one before. */
  #stepperHere(): Stepper {
    const way = bestWay();
    if (this.#stepper?.way !== way) {
      const state = this.read(0);
      this.#stepper?.run.dispose();
      this.#saved = state;
      this.#stepper = { way, run: makeStepper(way, this.#variant) };
    }
    return this.#stepper.run;
  }
}
