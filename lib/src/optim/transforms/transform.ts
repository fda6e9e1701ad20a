import { InvalidInput } from '../../errors';
import type { Choices, Chosen } from '../choices';
import { checkMatcher, type Matcher, matches } from '../groups';
import type { Limit } from '../limits';
import { type Hyper, type Schedule, type Settings, settle } from '../options';
import { checkTransform } from './check-transform';
import type { Average, Fragment } from './fragment';

/** A transformation of gradients or weights as mathematics. */
export interface TransformDefinition<H extends Hyper = Hyper, C extends Choices = Choices> {
  name: string;
  /** Hyper-parameters and their defaults. */
  hyper?: H;
  /** What the hyper-parameters may be; by default any finite number. */
  limits?: { readonly [K in keyof H]?: Limit };
  choices?: C;
  /** State, one array of each name for each variable, and its value before the first step. */
  state?: Readonly<Record<string, number>>;
  /** State that is one number for each variable. */
  scalars?: Readonly<Record<string, number>>;
  /** Names of arrays of standard normal numbers, drawn anew at each step. */
  draws?: readonly string[];
  /** Hyper-parameters of the rule that the lines read, such as `lr`. */
  uses?: readonly string[];
  /** Hyper-parameters with which it does nothing: those of variables that a mask leaves out. */
  off?: Readonly<Record<string, number>>;
  /** The side of the rule on which it has to stand. */
  place?: 'before' | 'after';
  /** A moving average of the weights among the state. */
  average?: (choices: Chosen<C>) => Average;
  /**
   * Assignments as in a rule, with two differences: a transformation before the rule may assign g, and one after it may
   * read `before`, the parameters before the step.
   */
  step: readonly string[] | ((choices: Chosen<C>) => readonly string[]);
  source?: string;
}

/** What a transformation may be called with. */
export type TransformOptions<H extends Hyper, C extends Choices> = {
  readonly [K in keyof H | keyof C]?: K extends keyof C ? C[K][number] : number | Schedule;
} & {
  /** Which variables it is for; all of them if left out. */
  readonly mask?: Matcher;
  /** Seed of its random numbers, an integer from 0 to 2^32 - 1. Default: 0. */
  readonly seed?: number;
};

/** A transformation with its numbers, to stand in a `chain`. */
export class Transform {
  constructor(
    readonly definition: TransformDefinition,
    readonly settings: Settings,
    readonly fragment: Fragment,
    readonly mask: Matcher | undefined,
    readonly seed: number,
  ) {}
}

type Make = (options?: Readonly<Record<string, unknown>>) => Transform;

/** Every transformation that was defined, by name: a saved chain finds its parts here. */
export const transforms = new Map<string, Make>();

/**
 * Defines a transformation of gradients or weights from its mathematics, for use in a {@link chain}.
 *
 * @returns a function of hyper-parameters, choices, `mask` and `seed` that makes it
 * @throws InvalidInput naming the transformation, the line and the symbol, where a line cannot be understood
 * @example
 * ```ts
 * const signOnly = transform({ name: 'Sign', step: ['g = sign(g)'] });
 * const optimizer = chain(signOnly(), gradientDescent({ lr: 0.5 }));
 * descend((x) => x[0] ** 2, [2], optimizer, { steps: 3, grad: (x) => [2 * x[0]] }).x // Float64Array(1) [ 0.5 ]
 * ```
 */
export function transform<
  const H extends Hyper = Record<never, never>,
  const C extends Choices = Record<never, never>,
>(definition: TransformDefinition<H, C>): (options?: TransformOptions<H, C>) => Transform {
  const general = definition as unknown as TransformDefinition;
  checkTransform(general);
  const make: Make = (options) => settled(general, options);
  make();
  transforms.set(general.name, make);
  return make as (options?: TransformOptions<H, C>) => Transform;
}

function settled(
  definition: TransformDefinition,
  options: Readonly<Record<string, unknown>> = {},
): Transform {
  const { name, hyper = {}, choices = {}, off, state = {}, scalars = {} } = definition;
  const limits = (definition.limits ?? {}) as Readonly<Record<string, Limit>>;
  const settings = settle({ name, hyper, choices, limits }, options, ['mask', 'seed']);
  const { mask, seed = 0 } = options as { mask?: Matcher; seed?: number };
  if (mask !== undefined) {
    checkMatcher(`${name}: mask`, mask);
    if (!off) {
      const allowed = 'left out: there are no hyper-parameters (`off`) with which it would do nothing';
      throw new InvalidInput({ subject: `${name}: mask`, given: mask, allowed });
    }
  }
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    const allowed = 'an integer from 0 to 2^32 - 1';
    throw new InvalidInput({ subject: `${name}: seed`, given: seed, allowed });
  }
  const lines = typeof definition.step === 'function' ? definition.step(settings.choices) : definition.step;
  const isLeftOut =
    mask && ((variable: Parameters<typeof matches>[1]) => !matches(mask, variable, `${name}: the mask`));
  const average = definition.average?.(settings.choices);
  const fragment: Fragment = {
    name: [name, ...Object.entries(settings.choices).map(([key, value]) => `${key} = ${value}`)].join(', '),
    lines,
    hyper: settings.hyper,
    limits,
    state,
    scalars,
    draws: Object.fromEntries((definition.draws ?? []).map((symbol) => [symbol, seed])),
    uses: definition.uses ?? [],
    layers: isLeftOut && off ? [[{ variables: isLeftOut, hyper: off }]] : [],
    averages: average ? [average] : [],
    source: definition.source,
  };
  return new Transform(definition, settings, fragment, mask, seed);
}
