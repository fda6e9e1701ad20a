/**
 * `running` is the cell that runs, or ran last. Output belongs to `cell`: the same, except in the callback of a
 * timer, which prints into the cell that started it, however late.
 */
export const current = { cell: 0, running: 0 };

/** Ends the callback of a timer, also one that has thrown or was terminated. */
export function backToRunning(): void {
  current.cell = current.running;
}
