import {
  engine,
  keep,
  Optimizer,
  serialization,
  type Tensor,
  tidy,
  type Variable,
} from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../errors';
import { onlyOptions } from '../../errors/only-options';
import { type Displayable, displaySymbol, type MimeBundle } from '../../show';
import type { NamedGradients } from '../check-gradients';
import { protect, unprotect } from '../config';
import { checkPathOptimizer, type PathStep, type PathStepper, pathStepOf } from '../path-step';
import { checkWeights, takeRenamed } from '../saved-weights';
import type { NamedTensor } from '../stepper';
import { checkBase, nameOf } from './base-optimizer';

/** Options of {@link lookahead}. */
export interface LookaheadOptions {
  /** Steps of the optimizer inside for each step of the slow weights. Default: 5, that of the paper. */
  k?: number;
  /** How far the slow weights go towards the fast ones, from 0 to 1. Default: 0.5, that of the paper. */
  alpha?: number;
}

/** What the slow weights of a variable are saved under, after its name. */
const SUFFIX = '/lookahead/slow';

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
  #slow = new Map<string, Tensor>();
  /** Loaded, and not yet claimed by a variable. */
  #waiting = new Map<string, Tensor>();

  constructor({ base, k, alpha }: { base: Optimizer; k: number; alpha: number }) {
    super();
    checkBase('lookahead', base);
    if (!Number.isInteger(k) || k < 1) {
      throw new InvalidInput({ subject: 'lookahead: k', given: k, allowed: 'a whole number, 1 or more' });
    }
    if (!(typeof alpha === 'number' && alpha >= 0 && alpha <= 1)) {
      throw new InvalidInput({ subject: 'lookahead: alpha', given: alpha, allowed: 'a number from 0 to 1' });
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
    const fresh = this.#fresh(gradients);
    try {
      this.base.applyGradients(gradients as NamedTensor[]);
    } catch (error) {
      for (const tensor of fresh.values()) tensor.dispose();
      throw error;
    }
    for (const [name, tensor] of fresh) this.#slow.set(name, tensor);
    if (this.iterations > before && this.iterations % this.k === 0) this.#goBack();
  }

  /** The weights of the optimizer inside, and `name/lookahead/slow` for each variable. They belong to the caller. */
  override async getWeights(): Promise<NamedTensor[]> {
    const slow = [...this.#waiting, ...this.#slow].map(([name, tensor]) => ({
      name: `${name}${SUFFIX}`,
      tensor: tensor.clone(),
    }));
    return [...(await this.base.getWeights()), ...slow];
  }

  /**
   * Takes over a state that {@link getWeights} returned, bit for bit.
   *
   * @throws InvalidInput if the optimizer inside does not know its part
   */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    checkWeights('lookahead', weights);
    const isSlow = ({ name }: NamedTensor): boolean => name.endsWith(SUFFIX);
    await this.base.setWeights(weights.filter((weight) => !isSlow(weight)));
    this.#forget();
    for (const { name, tensor } of weights.filter(isSlow)) {
      this.#waiting.set(name.slice(0, -SUFFIX.length), keep(tensor.clone()));
    }
  }

  /** @throws what the optimizer inside throws for a configuration that no file can hold */
  getConfig(): serialization.ConfigDict {
    const base = { className: this.base.getClassName(), config: this.base.getConfig() };
    return { k: this.k, alpha: this.alpha, base: protect(base) };
  }

  static override fromConfig<T extends serialization.Serializable>(
    cls: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    const { k, alpha, base } = config;
    return new cls({ k, alpha, base: restored(unprotect(base) as SavedOptimizer) });
  }

  /** Frees what this and the optimizer inside hold; they then stand as before their first step. */
  override dispose(): void {
    this.#forget();
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
    const name = `Lookahead, around ${nameOf(this.base)}`;
    const latex = [
      '$$\\begin{aligned}',
      `&\\textbf{${name}} \\quad k = ${this.k},\\; \\alpha = ${this.alpha} \\\\`,
      '\\theta_t &= \\mathrm{step}(\\theta_{t-1}, g_t) \\\\',
      '\\phi_t &= (1 - \\alpha)\\, \\phi_{t-k} + \\alpha\\, \\theta_t, \\quad \\theta_t = \\phi_t \\quad \\text{where } k \\text{ divides } t \\\\',
      '&\\text{Zhang et al. 2019, Algorithm 1}',
      '\\end{aligned}$$',
    ].join('\n');
    const text = [
      `${name} (k = ${this.k}, alpha = ${this.alpha})`,
      `  p = the step of ${nameOf(this.base)}`,
      '  every k steps: slow = (1 - alpha) slow + alpha p, and p = slow',
    ].join('\n');
    return { 'text/plain': text, 'text/latex': latex };
  }

  /** Slow weights for the variables that are here for the first time. */
  #fresh(gradients: NamedGradients): Map<string, Tensor> {
    const fresh = new Map<string, Tensor>();
    // What is wrong with the gradients, the optimizer inside says.
    if (typeof gradients !== 'object' || gradients === null) return fresh;
    const pairs: [string, Tensor | null | undefined][] = Array.isArray(gradients)
      ? gradients.map((each) => [each?.name, each?.tensor])
      : Object.entries(gradients);
    const known = engine().registeredVariables as Readonly<Record<string, Variable>>;
    for (const [name, gradient] of pairs) {
      if (!gradient || !Object.hasOwn(known, name) || this.#slow.has(name)) continue;
      const variable = known[name];
      const sameShape = (tensor: Tensor): boolean => tensor.shape.join() === variable.shape.join();
      const saved = takeRenamed(this.#waiting, name, sameShape);
      fresh.set(name, saved && sameShape(saved) ? saved : keep(variable.clone()));
    }
    return fresh;
  }

  #goBack(): void {
    const known = engine().registeredVariables as Readonly<Record<string, Variable>>;
    for (const [name, slow] of this.#slow) {
      if (!Object.hasOwn(known, name)) continue;
      // In this form a variable that has not moved, and one with alpha = 1, stay to the last bit.
      const fast = known[name];
      const next = tidy(() => fast.add(slow.sub(fast).mul(1 - this.alpha)));
      fast.assign(next);
      slow.dispose();
      this.#slow.set(name, keep(next));
    }
  }

  #forget(): void {
    for (const tensor of [...this.#slow.values(), ...this.#waiting.values()]) tensor.dispose();
    this.#slow.clear();
    this.#waiting.clear();
  }
}

serialization.registerClass(Lookahead as unknown as serialization.SerializableConstructor<Lookahead>);

interface SavedOptimizer {
  className: string;
  config: serialization.ConfigDict;
}

/** Makes an optimizer of a saved configuration. */
function restored({ className, config }: SavedOptimizer): Optimizer {
  const registered = serialization.SerializationMap.getMap().classNameMap;
  if (!Object.hasOwn(registered, className)) {
    const allowed = 'of a class that is registered';
    throw new InvalidInput({ subject: 'lookahead: the optimizer inside', given: className, allowed });
  }
  const [cls, fromConfig] = registered[className];
  return fromConfig(cls, config) as unknown as Optimizer;
}
