import type { Assumptions } from 'optlab';

export type Claim = readonly [left: string, relation: '=' | '<=' | '<' | '>=' | '>', right: string];

/** Both sides in plain TypeScript, at values that are numbers, where mathjs' evaluator does not suffice. */
export type Outside = (values: Record<string, number>) => readonly [left: number, right: number];

/** A true statement of the field, as one would print it. */
export interface Identity {
  claim: Claim;
  assumptions: Assumptions;
  /** `proved`: by exact algebra. `held`: at points and under search, or better. */
  verdict: 'proved' | 'held';
  /** Where it is printed. */
  source: string;
  outside?: Outside;
}

/** A wrong statement in circulation. */
export interface Slip {
  claim: Claim;
  assumptions: Assumptions;
  /** What is right, and where that is printed. */
  source: string;
  /** The counterexample, in the words of the tool. */
  refuted: string;
  outside?: Outside;
}

export type Identities = Readonly<Record<string, Identity>>;
export type Slips = Readonly<Record<string, Slip>>;
