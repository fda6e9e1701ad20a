import { Control } from '../shared/control';
import { current } from './current';
import type { Wire } from './wire';

/** A blocking `input()`: the wire thread asks the front end while this thread sleeps. */
export function createInput(wire: Wire): (prompt?: string, password?: boolean) => string {
  return (prompt = '', password = false) => {
    const { control } = wire;
    Atomics.store(control, Control.stdinAnswered, 0);
    while (wire.takeAnswer()) {
      // An answer that came after an interrupt belongs to an earlier question.
    }
    wire.post({ type: 'input', id: current.cell, prompt: String(prompt), password: password === true });
    while (Atomics.load(control, Control.stdinAnswered) === 0)
      Atomics.wait(control, Control.stdinAnswered, 0, 100);
    const answer = wire.takeAnswer();
    if (!answer || 'error' in answer) throw new Error(answer?.error ?? 'The input was lost.');
    return answer.value;
  };
}
