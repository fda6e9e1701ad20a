import { Session } from 'node:inspector';
import { Control, endHandled } from '../shared/control';
import type { ToMain } from '../shared/messages';

const firstWait = 15;
/** What a training may take to finish the batch in hand. */
const trainingWait = 120;
const nextWait = 50;
/** A single native call cannot be ended from outside: after this the interrupt waits for it to return. */
const patience = 200;

/**
 * Stops what the main thread does. The thread is asked first; only while it does not answer, because JavaScript
 * keeps it busy, is that JavaScript terminated. An idle thread is therefore never hit by a late termination.
 */
export class Interrupter {
  readonly #inspector = new Session();
  #sequence = 0;

  constructor(
    readonly control: Int32Array,
    readonly post: (message: ToMain) => void,
  ) {
    this.#inspector.connectToMainThread();
  }

  interrupt(id: number): void {
    const sequence = ++this.#sequence;
    Atomics.store(this.control, Control.interruptAsked, sequence);
    this.#insist({ type: 'interrupt', id, sequence }, sequence);
  }

  /** Makes the main thread end, whatever it does. */
  end(): void {
    this.#sequence = endHandled;
    this.#insist({ type: 'exit' }, endHandled);
  }

  #insist(message: ToMain, sequence: number): void {
    this.post(message);
    let attempts = 0;
    const insist = () => {
      if (this.#sequence !== sequence || this.#handled() >= sequence) return;
      this.#inspector.post('Runtime.terminateExecution');
      this.post(message);
      if (++attempts < patience) setTimeout(insist, nextWait);
    };
    const isTraining = Atomics.load(this.control, Control.trainings) > 0;
    setTimeout(insist, isTraining ? trainingWait : firstWait);
  }

  #handled(): number {
    return Atomics.load(this.control, Control.interruptHandled);
  }
}
