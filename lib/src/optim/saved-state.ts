import { InvalidInput } from '../errors';
import { described } from '../errors/described';
import type { Scalars } from '../formula';
import type { VariableInfo } from './groups';
import type { Slots } from './stepper';

/** The state of one variable. */
export interface VariableState {
  slots: Slots;
  shape: number[];
  /** Updates so far. */
  t: number;
  /** Scalar state by symbol. */
  scalars: Scalars;
}

/** State of an optimizer apart from any backend, by the names of the variables. */
export class SavedState {
  readonly variables: Map<string, VariableState>;

  constructor(
    variables: ReadonlyMap<string, VariableState> = new Map(),
    readonly iterations = 0,
  ) {
    this.variables = new Map(variables);
  }

  /** The state of a variable, renamed to the variable's present name. */
  adopt(variable: VariableInfo): VariableState | undefined {
    const exact = this.variables.get(variable.name);
    if (exact) {
      const symbol = Object.keys(exact.slots)[0];
      if (symbol !== undefined && exact.shape.join() !== variable.shape.join()) {
        throw new InvalidInput({
          subject: `the saved state of ${variable.name}`,
          given: described(`of shape [${exact.shape.join(', ')}]`),
          allowed: `of the variable's shape, [${variable.shape.join(', ')}]`,
        });
      }
      return exact;
    }
    // A second copy of a model in one process has its variables numbered: dense/kernel_1 is a dense/kernel.
    for (const [name, state] of this.variables) {
      // Where there are no arrays there is no shape.
      const fits = Object.keys(state.slots).length === 0 || state.shape.join() === variable.shape.join();
      if (base(name) !== base(variable.name) || !fits) continue;
      this.variables.delete(name);
      this.variables.set(variable.name, state);
      return state;
    }
    return undefined;
  }

  /** {@link adopt}, once: the state then is the caller's. */
  take(variable: VariableInfo): VariableState | undefined {
    const state = this.adopt(variable);
    this.variables.delete(variable.name);
    return state;
  }
}

const base = (name: string): string => name.replace(/_\d+$/, '');
