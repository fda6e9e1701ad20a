import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { report } from './report';

const interval = 40;
/** Taken at a time, so that other messages get their turn. */
const pieceBytes = 1 << 20;

interface Followed {
  descriptor: number;
  position: number;
  decode(bytes: Uint8Array): string;
  show(text: string): void;
}

/** Shows what children of the notebook write into files while the main thread waits for them. */
export class FollowedFiles {
  readonly #files = new Map<string, Followed>();
  readonly #buffer = Buffer.alloc(pieceBytes);
  #timer: NodeJS.Timeout | undefined;

  follow(path: string, show: (text: string) => void): void {
    let descriptor: number;
    try {
      descriptor = openSync(path, 'r');
    } catch (error) {
      report('the output of a child is lost', error);
      return;
    }
    // Whoever has the file open keeps it: nothing is left behind, however the kernel ends.
    rmSync(path, { force: true });
    const decoder = new TextDecoder();
    const decode = (bytes: Uint8Array) => decoder.decode(bytes, { stream: true });
    this.#files.set(path, { descriptor, position: 0, decode, show });
    this.#timer ??= setInterval(() => {
      for (const file of this.#files.values()) this.#take(file);
    }, interval);
  }

  /** The child has ended: shows the rest. */
  end(path: string): void {
    const file = this.#files.get(path);
    if (!file) return;
    while (this.#take(file));
    closeSync(file.descriptor);
    this.#files.delete(path);
    if (this.#files.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** False at the end of what has been written. */
  #take(file: Followed): boolean {
    const length = readSync(file.descriptor, this.#buffer, 0, pieceBytes, file.position);
    if (length === 0) return false;
    file.position += length;
    file.show(file.decode(this.#buffer.subarray(0, length)));
    return true;
  }
}
