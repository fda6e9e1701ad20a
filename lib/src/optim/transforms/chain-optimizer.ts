import { engine, type serialization, type Tensor, tensor, type Variable } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../errors';
import { described } from '../../errors/described';
import { protect } from '../config';
import type { CheckedRule } from '../rule';
import { RuleOptimizer } from '../rule-optimizer';
import { variantOf } from '../variant';
import type { Average, Fragment } from './fragment';
import { partsConfig } from './parts-config';
import type { Transform } from './transform';

/** What a composed optimizer was made of. */
export type Composition =
  | { readonly parts: readonly (Transform | RuleOptimizer)[] }
  | { readonly every: number; readonly optimizer: RuleOptimizer };

/** An optimizer that is composed of others: made by {@link chain} and {@link accumulate}. */
export class ChainOptimizer extends RuleOptimizer {
  static override readonly className: string = 'optlab.Chain';
  readonly composition: Composition;

  constructor(merged: Fragment, optimizer: RuleOptimizer, composition: Composition) {
    const variant = variantOf({ ...merged, hyper: Object.keys(merged.hyper) });
    const rule: CheckedRule = {
      name: merged.name,
      hyper: {},
      choices: {},
      limits: merged.limits,
      source: merged.source,
      averages: merged.averages,
      variant: () => variant,
    };
    const { onNaN } = optimizer.settings;
    super(rule, { hyper: merged.hyper, choices: {}, layers: merged.layers, onNaN });
    this.composition = composition;
  }

  /**
   * The moving averages of the weights, by the names of the variables, as copies in the order of the elements.
   *
   * @throws InvalidInput if the chain has no emaOfWeights, or two of them
   */
  get ema(): Record<string, Float32Array> {
    const average = this.#average();
    const { variables } = this.readState();
    return Object.fromEntries(
      [...variables].map(([name, { slots, scalars }]) => {
        const weight = average.weight === undefined ? 1 : scalars[average.weight];
        return [name, slots[average.symbol].map((value) => value / weight)];
      }),
    );
  }

  /**
   * Calls a function while every variable holds the moving average of its values, and gives all of them their own
   * values back, also after an error or when a promise is settled. Variables without a step so far keep theirs.
   *
   * @throws InvalidInput if the chain has no emaOfWeights, or two of them
   */
  withEma<Result>(run: () => Result): Result {
    const known = engine().registeredVariables as Readonly<Record<string, Variable>>;
    const averaged = Object.entries(this.ema).filter(([name]) => Object.hasOwn(known, name));
    const own = new Map<Variable, Tensor>();
    const restore = (): void => {
      for (const [variable, held] of own) {
        if (!variable.isDisposed) variable.assign(held as Variable);
        held.dispose();
      }
    };
    for (const [name, values] of averaged) {
      const variable = known[name];
      own.set(variable, variable.clone());
      const average = tensor(values, variable.shape, 'float32');
      variable.assign(average as Variable);
      average.dispose();
    }
    let result: Result;
    try {
      result = run();
    } catch (error) {
      restore();
      throw error;
    }
    if (isPromise(result)) return Promise.resolve(result).finally(restore) as Result;
    restore();
    return result;
  }

  /** The parts and their options, as `fromConfig` and saved models take them. */
  override getConfig(): serialization.ConfigDict {
    return { composition: protect(partsConfig(this.composition)) } as serialization.ConfigDict;
  }

  #average(): Average {
    const { averages = [] } = this.rule;
    if (averages.length === 1) return averages[0];
    throw new InvalidInput({
      subject: `${this.rule.name}: the averages of weights`,
      given: described(averages.length === 0 ? 'none' : `${averages.length}`),
      allowed: 'exactly one',
      remedy:
        averages.length === 0 ? 'Add emaOfWeights(0.999) to the chain, after the optimizer.' : undefined,
    });
  }
}

/** A promise may come from another realm, such as a notebook's. */
const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';
