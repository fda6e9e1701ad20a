import { isThenable } from './bundle';
import { current } from './current';
import { KeyboardInterrupt } from './errors';
import { guard } from './guard';
import { native } from './native';

export type Outcome = { value: unknown } | { error: unknown };

/** Calls that JavaScript has entered and not left, the innermost last. */
const entered: ((outcome: Outcome) => void)[] = [];

/**
 * Calls a function of the user from outside a cell. What it prints belongs to `id`, also after an await. `settled`
 * is called once, whatever happens: also when an interrupt terminates the call, which runs no `catch`.
 */
export function callUser(id: number, call: () => unknown, settled: (outcome: Outcome) => void): void {
  const before = current.cell;
  entered.push(settled);
  current.cell = id;
  let outcome: Outcome;
  try {
    const value = call();
    // Guarded under `id`, so that an interrupt ends the wait.
    outcome = { value: isThenable(value) ? guard(value) : value };
  } catch (error) {
    outcome = { error };
  }
  current.cell = before;
  entered.pop();
  if ('value' in outcome && isThenable(outcome.value)) {
    native.settle(
      outcome.value,
      (value) => settled({ value }),
      (error) => settled({ error }),
    );
  } else {
    settled(outcome);
  }
}

/** After an interrupt nothing is on the stack: what has been entered and not left was terminated. */
export function settleTerminated(): void {
  for (let settled = entered.pop(); settled; settled = entered.pop()) {
    settled({ error: new KeyboardInterrupt() });
  }
}
