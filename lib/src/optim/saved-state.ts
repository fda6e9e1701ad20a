import { InvalidInput } from '../errors';
import { described } from '../errors/described';
import type { Scalars } from '../formula';
import type { VariableInfo } from './groups';
import { savedName } from './renaming';
import type { Slots } from './stepper';

/** What is counted for a variable, apart from its arrays. */
export interface Counts {
  /** Updates so far. */
  t: number;
  /** Scalar state by symbol. */
  scalars: Scalars;
}

/** The state of one variable. */
export interface VariableState extends Counts {
  slots: Slots;
  shape: readonly number[];
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

  /**
   * The state of a variable, renamed to the variable's present name.
   *
   * @param present the names of all variables of the step
   * @throws InvalidInput if the state under that very name is of another shape
   */
  adopt(variable: VariableInfo, present: ReadonlySet<string>): VariableState | undefined {
    // Where there are no arrays there is no shape.
    const fits = ({ slots, shape }: VariableState): boolean =>
      Object.keys(slots).length === 0 || shape.join() === variable.shape.join();
    const name = savedName(this.variables, variable.name, fits, present);
    if (name === undefined) return undefined;
    const state = this.variables.get(name) as VariableState;
    if (!fits(state)) {
      throw new InvalidInput({
        subject: `the saved state of ${name}`,
        given: described(`of shape [${state.shape.join(', ')}]`),
        allowed: `of the variable's shape, [${variable.shape.join(', ')}]`,
      });
    }
    this.variables.delete(name);
    this.variables.set(variable.name, state);
    return state;
  }

  /** The arrays of a variable that has {@link adopt}ed its state; they then are the caller's. */
  take({ name }: VariableInfo): Slots | undefined {
    const state = this.variables.get(name);
    this.variables.delete(name);
    return state?.slots;
  }
}
