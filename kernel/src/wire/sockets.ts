import { Publisher, Reply, Router, XPublisher } from 'zeromq';
import { bind } from './bind';
import { address, type Connection } from './connection';
import { Codec, type Message, type Outgoing } from './message';
import { report } from './report';

type Sender = Router | XPublisher;

/** The five sockets of a kernel; sending never blocks, never overtakes and never loses. */
export class Sockets {
  readonly shell = unlimited(new Router({ linger: 500 }));
  readonly control = unlimited(new Router({ linger: 500 }));
  readonly stdin = unlimited(new Router({ linger: 500 }));
  readonly #iopub = unlimited(new XPublisher({ linger: 500 }));
  readonly #heartbeat = new Reply({ linger: 0 });
  readonly #codec: Codec;
  /** zeromq allows one send at a time on a socket: each waits for the one before. */
  readonly #tails = new Map<Sender, Promise<void>>();
  #status: Outgoing | undefined;

  constructor(readonly connection: Connection) {
    this.#codec = new Codec(connection.key, connection.signature_scheme);
  }

  async bind(): Promise<void> {
    const { connection: c } = this;
    this.#iopub.verbosity = 'allSubs';
    await Promise.all([
      bind(this.shell, address(c, c.shell_port)),
      bind(this.control, address(c, c.control_port)),
      bind(this.stdin, address(c, c.stdin_port)),
      bind(this.#iopub, address(c, c.iopub_port)),
      bind(this.#heartbeat, address(c, c.hb_port)),
    ]);
    void this.#beat();
    void this.#welcome();
  }

  /** Calls `handle` for every valid message; what is malformed or wrongly signed is dropped. */
  async receive(socket: Router, handle: (message: Message) => void): Promise<void> {
    for await (const frames of socket) {
      try {
        handle(this.#codec.decode(frames));
      } catch (error) {
        report('dropped a message', error);
      }
    }
  }

  publish(message: Outgoing): void {
    if (message.type === 'status') this.#status = message;
    this.#send(this.#iopub, { identities: [message.type], ...message });
  }

  reply(socket: Router, request: Message, content: object, metadata: object = {}): void {
    const type = request.header.msg_type.replace(/_request$/, '_reply');
    this.#send(socket, { type, content, metadata, parent: request, identities: request.identities });
  }

  askInput(request: Message, content: { prompt: string; password: boolean }): void {
    const identities = request.identities;
    this.#send(this.stdin, { type: 'input_request', content, parent: request, identities });
  }

  /** Resolves when everything sent so far has been handed to zeromq. */
  async flushed(): Promise<void> {
    await Promise.all(this.#tails.values());
  }

  #send(socket: Sender, message: Outgoing): void {
    const frames = this.#codec.encode(message);
    const before = this.#tails.get(socket) ?? Promise.resolve();
    const sent = before.then(() => socket.send(frames)).catch((error) => report('could not send', error));
    this.#tails.set(socket, sent);
  }

  async #beat(): Promise<void> {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames);
  }

  /**
   * A subscriber learns that its subscription has arrived, as protocol 5.4 wants it, and in which state the kernel
   * is: after a restart by Jupyter's server, requests may arrive, and their states be published, before it listens,
   * and JupyterLab would wait for ever.
   */
  async #welcome(): Promise<void> {
    for await (const [frame] of this.#iopub) {
      if (frame[0] !== 1) continue;
      const topic = frame.subarray(1).toString();
      this.publish({ type: 'iopub_welcome', content: { subscription: topic }, identities: [topic] });
      if (this.#status) this.publish({ ...this.#status, parent: undefined });
    }
  }
}

function unlimited<S extends Router | XPublisher | Publisher>(socket: S): S {
  socket.sendHighWaterMark = 0;
  if (!(socket instanceof Publisher) && 'receiveHighWaterMark' in socket) socket.receiveHighWaterMark = 0;
  return socket;
}
