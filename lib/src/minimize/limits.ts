import type { Limits } from './options';
import { type MinimizeStatus, minimizeMessages } from './result';

/** Why a minimization ended, and its sentence. */
export interface Ending {
  readonly status: MinimizeStatus;
  readonly message: string;
}

export const ending = (status: MinimizeStatus, message: string = minimizeMessages[status]): Ending => ({
  status,
  message,
});

/** Ends a minimization from inside a method, when a limit is met between two evaluations. */
export class LimitReached extends Error {
  readonly ending: Ending;

  constructor(reason: Ending) {
    super(reason.message);
    this.ending = reason;
  }
}

/** Watches over the limits that can be met between any two evaluations; those at the start are free. */
export function guardOf({ maxfun = Infinity, maxtime = Infinity, signal }: Limits): {
  begin(): void;
  check(nfev: number): void;
} {
  const started = performance.now();
  let begun = false;
  return {
    begin() {
      begun = true;
    },
    check(nfev) {
      if (!begun) return;
      if (signal?.aborted) throw new LimitReached(ending(6));
      if (nfev >= maxfun) {
        throw new LimitReached(ending(1, 'The maximum number of evaluations was reached.'));
      }
      if (maxtime < Infinity && performance.now() - started >= 1000 * maxtime)
        throw new LimitReached(ending(5));
    },
  };
}

/** A function that falls this many times below its start, or 1, has no bound that matters. */
const UNBOUNDED = 1e30;

/** Whether a value is so far below the first one that there is no lower bound to be found. */
export const fallsWithoutEnd = (fun: number, first: number): boolean =>
  fun <= -UNBOUNDED * Math.max(1, Math.abs(first));
