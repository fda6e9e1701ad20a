import { Control } from '../shared/control';
import type { FromMain } from '../shared/messages';
import type { Message } from './message';
import type { Sockets } from './sockets';

type Stream = Extract<FromMain, { type: 'stream' }>;

const batchMilliseconds = 15;
const batchCharacters = 1e6;
/** A timer of an older cell prints without a parent, and so nowhere. */
const rememberedRequests = 2000;

/** Publishes what cells print and show, each message under the request that caused it. */
export class Outputs {
  readonly #requests = new Map<number, Message>();
  /** Apart from the cells: a slider that is dragged sends many messages while one cell computes. */
  readonly #commRequests = new Map<number, Message>();
  #batch: { id: number; name: string; text: string } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly sockets: Sockets,
    readonly control: Int32Array,
  ) {}

  /** From now on, output of cell `id`, or of the comm message `id` below 0, belongs to `request`. */
  adopt(id: number, request: Message): void {
    const requests = id < 0 ? this.#commRequests : this.#requests;
    requests.set(id, request);
    const oldest = requests.keys().next().value;
    if (requests.size > rememberedRequests && oldest !== undefined) requests.delete(oldest);
  }

  request(id: number): Message | undefined {
    return (id < 0 ? this.#commRequests : this.#requests).get(id);
  }

  /** Everything except streams, which wait a moment to travel together, goes through here. */
  publish(
    type: string,
    content: object,
    parent: Message | undefined,
    more: { metadata?: object; buffers?: Buffer[] } = {},
  ): void {
    this.flush();
    this.sockets.publish({ type, content, parent, ...more });
  }

  status(state: 'starting' | 'busy' | 'idle', parent?: Message): void {
    this.publish('status', { execution_state: state }, parent);
  }

  stream(stream: Stream): void {
    this.#taken(stream.text.length);
    this.text(stream);
  }

  /** Text that does not come from the main thread. */
  text({ id, name, text }: Omit<Stream, 'type'>): void {
    if (this.#isSilent(id)) return;
    const batch = this.#batch;
    if (batch && (batch.id !== id || batch.name !== name || batch.text.length > batchCharacters))
      this.flush();
    if (this.#batch) this.#batch.text += text;
    else this.#batch = { id, name, text };
    this.#timer ??= setTimeout(() => this.flush(), batchMilliseconds);
  }

  display({ id, data, metadata, displayId, update, size }: Extract<FromMain, { type: 'display' }>): void {
    this.#taken(size);
    if (this.#isSilent(id)) return;
    const type = update ? 'update_display_data' : 'display_data';
    const transient = displayId === undefined ? {} : { display_id: displayId };
    this.publish(type, { data, metadata, transient }, this.request(id));
  }

  clear({ id, wait }: Extract<FromMain, { type: 'clear' }>): void {
    if (!this.#isSilent(id)) this.publish('clear_output', { wait }, this.request(id));
  }

  /** Makes room for more of the main thread's output. */
  #taken(characters: number): void {
    Atomics.sub(this.control, Control.outputInFlight, characters);
    Atomics.notify(this.control, Control.outputInFlight);
  }

  /** A silent cell shows nothing, neither now nor by its timers. */
  #isSilent(id: number): boolean {
    return this.request(id)?.content.silent === true;
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#batch;
    if (!batch) return;
    this.#batch = undefined;
    const content = { name: batch.name, text: batch.text };
    this.sockets.publish({ type: 'stream', content, parent: this.request(batch.id) });
  }
}
