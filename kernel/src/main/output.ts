import { Console } from 'node:console';
import { Control } from '../shared/control';
import type { Bundle } from '../shared/messages';
import { sinkOf } from './capture';
import { current } from './current';
import { native } from './native';
import { cleanStack } from './stack';
import type { Wire } from './wire';

/** Above this many characters on their way to the front end, the printing thread waits. */
const inFlightLimit = 8e6;
/** A long text goes in pieces, so that the wait above can happen between them. */
const pieceLength = 1e6;
/** What a structure, such as a figure's JSON, counts for: its own size would cost a pass to know. */
const structureSize = 10_000;

type Callback = (error?: Error | null) => void;

/**
 * Makes `process.stdout`, `process.stderr` and `console` write to the notebook. Text leaves at once, so a loop
 * that never returns to the event loop still shows what it prints.
 */
export function installOutput(wire: Wire): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = process[name];
    keepBlocking(stream);
    const decoder = new TextDecoder();
    const write = (chunk: string | Uint8Array, encoding?: BufferEncoding | Callback, callback?: Callback) => {
      const text =
        typeof chunk === 'string'
          ? textOf(chunk, typeof encoding === 'string' ? encoding : 'utf8')
          : decoder.decode(chunk, { stream: true });
      print(wire, name, cleanStack(text));
      const done = typeof encoding === 'function' ? encoding : callback;
      if (done) native.nextTick(done, null);
      return true;
    };
    Object.defineProperties(stream, {
      write: { value: write, writable: true, configurable: true },
      isTTY: { value: false, writable: true, configurable: true },
      columns: { value: 80, writable: true, configurable: true },
    });
  }
  const console = new Console({
    stdout: process.stdout,
    stderr: process.stderr,
    colorMode: false,
    inspectOptions: { depth: 4 },
  });
  // Packages may hold the console object already: its methods change, the object stays.
  for (const [name, value] of Object.entries(console)) {
    if (typeof value === 'function') Reflect.set(globalThis.console, name, value);
  }
}

/**
 * Opening a pipe makes it non-blocking for every process that shares it, also after this one was killed. The
 * program that started the kernel would then lose what it writes to its own output while the pipe is full.
 */
function keepBlocking(stream: object): void {
  const { _handle: handle } = stream as { _handle?: { setBlocking?(blocking: boolean): void } | null };
  handle?.setBlocking?.(true);
}

function textOf(chunk: string, encoding: BufferEncoding): string {
  return encoding === 'utf8' ? chunk : Buffer.from(chunk, encoding).toString('utf8');
}

/** Sends text to the notebook under the current cell, or to what captures its output. */
export function print(wire: Wire, name: 'stdout' | 'stderr', text: string): void {
  const sink = sinkOf(current.cell);
  if (sink) {
    sink.stream(name, text);
    return;
  }
  for (let start = 0; start < text.length; start += pieceLength) {
    const piece = text.slice(start, start + pieceLength);
    waitForRoom(wire.control);
    native.atomics.add(wire.control, Control.outputInFlight, piece.length);
    wire.post({ type: 'stream', id: current.cell, name, text: piece });
  }
}

/** Waits until the bundle may travel; the number of characters that it then counts for. */
export function reserve(control: Int32Array, data: Bundle): number {
  waitForRoom(control);
  let size = 0;
  for (const content of Object.values(data))
    size += typeof content === 'string' ? content.length : structureSize;
  native.atomics.add(control, Control.outputInFlight, size);
  return size;
}

function waitForRoom(control: Int32Array): void {
  for (;;) {
    const inFlight = native.atomics.load(control, Control.outputInFlight);
    if (inFlight <= inFlightLimit) return;
    native.atomics.wait(control, Control.outputInFlight, inFlight, 50);
  }
}
