import { Control } from '../shared/control';
import { current } from './current';
import { native } from './native';
import type { Wire } from './wire';

/** The name that Jupyter gives to a question which the front end does not take. */
class StdinNotImplementedError extends Error {
  override readonly name = 'StdinNotImplementedError';
}

/** Throws unless the reader can be asked something now. */
export function checkInput(): void {
  if (current.cell !== current.running || !current.isActive) {
    throw new Error(
      'The cell that asks for input has ended. Await what asks, so that the cell lasts until then.',
    );
  }
  if (!current.allowsInput) {
    throw new StdinNotImplementedError(
      'This front end does not accept input: the notebook runs unattended, or the cell was sent with allow_stdin: false.',
    );
  }
}

/** A blocking `input()`: the wire thread asks the front end while this thread sleeps. */
export function createInput(wire: Wire): (prompt?: string, password?: boolean) => string {
  return (prompt = '', password = false) => {
    const { control } = wire;
    const text = String(prompt);
    checkInput();
    native.atomics.store(control, Control.stdinAnswered, 0);
    while (wire.takeAnswer()) {
      // An answer that came after an interrupt belongs to an earlier question.
    }
    wire.post({
      type: 'input',
      id: current.cell,
      prompt: text,
      password: password === true,
      isBlocking: true,
    });
    while (native.atomics.load(control, Control.stdinAnswered) === 0)
      native.atomics.wait(control, Control.stdinAnswered, 0, 100);
    const answer = wire.takeAnswer();
    if (answer === undefined) throw new Error('The answer was lost. Ask again.');
    return answer;
  };
}
