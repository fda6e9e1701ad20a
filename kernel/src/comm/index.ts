/**
 * Comms: channels of messages between a notebook's cells and its front end. Widgets are built on them.
 *
 * @packageDocumentation
 */
import { host } from '../shared/host';

/** Bytes that travel beside a message's data. */
export type CommBuffer = ArrayBuffer | ArrayBufferView;

export interface CommOptions {
  /** What to say: an object that can be written as JSON. */
  data?: object;
  metadata?: Record<string, unknown>;
  buffers?: readonly CommBuffer[];
}

export interface CommMessage {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
  buffers: Uint8Array[];
}

/** Called with each message; what it prints is shown under the message, what it throws is shown as an error. */
export type CommHandler = (message: CommMessage) => unknown;

/** One open channel. */
export interface Comm {
  readonly id: string;
  readonly targetName: string;
  readonly isClosed: boolean;
  /** Sends a message to the front end. */
  send(data: object, options?: Omit<CommOptions, 'data'>): void;
  /** Ends the channel; nothing happens if it has ended already. */
  close(options?: CommOptions): void;
  /** Calls `handler` with every message of the front end; returns what stops that. */
  onMessage(handler: CommHandler): () => void;
  /** Calls `handler` when the front end closes the channel; returns what stops that. */
  onClose(handler: CommHandler): () => void;
}

/**
 * Opens a channel to the front end.
 *
 * @param targetName the name under which the front end has registered what answers
 */
export function openComm(targetName: string, options: CommOptions & { id?: string } = {}): Comm {
  return kernel('openComm').openComm(targetName, options);
}

/**
 * Calls `opened` whenever the front end opens a channel to `targetName`; returns what stops that.
 *
 * @param opened is given the channel and the message that opened it; an error closes the channel
 */
export function registerTarget(
  targetName: string,
  opened: (comm: Comm, message: CommMessage) => unknown,
): () => void {
  return kernel('registerTarget').registerTarget(targetName, opened);
}

function kernel(name: string) {
  const found = host();
  if (!found) throw new Error(`${name} works in a notebook that the optlab kernel runs, not in plain Node.`);
  return found;
}
