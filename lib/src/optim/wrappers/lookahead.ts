import { Optimizer, serialization } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { type Displayable, displaySymbol, type MimeBundle } from '../../show';
import type { NamedGradients } from '../check-gradients';
import { protect, unprotect } from '../config';
import { fraction, wholeNumber } from '../limits';
import { checkPathOptimizer, type PathStep, type PathStepper, pathStepOf } from '../path-step';
import { restoredOptimizer, type SavedOptimizer, savedOptimizer } from '../saved-optimizer';
import { checkWeights } from '../saved-weights';
import type { NamedTensor } from '../stepper';
import { checkBase } from './base-optimizer';
import { displayLookahead } from './display-lookahead';
import { isSlowWeight, SlowWeights } from './slow-weights';

/** Options of {@link lookahead}. */
export interface LookaheadOptions {
  /** Steps of the optimizer inside for each step of the slow weights. Default: 5, that of the paper. */
  k?: number;
  /** How far the slow weights go towards the fast ones, from 0 to 1. Default: 0.5, that of the paper. */
  alpha?: number;
}

/**
 * Lookahead: every k steps of another optimizer, goes back part of the way to where they began.
 *
 * ```text
 * p = the step of the optimizer
 * every k steps: slow = (1 - alpha) slow + alpha p, and p = slow
 * ```
 *
 * State: that of the optimizer, which is kept over the way back, and slow weights of the shape of each variable, which
 * start as what the variable is before its first step. Steps are counted over all variables together.
 *
 * @param base the optimizer whose steps are taken
 * @throws InvalidInput for a base that is no optimizer, an unknown option, a k that is not whole, or an alpha outside
 *   [0, 1]
 * @example
 * ```ts
 * const f = (x: Float64Array) => x[0] ** 2;
 * const optimizer = lookahead(gradientDescent({ lr: 0.25 }), { k: 2, alpha: 0.5 });
 * descend(f, [1], optimizer, { steps: 2, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.625 ]
 * ```
 * @see Zhang, Lucas, Hinton & Ba, "Lookahead Optimizer: k steps forward, 1 step back", NeurIPS 2019, Algorithm 1
 */
export function lookahead(base: Optimizer, options: LookaheadOptions = {}): Lookahead {
  onlyOptions<LookaheadOptions>('lookahead', options, ['k', 'alpha']);
  const { k = 5, alpha = 0.5 } = options;
  return new Lookahead({ base, k, alpha });
}

/** Lookahead around an optimizer, as a `tf.Optimizer`; made by {@link lookahead}. */
export class Lookahead extends Optimizer implements Displayable, PathStepper {
  static readonly className = 'optlab.Lookahead';
  readonly base: Optimizer;
  readonly k: number;
  readonly alpha: number;
  readonly #slow = new SlowWeights();

  constructor({ base, k, alpha }: { base: Optimizer; k: number; alpha: number }) {
    super();
    checkBase('lookahead', base);
    if (!wholeNumber.holds(k)) {
      throw new InvalidInput({ subject: 'lookahead: k', given: k, allowed: wholeNumber.allowed });
    }
    if (typeof alpha !== 'number' || !fraction.holds(alpha)) {
      throw new InvalidInput({ subject: 'lookahead: alpha', given: alpha, allowed: fraction.allowed });
    }
    this.base = base;
    this.k = k;
    this.alpha = alpha;
  }

  /** The steps of the optimizer inside, which it counts. */
  override get iterations(): number {
    return this.base.iterations;
  }

  /**
   * Takes one step of the optimizer inside and, every k steps, one of the slow weights.
   *
   * @throws what that optimizer throws, with the slow weights as they were
   */
  applyGradients(gradients: NamedGradients): void {
    const before = this.iterations;
    const starts = this.#slow.startsOf(gradients);
    try {
      this.base.applyGradients(gradients as NamedTensor[]);
    } catch (error) {
      for (const start of starts.values()) start.dispose();
      throw error;
    }
    this.#slow.admit(starts);
    if (this.iterations > before && this.iterations % this.k === 0) this.#slow.step(this.alpha);
  }

  /** The weights of the optimizer inside, and `name/lookahead/slow` for each variable. They belong to the caller. */
  override async getWeights(): Promise<NamedTensor[]> {
    return [...(await this.base.getWeights()), ...this.#slow.save()];
  }

  /**
   * Takes over a state that {@link getWeights} returned, bit for bit.
   *
   * @throws InvalidInput if the optimizer inside does not know its part
   */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    checkWeights('lookahead', weights);
    await this.base.setWeights(weights.filter((weight) => !isSlowWeight(weight)));
    this.#slow.load(weights.filter(isSlowWeight));
  }

  /** @throws what the optimizer inside throws for a configuration that no file can hold */
  getConfig(): serialization.ConfigDict {
    return { k: this.k, alpha: this.alpha, base: protect(savedOptimizer(this.base)) };
  }

  static override fromConfig<T extends serialization.Serializable>(
    cls: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    const { k, alpha, base } = config;
    return new cls({ k, alpha, base: restoredOptimizer('Lookahead', unprotect(base) as SavedOptimizer) });
  }

  /** Frees what this and the optimizer inside hold; they then stand as before their first step. */
  override dispose(): void {
    this.#slow.dispose();
    this.base.dispose();
  }

  /** Steps in float64, for `descend`, if the optimizer inside has them. */
  pathStep(shape: readonly number[]): PathStep {
    const base: unknown = this.base;
    checkPathOptimizer('lookahead: the optimizer inside', base);
    const step = pathStepOf(base, shape);
    let t = 0;
    let slow: Float64Array | undefined;
    return (p, gradient) => {
      t++;
      slow ??= p.slice();
      step(p, gradient);
      if (t % this.k !== 0) return;
      for (let i = 0; i < p.length; i++) p[i] += (1 - this.alpha) * (slow[i] - p[i]);
      slow.set(p);
    };
  }

  [displaySymbol](): MimeBundle {
    return displayLookahead(this);
  }
}

serialization.registerClass(Lookahead as unknown as serialization.SerializableConstructor<Lookahead>);
