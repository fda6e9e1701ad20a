import {
  dispose,
  engine,
  type Optimizer,
  type Scalar,
  type Tensor,
  tidy,
  type Variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../errors';
import { checkFunction } from '../../errors/check-object';
import { described } from '../../errors/described';
import { onlyOptions } from '../../errors/only-options';
import { type Displayable, displaySymbol, type MimeBundle } from '../../show';
import { numberToTex } from '../display-rule';
import { escapeTex } from '../escape-tex';
import { nonNegative } from '../limits';
import {
  checkPathOptimizer,
  type PathOptimizer,
  type PathStep,
  type PathStepper,
  pathStepOf,
} from '../path-step';
import { checkBase, nameOf } from './base-optimizer';

/** Options of {@link sam}. */
export interface SamOptions {
  /** How far away the sharpest loss is looked for. Default: 0.05, that of the paper. */
  rho?: number;
  /** Measure that distance relative to each parameter: ASAM. Default: false. */
  adaptive?: boolean;
}

/** Where the gradient is 0, the way up is too. */
const SMALLEST = 1e-12;

/**
 * Sharpness-aware minimization: the gradient is taken not at the parameters, but where, within rho of them, the loss is
 * about largest; then another optimizer takes its step with that gradient.
 *
 * ```text
 * e = rho g / |g|                    (adaptive: rho p^2 g / |p g|, for each element)
 * g = the gradient at p + e
 * p = the step of the optimizer from p with g
 * ```
 *
 * The norm is that over all variables together. A step needs the gradient twice, so it takes the loss as a function, and
 * is no `tf.Optimizer`: `model.compile` refuses it.
 *
 * @param base the optimizer whose steps are taken; it keeps all state
 * @throws InvalidInput for a base that is no optimizer, an unknown option, or a rho that is negative or not finite
 * @example
 * ```ts
 * const w = tf.variable(tf.scalar(1));
 * const optimizer = sam(gradientDescent({ lr: 0.1 }), { rho: 0.5 });
 * optimizer.step(() => w.square() as tf.Scalar) // 1
 * // At 1 + 0.5 the slope is 3.
 * w.dataSync()[0].toFixed(6) // '0.700000'
 * ```
 * @see Foret, Kleiner, Mobahi & Neyshabur, "Sharpness-Aware Minimization for Efficiently Improving Generalization", 2021
 * @see Kwon, Kim, Park & Choi, "ASAM: Adaptive Sharpness-Aware Minimization", 2021
 */
export function sam(base: Optimizer, options: SamOptions = {}): Sam {
  checkBase('sam', base);
  onlyOptions<SamOptions>('sam', options, ['rho', 'adaptive']);
  const { rho = 0.05, adaptive = false } = options;
  if (typeof rho !== 'number' || !nonNegative.holds(rho)) {
    throw new InvalidInput({ subject: 'sam: rho', given: rho, allowed: nonNegative.allowed });
  }
  if (typeof adaptive !== 'boolean') {
    throw new InvalidInput({ subject: 'sam: adaptive', given: adaptive, allowed: 'true or false' });
  }
  return new Sam(base, rho, adaptive);
}

/** Sharpness-aware minimization around an optimizer; made by {@link sam}. */
export class Sam implements Displayable, PathStepper {
  readonly base: Optimizer;
  readonly rho: number;
  readonly adaptive: boolean;

  constructor(base: Optimizer, rho: number, adaptive: boolean) {
    this.base = base;
    this.rho = rho;
    this.adaptive = adaptive;
  }

  /**
   * Takes one step.
   *
   * @param loss computes the loss; it is called twice, and must be the same function both times: the same batch, the same
   *   dropout
   * @param variables that shall move. Default: all trainable ones.
   * @returns the loss at the parameters before the step
   * @throws InvalidInput for a loss that is no function; what it throws itself leaves the parameters as they were
   */
  step(loss: () => Scalar, variables?: Variable[]): number {
    checkFunction('sam: loss', loss, 'a function that returns the loss as a tf.Scalar');
    const { value, grads } = variableGrads(loss, variables);
    const known = engine().registeredVariables as Readonly<Record<string, Variable>>;
    const moved = Object.entries(grads)
      .filter(([, gradient]) => gradient)
      .map(([name, gradient]) => ({ variable: known[name], gradient }));
    const before = moved.map(({ variable }) => variable.clone());
    let second: { value: Scalar; grads: Record<string, Tensor> } | undefined;
    try {
      this.#climb(moved);
      second = variableGrads(loss, variables);
    } catch (error) {
      value.dispose();
      throw error;
    } finally {
      for (const [i, { variable }] of moved.entries()) variable.assign(before[i]);
      dispose(before);
      dispose(grads);
    }
    const [first] = value.dataSync();
    value.dispose();
    try {
      this.base.applyGradients(second.grads);
    } finally {
      second.value.dispose();
      dispose(second.grads);
    }
    return first;
  }

  /** Steps in float64, for `descend`, if the optimizer inside has them. */
  pathStep(shape: readonly number[]): PathStep {
    const base: unknown = this.base;
    checkPathOptimizer('sam: the optimizer inside', base);
    const step = pathStepOf(base as PathOptimizer, shape);
    return (p, gradient) => {
      const g = gradient(p);
      const weighted = g.map((each, i) => (this.adaptive ? p[i] * each : each));
      const scale = this.rho / (Math.sqrt(weighted.reduce((sum, each) => sum + each * each, 0)) + SMALLEST);
      const up = p.map((each, i) => each + scale * g[i] * (this.adaptive ? each * each : 1));
      step(p, () => gradient(up));
    };
  }

  /** TensorFlow.js tells an optimizer by its methods: this one is asked for first, to say what to do instead. */
  get minimize(): never {
    throw new InvalidInput({
      subject: 'the optimizer',
      given: described('SAM, which needs the loss itself, twice a step'),
      allowed: 'a tf.Optimizer',
      remedy: 'Instead of model.compile and fit, call sam(...).step(() => loss) for each batch.',
    });
  }

  [displaySymbol](): MimeBundle {
    const name = `${this.adaptive ? 'ASAM' : 'SAM'}, around ${nameOf(this.base)}`;
    const up = this.adaptive
      ? '\\rho\\, \\frac{\\theta_{t-1}^2 \\odot g_t}{\\|\\theta_{t-1} \\odot g_t\\|}'
      : '\\rho\\, \\frac{g_t}{\\|g_t\\|}';
    const latex = [
      '$$\\begin{aligned}',
      `&\\textbf{${escapeTex(name)}} \\quad \\rho = ${numberToTex(this.rho)} \\\\`,
      'g_t &= \\nabla f(\\theta_{t-1}) \\\\',
      `\\epsilon_t &= ${up} \\\\`,
      '\\tilde g_t &= \\nabla f(\\theta_{t-1} + \\epsilon_t) \\\\',
      `\\theta_t &= \\mathrm{step}(\\theta_{t-1}, \\tilde g_t) \\\\`,
      '&\\text{Not elementwise: the norm over all variables, and a second gradient.}',
      '\\end{aligned}$$',
    ].join('\n');
    const text = [
      `${name} (rho = ${this.rho})`,
      `  e = ${this.adaptive ? 'rho p^2 g / norm(p g)' : 'rho g / norm(g)'}`,
      '  g = the gradient at p + e',
      `  p = the step of ${nameOf(this.base)} from p with g`,
    ].join('\n');
    return { 'text/plain': text, 'text/latex': latex };
  }

  /** Moves the variables to where the loss is about largest. */
  #climb(moved: readonly { variable: Variable; gradient: Tensor }[]): void {
    tidy(() => {
      const squares = moved.map(({ variable, gradient }) =>
        (this.adaptive ? gradient.mul(variable) : gradient).square().sum(),
      );
      if (squares.length === 0) return;
      const norm = squares.reduce((sum, each) => sum.add(each)).sqrt();
      // A rho of 0 stays where it is, even if the gradient is not finite.
      if (this.rho === 0) return;
      const scale = norm.add(SMALLEST).reciprocal().mul(this.rho);
      for (const { variable, gradient } of moved) {
        const up = this.adaptive ? gradient.mul(variable.square()) : gradient;
        variable.assign(variable.add(up.mul(scale)));
      }
    });
  }
}
