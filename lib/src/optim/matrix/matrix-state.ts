import { scalar, tensor } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../errors';
import { described } from '../../errors/described';
import type { VariableInfo } from '../groups';
import { savedName } from '../renaming';
import { readCount, splitWeights } from '../saved-weights';
import type { NamedTensor } from '../stepper';
import { sizeOf } from './dense';

/** Shapes of the arrays of one variable, by symbol. */
export type Shapes = Readonly<Record<string, readonly number[]>>;

/** The state of one variable. */
interface Kept {
  /** Updates so far. */
  t: number;
  /** Of the variable; a saved state does not say it. */
  shape?: readonly number[];
  slots: Record<string, { shape: readonly number[]; values: Float32Array }>;
}

/** State of a matrix optimizer, by the names of the variables. */
export class MatrixState {
  readonly #rule: string;
  readonly #used = new Map<string, Kept>();
  /** Loaded, and not yet claimed by a variable. */
  readonly #waiting = new Map<string, Kept>();

  constructor(rule: string) {
    this.#rule = rule;
  }

  /** Reads the tensors that {@link save} made, with the count of steps before them. */
  static async from(
    rule: string,
    weights: readonly NamedTensor[],
  ): Promise<{ state: MatrixState; iterations: number }> {
    const { iterations, entries } = await splitWeights(rule, weights);
    const state = new MatrixState(rule);
    for (const { full, variable, symbol, tensor: saved } of entries) {
      const kept = state.#waiting.get(variable) ?? { t: iterations, slots: {} };
      state.#waiting.set(variable, kept);
      if (symbol === 't') kept.t = await readCount(`${rule}: ${full}`, saved);
      else kept.slots[symbol] = { shape: saved.shape, values: Float32Array.from(await saved.data()) };
    }
    return { state, iterations };
  }

  /** The shape that a variable had in earlier steps. */
  shapeOf(name: string): readonly number[] | undefined {
    return this.#used.get(name)?.shape;
  }

  /** @throws InvalidInput if what is kept under the variable's name is of other shapes */
  check({ name }: VariableInfo, shapes: Shapes): void {
    const kept = this.#used.get(name) ?? this.#waiting.get(name);
    if (!kept || fits(kept, shapes)) return;
    const inWords = (of: Shapes): string =>
      Object.entries(of)
        .map(([symbol, shape]) => `${symbol} [${shape.join(', ')}]`)
        .join(', ') || 'nothing';
    const had = Object.fromEntries(Object.entries(kept.slots).map(([symbol, { shape }]) => [symbol, shape]));
    throw new InvalidInput({
      subject: `${this.#rule}: the state of ${name}`,
      given: described(inWords(had)),
      allowed: `that of the variable's shape, ${inWords(shapes)}`,
      remedy: 'For another model make another optimizer, or call dispose() on this one.',
    });
  }

  /**
   * The state of a variable: kept, loaded, or new.
   *
   * @param present the names of all variables of the step
   */
  of({ name, shape }: VariableInfo, shapes: Shapes, present: ReadonlySet<string>): Kept {
    const kept = this.#used.get(name) ?? this.#claim(name, shapes, present) ?? fresh(shapes);
    kept.shape = shape;
    this.#used.set(name, kept);
    return kept;
  }

  #claim(name: string, shapes: Shapes, present: ReadonlySet<string>): Kept | undefined {
    const saved = savedName(this.#waiting, name, (each) => fits(each, shapes), present);
    if (saved === undefined) return undefined;
    const kept = this.#waiting.get(saved);
    this.#waiting.delete(saved);
    return kept;
  }

  save(): NamedTensor[] {
    return [...this.#waiting, ...this.#used].flatMap(([name, { t, slots }]) => [
      ...Object.entries(slots).map(([symbol, { shape, values }]) => ({
        name: `${name}/${symbol}`,
        tensor: tensor(values.slice(), [...shape], 'float32'),
      })),
      { name: `${name}/t`, tensor: scalar(t, 'int32') },
    ]);
  }
}

const fresh = (shapes: Shapes): Kept => ({
  t: 0,
  slots: Object.fromEntries(
    Object.entries(shapes).map(([symbol, shape]) => [
      symbol,
      { shape, values: new Float32Array(sizeOf(shape)) },
    ]),
  ),
});

const fits = ({ slots }: Kept, shapes: Shapes): boolean =>
  Object.keys(slots).length === Object.keys(shapes).length &&
  Object.entries(shapes).every(([symbol, shape]) => slots[symbol]?.shape.join() === shape.join());
