import type { Comm, CommMessage, CommOptions } from '../comm';
import type { Sink } from '../main/capture';
import type { Outcome } from '../main/user-call';
import type { Bundle, CellError } from './messages';

/** What the kernel offers to the modules that cells import from it; absent where they are loaded in plain Node. */
export interface Host {
  openComm(targetName: string, options: CommOptions & { id?: string }): Comm;
  registerTarget(targetName: string, opened: (comm: Comm, message: CommMessage) => unknown): () => void;
  /** The representations of a value, as a cell's result has them. */
  bundleOf(value: unknown): Bundle | Promise<Bundle>;
  describeError(error: unknown): CellError;
  /** Publishes an error under what runs now. */
  reportError(error: unknown): void;
  /** Calls user code with its output captured. */
  capture(sink: Sink, call: () => unknown, settled: (outcome: Outcome) => void): void;
  /** A sink is not used any more. */
  release(sink: Sink): void;
  /** Calls `work` once the comm messages that wait have been taken, or now if none is being handled. */
  whenQuiet(work: () => unknown): void;
  /** The cell does not end before `promise` has settled. */
  holdCell(promise: Promise<unknown>): void;
  /** Shows a value now; as a result of the same cell it is not shown again. Returns what updates the display. */
  show(value: object): () => void;
}

const key = Symbol.for('optlab-kernel.host');

export function host(): Host | undefined {
  return (globalThis as Record<symbol, unknown>)[key] as Host | undefined;
}

export function provideHost(provided: Host): void {
  Object.defineProperty(globalThis, key, { value: Object.freeze(provided) });
}
