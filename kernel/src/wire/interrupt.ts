import { Session } from 'node:inspector';
import { Control, endHandled } from '../shared/control';
import type { ToMain } from '../shared/messages';

const firstWait = 15;
/** What a training may take to finish the batch in hand. */
const trainingWait = 120;
const nextWait = 50;
const longestWait = 500;
/** What `finally` blocks may take once the main thread has heard of the interrupt. */
const unwindWait = 140;

interface Pending {
  message: Extract<ToMain, { type: 'interrupt' | 'exit' }>;
  sequence: number;
  isUnwinding: boolean;
}

/**
 * Stops what the main thread does. The thread is asked first; only while it does not answer, because JavaScript
 * keeps it busy, is that JavaScript terminated, and again if the cell's `finally` blocks keep it busy as well. An
 * idle thread is therefore never hit by a late termination. A single native call ends by itself first.
 */
export class Interrupter {
  /** On the main thread; it answers also while JavaScript keeps that thread busy. */
  readonly inspector = new Session();
  #sequence = 0;
  #pending: Pending | undefined;
  #waiting: (() => void)[] = [];

  constructor(
    readonly control: Int32Array,
    readonly post: (message: ToMain) => void,
  ) {
    this.inspector.connectToMainThread();
  }

  interrupt(id: number): void {
    const sequence = ++this.#sequence;
    Atomics.store(this.control, Control.interruptAsked, sequence);
    this.#insist({
      message: { type: 'interrupt', id, sequence, force: false },
      sequence,
      isUnwinding: false,
    });
  }

  /** Makes the main thread end, whatever it does. */
  end(): void {
    this.#sequence = endHandled;
    this.#insist({ message: { type: 'exit' }, sequence: endHandled, isUnwinding: false });
  }

  /** The main thread is done with an interrupt: nothing of what was interrupted keeps it busy. */
  unwound(sequence: number): void {
    if (this.#pending?.sequence !== sequence) return;
    this.#pending = undefined;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Resolves when no termination can be on its way: what runs next cannot be hit. */
  get settled(): Promise<void> | undefined {
    return this.#pending && new Promise((resolve) => this.#waiting.push(resolve));
  }

  #insist(pending: Pending): void {
    this.#pending = pending;
    this.post(pending.message);
    let wait = nextWait;
    const insist = () => {
      if (this.#pending !== pending) return;
      const isHeard = Atomics.load(this.control, Control.interruptHandled) >= pending.sequence;
      if (isHeard && !pending.isUnwinding) {
        pending.isUnwinding = true;
        setTimeout(insist, unwindWait);
        return;
      }
      if (pending.isUnwinding && pending.message.type === 'interrupt') pending.message.force = true;
      this.inspector.post('Runtime.terminateExecution');
      this.post(pending.message);
      setTimeout(insist, wait);
      wait = Math.min(longestWait, wait * 1.2);
    };
    const isTraining = Atomics.load(this.control, Control.trainings) > 0;
    setTimeout(insist, isTraining ? trainingWait : firstWait);
  }
}
