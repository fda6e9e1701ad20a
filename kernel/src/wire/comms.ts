import { Control } from '../shared/control';
import type { CommKind, FromMain, ToMain } from '../shared/messages';
import type { Interrupter } from './interrupt';
import type { Message } from './message';
import type { Outputs } from './outputs';

type FromMainComm = Extract<FromMain, { type: 'comm' }>;

/** Targets that the kernel itself serves, before any cell has run. */
const ownTargets = ['jupyter.widget.control'];

const kinds: Record<string, CommKind> = { comm_open: 'open', comm_msg: 'message', comm_close: 'close' };

export const isCommMessage = (message: Message): boolean => message.header.msg_type in kinds;

/**
 * The comms that are open between the clients and the main thread. Messages reach the main thread in the order in
 * which they came; there they are taken between cells and wherever a cell awaits.
 */
export class Comms {
  readonly #targets = new Set(ownTargets);
  readonly #open = new Map<string, string>();
  readonly #delivered = new Map<number, () => void>();
  #count = 0;

  constructor(
    readonly control: Int32Array,
    readonly post: (message: ToMain) => void,
    readonly outputs: Outputs,
    readonly interrupter: Interrupter,
  ) {}

  /** Answers `comm_info_request`, also while a cell computes. */
  info(target: unknown): { status: 'ok'; comms: Record<string, { target_name: string }> } {
    const wanted = [...this.#open].filter(([, name]) => typeof target !== 'string' || name === target);
    return {
      status: 'ok',
      comms: Object.fromEntries(wanted.map(([id, target_name]) => [id, { target_name }])),
    };
  }

  /** Whether a message has somewhere to go now; else it may be meant for what a queued cell is about to make. */
  isExpected({ header, content }: Message): boolean {
    return header.msg_type === 'comm_open'
      ? this.#targets.has(String(content.target_name))
      : this.#open.has(String(content.comm_id));
  }

  /** Hands a message to the main thread; resolves when what it caused is over. What is malformed is ignored. */
  async deliver(request: Message): Promise<void> {
    const { header, content, metadata, buffers } = request;
    const kind = kinds[header.msg_type];
    const { comm_id: commId, target_name: targetName, data = {} } = content;
    if (typeof commId !== 'string' || commId === '' || !isObject(data)) return;
    if (kind === 'open') {
      if (typeof targetName !== 'string' || this.#open.has(commId)) return;
      if (!this.#targets.has(targetName)) return this.#refuse(commId, request);
      this.#open.set(commId, targetName);
    } else if (!this.#open.has(commId)) {
      return;
    }
    if (kind === 'close') this.#open.delete(commId);
    while (this.interrupter.settled) await this.interrupter.settled;
    const number = ++this.#count;
    const id = -number;
    this.outputs.adopt(id, request);
    const over = new Promise<void>((done) => this.#delivered.set(id, done));
    Atomics.store(this.control, Control.commPosted, number);
    this.post({
      type: 'comm',
      id,
      kind,
      commId,
      targetName: typeof targetName === 'string' ? targetName : '',
      data,
      metadata,
      buffers: buffers.map((buffer) => Uint8Array.from(buffer)),
    });
    await over;
  }

  /** The main thread has dealt with a message. */
  done(id: number): void {
    this.#delivered.get(id)?.();
    this.#delivered.delete(id);
  }

  addTarget(name: string): void {
    this.#targets.add(name);
  }

  removeTarget(name: string): void {
    this.#targets.delete(name);
  }

  /** Publishes what the main thread says over a comm. */
  publish({ id, kind, commId, targetName, data, metadata, buffers }: FromMainComm): void {
    if (kind === 'open') this.#open.set(commId, targetName);
    if (kind === 'close') this.#open.delete(commId);
    const type = { open: 'comm_open', message: 'comm_msg', close: 'comm_close' }[kind];
    const content = {
      comm_id: commId,
      ...(kind === 'open' && { target_name: targetName }),
      data: JSON.parse(data),
    };
    const raw = buffers.map((buffer) => Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength));
    this.outputs.publish(type, content, this.outputs.request(id), { metadata, buffers: raw });
  }

  /** The protocol's answer to a target that nobody knows. */
  #refuse(commId: string, request: Message): void {
    this.outputs.publish('comm_close', { comm_id: commId, data: {} }, request);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
