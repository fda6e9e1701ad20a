import { promiseHooks } from 'node:v8';

/**
 * `running` is the cell that runs, or ran last. Output belongs to `cell`: the same, except in the callback of a
 * timer or a promise, which prints into the cell that started it, however late. `isActive` until that cell ends.
 */
export const current = { cell: 0, running: 0, isActive: false, allowsInput: false };

/** Ends a callback of an earlier cell, also one that has thrown or was terminated. */
export function backToRunning(): void {
  current.cell = current.running;
}

class Returned {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: the private field of the subclass goes on this object
    return object;
  }
}

/**
 * A promise's cell, kept in a private field on the promise itself: invisible to the user, and with 25 ns per await
 * four times as fast as a WeakMap and twice as fast as AsyncLocalStorage, which in addition makes Node abort
 * when a callback is terminated.
 */
class Origin extends Returned {
  readonly #cell: number;
  constructor(promise: object) {
    super(promise);
    this.#cell = current.cell;
  }
  static of(promise: object): number {
    return #cell in promise ? (promise as Origin).#cell : current.running;
  }
}

/** The cell that made a promise. */
export const cellOf = (promise: object): number => Origin.of(promise);

/** From now on, what runs when a promise settles belongs to the cell that waits for it. */
export function followPromises(): void {
  promiseHooks.createHook({
    init: (promise) => {
      new Origin(promise);
    },
    before: (promise) => {
      current.cell = Origin.of(promise);
    },
    after: backToRunning,
  });
}
