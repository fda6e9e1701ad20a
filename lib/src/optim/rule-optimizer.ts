import { Optimizer, type serialization, type Variable } from '@tensorflow/tfjs-core';
import type { Formula, Scalars } from '../formula';
import { type Displayable, displaySymbol, type MimeBundle } from '../show';
import { checkGradients, type NamedGradients, type VariableGradient } from './check-gradients';
import { bestWay } from './choose-stepper';
import { configOf } from './config';
import { displayRule } from './display-rule';
import { drawNormals } from './draw';
import { mayStep } from './finite-gradients';
import type { VariableInfo } from './groups';
import { HyperParameters } from './hyper-parameters';
import { OptimizerState } from './optimizer-state';
import type { Settings } from './options';
import type { CheckedRule, Variant } from './rule';
import { type Counts, SavedState } from './saved-state';
import type { NamedTensor, Update } from './stepper';
import { readWeights } from './weights';

export type { NamedGradients };

/** Whether something was made by a rule; `instanceof` holds for all that TensorFlow.js can optimize with. */
export const isRuleOptimizer = (value: unknown): value is RuleOptimizer =>
  typeof (value as Partial<RuleOptimizer> | null | undefined)?.rule?.variant === 'function';

/**
 * An update rule with its hyper-parameters, as a `tf.Optimizer`: for `model.compile`, `optimizer.minimize` and
 * `applyGradients`.
 *
 * State belongs to a variable by the variable's name, and each variable counts its own steps: one that joins later
 * starts from the initial state at t = 1. Schedules follow the steps of the optimizer.
 */
export class RuleOptimizer extends Optimizer implements Displayable {
  /** The name under which TensorFlow.js saves it. */
  static readonly className: string = 'optlab.RuleOptimizer';
  readonly rule: CheckedRule;
  readonly settings: Settings;
  readonly #variant: Variant;
  readonly #hyper: HyperParameters;
  readonly #draws: boolean;
  readonly #state: OptimizerState;
  #skipped = 0;

  constructor(rule: CheckedRule, settings: Settings) {
    super();
    this.rule = rule;
    this.settings = settings;
    this.#variant = rule.variant(settings.choices);
    this.#draws = Object.keys(this.#variant.draws).length > 0;
    this.#hyper = new HyperParameters(rule, settings);
    this.#state = new OptimizerState(this.#variant);
  }

  /** The mathematics of the step, with the choices made. */
  get formula(): Formula {
    return this.#variant.formula;
  }

  /** State symbols and the values that they start from. */
  get initialState(): Readonly<Record<string, number>> {
    return this.#variant.state;
  }

  /** Scalar state and the values that it starts from. */
  get initialScalars(): Scalars {
    return this.#variant.scalars;
  }

  /** Steps that `onNaN: 'skip'` has left out; not part of the saved state. */
  get skippedSteps(): number {
    return this.#skipped;
  }

  /** The scalars of a step: hyper-parameters at that step, and `t`. */
  scalarsAt(step: number, t = step, variable: VariableInfo = { name: '', shape: [] }): Scalars {
    return { ...this.#hyper.at(step)(variable), t };
  }

  /** The random numbers of a step, by symbol. */
  drawsAt(t: number, name: string, length: number): Record<string, Float64Array> {
    return Object.fromEntries(
      Object.entries(this.#variant.draws).map(([symbol, seed]) => [
        symbol,
        drawNormals(seed, `${symbol} ${name}`, t, length),
      ]),
    );
  }

  /**
   * Takes one step.
   *
   * @param gradients a gradient for each variable that shall move, by the variable's name; where there is none, the
   *   variable and its state stay as they are, and the variable takes no part in globalSum and globalNorm
   * @throws InvalidInput before anything has changed, for an unknown variable, one that is not float32, a gradient of
   *   another shape, and with `onNaN: 'throw'` for a gradient that is not finite
   */
  applyGradients(gradients: NamedGradients): void {
    const { name } = this.rule;
    const pairs = checkGradients(name, gradients, (variable) => this.#state.shapeOf(variable));
    if (!mayStep(name, pairs, this.settings.onNaN, bestWay() === 'graph')) {
      this.#skipped += 1;
      return;
    }
    this.#state.step(this.#updates(pairs));
    this.incrementIterations();
  }

  /**
   * A copy of the state: `iter`, the number of steps, and for each variable `name/symbol` and, where the formula
   * mentions t or draws random numbers, `name/t`. A scalar state is there as the two int32 halves of its float64 bits. The
   * tensors belong to the caller.
   */
  override async getWeights(): Promise<NamedTensor[]> {
    return this.#state.weights(this.iterations);
  }

  /**
   * Takes over a state that {@link getWeights} returned, bit for bit.
   *
   * @throws InvalidInput if it is the state of another rule
   */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const saved = await readWeights(weights, this.rule.name, this.#variant);
    this.#state.load(saved);
    this.iterations_ = saved.iterations;
  }

  /**
   * Hyper-parameters, choices and groups, as `fromConfig` and saved models take them.
   *
   * @throws InvalidInput if a hyper-parameter is a function without a formula, or a group given by a function, which no
   *   file can hold
   */
  getConfig(): serialization.ConfigDict {
    return configOf(this.rule, this.settings);
  }

  /** Frees what the optimizer holds; it then stands as before its first step. */
  override dispose(): void {
    this.#state.load(new SavedState());
    this.iterations_ = 0;
    this.#skipped = 0;
  }

  [displaySymbol](): MimeBundle {
    return displayRule(this.rule, this.settings);
  }

  /** State that waits for its variable, and state in use, as copies. */
  protected readState(): SavedState {
    return this.#state.read(this.iterations);
  }

  #updates(pairs: readonly VariableGradient[]): Update[] {
    const hyperOf = this.#hyper.at(this.iterations + 1);
    const scalarsOf = sharedScalars();
    const before = this.#state.before(pairs);
    return pairs.map(({ variable, gradient }, k) => {
      const scalars = scalarsOf(hyperOf(variable), before[k]);
      return { variable, gradient, scalars, drawn: this.#drawn(scalars.t, variable) };
    });
  }

  #drawn(t: number, { name, size }: Variable): Update['drawn'] {
    if (!this.#draws) return none;
    const drawn = Object.entries(this.drawsAt(t, name, size));
    return Object.fromEntries(drawn.map(([symbol, numbers]) => [symbol, Float32Array.from(numbers)]));
  }
}

const none: Update['drawn'] = {};

/**
 * Makes the scalars of a step: one object for all variables with equal ones, which then are computed, and run, once.
 */
function sharedScalars(): (hyper: Scalars, counts: Counts) => Scalars {
  let last: { hyper: Scalars; counts: Counts; scalars: Scalars } | undefined;
  return (hyper, counts) => {
    const isLast =
      last?.hyper === hyper && last.counts.t === counts.t && last.counts.scalars === counts.scalars;
    last =
      isLast && last ? last : { hyper, counts, scalars: { ...hyper, ...counts.scalars, t: counts.t + 1 } };
    return last.scalars;
  };
}
