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

/** Tells whether time or signal ends what begins now: the status of that. */
export function interruption({
  maxtime = Infinity,
  signal,
}: Pick<Limits, 'maxtime' | 'signal'>): () => 5 | 6 | undefined {
  const started = performance.now();
  return () => {
    if (signal?.aborted) return 6;
    return maxtime < Infinity && performance.now() - started >= 1000 * maxtime ? 5 : undefined;
  };
}

/** Checks the limits before each evaluation, from when it begins until it ends. */
export interface Guard {
  begin(): void;
  end(): void;
  check(nfev: number): void;
}

/** Watches over the limits that can be met between any two evaluations; those at the start are free. */
export function guardOf({ maxfun = Infinity, ...limits }: Limits): Guard {
  const interrupted = interruption(limits);
  let isOn = false;
  return {
    begin() {
      isOn = true;
    },
    end() {
      isOn = false;
    },
    check(nfev) {
      if (!isOn) return;
      const status = interrupted();
      if (status !== undefined) throw new LimitReached(ending(status));
      if (nfev >= maxfun) {
        throw new LimitReached(ending(1, 'The maximum number of evaluations was reached.'));
      }
    },
  };
}

/** A function that falls this many times below its start, or 1, has no bound that matters. */
const UNBOUNDED = 1e30;

/** Whether a value is so far below the first one that there is no lower bound to be found. */
export const fallsWithoutEnd = (fun: number, first: number): boolean =>
  fun <= -UNBOUNDED * Math.max(1, Math.abs(first));
