import { serialization } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import { described } from '../errors/described';
import { type Formula, formula, type SymbolRole } from '../formula';
import { type Displayable, displaySymbol } from '../show';
import { checkDefinition } from './check-definition';
import { optionsOf } from './config';
import { displayRule } from './display-rule';
import {
  type Choices,
  type Chosen,
  type Hyper,
  type Limit,
  nonNegative,
  type RuleOptions,
  type Settings,
  settle,
} from './options';
import { RuleOptimizer } from './rule-optimizer';

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
  variant(choices: Settings['choices']): Variant;
}

/** The formula of one variant of a rule and the state that it starts from. */
export interface Variant {
  readonly formula: Formula;
  readonly state: Readonly<Record<string, number>>;
  readonly scalars: Readonly<Record<string, number>>;
  /** Arrays of random numbers that the formula reads, and their seeds. */
  readonly draws: Readonly<Record<string, number>>;
}

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
  const className = `optlab.${checked.name.replaceAll('_', '-')}`;
  const optimizerClass = class extends RuleOptimizer {
    static override readonly className = className;
    constructor(options?: Readonly<Record<string, unknown>>) {
      super(checked, settle(checked, options));
    }
    static override fromConfig<T extends serialization.Serializable>(
      cls: serialization.SerializableConstructor<T>,
      config: serialization.ConfigDict,
    ): T {
      return new cls(optionsOf([...Object.keys(checked.hyper), ...Object.keys(checked.choices)], config));
    }
  };
  serialization.registerClass(
    optimizerClass as unknown as serialization.SerializableConstructor<RuleOptimizer>,
  );
  const make = (options?: Readonly<Record<string, unknown>>): RuleOptimizer => new optimizerClass(options);
  Object.defineProperty(make, 'name', { value: checked.name });
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
    variants.set(JSON.stringify(combination), variantOf(definition, combination));
  }
  const checked: CheckedRule = {
    name,
    hyper,
    choices,
    limits,
    source,
    variant: (chosen) => variants.get(JSON.stringify(chosen)) as Variant,
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

function variantOf(definition: RuleDefinition, chosen: Settings['choices']): Variant {
  const state = typeof definition.state === 'function' ? definition.state(chosen) : (definition.state ?? {});
  checkObject(`${definition.name}: state`, state, 'an object of initial values by name');
  const scalars =
    typeof definition.scalars === 'function' ? definition.scalars(chosen) : (definition.scalars ?? {});
  checkObject(`${definition.name}: scalars`, scalars, 'an object of initial values by name');
  const lines = typeof definition.step === 'function' ? definition.step(chosen) : definition.step;
  const symbols: Record<string, SymbolRole> = {
    g: { kind: 'input', is: 'the gradient' },
    p: { kind: 'updated', is: 'the parameters' },
    t: { kind: 'scalar', is: 'the number of the step', optional: true },
  };
  const declare = (key: string, role: SymbolRole): void => {
    if (Object.hasOwn(symbols, key)) {
      throw new InvalidInput({
        subject: `${definition.name}: the name of ${role.is}`,
        given: key,
        allowed: `another one than that of ${symbols[key].is}`,
      });
    }
    symbols[key] = role;
  };
  for (const key of Object.keys(definition.hyper ?? {})) {
    declare(key, { kind: 'scalar', is: `hyper-parameter ${key}`, optional: true });
  }
  const declareState = (values: Readonly<Record<string, number>>, kind: SymbolRole['kind']): void => {
    for (const [key, initial] of Object.entries(values)) {
      declare(key, { kind, is: `state ${key}` });
      if (Number.isFinite(initial)) continue;
      const subject = `${definition.name}: initial value of state ${key}`;
      throw new InvalidInput({ subject, given: initial, allowed: 'a finite number' });
    }
  };
  declareState(state, 'updated');
  declareState(scalars, 'scalarState');
  if (!Array.isArray(lines)) {
    throw new InvalidInput({
      subject: `${definition.name}: step`,
      given: lines,
      allowed: 'an array of lines',
    });
  }
  return { formula: formula({ name: definition.name, symbols, lines }), state, scalars, draws: {} };
}

function combinations(choices: Choices): Settings['choices'][] {
  return Object.entries(choices).reduce<Settings['choices'][]>(
    (all, [key, variants]) =>
      all.flatMap((chosen) => variants.map((variant) => ({ ...chosen, [key]: variant }))),
    [{}],
  );
}
