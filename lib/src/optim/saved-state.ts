import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';
import { described } from '../errors/described';
import type { Formula } from '../formula';
import type { NamedTensor, Slots } from './stepper';

/** The state of one variable. */
export interface VariableState {
  slots: Slots;
  shape: number[];
  /** Updates so far. */
  t: number;
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

  /** Reads the tensors that an optimizer saved. */
  static async from(
    weights: readonly NamedTensor[],
    rule: string,
    initial: Readonly<Record<string, number>>,
    formula: Formula,
  ): Promise<SavedState> {
    const remedy = 'setWeights takes what getWeights of the same rule returned.';
    if (!Array.isArray(weights) || !weights.every((weight) => weight?.name && weight.tensor)) {
      const allowed = 'an array of { name, tensor }';
      throw new InvalidInput({ subject: `${rule}: weights`, given: weights, allowed, remedy });
    }
    const [first, ...rest] = weights as readonly NamedTensor[];
    if (first?.name !== 'iter') {
      throw new InvalidInput({
        subject: `${rule}: the first of the weights`,
        given: first?.name,
        allowed: 'iter, the number of steps',
        remedy,
      });
    }
    const iterations = await readCount(`${rule}: iter`, first.tensor);
    const state = new SavedState(new Map(), iterations);
    const symbols = Object.keys(initial);
    const counted = formula.scalarsRead.includes('t');
    for (const { name: full, tensor } of rest) {
      const cut = full.lastIndexOf('/');
      const [name, symbol] = [full.slice(0, cut), full.slice(cut + 1)];
      if (cut < 0 || !(symbols.includes(symbol) || (counted && symbol === 't'))) {
        const expected = counted ? [...symbols, 't'] : symbols;
        throw new InvalidInput({
          subject: `${rule}: weight`,
          given: full,
          allowed: `the name of a variable, / and one of ${expected.join(', ') || 'no symbol: the rule has no state'}`,
        });
      }
      const variable = state.variables.get(name) ?? { slots: {}, shape: [], t: iterations };
      state.variables.set(name, variable);
      if (symbol === 't') variable.t = await readCount(`${rule}: ${full}`, tensor);
      else {
        if (Object.keys(variable.slots).length > 0 && variable.shape.join() !== tensor.shape.join()) {
          throw new InvalidInput({
            subject: `${rule}: weight ${full}`,
            given: described(`of shape [${tensor.shape.join(', ')}]`),
            allowed: `of the shape of the variable's other state, [${variable.shape.join(', ')}]`,
          });
        }
        const values = await tensor.data();
        variable.slots = { ...variable.slots, [symbol]: Float32Array.from(values) };
        variable.shape = tensor.shape;
      }
    }
    for (const [name, { slots }] of state.variables) {
      const missing = symbols.find((symbol) => !(symbol in slots));
      if (missing !== undefined) {
        const subject = `${rule}: the weights of ${name}`;
        throw new InvalidInput({
          subject,
          given: described(`without ${missing}`),
          allowed: `complete: ${symbols.join(', ')}`,
        });
      }
    }
    return state;
  }

  /** The state of a variable, renamed to the variable's present name. */
  adopt(variable: Variable): VariableState | undefined {
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
      if (base(name) !== base(variable.name) || state.shape.join() !== variable.shape.join()) continue;
      this.variables.delete(name);
      this.variables.set(variable.name, state);
      return state;
    }
    return undefined;
  }

  /** {@link adopt}, once: the state then is the caller's. */
  take(variable: Variable): VariableState | undefined {
    const state = this.adopt(variable);
    this.variables.delete(variable.name);
    return state;
  }
}

/** A number of steps out of a tensor. */
async function readCount(subject: string, tensor: Tensor): Promise<number> {
  const [count] = await tensor.data();
  if (Number.isInteger(count) && count >= 0) return count;
  throw new InvalidInput({ subject, given: count, allowed: 'a whole number of steps, 0 or more' });
}

const base = (name: string): string => name.replace(/_\d+$/, '');
