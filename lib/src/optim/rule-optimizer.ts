import {
  engine,
  Optimizer,
  scalar,
  type serialization,
  type Tensor,
  tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';
import { described } from '../errors/described';
import type { Formula, Scalars } from '../formula';
import { type Displayable, displaySymbol, type MimeBundle } from '../show';
import { bestWay, makeStepper, type Way } from './choose-stepper';
import { displayRule } from './display-rule';
import { hyperAt, type Settings } from './options';
import type { CheckedRule, Variant } from './rule';
import { SavedState } from './saved-state';
import type { NamedTensor, Stepper, Update } from './stepper';

/** Gradients by the names of their variables. */
export type NamedGradients = Readonly<Record<string, Tensor | null | undefined>> | readonly NamedTensor[];

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
  /** Updates so far and shape, by variable. */
  readonly #seen = new Map<string, { t: number; shape: number[] }>();
  #saved = new SavedState();
  #stepper: { way: Way; run: Stepper } | undefined;

  constructor(rule: CheckedRule, settings: Settings) {
    super();
    this.rule = rule;
    this.settings = settings;
    this.#variant = rule.variant(settings.choices);
  }

  /** The mathematics of the step, with the choices made. */
  get formula(): Formula {
    return this.#variant.formula;
  }

  /** State symbols and the values that they start from. */
  get initialState(): Readonly<Record<string, number>> {
    return this.#variant.state;
  }

  /** The scalars of a step: hyper-parameters at that step, and `t`. */
  scalarsAt(step: number, t = step): Scalars {
    return { ...hyperAt(this.rule, this.settings, step), t };
  }

  /**
   * Takes one step.
   *
   * @param gradients a gradient for each variable that shall move, by the variable's name; where there is none, the
   *   variable and its state stay as they are
   * @throws InvalidInput before anything has changed, for an unknown variable, one that is not float32, and a gradient
   *   of another shape
   */
  applyGradients(gradients: NamedGradients): void {
    const updates = this.#updates(gradients);
    const step = this.iterations + 1;
    const hyper = hyperAt(this.rule, this.settings, step);
    const scalars = (t: number): Scalars => ({ ...hyper, t });
    this.#stepperHere().step(updates, scalars, (variable) => this.#slotsOf(variable));
    for (const { variable, t } of updates) this.#seen.set(variable.name, { t, shape: variable.shape });
    this.incrementIterations();
  }

  /**
   * A copy of the state: `iter`, the number of steps, and for each variable `name/symbol` and, where the formula
   * mentions t, `name/t`. The tensors belong to the caller.
   */
  override async getWeights(): Promise<NamedTensor[]> {
    const weights: NamedTensor[] = [{ name: 'iter', tensor: scalar(this.iterations, 'int32') }];
    const add = (name: string, t: number, slots: Readonly<Record<string, Tensor>>): void => {
      for (const [symbol, held] of Object.entries(slots)) {
        weights.push({ name: `${name}/${symbol}`, tensor: held });
      }
      if (this.formula.scalarsRead.includes('t')) {
        weights.push({ name: `${name}/t`, tensor: scalar(t, 'int32') });
      }
    };
    for (const [name, { t, slots, shape }] of this.#saved.variables) {
      const waiting = Object.entries(slots).map(([symbol, values]) => [
        symbol,
        tensor(values.slice(), shape, 'float32'),
      ]);
      add(name, t, Object.fromEntries(waiting));
    }
    for (const [name, slots] of this.#stepper?.run.copies() ?? []) {
      add(name, this.#seen.get(name)?.t ?? 0, slots);
    }
    return weights;
  }

  /**
   * Takes over a state that {@link getWeights} returned, bit for bit.
   *
   * @throws InvalidInput if it is the state of another rule
   */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const saved = await SavedState.from(weights, this.rule.name, this.initialState, this.formula);
    this.#forget();
    this.#saved = saved;
    this.iterations_ = saved.iterations;
  }

  /**
   * Hyper-parameters and choices, as `fromConfig` and saved models take them.
   *
   * @throws InvalidInput if a hyper-parameter is a schedule, which no file can hold
   */
  getConfig(): serialization.ConfigDict {
    for (const [name, value] of Object.entries(this.settings.hyper)) {
      if (typeof value !== 'function') continue;
      throw new InvalidInput({
        subject: `${this.rule.name}: ${name} in a saved configuration`,
        given: value,
        allowed: 'a number',
        remedy:
          'A function cannot be saved: save the weights alone and make the optimizer anew with its schedule.',
      });
    }
    return { ...this.settings.hyper, ...this.settings.choices } as serialization.ConfigDict;
  }

  /** Frees what the optimizer holds; it then stands as before its first step. */
  override dispose(): void {
    this.#forget();
    this.#saved = new SavedState();
    this.iterations_ = 0;
  }

  [displaySymbol](): MimeBundle {
    return displayRule(this.rule, this.settings);
  }

  #forget(): void {
    this.#stepper?.run.dispose();
    this.#stepper = undefined;
    this.#seen.clear();
  }

  #updates(gradients: NamedGradients): Update[] {
    if (typeof gradients !== 'object' || gradients === null) {
      throw new InvalidInput({
        subject: `${this.rule.name}: gradients`,
        given: gradients,
        allowed: 'an object of tensors by the names of variables, or an array of { name, tensor }',
      });
    }
    const named: [string, Tensor | null | undefined][] = Array.isArray(gradients)
      ? gradients.map((each: NamedTensor | null) => [String(each?.name), each?.tensor])
      : Object.entries(gradients as Record<string, Tensor>);
    const known = engine().registeredVariables as Readonly<Record<string, Variable>>;
    const updates: Update[] = [];
    for (const [name, gradient] of named) {
      const subject = `${this.rule.name}: gradient of ${name}`;
      if (!Object.hasOwn(known, name)) {
        throw new InvalidInput({ subject, given: name, allowed: 'named after a tf.Variable that exists' });
      }
      if (updates.some(({ variable }) => variable.name === name)) {
        throw new InvalidInput({ subject, given: described('given twice'), allowed: 'given once' });
      }
      if (gradient === null || gradient === undefined) continue;
      const variable = known[name];
      if (gradient.isDisposed) {
        throw new InvalidInput({
          subject,
          given: described('disposed'),
          allowed: 'a tensor that is still in memory',
        });
      }
      if (variable.dtype !== 'float32' || gradient.dtype !== 'float32') {
        const given =
          variable.dtype === 'float32'
            ? `of type ${gradient.dtype}`
            : `for a variable of type ${variable.dtype}`;
        throw new InvalidInput({ subject, given: described(given), allowed: 'of type float32' });
      }
      if (variable.shape.join() !== gradient.shape.join()) {
        const allowed = `of the variable's shape, [${variable.shape.join(', ')}]`;
        throw new InvalidInput({
          subject,
          given: described(`of shape [${gradient.shape.join(', ')}]`),
          allowed,
        });
      }
      const seen = this.#seen.get(name);
      if (seen && seen.shape.join() !== variable.shape.join()) {
        throw new InvalidInput({
          subject: `${this.rule.name}: the variable ${name}`,
          given: described(`of shape [${variable.shape.join(', ')}]`),
          allowed: `of the shape that it had before, [${seen.shape.join(', ')}]`,
          remedy: 'For another model make another optimizer, or call dispose() on this one.',
        });
      }
      updates.push({ variable, gradient, t: ((seen ?? this.#saved.adopt(variable))?.t ?? 0) + 1 });
    }
    return updates;
  }

  #slotsOf(variable: Variable) {
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
      const state = this.#everything();
      this.#stepper?.run.dispose();
      this.#saved = state;
      this.#stepper = { way, run: makeStepper(way, this.#variant) };
    }
    return this.#stepper.run;
  }

  /** State that waits for its variable, and state in use. */
  #everything(): SavedState {
    const all = new SavedState(this.#saved.variables, this.iterations);
    for (const [name, slots] of this.#stepper?.run.read() ?? []) {
      const seen = this.#seen.get(name);
      if (seen) all.variables.set(name, { slots, ...seen });
    }
    return all;
  }
}
