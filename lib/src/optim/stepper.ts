import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Scalars } from '../formula';

/** A tensor and its name, as TensorFlow.js passes gradients and weights. */
export interface NamedTensor {
  name: string;
  tensor: Tensor;
}

/** One variable in one step. */
export interface Update {
  variable: Variable;
  gradient: Tensor;
  /** Hyper-parameters, scalar state and the number of the step. */
  scalars: Scalars;
  /** Random numbers that the formula reads, by symbol. */
  drawn: Readonly<Record<string, Float32Array>>;
}

/** The state of one variable: an array for each symbol, in the order of the variable's elements. */
export type Slots = Readonly<Record<string, Float32Array>>;

/** Takes the steps of one optimizer on one kind of backend, and holds its arrays of state there. */
export interface Stepper {
  /**
   * Updates the variables and returns the scalar state of each after it; `slotsOf` has the state of a variable that is
   * here for the first time.
   */
  step(updates: readonly Update[], slotsOf: SlotSource): Scalars[];
  /** State of every variable seen so far, by its name, as copies. */
  read(): Map<string, Slots>;
  /** The same as new tensors, without a read from the device. */
  copies(): Map<string, Record<string, Tensor>>;
  dispose(): void;
}

export type SlotSource = (variable: Variable) => Slots;
