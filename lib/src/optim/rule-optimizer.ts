import { Optimizer, scalar, type serialization } from '@tensorflow/tfjs-core';
import type { Formula, Scalars } from '../formula';
import { type Displayable, displaySymbol, type MimeBundle } from '../show';
import { checkGradients, type NamedGradients, type VariableGradient } from './check-gradients';
import { bestWay, makeStepper, type Way } from './choose-stepper';
import { configOf } from './config';
import { displayRule } from './display-rule';
import { drawNormals } from './draw';
import { mayStep } from './finite-gradients';
import type { VariableInfo } from './groups';
import { HyperParameters } from './hyper-parameters';
import type { Settings } from './options';
import type { CheckedRule, Variant } from './rule';
import { SavedState, type VariableState } from './saved-state';
import type { NamedTensor, Stepper, Update } from './stepper';
import { readWeights, variableWeights, waitingWeights } from './weights';

export type { NamedGradients };

/** Whether something was made by a rule; `instanceof` holds for all that TensorFlow.js can optimize with. */
export const isRuleOptimizer = (value: unknown): value is RuleOptimizer =>
  typeof (value as Partial<RuleOptimizer> | null | undefined)?.rule?.variant === 'function';

/** What the optimizer itself keeps of a variable; the arrays are with the stepper. */
type Seen = Omit<VariableState, 'slots'>;

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
  readonly #seen = new Map<string, Seen>();
  #saved = new SavedState();
  #stepper: { way: Way; run: Stepper } | undefined;
  #skipped = 0;

  constructor(rule: CheckedRule, settings: Settings) {
    super();
    this.rule = rule;
    this.settings = settings;
    this.#variant = rule.variant(settings.choices);
    this.#hyper = new HyperParameters(rule, settings);
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
    const pairs = checkGradients(name, gradients, (variable) => this.#seen.get(variable)?.shape);
    if (!mayStep(name, pairs, this.settings.onNaN, bestWay() === 'graph')) {
      this.#skipped += 1;
      return;
    }
    const updates = this.#updates(pairs);
    const states = this.#stepperHere().step(updates, (variable) => this.#slotsOf(variable));
    for (const [k, { variable, scalars }] of updates.entries()) {
      this.#seen.set(variable.name, { t: scalars.t, shape: variable.shape, scalars: states[k] });
    }
    this.incrementIterations();
  }

  /**
   * A copy of the state: `iter`, the number of steps, and for each variable `name/symbol` and, where the formula
   * mentions t, `name/t`. A scalar state is there as the two int32 halves of its float64 bits. The tensors belong to the
   * caller.
   */
  override async getWeights(): Promise<NamedTensor[]> {
    const waiting = [...this.#saved.variables].flatMap(([name, state]) =>
      waitingWeights(this.#variant, name, state),
    );
    const used = [...(this.#stepper?.run.copies() ?? [])].flatMap(([name, slots]) => {
      const seen = this.#seen.get(name) ?? { t: 0, scalars: this.initialScalars };
      return variableWeights(this.#variant, name, seen, slots);
    });
    return [{ name: 'iter', tensor: scalar(this.iterations, 'int32') }, ...waiting, ...used];
  }

  /**
   * Takes over a state that {@link getWeights} returned, bit for bit.
   *
   * @throws InvalidInput if it is the state of another rule
   */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const saved = await readWeights(weights, this.rule.name, this.#variant);
    this.#forget();
    this.#saved = saved;
    this.iterations_ = saved.iterations;
  }

  /**
   * Hyper-parameters, choices and groups, as `fromConfig` and saved models take them.
   *
   * @throws InvalidInput if a hyper-parameter is a function without a formula, or a group given by a function, which no
   *   file can hold
   */
  getConfig(): serialization.ConfigDict {
    return configOf(this.rule.name, this.settings);
  }

  /** Frees what the optimizer holds; it then stands as before its first step. */
  override dispose(): void {
    this.#forget();
    this.#saved = new SavedState();
    this.iterations_ = 0;
    this.#skipped = 0;
  }

  [displaySymbol](): MimeBundle {
    return displayRule(this.rule, this.settings);
  }

  /** State that waits for its variable, and state in use, as copies. */
  protected readState(): SavedState {
    const everything = new SavedState(this.#saved.variables, this.iterations);
    for (const [name, slots] of this.#stepper?.run.read() ?? []) {
      const seen = this.#seen.get(name);
      if (seen) everything.variables.set(name, { slots, ...seen });
    }
    return everything;
  }

  #forget(): void {
    this.#stepper?.run.dispose();
    this.#stepper = undefined;
    this.#seen.clear();
  }

  #updates(pairs: readonly VariableGradient[]): Update[] {
    const hyperOf = this.#hyper.at(this.iterations + 1);
    return pairs.map(({ variable, gradient }) => {
      const before = this.#seen.get(variable.name) ?? this.#saved.adopt(variable);
      const t = (before?.t ?? 0) + 1;
      const drawn = Object.entries(this.drawsAt(t, variable.name, variable.size)).map(
        ([symbol, numbers]) => [symbol, Float32Array.from(numbers)] as const,
      );
      return {
        variable,
        gradient,
        scalars: { ...hyperOf(variable), ...(before?.scalars ?? this.initialScalars), t },
        drawn: Object.fromEntries(drawn),
      };
    });
  }

  #slotsOf(variable: VariableInfo & { readonly size: number }) {
    const saved = this.#saved.take(variable);
    if (saved) return saved.slots;
    const fresh = Object.entries(this.initialState).map(([symbol, initial]) => [
      symbol,
      new Float32Array(variable.size).fill(initial),
    ]);
    return Object.fromEntries(fresh);
  }

  /** The stepper for the present backend; the state moves to it from the one before. */
  #stepperHere(): Stepper {
    const way = bestWay();
    if (this.#stepper?.way !== way) {
      const state = this.readState();
      this.#stepper?.run.dispose();
      this.#saved = state;
      this.#stepper = { way, run: makeStepper(way, this.#variant) };
    }
    return this.#stepper.run;
  }
}
