/** What a fit says of a claim. */
export interface Finding {
  verdict: 'holds' | 'fails' | 'undecided';
  /** The factor, exponent, or order that was fitted; for superlinear, the last ratio of neighbors. */
  fitted: number;
  range: readonly [least: number, most: number];
  steps: readonly [from: number, to: number];
  /** The power of k beside a linear rate. */
  polynomial?: number;
  summary: string;
}

/** The part of a sequence that can be fitted. */
export interface Usable {
  /** The logarithms of the errors from the first on, up to where the floor begins. */
  logs: readonly number[];
  /** Why they end where they do, where that is not the end of the sequence. */
  ending?: string;
  /** The level at which the errors stay without falling further, above the floor. */
  plateau?: { from: number; level: number };
}

export interface FitOptions {
  tolerance: number;
  /** Whether a faster run meets the claim too. */
  atLeast: boolean;
}

/** The judgement on a fitted number. */
export function judged(close: boolean, faster: boolean, atLeast: boolean): 'holds' | 'fails' {
  return close || (atLeast && faster) ? 'holds' : 'fails';
}

/** The end of a summary: whether the claim was met. */
export function comparedWith(
  predicted: string,
  verdict: Finding['verdict'],
  { atLeast, isFaster = false }: { atLeast: boolean; isFaster?: boolean },
  because?: string,
): string {
  const said =
    verdict === 'holds'
      ? atLeast && isFaster
        ? `faster than ${predicted}, which was claimed as a bound`
        : `as ${predicted} was predicted`
      : verdict === 'undecided'
        ? `which neither shows nor refutes ${predicted}`
        : `not ${predicted} as predicted`;
  return because === undefined ? said : `${said}: ${because}`;
}
