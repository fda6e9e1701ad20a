import { InvalidInput } from '../errors';
import { described } from '../errors/described';
import { type Displayable, displaySymbol } from '../show';
import { checkDefinition } from './check-definition';
import { type Choices, type Chosen, type Combination, combinations } from './choices';
import { displayRule } from './display-rule';
import { type Limit, nonNegative } from './limits';
import { optimizerMaker } from './optimizer-class';
import { type Hyper, type RuleOptions, settle } from './options';
import { RuleOptimizer } from './rule-optimizer';
import { type Variant, variantOf } from './variant';

/** An update rule as mathematics. */
export interface RuleDefinition<H extends Hyper = Hyper, C extends Choices = Choices> {
  name: string;
  /** Hyper-parameters and their defaults. */
  hyper: H;
  /** State, one array of each name for each variable, and its value before the first step. */
  state?: Readonly<Record<string, number>> | ((choices: Chosen<C>) => Readonly<Record<string, number>>);
  /**
   * State that is one number for each variable, and its value before the first step: `{ c: 1 }`. A line over scalars
   * updates it, `'c = c*mu'`, once a step and in float64.
   */
  scalars?: Readonly<Record<string, number>> | ((choices: Chosen<C>) => Readonly<Record<string, number>>);
  /**
   * Assignments that run in order over the gradient `g`, the parameters `p`, the state, the hyper-parameters and `t`,
   * the number of the step from 1.
   */
  step: readonly string[] | ((choices: Chosen<C>) => readonly string[]);
  /** Variants of the rule by name, the default first. */
  choices?: C;
  /** What the hyper-parameters may be; by default any finite number, and for `lr` none below 0. */
  limits?: { readonly [K in keyof H]?: Limit };
  /** Where the rule comes from. */
  source?: string;
}

/** A rule that is ready to use: call it to make an optimizer, show it to see its mathematics. */
export interface Rule<H extends Hyper = Hyper, C extends Choices = Choices> extends Displayable {
  /**
   * Makes an optimizer, which is also a `tf.Optimizer`.
   *
   * @throws InvalidInput for an unknown option, or one out of its limits
   */
  (options?: RuleOptions<H, C>): RuleOptimizer;
  readonly definition: RuleDefinition<H, C>;
}

/** A rule whose every variant has been checked. */
export interface CheckedRule {
  readonly name: string;
  readonly hyper: Hyper;
  readonly choices: Choices;
  readonly limits: Readonly<Record<string, Limit>>;
  readonly source?: string;
  /** The moving averages of the weights among the state. */
  readonly averages?: readonly { readonly symbol: string; readonly weight?: string }[];
  variant(choices: Combination): Variant;
  /** The hyper-parameters that the lines of a variant read, among other scalars. */
  read?(choices: Combination): readonly string[];
}

export type { Variant };

/**
 * Defines an update rule from its mathematics: one formula that every execution, the display and the checks share.
 *
 * @throws InvalidInput naming the rule, the line and the symbol, where a line cannot be understood
 * @example
 * ```ts
 * const signDescent = rule({
 *   name: 'Sign descent',
 *   hyper: { lr: 0.5 },
 *   step: ['p = p - lr*sign(g)'],
 * });
 * const f = (x: Float64Array) => x[0] ** 2;
 * descend(f, [2], signDescent(), { steps: 3, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.5 ]
 * ```
 */
export function rule<const H extends Hyper, const C extends Choices = Record<never, never>>(
  definition: RuleDefinition<H, C>,
): Rule<Widened<H>, C> {
  const checked = check(definition as unknown as RuleDefinition);
  const make = optimizerMaker(RuleOptimizer, checked);
  return Object.assign(make, {
    definition,
    [displaySymbol]: () => displayRule(checked, settle(checked)),
  }) as unknown as Rule<Widened<H>, C>;
}

/** `const` type parameters keep the names; the values are numbers like any other. */
type Widened<H extends Hyper> = { readonly [K in keyof H]: number };

function check(definition: RuleDefinition): CheckedRule {
  checkDefinition(definition);
  const { name, hyper = {}, choices = {}, source } = definition;
  const limits: Record<string, Limit> = { lr: nonNegative, ...(definition.limits as Record<string, Limit>) };
  const variants = new Map<string, Variant>();
  for (const combination of combinations(choices)) {
    variants.set(JSON.stringify(combination), variantFor(definition, combination));
  }
  const variant = (chosen: Combination): Variant => variants.get(JSON.stringify(chosen)) as Variant;
  const checked: CheckedRule = {
    name,
    hyper,
    choices,
    limits,
    source,
    variant,
    read: (chosen) => variant(chosen).formula.scalarsRead,
  };
  settle(checked);
  const idle = Object.keys(hyper).find((key) =>
    [...variants.values()].every(({ formula: { scalarsRead } }) => !scalarsRead.includes(key)),
  );
  if (idle !== undefined) {
    throw new InvalidInput({
      subject: `${name}: hyper-parameter ${idle}`,
      given: described('never read'),
      allowed: 'read by a line',
    });
  }
  return checked;
}

/** What may depend on the choices, for one combination of them. */
function variantFor(
  { name, hyper = {}, state, scalars, step }: RuleDefinition,
  chosen: Combination,
): Variant {
  return variantOf({
    name,
    hyper: Object.keys(hyper),
    state: typeof state === 'function' ? state(chosen) : (state ?? {}),
    scalars: typeof scalars === 'function' ? scalars(chosen) : (scalars ?? {}),
    draws: {},
    lines: typeof step === 'function' ? step(chosen) : step,
  });
}
