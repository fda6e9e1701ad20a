import type { Scalars } from '../../formula';
import type { SettledGroup } from '../groups';
import type { Limit } from '../limits';
import type { Schedule } from '../options';
import type { RuleOptimizer } from '../rule-optimizer';
import { titleOf } from '../title';

/** A moving average of the weights among the state. */
export interface Average {
  readonly symbol: string;
  /** The scalar state to divide by, if the average has a bias. */
  readonly weight?: string;
}

/** A part of a chain with its numbers: lines, and what they read and write besides g, p and t. */
export interface Fragment {
  readonly name: string;
  readonly lines: readonly string[];
  readonly hyper: Readonly<Record<string, number | Schedule>>;
  readonly limits: Readonly<Record<string, Limit>>;
  readonly state: Scalars;
  readonly scalars: Scalars;
  /** Arrays of standard normal numbers, and their seeds. */
  readonly draws: Scalars;
  /** Hyper-parameters of the rule that the lines read. */
  readonly uses: readonly string[];
  readonly layers: readonly (readonly SettledGroup[])[];
  readonly averages: readonly Average[];
  readonly source?: string;
}

/** A whole optimizer as a part: every optimizer has its mathematics and its numbers at hand. */
export function fragmentOf({ rule, settings }: RuleOptimizer): Fragment {
  const { formula, state, scalars, draws } = rule.variant(settings.choices);
  const read = Object.entries(settings.hyper).filter(([key]) => formula.scalarsRead.includes(key));
  return {
    name: titleOf(rule, settings),
    lines: formula.lines,
    hyper: Object.fromEntries(read),
    limits: rule.limits,
    state,
    scalars,
    draws,
    uses: [],
    layers: settings.layers.map((groups) => groups.map((group) => onlyRead(group, formula.scalarsRead))),
    averages: rule.averages ?? [],
    source: rule.source,
  };
}

const onlyRead = ({ variables, hyper }: SettledGroup, read: readonly string[]): SettledGroup => ({
  variables,
  hyper: Object.fromEntries(Object.entries(hyper).filter(([key]) => read.includes(key))),
});
