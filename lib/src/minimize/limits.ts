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
  check(counts: { nfev: number }): void;
} {
  const started = performance.now();
  let begun = false;
  return {
    begin() {
      begun = true;
    },
    check({ nfev }) {
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
