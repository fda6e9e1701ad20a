import { Readable } from 'node:stream';
import { backToRunning, current } from './current';
import { pendingDisplays } from './display';
import { checkInput } from './input';
import { native } from './native';
import type { Wire } from './wire';

type Input = Readable & { fd: number; isTTY: boolean };

/** Readline holds a listener for data all the time, but wants a line only now and then. */
export interface LineReader {
  wantsLine(): boolean;
  fail(error: Error): void;
}

/**
 * `process.stdin` of a notebook: a stream of lines, each asked from the reader once somebody wants one. A cell lasts
 * until its questions are answered, so that code which takes answers by callback works as in a program.
 */
export class Stdin {
  #stream: Input | undefined;
  /** Ends the cell's wait for the answer. */
  #answered: (() => void) | undefined;
  #cell = 0;
  readonly lineReaders = new native.Set<LineReader>();

  constructor(readonly wire: Wire) {}

  get stream(): Input {
    this.#stream ??= this.#open();
    return this.#stream;
  }

  #open(): Input {
    const stream = new Readable({ read: () => this.consider() });
    // What closes a readline interface pauses the stream, for a reader in another cell as well.
    stream.on('newListener', (event) => {
      if (event === 'data') stream.resume();
      this.consider();
    });
    // Whoever leaves a loop over the stream destroys it; the next reader, who may hold it already, goes on.
    stream.destroy = () => stream.removeAllListeners('readable');
    return Object.assign(stream, { fd: 0, isTTY: false });
  }

  owns(input: unknown): boolean {
    return input !== undefined && input === this.#stream;
  }

  /** Asks for a line; throws if nobody can be asked. */
  ask(prompt: string): void {
    if (this.#answered) return;
    checkInput();
    this.#cell = current.cell;
    const answered = new native.Promise<void>((resolve) => {
      this.#answered = resolve;
    });
    pendingDisplays.add(answered);
    native.settle(
      answered,
      () => pendingDisplays.delete(answered),
      () => {},
    );
    this.wire.post({ type: 'input', id: this.#cell, prompt, password: false, isBlocking: false });
  }

  answer(line: string): void {
    const answered = this.#answered;
    if (!answered) return;
    this.#answered = undefined;
    current.cell = this.#cell;
    this.stream.push(`${line}\n`);
    backToRunning();
    // Later than the line's own readers, who may ask on.
    native.setImmediate(answered);
  }

  /** Forgets the question that an interrupt has ended. */
  cancel(): void {
    this.#answered = undefined;
  }

  /** Asks if somebody reads the stream, one turn later: readers arrive after the first attempt to read. */
  consider(): void {
    native.setImmediate(() => {
      if (this.#answered || !current.isActive || !this.#isWanted()) return;
      try {
        this.ask('');
      } catch (error) {
        for (const reader of this.lineReaders) if (reader.wantsLine()) reader.fail(error as Error);
        if (this.#isStreamRead()) this.stream.emit('error', error);
      }
    });
  }

  #isWanted(): boolean {
    return this.#isStreamRead() || [...this.lineReaders].some((reader) => reader.wantsLine());
  }

  #isStreamRead(): boolean {
    const { stream, lineReaders } = this;
    if (stream.listenerCount('readable') > 0) return true;
    return !stream.isPaused() && stream.listenerCount('data') > lineReaders.size;
  }
}
