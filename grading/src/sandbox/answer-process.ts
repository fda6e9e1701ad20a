import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Limits } from '../limits';
import { FrameReader, frame, type Reply, type Request, type Thrown } from './messages';
import { memoryWatchInterval, residentMemory } from './resident-memory';
import { decode, type Encoded, encode } from './values';

/** What an answer did instead of returning a value; the message is written for the learner. */
export class AnswerFailure extends Error {
  override name = 'AnswerFailure';
}

/** An exception that the answer itself threw. */
export class AnswerThrew extends AnswerFailure {
  constructor(readonly thrown: Thrown) {
    super(`${thrown.name}: ${thrown.message}`);
  }
}

export interface Returned {
  value: unknown;
  /** The arguments as the answer left them. */
  args: unknown[];
}

type Callback = (...args: never[]) => unknown;

const bootSeconds = 30;
const largestMessage = 1 << 26;
const programFolder = join(__dirname, '.');
const permission = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission';

/** The process of one answer: it reads no file, writes none, starts none, and ends at its limits. */
export class AnswerProcess {
  private readonly child: ChildProcess;
  private readonly channel: Duplex;
  private readonly reader = new FrameReader(largestMessage);
  private readonly watch: NodeJS.Timeout;
  private callbacks: Callback[] = [];
  private printed = 0;
  private complaints = '';
  private failure: AnswerFailure | undefined;
  private settle: { resolve(reply: Reply): void; reject(error: Error): void } | undefined;

  private constructor(private readonly limits: Limits) {
    this.child = spawn(
      process.execPath,
      [
        permission,
        `--allow-fs-read=${join(programFolder, '*')}`,
        '--no-warnings',
        `--max-old-space-size=${Math.floor(limits.memoryMegabytes / 2)}`,
        join(programFolder, 'child.js'),
      ],
      { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env: {}, cwd: programFolder },
    );
    this.channel = this.child.stdio[3] as Duplex;
    this.channel.on('data', (chunk: Buffer) => this.receive(chunk));
    this.channel.on('error', () => {});
    this.child.stdout?.on('data', (chunk: Buffer) => this.countPrinted(chunk));
    this.child.stderr?.on('data', (chunk: Buffer) => {
      if (this.complaints.length < 4000) this.complaints += chunk.toString('utf8');
      this.countPrinted(chunk);
    });
    this.child.on('error', (error) => this.fail(`The answer's process did not start: ${error.message}.`));
    this.child.on('close', () => this.fail(this.reasonOfEnd()));
    this.watch = setInterval(() => this.watchMemory(), memoryWatchInterval);
  }

  static async start(limits: Limits): Promise<AnswerProcess> {
    const started = new AnswerProcess(limits);
    await started.reply(bootSeconds, "The answer's process did not start in time.");
    return started;
  }

  /** Runs the answer's script; returns the type of each named thing it defines. */
  async load(
    script: string,
    filename: string,
    names: string[],
    seconds: number,
  ): Promise<Record<string, string>> {
    const reply = await this.ask({ type: 'load', script, filename, names }, seconds);
    return reply.type === 'loaded' ? reply.defined : this.forged();
  }

  /** Calls a function of the answer. Functions among the arguments run here. */
  async call(name: string, args: unknown[], seconds: number): Promise<Returned> {
    this.callbacks = [];
    const register = (f: Callback) => this.callbacks.push(f) - 1;
    const encoded = args.map((argument) => encode(argument, register));
    const reply = await this.ask({ type: 'call', name, args: encoded }, seconds);
    if (reply.type !== 'returned' || !Array.isArray(reply.args)) return this.forged();
    return { value: decode(reply.value), args: reply.args.map((argument) => decode(argument)) };
  }

  close(): void {
    this.failure ??= new AnswerFailure('The answer was stopped.');
    clearInterval(this.watch);
    this.child.kill('SIGKILL');
    this.channel.destroy();
  }

  private ask(request: Request, seconds: number): Promise<Reply> {
    const reply = this.reply(
      seconds,
      'The answer did not come to an end within its time: is there a loop whose end condition is never met?',
    );
    if (!this.failure) this.channel.write(frame(request));
    return reply;
  }

  private reply(seconds: number, late: string): Promise<Reply> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail(late), Math.max(0, seconds) * 1000);
      const done = () => {
        clearTimeout(timer);
        this.settle = undefined;
      };
      this.settle = {
        resolve: (reply) => {
          done();
          resolve(reply);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      };
    });
  }

  private receive(chunk: Buffer): void {
    if (this.failure) return;
    try {
      for (const message of this.reader.push(chunk)) this.take(message as Reply);
    } catch {
      this.fail('The answer sent something that is not a value.');
    }
  }

  private take(message: Reply): void {
    if (message?.type === 'callback') {
      this.channel.write(frame(this.runCallback(message.id, message.args)));
    } else if (message?.type === 'threw') {
      this.settle?.reject(new AnswerThrew(message.error));
    } else {
      this.settle?.resolve(message);
    }
  }

  private runCallback(id: number, args: Encoded[]): Request {
    try {
      const value = this.callbacks[id](...(args.map((argument) => decode(argument)) as never[]));
      return { type: 'value', value: encode(value) };
    } catch (error) {
      return { type: 'refused', message: (error as Error).message };
    }
  }

  private countPrinted(chunk: Buffer): void {
    this.printed += chunk.length;
    if (this.printed > this.limits.printedMegabytes * 1e6) {
      this.fail(
        `The answer printed more than ${this.limits.printedMegabytes} MB: is there a console.log in an endless loop?`,
      );
    }
  }

  private watchMemory(): void {
    const { memoryMegabytes } = this.limits;
    if (this.child.pid && residentMemory(this.child.pid) > memoryMegabytes * 1e6)
      this.fail(this.tooMuchMemory());
  }

  private tooMuchMemory(): string {
    return `The answer used more than ${this.limits.memoryMegabytes} MB of memory: does an array grow in a loop without end?`;
  }

  private reasonOfEnd(): string {
    if (/heap out of memory|allocation failed|invalid array length/i.test(this.complaints))
      return this.tooMuchMemory();
    return 'The answer ended its process before it returned a value (process.exit, or a promise that never settles).';
  }

  private forged(): never {
    throw new AnswerFailure('The answer sent something that is not a value.');
  }

  private fail(message: string): void {
    if (this.failure) return;
    this.failure = new AnswerFailure(message);
    const waiting = this.settle;
    this.close();
    waiting?.reject(this.failure);
  }
}
