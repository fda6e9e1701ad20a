import { Optimizer, scalar, type serialization, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type Displayable, displaySymbol, type MimeBundle } from '../../show';
import { checkGradients, type NamedGradients, type VariableGradient } from '../check-gradients';
import { configOf } from '../config';
import { mayStep } from '../finite-gradients';
import type { VariableInfo } from '../groups';
import { HyperParameters } from '../hyper-parameters';
import type { Settings } from '../options';
import type { PathStep, PathStepper } from '../path-step';
import type { NamedTensor } from '../stepper';
import { type FloatArray, sizeOf } from './dense';
import { displayMatrixRule } from './display-matrix-rule';
import type { CheckedMatrixRule } from './matrix-rule';
import { MatrixState, type Shapes } from './matrix-state';

/** One variable in one step. */
interface Move extends VariableGradient {
  readonly hyper: Readonly<Record<string, number>>;
}

/**
 * A matrix rule with its hyper-parameters, as a `tf.Optimizer`.
 *
 * Steps run on the CPU in float64, whatever the backend: gradients are read from it and the new values given back.
 * Parameters and state are kept in float32. State belongs to a variable by the variable's name, and each variable counts
 * its own steps; schedules follow the steps of the optimizer.
 */
export class MatrixOptimizer extends Optimizer implements Displayable, PathStepper {
  /** The name under which TensorFlow.js saves it. */
  static readonly className: string = 'optlab.MatrixOptimizer';
  readonly rule: CheckedMatrixRule;
  readonly settings: Settings;
  readonly #hyper: HyperParameters;
  #state: MatrixState;
  #skipped = 0;

  constructor(rule: CheckedMatrixRule, settings: Settings) {
    super();
    this.rule = rule;
    this.settings = settings;
    this.#hyper = new HyperParameters(rule, settings);
    this.#state = new MatrixState(rule.name);
  }

  /** Steps that `onNaN: 'skip'` has left out; not part of the saved state. */
  get skippedSteps(): number {
    return this.#skipped;
  }

  /**
   * Takes one step.
   *
   * @param gradients a gradient for each variable that shall move, by the variable's name; where there is none, the
   *   variable and its state stay as they are
   * @throws InvalidInput before anything has changed, for an unknown variable, one that is not float32, and a gradient
   *   of another shape, and with `onNaN: 'throw'` for a gradient that is not finite
   */
  applyGradients(gradients: NamedGradients): void {
    const { name } = this.rule;
    const updates = checkGradients(name, gradients, (variable) => this.#state.shapeOf(variable));
    if (!mayStep(name, updates, this.settings.onNaN, false)) {
      this.#skipped += 1;
      return;
    }
    const hyperOf = this.#hyper.at(this.iterations + 1);
    const moves = updates.map(({ variable, gradient }) => ({ variable, gradient, hyper: hyperOf(variable) }));
    for (const { variable } of moves) this.#state.check(variable, this.#shapes(variable));
    const present = new Set(moves.map(({ variable }) => variable.name));
    for (const move of moves) this.#move(move, present);
    this.incrementIterations();
  }

  /**
   * A copy of the state: `iter`, the number of steps, and for each variable `name/symbol` and `name/t`. The tensors
   * belong to the caller.
   */
  override async getWeights(): Promise<NamedTensor[]> {
    const iterations = { name: 'iter', tensor: scalar(this.iterations, 'int32') as Tensor };
    return [iterations, ...this.#state.save()];
  }

  /**
   * Takes over a state that {@link getWeights} returned, bit for bit.
   *
   * @throws InvalidInput if it is no such state; what it holds for a variable is checked when that variable moves
   */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const { state, iterations } = await MatrixState.from(this.rule.name, weights);
    this.#state = state;
    this.iterations_ = iterations;
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

  /** Forgets the state; the optimizer then stands as before its first step. */
  override dispose(): void {
    this.#state = new MatrixState(this.rule.name);
    this.iterations_ = 0;
    this.#skipped = 0;
  }

  /** Steps in float64 on one matrix, for `descend`. */
  pathStep(shape: readonly number[]): PathStep {
    const variable = { name: 'x', shape };
    const state = Object.fromEntries(
      Object.entries(this.#shapes(variable)).map(([symbol, of]) => [symbol, new Float64Array(sizeOf(of))]),
    );
    let t = 0;
    return (p, gradient) => {
      t++;
      this.#step(p, gradient(p), state, shape, t, this.#hyper.at(t)(variable));
    };
  }

  [displaySymbol](): MimeBundle {
    return displayMatrixRule(this.rule, this.settings);
  }

  #shapes(variable: VariableInfo): Shapes {
    return this.rule.slots(variable.shape, {
      hyper: this.#hyper.of(variable),
      choices: this.settings.choices,
    });
  }

  #move({ variable, gradient, hyper }: Move, present: ReadonlySet<string>): void {
    const kept = this.#state.of(variable, this.#shapes(variable), present);
    // A copy: some backends return the array that the variable's tensor lives in.
    const p = variable.dataSync<'float32'>().slice();
    const state = Object.fromEntries(
      Object.entries(kept.slots).map(([symbol, { values }]) => [symbol, values]),
    );
    this.#step(p, gradient.dataSync<'float32'>(), state, variable.shape, kept.t + 1, hyper);
    kept.t++;
    const next: Tensor = tensor(p, variable.shape, 'float32');
    variable.assign(next);
    next.dispose();
  }

  #step(
    p: FloatArray,
    g: FloatArray,
    state: Record<string, FloatArray>,
    shape: readonly number[],
    t: number,
    hyper: Readonly<Record<string, number>>,
  ): void {
    this.rule.step({ p, g, state, shape, t, hyper, choices: this.settings.choices });
  }
}
