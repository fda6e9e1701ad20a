import type { MessagePort } from 'node:worker_threads';

/** A MIME bundle: representations of one value, keyed by MIME type. */
export type Bundle = Record<string, unknown>;

/** The three fields that the `error` message and the error reply of a request share. */
export interface CellError {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** A contiguous piece of generated code: `verbatim` pieces map character by character, others to `source` as a whole. */
export type Segment = [generated: number, source: number, verbatim: boolean];

/** A cell ready to run: plain JavaScript for the main thread. */
export interface Runnable {
  /** Every name that the cell binds at its top level; the main thread declares those that are new. */
  names: string[];
  code: string;
  /** Leads from positions in `code` back to positions in `source`. */
  map: Segment[];
  /** The script's value is the promise of an async function: the cell ends when it settles. */
  isAsync: boolean;
  /** The last statement is an expression, so its value is the cell's result. */
  hasValue: boolean;
  source: string;
}

/** What the checker makes of a cell. */
export interface Prepared {
  cell: Runnable;
  /** What the reader may want to know and need not act upon. */
  notes: string[];
  /** The reader wants to know how long the cell takes. */
  isTimed: boolean;
}

/** What a message of a comm does. */
export type CommKind = 'open' | 'message' | 'close';

interface CommPart {
  kind: CommKind;
  commId: string;
  /** Of the `open` message; else empty. */
  targetName: string;
  metadata: Bundle;
  buffers: Uint8Array[];
}

/** From the wire thread to the main thread. */
export type ToMain =
  | ({ type: 'comm'; id: number; data: Bundle } & CommPart)
  | { type: 'run'; id: number; file: string; show: boolean; allowsInput: boolean; cell: Runnable }
  /** The reader's answer to a question that does not block the thread. */
  | { type: 'answer'; value: string }
  /** With `force`, what has not unwound is abandoned at once. */
  | { type: 'interrupt'; id: number; sequence: number; force: boolean }
  | { type: 'exit' };

/** From the main thread to the wire thread; `id` is the cell, or below 0 the comm message, that caused it. */
export type FromMain =
  | { type: 'stream'; id: number; name: 'stdout' | 'stderr'; text: string }
  | {
      type: 'display';
      id: number;
      data: Bundle;
      metadata: Bundle;
      displayId: string | undefined;
      update: boolean;
      /** Characters that it counts for among the output on its way. */
      size: number;
    }
  | { type: 'clear'; id: number; wait: boolean }
  /** A child that the main thread is about to wait for prints into the file. */
  | { type: 'follow'; id: number; name: 'stdout' | 'stderr'; path: string }
  | { type: 'followed'; path: string }
  | { type: 'input'; id: number; prompt: string; password: boolean; isBlocking: boolean }
  | { type: 'done'; id: number; data?: Bundle; error?: CellError }
  /** Nothing that interrupt `sequence` has stopped keeps the thread busy. */
  | { type: 'unwound'; sequence: number }
  /** An error that no cell has thrown: of a callback. */
  | { type: 'error'; id: number; error: CellError }
  /** Said over a comm; `data` is JSON. */
  | ({ type: 'comm'; id: number; data: string } & CommPart)
  /** The comm message of this (negative) id has been dealt with. */
  | { type: 'commDone'; id: number }
  | { type: 'commTarget'; name: string; isKnown: boolean }
  /** The last message: nothing that the main thread has sent is still to come. */
  | { type: 'ended' };

/** Data that the wire thread starts with. */
export interface WireData {
  connectionFile: string;
  /** How large the main thread's heap may grow, in bytes. */
  heapLimit: number;
  control: SharedArrayBuffer;
  stdin: MessagePort;
  checker: MessagePort;
}

/** Data that the checker thread starts with. */
export interface CheckerData {
  port: MessagePort;
  cwd: string;
  control: SharedArrayBuffer;
}

export interface Completion {
  matches: string[];
  cursor_start: number;
  cursor_end: number;
  metadata: Bundle;
}

export interface Inspection {
  found: boolean;
  data: Bundle;
  metadata: Bundle;
}

export type Completeness =
  | { status: 'complete' | 'invalid' | 'unknown' }
  | { status: 'incomplete'; indent: string };

/** The checker's operations: arguments and results, all plain data. */
export interface CheckerApi {
  prepare(cell: { id: number; file: string; code: string; check: boolean }): Prepared | { error: CellError };
  /** The cell that was prepared last starts. */
  declare(nothing: null): void;
  complete(at: { code: string; cursor: number }): Completion;
  inspect(at: { code: string; cursor: number; detail: number }): Inspection;
  isComplete(cell: { code: string }): Completeness;
}

export type CheckerCall = {
  [K in keyof CheckerApi]: { call: number; operation: K; argument: Parameters<CheckerApi[K]>[0] };
}[keyof CheckerApi];

export type CheckerResult = { call: number; result: unknown } | { call: number; failure: string };
