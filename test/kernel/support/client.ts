import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Dealer, Request, Subscriber } from 'zeromq';
import { type Reply, WireFormat } from './wire';

export const repository = resolve(__dirname, '../../..');
export const entry = join(repository, 'kernel/dist/main/index.js');

export interface Output {
  type: string;
  content: Reply['content'];
  buffers: Buffer[];
}

export interface Execution {
  status: 'ok' | 'error' | 'aborted';
  reply: Reply['content'];
  /** Of the reply. */
  metadata: Reply['metadata'];
  outputs: Output[];
  stdout: string;
  stderr: string;
  /** text/plain of the result. */
  result: string | undefined;
  /** The published error as one text. */
  error: string | undefined;
}

export interface StartOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Drops what the kernel writes to its terminal: jest takes a report of full memory for its own. */
  isQuiet?: boolean;
}

interface Connection {
  transport: string;
  ip: string;
  shell_port: number;
  control_port: number;
  stdin_port: number;
  iopub_port: number;
  hb_port: number;
  key: string;
  signature_scheme: string;
}

interface Waiting {
  reply?: Reply['content'];
  metadata?: Reply['metadata'];
  /** Comm messages are not replied to. */
  hasReply: boolean;
  isIdle: boolean;
  outputs: Output[];
  done(): void;
}

/** A Jupyter client that starts a kernel as Jupyter does and talks to it over zeromq. */
export class Client {
  readonly #shell = new Dealer({ linger: 0 });
  readonly #control = new Dealer({ linger: 0 });
  readonly #stdin: Dealer;
  readonly #iopub = new Subscriber({ linger: 0 });
  readonly #heartbeat = new Request({ linger: 0 });
  readonly #waiting = new Map<string, Waiting>();
  readonly wire: WireFormat;
  readonly exited: Promise<number | null>;
  onInput: (prompt: string, password: boolean) => string | undefined = () => undefined;
  onOutput: (output: Output) => void = () => {};

  private constructor(
    readonly connection: Connection,
    readonly connectionFile: string,
    readonly process: ChildProcess | undefined,
  ) {
    this.wire = new WireFormat(connection.key);
    const identity = randomUUID();
    for (const socket of [this.#shell, this.#control]) socket.routingId = identity;
    this.#stdin = new Dealer({ linger: 0, routingId: identity });
    this.exited = new Promise((done) => process?.once('exit', done));
  }

  /** Starts a kernel as Jupyter does. */
  static async start({ cwd = repository, env = {}, isQuiet = false }: StartOptions = {}): Promise<Client> {
    const connection = await newConnection();
    const file = join(mkdtempSync(join(tmpdir(), 'kernel-test-')), 'connection.json');
    writeFileSync(file, JSON.stringify(connection));
    const started = spawn(process.execPath, ['--no-force-async-hooks-checks', entry, file], {
      cwd,
      env: { ...process.env, NODE_OPTIONS: '', JPY_PARENT_PID: String(process.pid), ...env },
      stdio: ['ignore', 'inherit', isQuiet ? 'ignore' : 'inherit'],
    });
    const client = new Client(connection, file, started);
    await client.#connect();
    return client;
  }

  /** Talks to a kernel that something else has started. */
  static async attach(file: string): Promise<Client> {
    const client = new Client(JSON.parse(readFileSync(file, 'utf8')), file, undefined);
    await client.#connect();
    return client;
  }

  /** Ends the kernel, if it is the client's own, and closes the sockets. */
  async stop(): Promise<void> {
    const { process: started } = this;
    if (started && started.exitCode === null && started.signalCode === null) {
      started.kill('SIGKILL');
      await this.exited;
    }
    for (const socket of [this.#shell, this.#control, this.#stdin, this.#iopub, this.#heartbeat])
      socket.close();
  }

  async #connect(): Promise<void> {
    const { connection } = this;
    const address = (port: number) => `tcp://127.0.0.1:${port}`;
    this.#iopub.receiveHighWaterMark = 0;
    this.#iopub.subscribe('');
    const welcomed = new Promise<void>((done) => void this.#readOutputs(done));
    this.#iopub.connect(address(connection.iopub_port));
    this.#shell.connect(address(connection.shell_port));
    this.#control.connect(address(connection.control_port));
    this.#stdin.connect(address(connection.stdin_port));
    this.#heartbeat.connect(address(connection.hb_port));
    void this.#readReplies(this.#shell);
    void this.#readReplies(this.#control);
    void this.#readInputRequests();
    await welcomed;
    await this.request('kernel_info_request', {});
  }

  /** Runs a cell and waits for its reply and its last output. */
  async execute(code: string, options: object = {}): Promise<Execution> {
    const waiting = await this.#ask(this.#shell, 'execute_request', {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: true,
      stop_on_error: true,
      ...options,
    });
    const { reply, metadata = {}, outputs } = waiting;
    const text = (name: string) =>
      outputs
        .filter(({ type, content }) => type === 'stream' && content.name === name)
        .map(({ content }) => content.text)
        .join('');
    const published = outputs.find(({ type }) => type === 'error')?.content;
    return {
      status: reply.status,
      reply,
      metadata,
      outputs,
      stdout: text('stdout'),
      stderr: text('stderr'),
      result: outputs.find(({ type }) => type === 'execute_result')?.content.data['text/plain'],
      error: published?.traceback.join('\n'),
    };
  }

  async request(
    type: string,
    content: object,
    channel: 'shell' | 'control' = 'shell',
  ): Promise<Reply['content']> {
    const socket = channel === 'shell' ? this.#shell : this.#control;
    return (await this.#ask(socket, type, content)).reply;
  }

  /** Sends a message of a comm; resolves to what the kernel published until it was idle again. */
  async comm(type: 'comm_open' | 'comm_msg' | 'comm_close', content: object, buffers: Buffer[] = []) {
    return (await this.#ask(this.#shell, type, content, { hasReply: false, buffers })).outputs;
  }

  interrupt(): Promise<unknown> {
    return this.request('interrupt_request', {}, 'control');
  }

  /** Sends frames as they are, well-formed or not. */
  async sendRaw(frames: (string | Buffer)[]): Promise<void> {
    await this.#shell.send(frames);
  }

  async heartbeat(): Promise<string> {
    await this.#heartbeat.send('ping');
    const [frame] = await this.#heartbeat.receive();
    return frame.toString();
  }

  async #ask(
    socket: Dealer,
    type: string,
    content: object,
    { hasReply = true, buffers = [] as Buffer[] } = {},
  ): Promise<Waiting> {
    const { id, frames } = this.wire.encode(type, content, undefined, buffers);
    const finished = new Promise<Waiting>((done) => {
      const waiting: Waiting = {
        hasReply,
        isIdle: false,
        outputs: [],
        done: () => {
          if ((hasReply && waiting.reply === undefined) || !waiting.isIdle) return;
          done(waiting);
        },
      };
      this.#waiting.set(id, waiting);
    });
    await socket.send(frames);
    const waiting = await Promise.race([finished, this.exited.then(() => undefined)]);
    if (!waiting) throw new Error(`The kernel ended while it answered ${type}.`);
    this.#waiting.delete(id);
    return waiting;
  }

  async #readReplies(socket: Dealer): Promise<void> {
    for await (const frames of socket) {
      const reply = this.#decode(frames as Buffer[]);
      const waiting = this.#waiting.get(reply.parent);
      if (!waiting) continue;
      waiting.reply = reply.content;
      waiting.metadata = reply.metadata;
      waiting.done();
    }
  }

  async #readOutputs(welcomed: () => void): Promise<void> {
    for await (const frames of this.#iopub) {
      const { type, content, parent, buffers } = this.#decode(frames as Buffer[]);
      if (type === 'iopub_welcome') welcomed();
      const waiting = this.#waiting.get(parent);
      if (!waiting) continue;
      if (type === 'status') {
        if (content.execution_state !== 'idle') continue;
        waiting.isIdle = true;
        waiting.done();
      } else {
        waiting.outputs.push({ type, content, buffers });
        this.onOutput({ type, content, buffers });
      }
    }
  }

  async #readInputRequests(): Promise<void> {
    for await (const frames of this.#stdin) {
      const { content } = this.#decode(frames as Buffer[]);
      const value = this.onInput(content.prompt, content.password);
      if (value !== undefined) await this.#stdin.send(this.wire.encode('input_reply', { value }).frames);
    }
  }

  #decode(frames: Buffer[]): Reply {
    const reply = this.wire.decode(frames);
    if (!reply.signatureIsRight) throw new Error(`wrong signature on ${reply.type}`);
    return reply;
  }
}

export async function newConnection(): Promise<Connection> {
  const [shell_port, control_port, stdin_port, iopub_port, hb_port] = await freePorts(5);
  const ports = { shell_port, control_port, stdin_port, iopub_port, hb_port };
  return { transport: 'tcp', ip: '127.0.0.1', ...ports, key: randomUUID(), signature_scheme: 'hmac-sha256' };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listenSomewhere));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/**
 * Below the ports that systems give to outgoing connections: one of these would now and then be taken between
 * this moment and the kernel's start.
 */
async function listenSomewhere(): Promise<Server> {
  for (;;) {
    const server = createServer();
    const listening = once(server, 'listening');
    server.listen(randomInt(10_000, 32_000), '127.0.0.1');
    if (await listening.then(Boolean, () => false)) return server;
  }
}
