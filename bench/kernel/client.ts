import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Dealer, Request, Subscriber } from 'zeromq';
import type { Kernel } from './kernels';
import { decode, encode, type Message } from './wire';

/** What a request brought, with the times in milliseconds since it was sent. */
export interface Answer {
  reply: Record<string, unknown>;
  outputs: readonly { message: Message; at: number }[];
  /** When the reply and the idle status were there. */
  time: number;
  /** Whether the idle status never came, though the reply did. */
  lacksIdle: boolean;
}

export interface Cell extends Answer {
  isOk: boolean;
  text(name: 'stdout' | 'stderr'): string;
}

interface Waiting {
  sent: number;
  reply?: Record<string, unknown>;
  isIdle: boolean;
  outputs: { message: Message; at: number }[];
  done(): void;
}

/** For zeromq: how soon it looks again for a kernel that has not opened its ports yet. */
const reconnectMilliseconds = 2;
const nudgeMilliseconds = 10;
/** A kernel that has not answered by then does not answer. */
const patience = 15_000;
/** How much later than the reply the idle status may come. */
const idlePatience = 1000;

/** The one client of all kernels: starts them as Jupyter does and talks to them over zeromq. */
export class Client {
  readonly #waiting = new Map<string, Waiting>();
  readonly #shell = new Dealer(socketOptions());
  readonly #control = new Dealer(socketOptions());
  readonly #iopub = new Subscriber({ ...socketOptions(), receiveHighWaterMark: 0 });
  readonly #heartbeat = new Request(socketOptions());
  readonly #key: string;
  readonly #exited: Promise<never>;
  readonly #folder: string;
  #hasHeard = false;

  private constructor(
    readonly kernel: Kernel,
    readonly process: ChildProcess,
    /** When the process was started. */
    readonly started: number,
    folder: string,
    key: string,
    ports: readonly number[],
  ) {
    this.#key = key;
    this.#folder = folder;
    this.#exited = new Promise((_, fail) =>
      process.once('exit', (code, signal) => fail(new Error(`${kernel.name} ended: ${signal ?? code}`))),
    );
    this.#exited.catch(() => {});
    const [shell, control, , iopub, heartbeat] = ports.map((port) => `tcp://127.0.0.1:${port}`);
    this.#iopub.subscribe('');
    this.#iopub.connect(iopub);
    this.#shell.connect(shell);
    this.#control.connect(control);
    this.#heartbeat.connect(heartbeat);
    for (const socket of [this.#shell, this.#control]) void this.#readReplies(socket);
    void this.#readOutputs();
  }

  /** Starts a kernel and waits until it answers and its outputs arrive. */
  static async start(kernel: Kernel): Promise<Client> {
    const ports = await freePorts(5);
    const [shell_port, control_port, stdin_port, iopub_port, hb_port] = ports;
    const key = randomUUID();
    const folder = mkdtempSync(join(tmpdir(), 'kernel-bench-'));
    const file = join(folder, 'connection.json');
    const connection = { shell_port, control_port, stdin_port, iopub_port, hb_port, ip: '127.0.0.1' };
    writeFileSync(
      file,
      JSON.stringify({ ...connection, key, transport: 'tcp', signature_scheme: 'hmac-sha256' }),
    );
    const [program, ...args] = kernel.argv.map((part) => part.replace('{connection_file}', file));
    const started = performance.now();
    const child = spawn(program, args, {
      cwd: kernel.folder,
      env: { ...process.env, NODE_OPTIONS: '', ...kernel.env },
      stdio: 'ignore',
    });
    const client = new Client(kernel, child, started, folder, key, ports);
    await client.#ready();
    return client;
  }

  async execute(code: string): Promise<Cell> {
    const answer = await this.request('execute_request', {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    });
    const text = (name: string) =>
      answer.outputs
        .filter(({ message: { type, content } }) => type === 'stream' && content.name === name)
        .map(({ message }) => message.content.text)
        .join('');
    return { ...answer, isOk: answer.reply.status === 'ok', text };
  }

  /** Runs a cell that has to succeed. */
  async run(code: string): Promise<Cell> {
    const cell = await this.execute(code);
    if (cell.isOk) return cell;
    const { ename, evalue } = cell.reply;
    throw new Error(`${this.kernel.name} cannot run this cell (${ename}: ${evalue}):\n${code}`);
  }

  async request(type: string, content: object, channel: 'shell' | 'control' = 'shell'): Promise<Answer> {
    const { id, frames } = encode(this.#key, type, content);
    const socket = channel === 'shell' ? this.#shell : this.#control;
    const sent = performance.now();
    const waiting: Waiting = { sent, isIdle: false, outputs: [], done: () => {} };
    const finished = new Promise<number>((resolve) => {
      waiting.done = () => resolve(performance.now() - sent);
    });
    this.#waiting.set(id, waiting);
    await socket.send(frames);
    const time = await Promise.race([finished, this.#exited, this.#silence(type)]);
    const { reply = {}, outputs, isIdle } = waiting;
    // Late outputs are still counted for a while.
    void setTimeout(2000, undefined, { ref: false }).then(() => this.#waiting.delete(id));
    return { reply, outputs, time: isIdle ? time : time - idlePatience, lacksIdle: !isIdle };
  }

  /** Asks for an interrupt in the way that the kernel wants it. */
  async interrupt(): Promise<void> {
    if (this.kernel.interrupt === 'signal') this.process.kill('SIGINT');
    else await this.#control.send(encode(this.#key, 'interrupt_request', {}).frames);
  }

  /** The time of one heartbeat. */
  async heartbeat(): Promise<number> {
    const sent = performance.now();
    await this.#heartbeat.send('ping');
    await this.#heartbeat.receive();
    return performance.now() - sent;
  }

  async stop(): Promise<void> {
    const { process: child } = this;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
    }
    for (const socket of [this.#shell, this.#control, this.#iopub, this.#heartbeat]) socket.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Outputs that are published before the subscription has arrived are lost: so ask until one is heard. */
  async #ready(): Promise<void> {
    await this.#nudge();
    while (!this.#hasHeard) {
      await setTimeout(nudgeMilliseconds);
      if (!this.#hasHeard) await this.#nudge();
    }
  }

  async #nudge(): Promise<void> {
    const { id, frames } = encode(this.#key, 'kernel_info_request', {});
    const replied = new Promise<void>((done) => {
      const waiting: Waiting = { sent: performance.now(), isIdle: true, outputs: [], done };
      this.#waiting.set(id, waiting);
    });
    await this.#shell.send(frames);
    await Promise.race([replied, this.#exited]);
    this.#waiting.delete(id);
  }

  async #silence(type: string): Promise<never> {
    await setTimeout(patience, undefined, { ref: false });
    throw new Error(`${this.kernel.name} does not answer ${type} in ${patience / 1000} s`);
  }

  async #readReplies(socket: Dealer): Promise<void> {
    for await (const frames of socket) {
      const { parent, content } = decode(frames as Buffer[]);
      const waiting = this.#waiting.get(parent ?? '');
      if (!waiting) continue;
      waiting.reply = content;
      if (waiting.isIdle) waiting.done();
      else void setTimeout(idlePatience, undefined, { ref: false }).then(waiting.done);
    }
  }

  async #readOutputs(): Promise<void> {
    for await (const frames of this.#iopub) {
      const at = performance.now();
      const message = decode(frames as Buffer[]);
      this.#hasHeard ||= message.type === 'status' && message.parent !== undefined;
      const waiting = this.#waiting.get(message.parent ?? '');
      if (!waiting) continue;
      waiting.outputs.push({ message, at: at - waiting.sent });
      if (message.type !== 'status' || message.content.execution_state !== 'idle') continue;
      waiting.isIdle = true;
      if (waiting.reply) waiting.done();
    }
  }
}

const socketOptions = () => ({ linger: 0, reconnectInterval: reconnectMilliseconds });

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
