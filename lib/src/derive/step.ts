import type { MathNode } from 'mathjs';
import type { Relation } from './points/compare';
import type { Counterexample } from './points/counterexample';
import type { AsymptoticClaim } from './relations/asymptotics';

/** A line of a derivation and the claim that leads to it from the line before. */
export interface Step {
  readonly expression: MathNode;
  readonly reason: string;
  readonly relation: Relation;
  /** The step holds only as a variable tends to a value. */
  readonly asymptotic?: AsymptoticClaim;
  /** A bound that equality reaches, or comes arbitrarily close to, for some value of this name. */
  readonly sharp?: string;
  /** Whether the place of an extremum is claimed to be the only one; it is unless this is false. */
  readonly unique?: boolean;
  /** The line before is extreme, over one name, where that name has a certain value. */
  readonly optimum?: { readonly variable: string; readonly at: MathNode };
}

/** What is known of one step after its checks. */
export interface StepReport {
  /** 1 for the step after the start. */
  step: number;
  /** The relation and the expression, as they would be written: `<= exp(-n)`. */
  claim: string;
  reason: string;
  holds: boolean;
  /**
   * `proved symbolically`: by exact algebra (a limit or an order by exact power series), wherever both sides are
   * defined. `held`: no point violates it.
   * `fitted`: a limit or an order, seen along sequences. The rest do not hold: `false`, with a counterexample;
   * `undefined`, at the point given; `undecided`, where rounding hides the answer.
   */
  verdict: 'proved symbolically' | 'held' | 'fitted' | 'false' | 'undefined' | 'undecided';
  /** Points at which the relation was decided. */
  points: number;
  /** The largest relative difference of an equality's sides over the points. */
  largestDeviation: number;
  counterexample?: Counterexample;
  /** How it was checked, or what is wrong, in a sentence. */
  summary: string;
}
