import type { Encoded } from './values';

/** What the checks send to the answer's process. */
export type Request =
  | { type: 'load'; script: string; filename: string; names: string[] }
  | { type: 'call'; name: string; args: Encoded[] }
  | { type: 'value'; value: Encoded }
  | { type: 'refused'; message: string };

/** What the answer's process sends back. `callback` waits for a `value` or `refused`. */
export type Reply =
  | { type: 'ready' }
  | { type: 'loaded'; defined: Record<string, string> }
  | { type: 'returned'; value: Encoded; args: Encoded[] }
  | { type: 'threw'; error: Thrown }
  | { type: 'callback'; id: number; args: Encoded[] };

/** Name of the error with which a function of the checks refuses a call. */
export const refusal = 'Refusal';

/** An exception of the answer: `line` counts in the compiled script. */
export interface Thrown {
  name: string;
  message: string;
  line?: number;
  column?: number;
}

const headerBytes = 4;

/** One message as bytes: its length, then UTF-8 JSON. */
export function frame(message: Request | Reply): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  const framed = Buffer.alloc(headerBytes + body.length);
  framed.writeUInt32LE(body.length);
  body.copy(framed, headerBytes);
  return framed;
}

/** Cuts a stream of bytes into messages; throws on anything that is not a message. */
export class FrameReader {
  private pending: Buffer[] = [];
  private size = 0;

  constructor(private readonly largest: number) {}

  push(chunk: Buffer): unknown[] {
    this.pending.push(chunk);
    this.size += chunk.length;
    const messages: unknown[] = [];
    while (this.size >= headerBytes) {
      if (this.pending[0].length < headerBytes) this.join();
      const length = this.pending[0].readUInt32LE();
      if (length > this.largest) throw new RangeError(`a message of ${length} bytes`);
      if (this.size < headerBytes + length) break;
      this.join();
      const body = this.pending[0].subarray(headerBytes, headerBytes + length);
      this.pending = [this.pending[0].subarray(headerBytes + length)];
      this.size -= headerBytes + length;
      messages.push(JSON.parse(body.toString('utf8')));
    }
    return messages;
  }

  private join(): void {
    if (this.pending.length > 1) this.pending = [Buffer.concat(this.pending)];
  }
}
