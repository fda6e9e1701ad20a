import { InvalidInput } from '../../errors';
import { checkFunction, checkObject } from '../../errors/check-object';
import { onlyOptions } from '../../errors/only-options';
import { type Displayable, displaySymbol } from '../../show';
import { checkDeclarations } from '../check-definition';
import type { Choices, Chosen } from '../choices';
import { type Limit, nonNegative } from '../limits';
import { optimizerMaker } from '../optimizer-class';
import { type Hyper, type RuleOptions, type Schedule, settle } from '../options';
import type { FloatArray } from './dense';
import { displayMatrixRule } from './display-matrix-rule';
import { MatrixOptimizer } from './matrix-optimizer';

/** One variable in one step: `p` and the arrays of `state` are to be changed in place, `g` is not. */
export interface MatrixStep<H extends Hyper = Hyper, C extends Choices = Choices> {
  readonly p: FloatArray;
  readonly g: FloatArray;
  readonly state: Readonly<Record<string, FloatArray>>;
  readonly shape: readonly number[];
  /** Steps of this variable so far, this one included. */
  readonly t: number;
  readonly hyper: { readonly [K in keyof H]: number };
  readonly choices: Chosen<C>;
}

/** The hyper-parameters of one variable, and the choices, as far as state depends on them. */
export interface MatrixSettings<H extends Hyper = Hyper, C extends Choices = Choices> {
  readonly hyper: { readonly [K in keyof H]: number | Schedule };
  readonly choices: Chosen<C>;
}

/** An update rule that sees a variable as a matrix, so that no formula over single elements can say it. */
export interface MatrixRuleDefinition<H extends Hyper = Hyper, C extends Choices = Choices> {
  name: string;
  /** Hyper-parameters and their defaults. */
  hyper: H;
  /** Variants of the rule by name, the default first. */
  choices?: C;
  /** What the hyper-parameters may be; by default any finite number, and for `lr` none below 0. */
  limits?: { readonly [K in keyof H]?: Limit };
  /** The shapes of the arrays that a variable of that shape keeps, by name; all start at 0. */
  slots(
    shape: readonly number[],
    settings: MatrixSettings<H, C>,
  ): Readonly<Record<string, readonly number[]>>;
  /** Moves one variable. Arithmetic is in float64, whatever the precision that the arrays keep. */
  step(at: MatrixStep<H, C>): void;
  /** The mathematics of the step, one line of LaTeX an entry. */
  tex(choices: Chosen<C>): readonly string[];
  /** The same as text. */
  text(choices: Chosen<C>): readonly string[];
  /** In words, what about the step is not elementwise, and which variables it is not for. */
  notElementwise: string;
  /** Where the rule comes from. */
  source?: string;
}

/** A matrix rule that is ready to use: call it to make an optimizer, show it to see its mathematics. */
export interface MatrixRule<H extends Hyper = Hyper, C extends Choices = Choices> extends Displayable {
  /**
   * Makes an optimizer, which is also a `tf.Optimizer`.
   *
   * @throws InvalidInput for an unknown option, or one out of its limits
   */
  (options?: RuleOptions<H, C>): MatrixOptimizer;
  readonly definition: MatrixRuleDefinition<H, C>;
}

/** A definition without the types of its own names, complete. */
export type CheckedMatrixRule = MatrixRuleDefinition & {
  readonly choices: Choices;
  readonly limits: Readonly<Record<string, Limit>>;
};

/**
 * Defines an update rule over whole matrices, with everything that an elementwise rule has: an optimizer for
 * TensorFlow.js, saving, steps in float64 for `descend`, and its display.
 *
 * @throws InvalidInput for a definition that lacks a part, or whose defaults are out of their limits
 * @example
 * ```ts
 * const rowNormalized = matrixRule({
 *   name: 'Row-normalized descent',
 *   hyper: { lr: 0.1 },
 *   slots: () => ({}),
 *   step: ({ p, g, shape: [rows, columns], hyper: { lr } }) => {
 *     for (let i = 0; i < rows; i++) {
 *       const length = Math.hypot(...g.slice(i * columns, (i + 1) * columns));
 *       for (let j = i * columns; j < (i + 1) * columns; j++) p[j] -= (lr * g[j]) / length;
 *     }
 *   },
 *   tex: () => ['w_i = w_i - \\eta\\, g_i / \\|g_i\\|'],
 *   text: () => ['row = row - lr*g/norm(g)'],
 *   notElementwise: 'Each row moves by the same length.',
 * });
 * const f = (w: Float64Array) => w[0] ** 2 + w[1] ** 2;
 * const grad = (w: Float64Array) => w.map((x) => 2 * x);
 * descend(f, [3, 4], rowNormalized(), { steps: 10, grad, shape: [1, 2] }).x // Float64Array(2) [ 2.4, 3.2 ]
 * ```
 */
export function matrixRule<const H extends Hyper, const C extends Choices = Record<never, never>>(
  definition: MatrixRuleDefinition<{ readonly [K in keyof H]: number }, C> & { hyper: H },
): MatrixRule<{ readonly [K in keyof H]: number }, C> {
  const checked = check(definition as unknown as MatrixRuleDefinition);
  const make = optimizerMaker(MatrixOptimizer, checked);
  return Object.assign(make, {
    definition,
    [displaySymbol]: () => displayMatrixRule(checked, settle(checked)),
  }) as unknown as MatrixRule<{ readonly [K in keyof H]: number }, C>;
}

const functions = ['slots', 'step', 'tex', 'text'] as const;
const parts = ['name', 'hyper', 'choices', 'limits', 'source', 'notElementwise', ...functions] as const;

function check(definition: MatrixRuleDefinition): CheckedMatrixRule {
  checkObject('matrixRule: definition', definition, `an object with ${parts.join(', ')}`);
  onlyOptions<MatrixRuleDefinition>('matrixRule', definition, parts);
  checkDeclarations('matrixRule', definition);
  const { name, notElementwise, choices = {} } = definition;
  if (typeof notElementwise !== 'string' || notElementwise === '') {
    throw new InvalidInput({ subject: `${name}: notElementwise`, given: notElementwise, allowed: 'a text' });
  }
  for (const key of functions) checkFunction(`${name}: ${key}`, definition[key], 'a function');
  const limits = { lr: nonNegative, ...(definition.limits as Record<string, Limit>) };
  const checked = { ...definition, choices, limits };
  settle(checked);
  return checked;
}
