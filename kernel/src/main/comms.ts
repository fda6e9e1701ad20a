import { randomUUID } from 'node:crypto';
import type { Comm, CommBuffer, CommHandler, CommMessage, CommOptions } from '../comm';
import type { CommKind, ToMain } from '../shared/messages';
import { current } from './current';
import { describeError } from './errors';
import { hasMail, lostMail, takeMail } from './mail';
import { native } from './native';
import { callUser } from './user-call';
import type { Wire } from './wire';

type Received = Extract<ToMain, { type: 'comm' }>;
type Opened = (comm: Comm, message: CommMessage) => unknown;

const controlTarget = 'jupyter.widget.control';

/** The main thread's end of the comms. */
export class Comms {
  readonly #targets = new native.Map<string, Opened>();
  readonly #open = new native.Map<string, OpenComm>();
  readonly #quiet = new native.Set<() => unknown>();
  /** The message in hand makes callbacks ask for work, which is collected. */
  #collects = false;
  /** Ends the handling of the message in hand. */
  #finish: (() => void) | undefined;

  constructor(readonly wire: Wire) {}

  open(
    targetName: string,
    { id = randomUUID().replaceAll('-', ''), ...options }: CommOptions & { id?: string },
  ) {
    if (typeof targetName !== 'string' || targetName === '')
      throw new TypeError('openComm: the target name must be a text that is not empty.');
    if (this.#open.has(id)) throw new Error(`openComm: the id '${id}' is in use by an open comm.`);
    const comm = this.#make(id, targetName);
    comm.post('open', options);
    this.#open.set(id, comm);
    return comm;
  }

  registerTarget(name: string, opened: Opened): () => void {
    if (typeof name !== 'string' || name === '')
      throw new TypeError('registerTarget: the target name must be a text that is not empty.');
    if (typeof opened !== 'function')
      throw new TypeError('registerTarget: the second argument must be a function of a comm and a message.');
    this.#targets.set(name, opened);
    this.wire.post({ type: 'commTarget', name, isKnown: true });
    return () => {
      if (this.#targets.get(name) !== opened) return;
      this.#targets.delete(name);
      this.wire.post({ type: 'commTarget', name, isKnown: false });
    };
  }

  /** Calls `work` after the last of the messages that wait, once however often it is asked for. */
  whenQuiet(work: () => unknown): void {
    if (this.#collects) this.#quiet.add(work);
    else work();
  }

  /** An interrupt has ended what was being handled. */
  interrupted(): void {
    this.#finish?.();
    this.#finish = undefined;
    this.#collects = false;
    this.#quiet.clear();
    for (const number of lostMail()) this.wire.post({ type: 'commDone', id: -number });
  }

  receive({ id, kind, commId, targetName, data, metadata, buffers }: Received): void {
    takeMail(-id);
    const message: CommMessage = { data, metadata, buffers };
    let pending = 1;
    const done = () => {
      if (--pending === 0) this.wire.post({ type: 'commDone', id });
    };
    this.#finish = done;
    this.#collects = true;
    const call = (work: () => unknown, failed?: () => void) => {
      pending++;
      callUser(id, work, (outcome) => {
        if ('error' in outcome) {
          this.wire.post({ type: 'error', id, error: describeError(outcome.error) });
          failed?.();
        }
        done();
      });
    };
    if (kind === 'open') {
      const comm = this.#make(commId, targetName);
      this.#open.set(commId, comm);
      call(
        () => this.#opener(targetName)?.(comm, message),
        () => comm.post('close', {}, id),
      );
    } else {
      const comm = this.#open.get(commId);
      if (kind === 'close') this.#open.delete(commId);
      for (const handler of comm?.handlers(kind) ?? []) call(() => handler(message));
    }
    this.#collects = false;
    if (!hasMail()) {
      const works = [...this.#quiet];
      this.#quiet.clear();
      for (const work of works) call(work);
    }
    this.#finish = undefined;
    done();
  }

  /** Widgets are loaded when a cell imports them, or when a front end asks for their state. */
  #opener(targetName: string): Opened | undefined {
    if (targetName !== controlTarget) return this.#targets.get(targetName);
    return (require('../widgets/control') as typeof import('../widgets/control')).openControl;
  }

  #make(id: string, targetName: string): OpenComm {
    return new OpenComm(id, targetName, this.wire, () => this.#open.delete(id));
  }
}

class OpenComm implements Comm {
  readonly #messageHandlers = new native.Set<CommHandler>();
  readonly #closeHandlers = new native.Set<CommHandler>();
  readonly #wire: Wire;
  readonly #forget: () => void;
  #isClosed = false;

  constructor(
    readonly id: string,
    readonly targetName: string,
    wire: Wire,
    forget: () => void,
  ) {
    this.#wire = wire;
    this.#forget = forget;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  send(data: object, options: Omit<CommOptions, 'data'> = {}): void {
    if (this.#isClosed) throw new Error(`The comm to '${this.targetName}' is closed; open another one.`);
    this.post('message', { ...options, data });
  }

  close(options: CommOptions = {}): void {
    if (this.#isClosed) return;
    this.post('close', options);
  }

  onMessage(handler: CommHandler): () => void {
    return add(this.#messageHandlers, handler, 'onMessage');
  }

  onClose(handler: CommHandler): () => void {
    return add(this.#closeHandlers, handler, 'onClose');
  }

  /** Those to call for a message of the front end. */
  handlers(kind: CommKind): CommHandler[] {
    if (kind === 'close') this.#isClosed = true;
    return [...(kind === 'close' ? this.#closeHandlers : this.#messageHandlers)];
  }

  post(kind: CommKind, { data = {}, metadata = {}, buffers = [] }: CommOptions, id = current.cell): void {
    const { id: commId, targetName } = this;
    const bytes = buffers.map(bytesOf);
    const said = { kind, commId, targetName, data: json(data), metadata, buffers: bytes };
    this.#wire.post({ type: 'comm', id, ...said });
    if (kind !== 'close') return;
    this.#isClosed = true;
    this.#forget();
  }
}

function add(handlers: Set<CommHandler>, handler: CommHandler, method: string): () => void {
  if (typeof handler !== 'function') throw new TypeError(`${method}: the handler must be a function.`);
  handlers.add(handler);
  return () => handlers.delete(handler);
}

function json(data: object): string {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new TypeError('The data of a comm message must be an object such as { step: 3 }.');
  try {
    return JSON.stringify(data);
  } catch (error) {
    throw new TypeError(
      `The data of a comm message must be writable as JSON: ${(error as Error).message.split('\n')[0]}`,
    );
  }
}

/** A copy: the cell may go on writing into its own. */
function bytesOf(buffer: CommBuffer): Uint8Array {
  if (ArrayBuffer.isView(buffer))
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).slice();
  if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer.slice(0));
  throw new TypeError('The buffers of a comm message must be typed arrays, DataViews or ArrayBuffers.');
}
