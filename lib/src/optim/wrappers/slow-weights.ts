import { engine, keep, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import type { NamedGradients } from '../check-gradients';
import { savedName } from '../renaming';
import type { NamedTensor } from '../stepper';

/** What the slow weights of a variable are saved under, after its name. */
const SUFFIX = '/lookahead/slow';

/** The slow weights of Lookahead, by the names of the variables. */
export class SlowWeights {
  readonly #used = new Map<string, Tensor>();
  /** Loaded, and not yet claimed by a variable. */
  readonly #waiting = new Map<string, Tensor>();

  /** Copies of the variables that are here for the first time, before the step. */
  startsOf(gradients: NamedGradients): Map<string, Tensor> {
    const starts = new Map<string, Tensor>();
    for (const variable of movedBy(gradients)) {
      if (!this.#used.has(variable.name)) starts.set(variable.name, keep(variable.clone()));
    }
    return starts;
  }

  /** Takes in what {@link startsOf} returned, or what was loaded for those variables. */
  admit(starts: ReadonlyMap<string, Tensor>): void {
    const present = new Set(starts.keys());
    for (const [name, start] of starts) {
      const fits = ({ shape }: Tensor): boolean => shape.join() === start.shape.join();
      const from = savedName(this.#waiting, name, fits, present);
      const saved = from === undefined ? undefined : this.#waiting.get(from);
      if (from !== undefined && saved && fits(saved)) {
        this.#waiting.delete(from);
        this.#used.set(name, saved);
        start.dispose();
      } else this.#used.set(name, start);
    }
  }

  /** Takes the step of the slow weights, and puts the variables there. */
  step(alpha: number): void {
    for (const [name, slow] of this.#used) {
      const fast = variableOf(name);
      if (!fast) continue;
      // In this form a variable that has not moved, and one with alpha = 1, stay to the last bit.
      const next = tidy(() => fast.add(slow.sub(fast).mul(1 - alpha)));
      fast.assign(next as Variable);
      slow.dispose();
      this.#used.set(name, keep(next));
    }
  }

  save(): NamedTensor[] {
    return [...this.#waiting, ...this.#used].map(([name, tensor]) => ({
      name: `${name}${SUFFIX}`,
      tensor: tensor.clone(),
    }));
  }

  /** Puts saved ones in place of these. */
  load(weights: readonly NamedTensor[]): void {
    this.dispose();
    for (const { name, tensor } of weights) {
      this.#waiting.set(name.slice(0, -SUFFIX.length), keep(tensor.clone()));
    }
  }

  dispose(): void {
    for (const tensor of [...this.#used.values(), ...this.#waiting.values()]) tensor.dispose();
    this.#used.clear();
    this.#waiting.clear();
  }
}

export const isSlowWeight = ({ name }: NamedTensor): boolean => name.endsWith(SUFFIX);

function variableOf(name: string): Variable | undefined {
  const known = engine().registeredVariables as Readonly<Record<string, Variable>>;
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

/** The variables that have a gradient. What is wrong with the gradients, the optimizer inside says. */
function movedBy(gradients: NamedGradients): Variable[] {
  if (typeof gradients !== 'object' || gradients === null) return [];
  const pairs: [string, Tensor | null | undefined][] = Array.isArray(gradients)
    ? gradients.map((each) => [each?.name, each?.tensor])
    : Object.entries(gradients);
  return pairs.flatMap(([name, gradient]) => (gradient ? (variableOf(name) ?? []) : []));
}
